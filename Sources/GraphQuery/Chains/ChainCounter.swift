import GraphKernels
import HeadwaterModel

/// Counts chains without going through them.
///
/// Where no entity is upstream of itself every walk is a chain, so that the number from a vertex
/// is the sum over its steps. Lines are told apart by their entities and end, not by the matter;
/// so the sum is right only where each entity stands in the graph with one matter. Two matters
/// above which everything is the same count as one.
struct ChainCounter {
  private let graph: UpstreamGraph
  private let hops: EntityHops
  private let maxDepth: Int?

  init(_ graph: UpstreamGraph, hops: EntityHops, maxDepth: Int?) {
    self.graph = graph
    self.hops = hops
    self.maxDepth = maxDepth
  }

  /// The exact number of chains; nil where it cannot be had without enumerating.
  ///
  /// - Complexity: O(V + E) additions, times the depth limit where there is one.
  func count() -> BigCount? {
    guard hops.isAcyclic, let classes = vertexClasses() else { return nil }
    var counts = [BigCount](repeating: BigCount(1), count: graph.vertices.count)
    let order = upstreamFirst
    guard let maxDepth, maxDepth < hops.longestPathBound else {
      for vertex in order { counts[vertex] = count(from: vertex, classes, counts) }
      return counts[0]
    }
    var shallower = counts
    for _ in 0..<maxDepth {
      for vertex in order { counts[vertex] = count(from: vertex, classes, shallower) }
      swap(&counts, &shallower)
    }
    return shallower[0]
  }

  private func count(
    from vertex: Int, _ classes: [Int], _ counts: [BigCount]
  ) -> BigCount {
    var lines = BigCount()
    var seen: Set<Line> = []
    let steps = graph.steps[vertex] ?? []
    for step in steps {
      guard seen.insert(Line(step, classes)).inserted else { continue }
      lines += step.mark == nil ? counts[step.vertex] : BigCount(1)
    }
    return steps.isEmpty ? BigCount(1) : lines
  }

  /// Vertices so that whatever lies upstream of one comes before it.
  private var upstreamFirst: [Int] {
    let place = graph.vertices.map { vertex in
      hops.node[vertex.entity].map { hops.components.componentOfNode[$0] } ?? 0
    }
    return graph.vertices.indices.sorted { place[$0] < place[$1] }
  }

  /// What tells two lines through a vertex apart at its next step.
  private struct Line: Hashable {
    let entity: EntityID
    let mark: ChainEnd?
    let vertexClass: Int

    init(_ step: UpstreamStep, _ classes: [Int]) {
      entity = step.edge.source
      mark = step.mark
      vertexClass = step.mark == nil ? classes[step.vertex] : -1
    }
  }

  private struct Signature: Hashable {
    let entity: EntityID
    let lines: Set<Line>
    /// Tells apart vertices that were not looked at.
    let unknown: Int
  }

  /// A number for each vertex, equal where everything above is the same; nil where an entity that
  /// a walk goes on from has two.
  private func vertexClasses() -> [Int]? {
    var classes = [Int](repeating: -1, count: graph.vertices.count)
    var classOf: [Signature: Int] = [:]
    var only: [EntityID: Int] = [:]
    for vertex in upstreamFirst {
      let steps = graph.steps[vertex]
      let signature = Signature(
        entity: graph.vertices[vertex].entity,
        lines: Set((steps ?? []).map { Line($0, classes) }),
        unknown: steps == nil ? vertex : -1)
      let number = classOf[signature] ?? classOf.count
      classOf[signature] = number
      classes[vertex] = number
      guard graph.isReached[vertex] else { continue }
      if let other = only.updateValue(number, forKey: signature.entity), other != number {
        return nil
      }
    }
    return classes
  }
}
