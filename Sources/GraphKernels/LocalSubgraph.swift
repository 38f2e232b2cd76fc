/// A part of a graph as a graph of its own, with nodes numbered anew.
///
/// Kernels that need memory for each node cost on it what the part is large.
public struct LocalSubgraph: Sendable {
  /// The rows of the part, in its own numbers.
  public let graph: AdjacencySnapshot

  /// The node of the whole graph that each node of the part is.
  public let nodes: [UInt32]
}

/// A closure as a graph of its own; node 0 is the start.
public struct ClosureSubgraph: Sendable {
  /// The closure in numbers of its own, nearest first.
  public let local: LocalSubgraph

  /// The fewest edges from the start to each node of the part.
  public let hops: [UInt32]
}

extension ClosureWorkspace {
  /// Makes a graph of all that `start` reaches; all edges that its nodes have are in it.
  ///
  /// - Precondition: `start` is a node of `graph`, which fits the workspace.
  /// - Complexity: O(nodes and edges reached) time and memory.
  public mutating func subgraph(reachedFrom start: Int, in graph: AdjacencySnapshot)
    -> ClosureSubgraph
  {
    unstopped { clock throws(KernelStopped) in
      try subgraph(reachedFrom: start, in: graph, &clock)
    }
  }

  /// Makes a graph of all that `start` reaches, or stops when told to.
  public mutating func subgraph(
    reachedFrom start: Int, in graph: AdjacencySnapshot, isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> ClosureSubgraph {
    var clock = StepClock(isStopped)
    return try subgraph(reachedFrom: start, in: graph, &clock)
  }

  mutating func subgraph(
    reachedFrom start: Int, in graph: AdjacencySnapshot, _ clock: inout StepClock
  ) throws(KernelStopped) -> ClosureSubgraph {
    let edges = try walk(from: CollectionOfOne(start), in: graph, &clock)
    let local = try numbered(graph, edgeLimit: edges, &clock)
    return ClosureSubgraph(local: local, hops: near.note.array(0..<near.count))
  }

  /// Makes a graph of `nodes` and the edges of `graph` among them.
  ///
  /// Nodes are numbered in the order given: from ascending nodes, what is least by number in the
  /// part is least in the whole graph too. Repeated nodes count once.
  ///
  /// - Precondition: `nodes` are nodes of `graph`, which fits the workspace.
  /// - Complexity: O(nodes and edges out of them).
  public mutating func subgraph(of nodes: [Int], in graph: AdjacencySnapshot) -> LocalSubgraph {
    begin(graph)
    var edges = 0
    for node in nodes where near.reach(checked(node, graph), note: 0) {
      edges += graph.row(node).count
    }
    return unstopped { clock throws(KernelStopped) in
      try numbered(graph, edgeLimit: edges, &clock)
    }
  }

  /// The graph of what the near side has come to, in the order of its queue.
  private func numbered(
    _ graph: AdjacencySnapshot, edgeLimit: Int, _ clock: inout StepClock
  ) throws(KernelStopped) -> LocalSubgraph {
    let targets = Scratch<UInt32>(repeating: 0, count: edgeLimit)
    let offsets = Scratch<UInt32>(repeating: 0, count: near.count + 1)
    var count = 0
    try graph.withRows { rows throws(KernelStopped) in
      for place in 0..<near.count {
        let row = rows.row(near.queue[place])
        for position in row {
          let other = near.position(rows.targets[position])
          if other == none { continue }
          targets[count] = other
          count += 1
        }
        offsets[place + 1] = UInt32(truncatingIfNeeded: count)
        try clock.spend(row.count + 1)
      }
    }
    return LocalSubgraph(
      graph: AdjacencySnapshot(
        uncheckedOffsets: offsets.array(), targets: targets.array(0..<count)),
      nodes: near.queue.array(0..<near.count))
  }
}
