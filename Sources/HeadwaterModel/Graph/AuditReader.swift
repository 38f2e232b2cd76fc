/// An entity as an audit sees it.
public struct AuditedEntity: Hashable, Sendable {
  public let id: EntityID

  /// The entity that stands for it; itself where it was judged the same as no other.
  public let canonical: EntityID

  /// The base kind; without a kind, in an open case, a document.
  public let kind: BaseKind
  public let naming: Naming
  public let upstream: UpstreamMark
  public let date: DayBounds?

  /// The public name; nil for one without a name and for a withheld one.
  public let name: String?

  /// Whether it has a public description.
  public let isDescribed: Bool

  public init(
    id: EntityID, canonical: EntityID, kind: BaseKind, naming: Naming, upstream: UpstreamMark,
    date: DayBounds?, name: String?, isDescribed: Bool
  ) {
    self.id = id
    self.canonical = canonical
    self.kind = kind
    self.naming = naming
    self.upstream = upstream
    self.date = date
    self.name = name
    self.isDescribed = isDescribed
  }
}

/// An attribution as an audit sees it; its ends are the entities that stand for theirs.
public struct AuditedAttribution: Hashable, Sendable {
  public let id: AttributionID
  public let source: EntityID

  /// Nil for a stance on an attribution.
  public let target: EntityID?

  /// The attribution that a stance is on.
  public let targetAttribution: AttributionID?
  public let about: EntityID?
  public let relation: String
  public let role: RelationRole
  public let basis: Basis?
  public let date: DayBounds?

  public init(
    id: AttributionID, source: EntityID, target: EntityID?, targetAttribution: AttributionID?,
    about: EntityID?, relation: String, role: RelationRole, basis: Basis?, date: DayBounds?
  ) {
    self.id = id
    self.source = source
    self.target = target
    self.targetAttribution = targetAttribution
    self.about = about
    self.relation = relation
    self.role = role
    self.basis = basis
    self.date = date
  }
}

/// A verdict on a pair that no later one replaces.
public struct AuditedVerdict: Hashable, Sendable {
  public let entity: EntityID
  public let other: EntityID
  public let verdict: IdentityVerdict

  public init(entity: EntityID, other: EntityID, verdict: IdentityVerdict) {
    self.entity = entity
    self.other = other
    self.verdict = verdict
  }
}

/// A case gone through from end to end, for an audit.
///
/// What is protected about withheld sources is never handed on. Each scan goes on until it is
/// through or the body answers false.
public protocol AuditReader {
  /// Entities by public key, letters' case ignored; those without a key first.
  func scanEntities(_ body: (AuditedEntity) -> Bool) throws(GraphReadError)

  /// Other names of entities that are not withheld.
  func scanAliases(_ body: (EntityID, String) -> Bool) throws(GraphReadError)

  /// Recorded attributions, in the order in which they came into the case.
  func scanAttributions(_ body: (AuditedAttribution) -> Bool) throws(GraphReadError)

  /// The document of each piece of evidence, in the order of its attributions, recorded or not.
  func scanEvidence(_ body: (AttributionID, EntityID) -> Bool) throws(GraphReadError)

  /// Evidence whose quotation names no version of the document's text and stands in none of them.
  ///
  /// Documents without a stored text are passed over, and so is what hangs on withheld sources.
  /// The order is by document, then by attribution.
  func scanLostQuotations(_ body: (AttributionID, EntityID) -> Bool) throws(GraphReadError)

  /// The verdicts on identity that stand, in the order in which they were given.
  func scanVerdicts(_ body: (AuditedVerdict) -> Bool) throws(GraphReadError)

  /// How many attributions wait for review.
  func countSuggested() throws(GraphReadError) -> Int
}
