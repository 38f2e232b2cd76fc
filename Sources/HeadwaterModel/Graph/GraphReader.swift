/// The number of an entity inside one case; it never leaves the program.
public struct EntityID: Hashable, Comparable, Sendable {
  public let rawValue: Int64

  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  public static func < (left: EntityID, right: EntityID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The number of an attribution inside one case; it never leaves the program.
public struct AttributionID: Hashable, Comparable, Sendable {
  public let rawValue: Int64

  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  public static func < (left: AttributionID, right: AttributionID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What a chain has to know of an entity.
public struct GraphEntity: Hashable, Sendable {
  public let id: EntityID

  /// The public key: unique in the case, and what ties are broken by.
  public let key: String

  /// The base kind.
  ///
  /// An entity without a kind, in an open case, counts as a document.
  public let kind: BaseKind
  public let upstream: UpstreamMark
  public let date: DayBounds?

  public init(
    id: EntityID, key: String, kind: BaseKind, upstream: UpstreamMark, date: DayBounds?
  ) {
    self.id = id
    self.key = key
    self.kind = kind
    self.upstream = upstream
    self.date = date
  }
}

/// An attribution along which information flows, as much of it as a step needs.
public struct FlowEdge: Hashable, Sendable {
  public let id: AttributionID
  public let source: EntityID
  public let target: EntityID

  /// What the attribution names: what it is about, where that is neither of its ends.
  public let names: EntityID?
  public let relation: String
  public let role: RelationRole
  public let basis: Basis?
  public let date: DayBounds?

  /// What those into one target have in common that are needed together.
  public let joint: String?

  public init(
    id: AttributionID, source: EntityID, target: EntityID, names: EntityID?, relation: String,
    role: RelationRole, basis: Basis?, date: DayBounds?, joint: String? = nil
  ) {
    self.id = id
    self.source = source
    self.target = target
    self.names = names
    self.relation = relation
    self.role = role
    self.basis = basis
    self.date = date
    self.joint = joint
  }
}

/// A recorded stance on an entity or on an attribution.
public struct GraphStance: Hashable, Sendable {
  public let id: AttributionID
  public let source: EntityID
  public let relation: String
  public let date: DayBounds?

  public init(id: AttributionID, source: EntityID, relation: String, date: DayBounds?) {
    self.id = id
    self.source = source
    self.relation = relation
    self.date = date
  }
}

/// The verdicts of a case on pairs that change no graph.
///
/// Each pair once, the lower number first, ascending.
public struct OpenVerdicts: Hashable, Sendable {
  /// Pairs of which it is open whether they are one.
  public let possiblySame: [EntityPair]

  /// Pairs that are not one.
  public let distinct: [EntityPair]

  public init(possiblySame: [EntityPair] = [], distinct: [EntityPair] = []) {
    self.possiblySame = possiblySame
    self.distinct = distinct
  }
}

/// A pair of entities that a side-fact joins.
public struct EntityPair: Hashable, Sendable {
  public let source: EntityID
  public let target: EntityID

  public init(_ source: EntityID, _ target: EntityID) {
    self.source = source
    self.target = target
  }

  /// By the first entity, then by the second.
  public static func precedes(_ left: EntityPair, _ right: EntityPair) -> Bool {
    left.source == right.source ? left.target < right.target : left.source < right.source
  }
}

/// Which of an entity's incoming attributions are wanted, by what they name.
public enum NamedSelection: Hashable, Sendable {
  case all
  /// Those that name nothing, and those that name one of these.
  case nothingOr(Set<EntityID>)
}

/// One entity's wish for incoming attributions.
public struct FlowRequest: Hashable, Sendable {
  public let target: EntityID
  public let naming: NamedSelection

  public init(target: EntityID, naming: NamedSelection = .all) {
    self.target = target
    self.naming = naming
  }
}

/// A graph of entities and attributions, read in batches: many ids in, many rows out.
///
/// Only recorded attributions exist for it. Entities judged the same are one: ids that it gives
/// are those of the entity that stands for the group, and it accepts those alone. Every answer
/// has one element for each id asked for, in the order asked.
public protocol GraphReader {
  /// The entity of this key, letters' case ignored; nil if there is none.
  func entity(forKey key: String) throws(GraphReadError) -> EntityID?

  func entities(_ ids: [EntityID]) throws(GraphReadError) -> [GraphEntity]

  /// Attributions of roles `transmission` and `origination` that end in each target.
  ///
  /// Attributions from the target to itself are left out. The order is by id.
  func flowInto(_ requests: [FlowRequest]) throws(GraphReadError) -> [[FlowEdge]]

  /// Attributions of roles `transmission` and `origination` that lead out of each source.
  ///
  /// Attributions from the source to itself are left out. The order is by id.
  func flowOutOf(_ sources: [EntityID]) throws(GraphReadError) -> [[FlowEdge]]

  /// How many `flowInto` would give for each target, without reading them.
  func flowCountsInto(_ targets: [EntityID]) throws(GraphReadError) -> [Int]

  /// The claims that each entity asserted, ascending.
  func claimsAsserted(by sources: [EntityID]) throws(GraphReadError) -> [[EntityID]]

  /// Who asserted each claim, ascending.
  func asserters(of claims: [EntityID]) throws(GraphReadError) -> [[EntityID]]

  /// Whether the source asserted the target.
  func asserted(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool]

  /// Whether the source authored or published the target.
  func made(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool]

  /// Whether a transmission leads from the source to the target.
  func transmitted(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool]

  /// The sources of the transmissions into each target, ascending and distinct.
  func transmitters(to targets: [EntityID]) throws(GraphReadError) -> [[EntityID]]

  /// The claims joined to each claim by `variant_of`, either way, ascending.
  func variants(of claims: [EntityID]) throws(GraphReadError) -> [[EntityID]]

  /// The documents that each attribution is according to, ascending and distinct.
  func evidenceDocuments(of attributions: [AttributionID]) throws(GraphReadError) -> [[EntityID]]

  /// The stances on each entity, by id; those that an entity takes on itself are among them.
  func stancesTaken(onEntities ids: [EntityID]) throws(GraphReadError) -> [[GraphStance]]

  /// The stances on each attribution, by id.
  func stancesTaken(onAttributions ids: [AttributionID]) throws(GraphReadError) -> [[GraphStance]]

  /// The entities that a stance of this relation is on, ascending.
  func entities(withStance relation: String) throws(GraphReadError) -> [EntityID]

  /// Where associations of this relation lead from each entity, ascending and distinct.
  func associates(of ids: [EntityID], relation: String) throws(GraphReadError) -> [[EntityID]]

  /// The verdicts in force, other than `same`, of the whole case.
  func openVerdicts() throws(GraphReadError) -> OpenVerdicts
}

/// A failure to read a graph.
public struct GraphReadError: Error, Sendable {
  /// What went wrong, for a program to switch on.
  public enum Code: String, Hashable, Sendable {
    case engine, corrupted, interrupted
  }

  public let code: Code
  public let message: String
  public let cause: (any Error)?

  public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }
}

/// A case that records are written to, inside one transaction.
public protocol GraphWriter {
  /// Writes one record.
  ///
  /// - Throws: `RecordProblem` where the record is at fault, so that the caller may go on to the
  ///   next; any other error ends the transaction.
  func write(_ record: CaseRecord, mode: WriteMode) throws -> WriteOutcome
}
