/// The six kinds of entity that every other kind descends from.
public enum BaseKind: String, CaseIterable, Hashable, Sendable {
  case organisation, person, group, outlet, document, claim

  /// Whether information can be authored, told or published by it.
  public var isAgent: Bool { !isWork }

  /// Whether it is a document or a claim.
  public var isWork: Bool { self == .document || self == .claim }
}

/// A kind of entity in a case's vocabulary.
public struct KindDefinition: Hashable, Sendable {
  /// The name, unique in its case: lower-case letters, digits, `-` and `_`.
  public let name: String

  /// The kind that it descends from; nil for the six base kinds alone.
  public let parent: String?

  public init(name: String, parent: String?) {
    self.name = name
    self.parent = parent
  }

  package static let builtIn = BaseKind.allCases.map {
    KindDefinition(name: $0.rawValue, parent: nil)
  }
}
