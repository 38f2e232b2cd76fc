/// The kinds and relations of one case.
public struct Vocabulary: Sendable {
  public private(set) var kinds: [String: KindDefinition] = [:]
  public private(set) var relations: [String: RelationDefinition] = [:]

  /// Whether entities may lack kind and key, and unknown relations come into being on first use.
  public var isOpen: Bool

  /// Makes the vocabulary that every case starts with.
  public init(isOpen: Bool = false) {
    self.isOpen = isOpen
    for kind in KindDefinition.builtIn { kinds[kind.name] = kind }
    for relation in RelationDefinition.builtIn { relations[relation.name] = relation }
  }

  /// The base kind that `kind` descends from; nil if it is not in the vocabulary.
  public func baseKind(of kind: String) -> BaseKind? {
    var name = kind
    for _ in 0...kinds.count {
      guard let definition = kinds[name] else { return nil }
      guard let parent = definition.parent else { return BaseKind(rawValue: name) }
      name = parent
    }
    return nil
  }

  /// Adds a kind, or replaces the one of its name.
  ///
  /// - Throws: `unknownKind` for a parent that is not there, `invalidName`, `builtIn` for a base
  ///   kind, `cycle` where it would descend from itself.
  public mutating func define(_ kind: KindDefinition) throws(RecordProblem) {
    try Self.check(name: kind.name, column: "name")
    guard BaseKind(rawValue: kind.name) == nil else {
      throw RecordProblem(.builtIn, column: "name", "the kind \(kind.name) is built in")
    }
    guard let parent = kind.parent, kinds[parent] != nil else {
      let names = Nearest.names(to: kind.parent ?? "", among: kinds.keys)
      throw RecordProblem(
        .unknownKind, column: "parent",
        "the parent kind \(quoted(kind.parent ?? "")) is not in the vocabulary",
        suggestions: names)
    }
    let before = kinds.updateValue(kind, forKey: kind.name)
    guard baseKind(of: kind.name) != nil else {
      kinds[kind.name] = before
      throw RecordProblem(
        .cycle, column: "parent", "the kind \(kind.name) would descend from itself")
    }
  }

  /// Adds a relation, or replaces the one of its name.
  ///
  /// - Throws: `invalidName`; `builtIn` where it would change a relation of the contract;
  ///   `forbiddenShape` where information would flow from or to a claim.
  public mutating func define(_ relation: RelationDefinition) throws(RecordProblem) {
    try Self.check(name: relation.name, column: "name")
    if let builtIn = RelationDefinition.builtIn.first(where: { $0.name == relation.name }) {
      guard builtIn == relation else {
        throw RecordProblem(
          .builtIn, column: "name",
          "the relation \(relation.name) is built in and cannot be changed; choose another name")
      }
      return
    }
    for (phrase, column) in [
      (relation.forwardPhrase, "phrase"), (relation.backwardPhrase, "inverse_phrase"),
    ] where phrase.isEmpty || phrase.utf8.count > Limits.nameBytes {
      throw RecordProblem(.invalidName, column: column, "a relation needs both of its phrases")
    }
    for shape in relation.effectiveShapes where relation.role.isFlow {
      if shape.sources.contains(.claim) || shape.targets.contains(.claim) {
        throw RecordProblem(
          .forbiddenShape, column: "shapes",
          "information cannot flow from or to a claim: what travels about it names it in about")
      }
    }
    relations[relation.name] = relation
  }

  /// Checks the name of a kind or a relation.
  package static func check(name: String, column: String) throws(RecordProblem) {
    let first = name.utf8.first ?? 0
    let fits = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
    let startsWell = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
    guard fits, startsWell, name.utf8.count <= Limits.vocabularyNameBytes else {
      throw RecordProblem(
        .invalidName, column: column,
        "\(quoted(name)) is no name for a kind or relation: use a-z, 0-9, _ and -, "
          + "a letter first, at most \(Limits.vocabularyNameBytes) characters")
    }
  }
}
