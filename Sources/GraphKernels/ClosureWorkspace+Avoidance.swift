extension ClosureWorkspace {
  /// What is reached only by way of `avoided`: all whose every way in passes one of them.
  ///
  /// Of all that the avoided reach, a node is kept where an edge leads into it from a node that
  /// they do not reach, and so is what kept nodes reach without passing an avoided one. The rest
  /// is the answer, nearest the avoided first, without them. A circle that nothing else enters
  /// keeps nothing up.
  ///
  /// The avoided may reach each other. `reverse` are the rows of `graph` turned round.
  ///
  /// - Precondition: `avoided` are nodes of `graph`, which fits the workspace.
  /// - Complexity: O(what `avoided` reaches, and the edges into and out of it).
  public mutating func reachedOnly(
    byWayOf avoided: [Int], in graph: AdjacencySnapshot, reverse: AdjacencySnapshot
  ) -> [UInt32] {
    unstopped { clock throws(KernelStopped) in
      try reachedOnly(byWayOf: avoided, in: graph, reverse: reverse, &clock)
    }
  }

  /// What is reached only by way of `avoided`, or stops when told to.
  public mutating func reachedOnly(
    byWayOf avoided: [Int], in graph: AdjacencySnapshot, reverse: AdjacencySnapshot,
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> [UInt32] {
    var clock = StepClock(isStopped)
    return try reachedOnly(byWayOf: avoided, in: graph, reverse: reverse, &clock)
  }

  private mutating func reachedOnly(
    byWayOf avoided: [Int], in graph: AdjacencySnapshot, reverse: AdjacencySnapshot,
    _ clock: inout StepClock
  ) throws(KernelStopped) -> [UInt32] {
    beginBoth(graph)
    try walk(from: avoided, in: graph, &clock)
    // The avoided stand first in the walk, each once.
    var avoidedCount = 0
    while avoidedCount < near.count, near.note[avoidedCount] == 0 { avoidedCount += 1 }
    try reverse.withRows { rows throws(KernelStopped) in
      for place in avoidedCount..<near.count {
        let node = near.queue[place]
        let row = rows.row(node)
        for position in row where !near.contains(rows.targets[position]) {
          far.reach(node, note: 0)
          break
        }
        try clock.spend(row.count + 1)
      }
    }
    try graph.withRows { rows throws(KernelStopped) in
      var head = 0
      while head < far.count {
        let row = rows.row(far.queue[head])
        head += 1
        for position in row where near.position(rows.targets[position]) >= avoidedCount {
          far.reach(rows.targets[position], note: 0)
        }
        try clock.spend(row.count + 1)
      }
    }
    return (avoidedCount..<near.count).map { near.queue[$0] }.filter { !far.contains($0) }
  }
}
