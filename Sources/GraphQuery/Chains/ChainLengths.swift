import GraphKernels
import HeadwaterModel

/// Tells where a search for chains of one length need not go.
///
/// It may let the search into a dead end, and never keeps it from a chain.
struct ChainLengths {
  private let graph: UpstreamGraph
  private let upstream: AdjacencySnapshot
  private let downstream: AdjacencySnapshot
  private let maxDepth: Int?

  /// How many entities the steps of a vertex lead to.
  private let breadth: [Int]

  /// Whether a circular end is out of the question: no entity is upstream of itself.
  private let isAcyclic: Bool

  /// For acyclic graphs, as bits: the numbers of hops after which a chain can end.
  private let exact: [[UInt64]]?

  private var toEnd: [Int?] = []

  init(_ graph: UpstreamGraph, hops: EntityHops, maxDepth: Int?) {
    self.graph = graph
    self.maxDepth = maxDepth
    isAcyclic = hops.isAcyclic
    var edges: [(source: UInt32, target: UInt32)] = []
    for (vertex, steps) in graph.steps.enumerated() {
      for step in steps ?? [] where step.mark == nil {
        edges.append((source: UInt32(vertex), target: UInt32(step.vertex)))
      }
    }
    upstream = AdjacencySnapshot(nodeCount: graph.vertices.count, edges: edges)
    downstream = upstream.reversed()
    breadth = graph.steps.map { steps in Set((steps ?? []).map(\.edge.source)).count }
    exact = hops.isAcyclic ? Self.exactLengths(graph, hops) : nil
  }

  /// Prepares for chains of `length` hops.
  ///
  /// - Complexity: O(V + E).
  mutating func prepare(length: Int) {
    // A circular end has all its steps inside the chain, so the chain is at least as long.
    let ends = graph.vertices.indices.filter { vertex in
      guard let steps = graph.steps[vertex] else { return false }
      return steps.isEmpty || steps.contains { $0.mark != nil }
        || (!isAcyclic && breadth[vertex] <= length)
    }
    toEnd = downstream.distances(from: ends)
  }

  /// Whether a chain of `length` hops may have `remaining` more after this vertex.
  func mayEnd(at vertex: Int, remaining: Int, length: Int) -> Bool {
    if length == maxDepth { return true }
    if let exact {
      let word = remaining / 64
      return word < exact[vertex].count && exact[vertex][word] >> (remaining % 64) & 1 == 1
    }
    guard let nearest = toEnd[vertex] else { return false }
    return nearest <= remaining
  }

  /// For each vertex, bit n says that a chain can end n hops after it.
  ///
  /// - Complexity: O(E · longest / 64) time, O(V · longest / 64) memory.
  private static func exactLengths(_ graph: UpstreamGraph, _ hops: EntityHops) -> [[UInt64]] {
    var lengths = [[UInt64]](repeating: [], count: graph.vertices.count)
    let place = graph.vertices.map { vertex in
      hops.node[vertex.entity].map { hops.components.componentOfNode[$0] } ?? 0
    }
    for vertex in graph.vertices.indices.sorted(by: { place[$0] < place[$1] }) {
      let steps = graph.steps[vertex] ?? []
      if steps.isEmpty { lengths[vertex] = [1] }
      for step in steps {
        let beyond: [UInt64] = step.mark == nil ? lengths[step.vertex] : [1]
        unite(&lengths[vertex], with: beyond)
      }
    }
    return lengths
  }

  /// Adds the lengths that are one hop more than those of `beyond`.
  private static func unite(_ lengths: inout [UInt64], with beyond: [UInt64]) {
    var carry: UInt64 = 0
    for index in 0...beyond.count {
      let word = index < beyond.count ? beyond[index] : 0
      let shifted = word << 1 | carry
      carry = word >> 63
      if shifted == 0 { continue }
      while lengths.count <= index { lengths.append(0) }
      lengths[index] |= shifted
    }
  }
}
