/// A directed graph in compressed rows: the neighbours of each node side by side in one array.
///
/// Nodes are `0..<nodeCount`. Neighbours come in the order in which the edges were given.
/// Parallel edges and self-loops are kept.
public struct AdjacencySnapshot: Sendable {
  private let offsets: [UInt32]
  private let targets: [UInt32]

  public var nodeCount: Int { offsets.count - 1 }
  public var edgeCount: Int { targets.count }

  /// Builds the rows by counting sort.
  ///
  /// - Precondition: every end is below `nodeCount`, and nodes and edges number below 2³².
  /// - Complexity: O(V + E) time and memory.
  public init(nodeCount: Int, edges: [(source: UInt32, target: UInt32)]) {
    precondition(nodeCount < Int(UInt32.max) && edges.count < Int(UInt32.max), "too large")
    var offsets = [UInt32](repeating: 0, count: nodeCount + 1)
    for edge in edges {
      precondition(edge.source < nodeCount && edge.target < nodeCount, "an end is no node")
      offsets[Int(edge.source) + 1] += 1
    }
    for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
    var next = offsets
    var targets = [UInt32](repeating: 0, count: edges.count)
    for edge in edges {
      targets[Int(next[Int(edge.source)])] = edge.target
      next[Int(edge.source)] += 1
    }
    self.offsets = offsets
    self.targets = targets
  }

  /// The positions of a node's neighbours in the order of all edges.
  public func row(_ node: Int) -> Range<Int> {
    Int(offsets[node])..<Int(offsets[node + 1])
  }

  /// The neighbour at a position that `row` gave.
  public func target(at position: Int) -> Int {
    Int(targets[position])
  }

  public func neighbours(of node: Int) -> ArraySlice<UInt32> {
    targets[row(node)]
  }

  /// The same graph with every edge turned round.
  ///
  /// - Complexity: O(V + E).
  public func reversed() -> AdjacencySnapshot {
    var edges: [(source: UInt32, target: UInt32)] = []
    edges.reserveCapacity(edgeCount)
    for node in 0..<nodeCount {
      for neighbour in neighbours(of: node) {
        edges.append((source: neighbour, target: UInt32(node)))
      }
    }
    return AdjacencySnapshot(nodeCount: nodeCount, edges: edges)
  }
}
