/// What a reader typed as a relation, and whether its ends have to be swapped.
public struct RelationReading: Hashable, Sendable {
  public let relation: RelationDefinition

  /// Whether the text was the backward phrase, so that the ends were given receiver first.
  public let isReversed: Bool
}

extension Vocabulary {
  /// Reads a relation given by name or by either of its phrases.
  ///
  /// Names win over phrases. Letters' case, and spaces, `_` and `-` between words, do not matter.
  ///
  /// - Throws: `unknownRelation`, with the nearest ones.
  public func readRelation(_ text: String) throws(RecordProblem) -> RelationReading {
    if let relation = relations[text] {
      return RelationReading(relation: relation, isReversed: false)
    }
    let wanted = Self.spread(text)
    for relation in relations.values where Self.spread(relation.name) == wanted {
      return RelationReading(relation: relation, isReversed: false)
    }
    let ordered = relations.values.sorted { $0.name < $1.name }
    if let relation = ordered.first(where: { Self.spread($0.forwardPhrase) == wanted }) {
      return RelationReading(relation: relation, isReversed: false)
    }
    if let relation = ordered.first(where: { Self.spread($0.backwardPhrase) == wanted }) {
      return RelationReading(relation: relation, isReversed: true)
    }
    throw RecordProblem(
      .unknownRelation, column: "relation",
      "\(quoted(text)) is neither a relation nor one of its phrases",
      suggestions: Nearest.names(to: text, among: relations.keys))
  }

  private static func spread(_ text: String) -> String {
    String(text.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
  }

  /// Whether the shapes of a relation bind: in an open case, only those of the contract's own do.
  package func bindsShapes(of relation: RelationDefinition) -> Bool {
    !isOpen || RelationDefinition.builtIn.contains { $0.name == relation.name }
  }

  /// Checks that a relation may join these ends (section 4.4 of the design).
  ///
  /// Ends are given by their base kinds: the target's is nil where it is an attribution, that of
  /// `about` where it is about nothing.
  ///
  /// - Throws: `forbiddenShape` or `aboutNoWork`.
  package func check(
    _ relation: RelationDefinition, source: BaseKind, target: BaseKind?, about: BaseKind?
  ) throws(RecordProblem) {
    let shapes = relation.effectiveShapes
    let fits =
      if let target {
        shapes.contains { $0.allows(source: source, target: target) }
      } else {
        shapes.contains { $0.allowsAttributionTarget && $0.sources.contains(source) }
      }
    guard fits else {
      throw RecordProblem(
        .forbiddenShape, column: "relation",
        Self.explain(relation, source: source, target: target))
    }
    if let about, !about.isWork {
      throw RecordProblem(
        .aboutNoWork, column: "about",
        "about names the work that travels, a document or a claim, and this is a \(about.rawValue)")
    }
  }

  private static func explain(
    _ relation: RelationDefinition, source: BaseKind, target: BaseKind?
  ) -> String {
    let receiver = target?.rawValue ?? "attribution"
    let sentence = "a \(source.rawValue) cannot be “\(relation.forwardPhrase)” a \(receiver)"
    guard relation.role.isFlow else { return sentence }
    if source == .claim || target == .claim {
      return sentence + ": what travels about a claim names it in about"
    }
    return sentence
  }
}
