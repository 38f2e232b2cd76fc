import GraphKernels
package import HeadwaterModel

/// A hop as it is drawn: everything by which one entity gave to another.
package struct DrawnHop: Hashable, Sendable {
  package let receiver: EntityID
  package let giver: EntityID

  /// By id; an attribution is possible only where it is on every matter that it is walked with.
  package let attributions: [HopAttribution]

  package init(receiver: EntityID, giver: EntityID, attributions: [HopAttribution]) {
    self.receiver = receiver
    self.giver = giver
    self.attributions = attributions
  }
}

/// The network with one place an entity, for pictures.
extension UpstreamNetwork {
  /// The hops between entities, whatever the matter, by receiver and giver.
  ///
  /// - Complexity: O(E log E).
  package var drawnHops: [DrawnHop] {
    var found: [EntityPair: [AttributionID: HopAttribution]] = [:]
    for edge in edges {
      let pair = EntityPair(nodes[edge.giver].entity, nodes[edge.receiver].entity)
      if pair.source == pair.target { continue }
      for attribution in edge.attributions {
        if let known = found[pair]?[attribution.edge.id], known.why == nil { continue }
        found[pair, default: [:]][attribution.edge.id] = attribution
      }
    }
    let pairs = found.keys.sorted { ($0.target, $0.source) < ($1.target, $1.source) }
    return pairs.map { pair in
      let attributions = (found[pair] ?? [:]).values.sorted { $0.edge.id < $1.edge.id }
      return DrawnHop(receiver: pair.target, giver: pair.source, attributions: attributions)
    }
  }

  /// How chains end at each entity that they end at, circular ends aside.
  package var drawnEnds: [EntityID: Set<ChainEnd>] {
    var ends: [EntityID: Set<ChainEnd>] = [:]
    for node in nodes {
      if let end = node.end { ends[node.entity, default: []].insert(end) }
    }
    return ends
  }

  /// The members of each circular end, ascending.
  package var drawnCircles: [[EntityID]] {
    circularEnds.map { Set($0.map { nodes[$0].entity }).sorted() }
  }

  /// Ways from the subject to ends, the subject first, no two with an entity in common but it.
  ///
  /// As many as there are disjoint chains, except where an entity is reached with several matters:
  /// then ways that would meet in one are left out.
  ///
  /// - Complexity: O(√V · E).
  package var disjointWays: [[EntityID]] {
    let graph = FlowGraph(self)
    guard !graph.ends.isEmpty else { return [] }
    var nodeOfVertex: [Int: [Int]] = [:]
    for (node, vertex) in graph.vertexOfNode.enumerated() {
      nodeOfVertex[vertex, default: []].append(node)
    }
    var taken: Set<EntityID> = []
    var ways: [[EntityID]] = []
    for path in graph.adjacency.disjointPaths(from: 0, to: graph.ends) {
      var places = [0]
      for vertex in path.dropFirst() {
        // A circular end has many nodes: the way comes in at one that gives to the last.
        let givers = Set(adjacency.neighbours(of: places[places.count - 1]).map(Int.init))
        guard let node = nodeOfVertex[vertex]?.first(where: givers.contains) else { break }
        places.append(node)
      }
      let way = places.map { nodes[$0].entity }
      let own = way.dropFirst()
      guard places.count == path.count, Set(own).count == own.count,
        taken.isDisjoint(with: own)
      else { continue }
      taken.formUnion(own)
      ways.append(way)
    }
    return ways.sorted { left, right in
      left.count != right.count
        ? left.count < right.count
        : left.map(key).lexicographicallyPrecedes(right.map(key), by: ByteOrder.precedes)
    }
  }
}
