import GraphQuery
import HeadwaterModel

/// A whole case in memory, as plain flow: whatever an attribution names, it is a step.
///
/// Marks and bylines count as in `Case.trace`; entities judged the same are one. So its answers are
/// those of a case whose attributions name nothing, asked about documents; with matters, they are
/// an upper bound, and `Case.trace` and `Case.reach` tell exactly. Any task may ask, and nothing
/// suspends; questions on one snapshot take turns.
public struct CaseSnapshot: Sendable {
  /// An entity of one snapshot; it means nothing to another.
  public struct Entity: Hashable, Sendable {
    let node: UInt32
  }

  /// An entity with the fewest hops to it.
  public struct Reached: Hashable, Sendable {
    public let entity: Entity
    public let hops: Int
  }

  /// Where flow comes from: an entity that nothing leads into or that a mark ends at, or a circle
  /// that nothing enters.
  public struct Origin: Hashable, Sendable {
    /// The entity, or the nearest member of a circle.
    public let nearest: Entity

    /// The other members of a circle, nearest first; empty for an entity by itself.
    public let others: [Entity]

    /// One, or the members of a circle, nearest first.
    public var members: [Entity] { [nearest] + others }

    /// The fewest hops to the nearest member.
    public let hops: Int
  }

  private let flow: PlainFlow
  private let keys: [String]
  private let entityOfKey: [String: UInt32]

  init(_ flow: PlainFlow, keys: [String]) {
    self.flow = flow
    self.keys = keys
    var entityOfKey: [String: UInt32] = [:]
    entityOfKey.reserveCapacity(keys.count)
    for (node, key) in keys.enumerated() { entityOfKey[EntityKey.folded(key)] = UInt32(node) }
    self.entityOfKey = entityOfKey
  }

  /// How many entities it holds.
  public var entityCount: Int { flow.snapshot.nodeCount }

  /// How many attributions along which information flows it holds.
  public var attributionCount: Int { flow.snapshot.edgeCount }

  /// The bytes of the graph, without what its questions take and without the keys.
  public var byteCount: Int { flow.snapshot.byteCount }

  /// The entity of this key, letters' case ignored; nil if there is none, or another stands for it.
  public func entity(_ key: String) -> Entity? {
    entityOfKey[EntityKey.folded(key)].map(Entity.init)
  }

  public func key(of entity: Entity) -> String { keys[Int(entity.node)] }

  private func entity(at node: UInt32) -> Entity { Entity(node: UInt32(flow.owner(node))) }

  /// All that is upstream of an entity, nearest first; the entity itself is not among them.
  ///
  /// - Complexity: O(V + E) of what is upstream.
  public func upstream(of entity: Entity) -> [Reached] {
    let closure = flow.closure(of: Int(entity.node))
    var found: [Reached] = []
    found.reserveCapacity(closure.nodes.count)
    if !flow.hasEndNodes {
      for index in closure.nodes.indices.dropFirst() {
        found.append(
          Reached(entity: Entity(node: closure.nodes[index]), hops: Int(closure.hops[index])))
      }
      return found
    }
    var seen: Set<Entity> = [entity]
    for (node, hops) in zip(closure.nodes, closure.hops) {
      let owner = self.entity(at: node)
      if seen.insert(owner).inserted { found.append(Reached(entity: owner, hops: Int(hops))) }
    }
    return found
  }

  /// Where what flows into an entity comes from, nearest first.
  ///
  /// - Complexity: O(V + E) of what is upstream; the first question for origins or for disjoint
  ///   chains finds the circles of the whole case.
  public func origins(of entity: Entity) -> [Origin] {
    let found = flow.origins(of: Int(entity.node))
    var origins: [Origin] = []
    origins.reserveCapacity(found.nearest.count)
    for (index, node) in found.nearest.enumerated() {
      let others = found.others.isEmpty ? [] : found.others[index] ?? []
      origins.append(
        Origin(
          nearest: self.entity(at: node), others: others.map { self.entity(at: $0) },
          hops: Int(found.hops[index])))
    }
    return origins
  }

  /// The most chains from an entity to origins no two of which share anything but the entity; none
  /// where it is in a circle that nothing enters.
  ///
  /// - Complexity: O(√V · E) of what is upstream; the first question as for `origins`.
  public func disjointChainCount(of entity: Entity) -> Int {
    flow.disjointChains(of: Int(entity.node))
  }

  /// What every chain from an entity to an origin passes, nearest the origins first.
  ///
  /// A circle that nothing enters stands as its first entity by the case's own order. None where
  /// the entity is in one.
  ///
  /// - Complexity: O(E log V) of what is upstream.
  public func singlePoints(of entity: Entity) -> [Entity] {
    flow.onEveryChain(of: Int(entity.node)).map { self.entity(at: $0) }
  }

  /// Documents that have nothing left if these entities are taken out, nearest first.
  ///
  /// - Complexity: O(V + E) of what is downstream.
  public func documentsRestingOnly(on entities: [Entity]) -> [Entity] {
    let snapshot = flow.snapshot
    return flow.restsOnly(on: entities.map { Int($0.node) })
      .filter { Int($0) < snapshot.nodeCount && snapshot.kind(Int($0)) == .document }
      .map { Entity(node: $0) }
  }

  /// Groups of entities each of which is upstream of the others.
  ///
  /// - Complexity: O(V + E).
  public func circles() -> [[Entity]] {
    flow.circles().map { group in group.map { entity(at: $0) } }
  }
}
