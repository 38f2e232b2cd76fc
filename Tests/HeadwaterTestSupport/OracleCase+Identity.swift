/// A judgement on whether two entities are one.
package struct OracleVerdict: Hashable, Sendable {
  /// What was judged.
  package enum Judgement: String, CaseIterable, Sendable {
    case same
    case possiblySame = "possibly_same"
    case distinct
  }

  package var one: String
  package var other: String
  package var judgement: Judgement

  package init(_ one: String, _ other: String, _ judgement: Judgement) {
    self.one = one
    self.other = other
    self.judgement = judgement
  }
}

extension OracleCase {
  /// The key that stands for each entity: the least of those judged the same.
  package var standingKeys: [String: String] {
    var standing = Dictionary(uniqueKeysWithValues: entities.map { ($0.key, $0.key) })
    for _ in entities {
      for verdict in verdicts where verdict.judgement == .same {
        guard let one = standing[verdict.one], let other = standing[verdict.other] else { continue }
        let least = OracleKeys.precede(one, other) ? one : other
        standing[verdict.one] = least
        standing[verdict.other] = least
      }
    }
    return standing
  }

  /// The case in which those judged the same are one entity, and no such verdict is left.
  ///
  /// One knows what the others know: it is an origin if any is one, else undisclosed if any is,
  /// and takes the first date that any has where it has none.
  package var merged: OracleCase {
    let standing = standingKeys
    func key(_ key: String) -> String { standing[key] ?? key }
    var kept: [OracleEntity] = []
    for var entity in entities where key(entity.key) == entity.key {
      let group = entities.filter { key($0.key) == entity.key }
      let marks = group.map(\.upstream)
      entity.upstream =
        marks.contains(.origin)
        ? .origin : marks.contains(.undisclosed) ? .undisclosed : .unexplored
      entity.date = entity.date ?? group.compactMap(\.date).first
      kept.append(entity)
    }
    return OracleCase(
      entities: kept, attributions: attributions.map { $0.renamed(key) },
      verdicts: verdicts.filter { $0.judgement != .same }.map {
        OracleVerdict(key($0.one), key($0.other), $0.judgement)
      })
  }

  /// The same case under other keys.
  package func renamed(_ names: [String: String]) -> OracleCase {
    func name(_ key: String) -> String { names[key] ?? key }
    return OracleCase(
      entities: entities.map { entity in
        var entity = entity
        entity.key = name(entity.key)
        return entity
      }, attributions: attributions.map { $0.renamed(name) },
      verdicts: verdicts.map { OracleVerdict(name($0.one), name($0.other), $0.judgement) })
  }
}

extension OracleAttribution {
  /// The same attribution between entities under other keys.
  func renamed(_ name: (String) -> String) -> OracleAttribution {
    var copy = self
    copy.source = name(source)
    copy.target = target.map(name)
    copy.about = about.map(name)
    var documents: [String] = []
    for document in evidenceDocuments.map(name) where !documents.contains(document) {
      documents.append(document)
    }
    copy.evidenceDocuments = documents
    return copy
  }
}

extension OracleOptions {
  /// The same wishes under other keys.
  package func renamed(_ names: [String: String]) -> OracleOptions {
    func name(_ key: String) -> String { names[key] ?? key }
    var copy = self
    copy.about = about.map(name)
    copy.without = Set(without.map(name))
    copy.notAccordingTo = Set(notAccordingTo.map(name))
    return copy
  }
}

/// The order of keys: as Unicode scalars.
package enum OracleKeys {
  package static func precede(_ one: String, _ other: String) -> Bool {
    one.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
  }

  package static func precede(_ one: [String], _ other: [String]) -> Bool {
    for (left, right) in zip(one, other) where left != right { return precede(left, right) }
    return one.count < other.count
  }

  package static func sorted(_ keys: some Sequence<String>) -> [String] {
    keys.sorted { precede($0, $1) }
  }
}
