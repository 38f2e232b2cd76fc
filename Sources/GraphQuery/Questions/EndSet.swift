public import HeadwaterModel

/// Where walks end, each once: entities, and circular groups by their members.
public struct EndSet: Hashable, Sendable {
  /// Those that stand alone, whatever their kind of end.
  public private(set) var entities: Set<EntityID> = []

  /// The members of each group, by key.
  public private(set) var groups: Set<[EntityID]> = []

  /// No ends.
  public init() {}

  init(_ network: UpstreamNetwork) {
    for node in network.nodes where node.end != nil { entities.insert(node.entity) }
    for group in network.circularEnds {
      groups.insert(network.sorted(Set(group.map { network.nodes[$0].entity })))
    }
  }

  init(entity: EntityID) {
    entities = [entity]
  }

  /// Whether there is none.
  public var isEmpty: Bool { entities.isEmpty && groups.isEmpty }

  /// How many there are, a group counted once.
  public var count: Int { entities.count + groups.count }

  /// The ends of both; a group if its members are the same.
  public func intersection(_ other: EndSet) -> EndSet {
    var both = self
    both.entities.formIntersection(other.entities)
    both.groups.formIntersection(other.groups)
    return both
  }

  /// Leaves out what is among others.
  mutating func subtract(_ other: EndSet) {
    entities.subtract(other.entities)
    groups.subtract(other.groups)
  }

  mutating func formUnion(_ other: EndSet) {
    entities.formUnion(other.entities)
    groups.formUnion(other.groups)
  }
}

extension UpstreamNetwork {
  /// Where its walks end, kinds of end aside.
  public var ends: EndSet { EndSet(self) }

  /// When a hop happened: the date of the attribution, or else that of the work it leads into.
  func date(of edge: FlowEdge) -> DayBounds? {
    if let date = edge.date { return date }
    guard let target = entities[edge.target], target.kind.isWork else { return nil }
    return target.date
  }
}
