/// How much a whole case holds, as it is known before it is read.
public struct WholeCaseSize: Hashable, Sendable {
  public let entities: Int

  /// Recorded attributions along which information flows, those from an entity to itself left out.
  public let attributions: Int

  public init(entities: Int, attributions: Int) {
    self.entities = entities
    self.attributions = attributions
  }
}

/// An entity as a scan gives it: ids are those of the rows, before any verdict on identity.
public struct ScannedEntity: Sendable {
  public let id: EntityID
  public let kind: BaseKind
  public let upstream: UpstreamMark

  public init(id: EntityID, kind: BaseKind, upstream: UpstreamMark) {
    self.id = id
    self.kind = kind
    self.upstream = upstream
  }
}

/// A recorded attribution along which information flows, as a scan gives it.
public struct ScannedFlow: Sendable {
  public let id: AttributionID
  public let source: EntityID
  public let target: EntityID
  public let names: EntityID?

  /// The place of the relation's name in `flowRelations`.
  public let relation: UInt16
  public let basis: Basis?

  public init(
    id: AttributionID, source: EntityID, target: EntityID, names: EntityID?, relation: UInt16,
    basis: Basis?
  ) {
    self.id = id
    self.source = source
    self.target = target
    self.names = names
    self.relation = relation
    self.basis = basis
  }
}

/// A graph that can be read from end to end, row by row, by whoever asks about all of it.
///
/// A scan allocates nothing for a row. Its body says whether to go on; it is told of rows as they
/// are stored, and `mergedEntities` says which entities are one.
public protocol WholeCaseReader: GraphReader {
  /// - Complexity: O(entities), of counting alone.
  func wholeCaseSize() throws(GraphReadError) -> WholeCaseSize

  /// The names of relations, for the numbers that a scan gives.
  var flowRelations: [String] { get }

  /// Entities that another stands for: the source is the one, the target what stands for it.
  func mergedEntities() throws(GraphReadError) -> [EntityPair]

  /// All entities, ascending.
  func scanEntities(_ body: (ScannedEntity) -> Bool) throws(GraphReadError)

  /// All recorded attributions of roles `transmission` and `origination`, by target, ascending.
  ///
  /// Attributions from the target to itself are left out.
  func scanFlow(_ body: (ScannedFlow) -> Bool) throws(GraphReadError)

  /// When each attribution happened, as `FlowEdge` has it; nil for those that it is not known of.
  func flowDates(of attributions: [AttributionID]) throws(GraphReadError) -> [DayBounds?]
}
