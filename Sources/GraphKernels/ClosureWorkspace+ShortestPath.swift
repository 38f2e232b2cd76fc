extension ClosureWorkspace {
  /// A shortest path from `start` to `end`, both included; nil where none leads there.
  ///
  /// Searched from both ends at once, always from the side with fewer nodes to go on from
  /// (I. Pohl, Bi-directional Search, 1971). Its hops are one less than its nodes. Among equally
  /// short ones it is whichever is met first, the same for equal snapshots; where one is wanted
  /// by order, take the first of `shortestPaths`.
  ///
  /// - Precondition: `start` and `end` are nodes of `graph`, of which `reverse` is the same turned
  ///   round; both fit the workspace.
  /// - Complexity: O(V + E), far less where the ends are near.
  public mutating func shortestPath(
    from start: Int, to end: Int, in graph: AdjacencySnapshot, reverse: AdjacencySnapshot
  ) -> [Int]? {
    unstopped { clock throws(KernelStopped) in
      try shortestPath(from: start, to: end, in: graph, reverse: reverse, &clock)
    }
  }

  /// A shortest path from `start` to `end`, or stops when told to.
  public mutating func shortestPath(
    from start: Int, to end: Int, in graph: AdjacencySnapshot, reverse: AdjacencySnapshot,
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> [Int]? {
    var clock = StepClock(isStopped)
    return try shortestPath(from: start, to: end, in: graph, reverse: reverse, &clock)
  }

  private mutating func shortestPath(
    from start: Int, to end: Int, in graph: AdjacencySnapshot, reverse: AdjacencySnapshot,
    _ clock: inout StepClock
  ) throws(KernelStopped) -> [Int]? {
    beginBoth(graph)
    near.reach(checked(start, graph), note: none)
    far.reach(checked(end, graph), note: none)
    if start == end { return [start] }
    let meeting = try graph.withRows { rows throws(KernelStopped) in
      try reverse.withRows { back throws(KernelStopped) in
        try meet(rows, back, &clock)
      }
    }
    guard let meeting else { return nil }
    return near.way(to: meeting).reversed() + far.way(to: meeting).dropFirst()
  }

  /// Widens the smaller side by one hop, in turn, until both have come to one node.
  ///
  /// All that either side knows is complete up to its hops, and no node is on both: the first
  /// that is lies on a shortest path.
  private mutating func meet(
    _ rows: Rows, _ back: Rows, _ clock: inout StepClock
  ) throws(KernelStopped) -> UInt32? {
    var (nearHead, farHead) = (0, 0)
    while nearHead < near.count, farHead < far.count {
      let isNear = near.count - nearHead <= far.count - farHead
      let meeting =
        if isNear {
          try near.widen(&nearHead, along: rows, until: far, &clock)
        } else {
          try far.widen(&farHead, along: back, until: near, &clock)
        }
      if let meeting { return meeting }
    }
    return nil
  }
}

extension WalkSide {
  /// Goes one hop on from all nodes since `head`; gives the first node that `other` knows.
  ///
  /// The note of each node is the position of the one before it.
  fileprivate mutating func widen(
    _ head: inout Int, along rows: Rows, until other: borrowing WalkSide, _ clock: inout StepClock
  ) throws(KernelStopped) -> UInt32? {
    let end = count
    while head < end {
      let row = rows.row(queue[head])
      for position in row {
        let neighbour = rows.targets[position]
        guard reach(neighbour, note: UInt32(truncatingIfNeeded: head)) else { continue }
        if other.contains(neighbour) { return neighbour }
      }
      head += 1
      try clock.spend(row.count + 1)
    }
    return nil
  }

  /// The nodes from `node` back to where the walk began.
  fileprivate func way(to node: UInt32) -> [Int] {
    var way: [Int] = []
    var place = position(node)
    while place != none {
      way.append(Int(queue[place]))
      place = note[place]
    }
    return way
  }
}
