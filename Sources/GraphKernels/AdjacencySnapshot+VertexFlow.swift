/// Paths from a source to some ends that share no node, and what cuts them.
public struct VertexFlow: Hashable, Sendable {
  /// The most paths that share no node but the source; as many as a smallest cut has nodes.
  public let disjointPaths: Int

  /// The smallest cut nearest the source, ascending: nodes without which no end is reached.
  ///
  /// An end is among the nodes that can be cut, the source is not.
  public let cutNearestSource: [Int]

  /// The smallest cut nearest the ends, ascending.
  public let cutNearestEnds: [Int]

  /// Whether there is no other cut of that size.
  public var isCutUnique: Bool { cutNearestSource == cutNearestEnds }
}

extension AdjacencySnapshot {
  /// Finds how many node-disjoint paths lead from `source` to any of `ends`, and a smallest cut.
  ///
  /// By Menger's theorem both numbers are one. Each node is split in two with one unit between
  /// (L. R. Ford and D. R. Fulkerson, Flows in Networks, 1962, section I.11); the flow is found by
  /// Dinic's algorithm, which on such networks takes O(√V) phases (S. Even and R. E. Tarjan,
  /// Network Flow and Testing Graph Connectivity, 1975).
  ///
  /// - Precondition: `source` and `ends` are nodes, and `source` is no end.
  /// - Complexity: O(√V · E) time, O(V + E) memory.
  public func vertexFlow(from source: Int, to ends: [Int]) -> VertexFlow {
    unstopped { clock throws(KernelStopped) in try vertexFlow(from: source, to: ends, &clock) }
  }

  /// Finds node-disjoint paths and the smallest cuts, or stops when told to.
  public func vertexFlow(
    from source: Int, to ends: [Int], isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> VertexFlow {
    var clock = StepClock(isStopped)
    return try vertexFlow(from: source, to: ends, &clock)
  }

  /// How many node-disjoint paths lead from `source` to any of `ends`, without the cuts.
  ///
  /// - Precondition: `source` and `ends` are nodes, and `source` is no end.
  /// - Complexity: O(√V · E) time, O(V) memory: the rows are the network.
  public func disjointPathCount(from source: Int, to ends: [Int]) -> Int {
    unstopped { clock throws(KernelStopped) in
      try withRows { rows throws(KernelStopped) in
        var search = DisjointPathSearch(rows, nodeCount: nodeCount, source: source, ends: ends)
        return try search.maximize(&clock)
      }
    }
  }

  func vertexFlow(
    from source: Int, to ends: [Int], _ clock: inout StepClock
  ) throws(KernelStopped) -> VertexFlow {
    let predecessors = try reversed(&clock)
    return try withRows { rows throws(KernelStopped) in
      var search = DisjointPathSearch(rows, nodeCount: nodeCount, source: source, ends: ends)
      let count = try search.maximize(&clock)
      let cutNearestSource = search.cutNearestSource()
      let cutNearestEnds = try predecessors.withRows { predecessors throws(KernelStopped) in
        try search.cutNearestEnds(predecessors, &clock)
      }
      return VertexFlow(
        disjointPaths: count, cutNearestSource: cutNearestSource, cutNearestEnds: cutNearestEnds)
    }
  }
}
