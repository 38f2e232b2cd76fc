import GraphKernels
import HeadwaterTestSupport

/// A small random graph, with self-loops, parallel edges and parts out of reach, and what is plain
/// to compute of it.
struct SmallGraph {
  let seed: UInt64
  let graph: AdjacencySnapshot
  let edges: [(source: UInt32, target: UInt32)]
  var nodes: Range<Int> { 0..<graph.nodeCount }

  init(seed: UInt64) {
    self.seed = seed
    let (nodeCount, edges) = AdjacencySnapshotTests.edges(seed: seed)
    self.edges = edges
    graph = AdjacencySnapshot(nodeCount: nodeCount, edges: edges)
  }

  /// Fifty of a thousand.
  static func block(_ block: Int) -> [SmallGraph] {
    (UInt64(block * 50)..<UInt64(block * 50 + 50)).map { SmallGraph(seed: $0) }
  }

  static let blocks = 0..<20

  /// Distinct neighbours, ascending.
  func next(_ node: Int) -> [Int] {
    Set(graph.neighbours(of: node).map { Int($0) }).sorted()
  }

  /// All simple paths, shortest first, then in lexicographic order.
  func simplePaths(from start: Int, to end: Int) -> [[Int]] {
    var found: [[Int]] = []
    func extend(_ path: [Int]) {
      guard let last = path.last else { return }
      if last == end { return found.append(path) }
      for other in next(last) where !path.contains(other) { extend(path + [other]) }
    }
    extend([start])
    return found.sorted(by: Self.comesFirst)
  }

  /// All circles from their least nodes on, shortest first, then in lexicographic order.
  func circles() -> [[Int]] {
    var found: [[Int]] = []
    func extend(_ path: [Int]) {
      guard let first = path.first, let last = path.last else { return }
      for other in next(last) {
        if other == first { found.append(path) }
        if other > first, !path.contains(other) { extend(path + [other]) }
      }
    }
    for node in nodes { extend([node]) }
    return found.sorted(by: Self.comesFirst)
  }

  /// The fewest hops by Bellman and Ford's relaxation; nil out of reach.
  func hops(from start: Int) -> [Int?] {
    var hops = [Int?](repeating: nil, count: graph.nodeCount)
    hops[start] = 0
    for _ in nodes {
      for edge in edges {
        guard let near = hops[Int(edge.source)] else { continue }
        hops[Int(edge.target)] = min(hops[Int(edge.target)] ?? .max, near + 1)
      }
    }
    return hops
  }

  private static func comesFirst(_ left: [Int], _ right: [Int]) -> Bool {
    left.count == right.count
      ? left.lexicographicallyPrecedes(right) : left.count < right.count
  }
}

/// Graphs of a million nodes in a row.
enum LongChain {
  static let count = 1_000_000

  static let graph = AdjacencySnapshot(
    nodeCount: count, sources: (0..<UInt32(count - 1)).map { $0 },
    targets: (1..<UInt32(count)).map { $0 })

  /// The chain, closed from its last node to its first.
  static let ring = AdjacencySnapshot(
    nodeCount: count, sources: (0..<UInt32(count)).map { $0 },
    targets: (1...UInt32(count)).map { $0 == UInt32(count) ? 0 : $0 })
}
