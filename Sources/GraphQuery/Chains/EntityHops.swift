import GraphKernels
import HeadwaterModel

/// The hops between entities of an upstream graph, whatever the matter, as a plain graph.
///
/// Edges lead upstream. Nodes are the entities that a chain can contain.
struct EntityHops {
  let node: [EntityID: Int]
  let components: StronglyConnectedComponents
  let isAcyclic: Bool

  /// No simple path from the subject has more hops: a component gives at most all its entities.
  let longestPathBound: Int

  init(_ graph: UpstreamGraph) {
    var node: [EntityID: Int] = [:]
    func index(_ id: EntityID) -> Int {
      if let known = node[id] { return known }
      node[id] = node.count
      return node.count - 1
    }
    var edges: Set<UInt64> = []
    for (vertex, steps) in zip(graph.vertices, graph.steps) {
      let from = UInt64(index(vertex.entity))
      for step in steps ?? [] {
        edges.insert(from << 32 | UInt64(index(step.edge.source)))
      }
    }
    let adjacency = AdjacencySnapshot(
      nodeCount: node.count,
      edges: edges.map {
        (source: UInt32(truncatingIfNeeded: $0 >> 32), target: UInt32(truncatingIfNeeded: $0))
      })
    components = adjacency.stronglyConnectedComponents()
    isAcyclic = components.count == adjacency.nodeCount
    longestPathBound = Self.bound(adjacency, components)
    self.node = node
  }

  private static func bound(
    _ adjacency: AdjacencySnapshot, _ components: StronglyConnectedComponents
  ) -> Int {
    // Components come in reverse topological order: those upstream first.
    var members = [[Int]](repeating: [], count: components.count)
    for node in 0..<adjacency.nodeCount { members[components.componentOfNode[node]].append(node) }
    var longest = components.sizes
    for component in 0..<components.count {
      var beyond = 0
      for member in members[component] {
        for neighbour in adjacency.neighbours(of: member) {
          let other = components.componentOfNode[Int(neighbour)]
          if other != component { beyond = max(beyond, longest[other]) }
        }
      }
      longest[component] += beyond
    }
    // Node 0 is the subject, the first entity that was indexed.
    guard adjacency.nodeCount > 0 else { return 0 }
    return longest[components.componentOfNode[0]] - 1
  }
}
