/// What a node reaches, with the fewest hops to each.
public struct Closure: Hashable, Sendable {
  /// The start and all that it reaches, nearest first.
  ///
  /// Nodes of one distance come in the order in which the rows lead to them, so that equal
  /// snapshots give equal answers. A start stands first, even where circles lead back to it.
  public let nodes: [UInt32]

  /// The fewest edges from the start to each of `nodes`, never falling.
  public let hops: [UInt32]
}

extension ClosureWorkspace {
  /// Walks, nearest first, to all that `start` reaches.
  ///
  /// Breadth-first search (E. F. Moore, The shortest path through a maze, 1959). On the rows
  /// turned round these are the node's ancestors.
  ///
  /// - Precondition: `start` is a node of `graph`, which fits the workspace.
  /// - Complexity: O(nodes and edges reached) time and memory, whatever the size of the graph.
  public mutating func closure(of start: Int, in graph: AdjacencySnapshot) -> Closure {
    unstopped { clock throws(KernelStopped) in
      try walk(from: CollectionOfOne(start), in: graph, &clock)
      return closure()
    }
  }

  /// Walks to all that `start` reaches, or stops when told to.
  public mutating func closure(
    of start: Int, in graph: AdjacencySnapshot, isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> Closure {
    var clock = StepClock(isStopped)
    try walk(from: CollectionOfOne(start), in: graph, &clock)
    return closure()
  }

  /// Walks to all that any of `starts` reaches, with the hops from the nearest of them.
  ///
  /// - Precondition: `starts` are nodes of `graph`, which fits the workspace.
  /// - Complexity: O(nodes and edges reached).
  public mutating func closure(of starts: [Int], in graph: AdjacencySnapshot) -> Closure {
    unstopped { clock throws(KernelStopped) in
      try walk(from: starts, in: graph, &clock)
      return closure()
    }
  }

  private func closure() -> Closure {
    Closure(nodes: near.queue.array(0..<near.count), hops: near.note.array(0..<near.count))
  }

  /// Leaves the closure in the near side, the hops beside it; gives the edges it has.
  @discardableResult
  mutating func walk(
    from starts: some Collection<Int>, in graph: AdjacencySnapshot, _ clock: inout StepClock
  ) throws(KernelStopped) -> Int {
    begin(graph)
    for start in starts { near.reach(checked(start, graph), note: 0) }
    return try graph.withRows { rows throws(KernelStopped) in
      var edges = 0
      var head = 0
      while head < near.count {
        let row = rows.row(near.queue[head])
        let hops = near.note[head] + 1
        for position in row { near.reach(rows.targets[position], note: hops) }
        head += 1
        edges += row.count
        try clock.spend(row.count + 1)
      }
      return edges
    }
  }
}
