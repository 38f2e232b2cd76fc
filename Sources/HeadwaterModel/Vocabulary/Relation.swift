/// What a relation does for a chain.
public enum RelationRole: String, CaseIterable, Hashable, Sendable {
  /// Information moves from source to target.
  case transmission
  /// The source made the target.
  case origination
  /// A position taken; never a hop.
  case stance
  /// A tie; never a hop.
  case association

  /// Whether information flows along relations of this role.
  public var isFlow: Bool { self == .transmission || self == .origination }
}

/// Which ends a relation may join.
public struct RelationShape: Hashable, Sendable {
  /// A set of base kinds; a derived kind counts as the base kind that it descends from.
  public let sources: Set<BaseKind>
  public let targets: Set<BaseKind>

  /// Whether the target may be an attribution.
  public let allowsAttributionTarget: Bool

  public init(
    sources: Set<BaseKind>, targets: Set<BaseKind>, allowsAttributionTarget: Bool = false
  ) {
    self.sources = sources
    self.targets = targets
    self.allowsAttributionTarget = allowsAttributionTarget
  }

  package func allows(source: BaseKind, target: BaseKind) -> Bool {
    sources.contains(source) && targets.contains(target)
  }

  package static let agents: Set<BaseKind> = [.organisation, .person, .group, .outlet]
  package static let everything = Set(BaseKind.allCases)
  package static let notClaims = everything.subtracting([.claim])
}

/// A relation in a case's vocabulary: the verb of an attribution.
public struct RelationDefinition: Hashable, Sendable {
  /// The name, unique in its case; in queries its upper case is the type.
  public let name: String
  public let role: RelationRole

  /// Reads giver first: "X *is cited by* Y".
  public let forwardPhrase: String

  /// Reads receiver first: "Y *cites* X".
  public let backwardPhrase: String

  /// Any one of these allows a pair of ends; an empty list allows what the role allows.
  public let shapes: [RelationShape]

  /// The PROV relation that is nearest, ends swapped where information flows; nil if none.
  public let prov: String?

  /// The CiTO property that is nearest; nil if none.
  public let cito: String?

  /// The FollowTheMoney schema that is nearest; nil if none.
  public let followTheMoney: String?

  public init(
    name: String, role: RelationRole, forwardPhrase: String, backwardPhrase: String,
    shapes: [RelationShape] = [], prov: String? = nil, cito: String? = nil,
    followTheMoney: String? = nil
  ) {
    self.name = name
    self.role = role
    self.forwardPhrase = forwardPhrase
    self.backwardPhrase = backwardPhrase
    self.shapes = shapes
    self.prov = prov
    self.cito = cito
    self.followTheMoney = followTheMoney
  }

  /// The shapes that bind, with those of the role where none are given.
  package var effectiveShapes: [RelationShape] {
    if !shapes.isEmpty { return shapes }
    switch role {
    case .transmission, .origination:
      return [RelationShape(sources: RelationShape.notClaims, targets: RelationShape.notClaims)]
    case .stance:
      return [
        RelationShape(
          sources: RelationShape.notClaims, targets: RelationShape.everything,
          allowsAttributionTarget: true)
      ]
    case .association:
      return [RelationShape(sources: RelationShape.notClaims, targets: RelationShape.notClaims)]
    }
  }
}
