package import HeadwaterModel

/// Records of whole made-up cases, each of which a strict case accepts.
///
/// Every optional field is filled in some of them and left out in others, and texts are chosen to
/// hurt: quotes, line breaks, byte order marks, signs of lists and formulas, marks that join.
package enum RandomRecords {
  /// What a case may have that not everything can take or give back.
  package struct Options: Hashable, Sendable {
    /// Whether some entities are withheld.
    package var hasWithheld: Bool

    /// Whether some attributions and identities have no id of their own.
    package var leavesOutIDs: Bool

    package init(hasWithheld: Bool = false, leavesOutIDs: Bool = false) {
      self.hasWithheld = hasWithheld
      self.leavesOutIDs = leavesOutIDs
    }
  }

  /// The records of one case, in an order in which they can be written.
  ///
  /// Kinds come first, then relations, entities, attributions, texts and identities; what refers
  /// to another record of its sort comes after it. Evidence may name a version of a text that
  /// comes later; its quotation, surroundings and positions are those of that text.
  package static func caseRecords(
    seed: UInt64, options: Options = Options()
  ) -> [CaseRecord] {
    var random = RandomCase(seed: seed, options: options)
    random.makeVocabulary()
    random.makeEntities()
    random.makeTexts()
    random.makeAttributions()
    random.makeIdentities()
    return random.kinds.map(CaseRecord.kind) + random.relations.map(CaseRecord.relation)
      + random.entities.map(CaseRecord.entity)
      + random.attributions.map(CaseRecord.attribution) + random.texts.map(CaseRecord.text)
      + random.identities.map(CaseRecord.identity)
  }
}

/// One made-up case in the making.
struct RandomCase {
  var words: RandomWords
  let options: RandomRecords.Options
  var vocabulary = Vocabulary()

  var kinds: [KindDefinition] = []
  var relations: [RelationDefinition] = []
  var entities: [EntityRecord] = []
  var texts: [TextRecord] = []
  var attributions: [AttributionRecord] = []
  var identities: [IdentityRecord] = []

  /// The keys of the entities by base kind.
  var keys: [BaseKind: [String]] = [:]

  init(seed: UInt64, options: RandomRecords.Options) {
    words = RandomWords(seed: seed)
    self.options = options
  }

  // MARK: - Vocabulary

  mutating func makeVocabulary() {
    for number in 0..<words.number(in: 0...3) {
      let parents = BaseKind.allCases.map(\.rawValue) + kinds.map(\.name)
      let kind = KindDefinition(name: "kind-\(number)_x", parent: words.pick(parents))
      kinds.append(kind)
      define { vocabulary throws(RecordProblem) in try vocabulary.define(kind) }
    }
    for number in 0..<words.number(in: 0...4) {
      let role = words.pick(RelationRole.allCases)
      let relation = RelationDefinition(
        name: "relation_\(number)", role: role, forwardPhrase: words.text(),
        backwardPhrase: words.text(), shapes: makeShapes(role), prov: words.maybe { $0.text() },
        cito: words.maybe { $0.text() }, followTheMoney: words.maybe { $0.text() })
      relations.append(relation)
      define { vocabulary throws(RecordProblem) in try vocabulary.define(relation) }
    }
  }

  private mutating func define(_ body: (inout Vocabulary) throws(RecordProblem) -> Void) {
    do throws(RecordProblem) {
      try body(&vocabulary)
    } catch {
      preconditionFailure("the made-up vocabulary is refused: \(error)")
    }
  }

  private mutating func makeShapes(_ role: RelationRole) -> [RelationShape] {
    (0..<words.number(in: 0...3)).map { _ in
      let allowed =
        role.isFlow ? BaseKind.allCases.filter { $0 != .claim } : BaseKind.allCases
      let allowsAttribution = role == .stance && words.chance(2)
      let targets = words.some(of: allowed)
      return RelationShape(
        sources: Set(words.some(of: allowed)).union([words.pick(allowed)]),
        targets: Set(targets).union(allowsAttribution ? [] : [words.pick(allowed)]),
        allowsAttributionTarget: allowsAttribution)
    }
  }

  // MARK: - Entities

  mutating func makeEntities() {
    var taken: Set<String> = []
    let certain: [BaseKind] = [.document, .document, .claim, .person, .outlet]
    for number in 0..<words.number(in: 5...14) {
      let kind =
        number < certain.count
        ? certain[number].rawValue : words.pick(vocabulary.kinds.keys.sorted())
      let key = words.key(besides: &taken)
      guard let base = vocabulary.baseKind(of: kind) else {
        preconditionFailure("a made-up kind descends from nothing")
      }
      keys[base, default: []].append(key)
      entities.append(makeEntity(key: key, kind: kind))
    }
  }

  private mutating func makeEntity(key: String, kind: String) -> EntityRecord {
    let namings = Naming.allCases.filter { options.hasWithheld || $0 != .withheld }
    return EntityRecord(
      key: key, kind: kind, name: words.maybe { $0.text() }, naming: words.pick(namings),
      upstream: words.pick(UpstreamMark.allCases), date: words.maybe { $0.date() },
      url: words.maybe { $0.text() }, language: words.maybe { $0.text() },
      description: words.maybe { $0.text() },
      aliases: (0..<words.number(in: 0...3)).map { _ in words.text() },
      labels: words.labels(),
      properties: words.properties())
  }
}
