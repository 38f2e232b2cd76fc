import GraphKernels
import HeadwaterModel

/// An upstream network as flows see it: each circular end is one vertex, and ways lead to any end.
///
/// Vertex 0 is the subject. It has none other than that where the subject lies in a circular end.
struct FlowGraph {
  /// What a vertex stands for.
  enum Vertex: Hashable {
    case entity(EntityID)
    /// A position in `UpstreamNetwork.circularEnds`.
    case circularEnd(Int)
  }

  let network: UpstreamNetwork

  /// What each vertex stands for; several can stand for one entity.
  private(set) var vertices: [Vertex] = []
  private(set) var vertexOfNode: [Int]

  /// Upstream, as the network's.
  let adjacency: AdjacencySnapshot

  /// The vertices that are ends, ascending; empty where the subject is one.
  let ends: [Int]

  /// The vertices of each entity that has several; all marks of one count as one end.
  let several: [[Int]]

  init(_ network: UpstreamNetwork) {
    self.network = network
    vertexOfNode = Array(repeating: -1, count: network.nodes.count)
    var vertexOfGroup: [Int: Int] = [:]
    var vertexOfEnd: [EntityID: Int] = [:]
    var ends: Set<Int> = []
    for (index, node) in network.nodes.enumerated() {
      if let group = network.circularEnd[index] {
        let vertex = vertexOfGroup[group] ?? vertices.count
        if vertexOfGroup.updateValue(vertex, forKey: group) == nil {
          vertices.append(.circularEnd(group))
        }
        vertexOfNode[index] = vertex
        ends.insert(vertex)
      } else if node.end != nil, index > 0 {
        let vertex = vertexOfEnd[node.entity] ?? vertices.count
        if vertexOfEnd.updateValue(vertex, forKey: node.entity) == nil {
          vertices.append(.entity(node.entity))
        }
        vertexOfNode[index] = vertex
        ends.insert(vertex)
      } else {
        vertexOfNode[index] = vertices.count
        vertices.append(.entity(node.entity))
      }
    }
    var pairs: [(source: UInt32, target: UInt32)] = []
    for edge in network.edges {
      let (from, to) = (vertexOfNode[edge.receiver], vertexOfNode[edge.giver])
      if from != to { pairs.append((source: UInt32(from), target: UInt32(to))) }
    }
    adjacency = AdjacencySnapshot(nodeCount: vertices.count, edges: pairs)
    self.ends = ends.contains(0) ? [] : ends.sorted()
    var verticesOf: [EntityID: [Int]] = [:]
    for (index, vertex) in vertices.enumerated() {
      if case .entity(let entity) = vertex { verticesOf[entity, default: []].append(index) }
    }
    several = verticesOf.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  /// The same graph without some vertices, numbered as before.
  func without(_ removed: Set<Int>) -> AdjacencySnapshot {
    if removed.isEmpty { return adjacency }
    return mapped { removed.contains($0) ? nil : $0 }
  }

  /// The same graph with the vertices of each entity made one, the first of them.
  ///
  /// Ways through it can go on from one matter with another: there are more of them.
  var entitiesJoined: AdjacencySnapshot {
    var first = Array(vertices.indices)
    for group in several {
      for vertex in group { first[vertex] = group[0] }
    }
    return mapped { first[$0] }
  }

  private func mapped(_ place: (Int) -> Int?) -> AdjacencySnapshot {
    var pairs: [(source: UInt32, target: UInt32)] = []
    for vertex in vertices.indices {
      guard let from = place(vertex) else { continue }
      for next in adjacency.neighbours(of: vertex) {
        guard let to = place(Int(next)), to != from else { continue }
        pairs.append((source: UInt32(from), target: UInt32(to)))
      }
    }
    return AdjacencySnapshot(nodeCount: vertices.count, edges: pairs)
  }

  /// Whether an end can still be reached from the subject without some vertices.
  func reachesEnd(without removed: Set<Int>) -> Bool {
    var seen = [Bool](repeating: false, count: vertices.count)
    let isEnd = Set(ends)
    var stack = [0]
    seen[0] = true
    while let vertex = stack.popLast() {
      if isEnd.contains(vertex) { return true }
      for next in adjacency.neighbours(of: vertex)
      where !seen[Int(next)] && !removed.contains(Int(next)) {
        seen[Int(next)] = true
        stack.append(Int(next))
      }
    }
    return false
  }
}
