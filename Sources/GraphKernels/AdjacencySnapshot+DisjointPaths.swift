extension AdjacencySnapshot {
  /// The node-disjoint paths themselves, each from `source` to an end, as many as there can be.
  ///
  /// By the end that they lead to, ascending; no two share a node but the source, and no end is
  /// passed on the way to another. Equal snapshots give equal paths.
  ///
  /// - Precondition: `source` and `ends` are nodes, and `source` is no end.
  /// - Complexity: O(√V · E) time, O(V) memory and that of the paths.
  public func disjointPaths(from source: Int, to ends: [Int]) -> [[Int]] {
    unstopped { clock throws(KernelStopped) in
      try withRows { rows throws(KernelStopped) in
        var search = DisjointPathSearch(rows, nodeCount: nodeCount, source: source, ends: ends)
        _ = try search.maximize(&clock)
        return Set(ends).sorted().compactMap { search.path(to: $0) }
      }
    }
  }
}
