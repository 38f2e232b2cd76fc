import HeadwaterModel

/// An attribution in words, so that a wrong direction is seen at once.
package struct AttributionPreview: Hashable, Sendable {
  /// Who does what: "PEP 8 cites PEP 7".
  package let sentence: String

  /// Who is upstream: "information flows PEP 7 → PEP 8".
  package let flow: String

  /// The row.
  package let place: Place

  init(giver: String, _ relation: RelationInUse, receiver: String, _ place: Place) {
    self.place = place
    let forward = relation.definition?.forwardPhrase ?? relation.name
    let backward = relation.definition?.backwardPhrase
    let flows = relation.definition?.role.isFlow ?? false
    if let backward, flows, Self.needsVerb(forward), !Self.needsVerb(backward) {
      sentence = "\(receiver) \(backward) \(giver)"
    } else {
      sentence = "\(giver) \(Self.needsVerb(forward) ? "is " : "")\(forward) \(receiver)"
    }
    if flows {
      flow = "information flows \(giver) → \(receiver)"
    } else {
      let role = (relation.definition?.role ?? .association).rawValue
      let article = role == RelationRole.association.rawValue ? "an" : "a"
      flow = "no information flows: \(article) \(role), stored \(giver) → \(receiver)"
    }
  }

  /// Whether a phrase makes a sentence only behind "is": "cited by", "member of".
  private static func needsVerb(_ phrase: String) -> Bool {
    let words = phrase.lowercased().split(separator: " ")
    guard let first = words.first, let last = words.last else { return false }
    return words.count > 1 && ["by", "of", "as"].contains(last)
      && !["is", "was", "are", "were", "has", "had"].contains(first)
  }
}

extension EdgeTableSession {
  /// The name of an entity, with its key where that says more.
  func shownName(_ number: Int) -> String {
    let entity = registry[number]
    guard let name = entity.name else { return "a withheld source" }
    let shown = VisibleText.of(name)
    return KeySlug.slug(name) == entity.key ? shown : "\(shown) (\(entity.key))"
  }
}
