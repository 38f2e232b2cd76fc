/// A graph turned round, which knows where each of its edges stood before.
public struct ReversedAdjacency: Sendable {
  public let graph: AdjacencySnapshot

  /// For each position in the rows of `graph`, that of the same edge in the rows turned round.
  ///
  /// What is known of an edge is kept once, by its position in the forward rows, and found from
  /// both sides.
  public let edgeIDs: [UInt32]
}

extension AdjacencySnapshot {
  /// The same graph with every edge turned round.
  ///
  /// The neighbours of each node come in ascending order.
  ///
  /// - Complexity: O(V + E).
  public func reversed() -> AdjacencySnapshot {
    unstopped { clock throws(KernelStopped) in try reversed(&clock) }
  }

  /// The same graph with every edge turned round, or stops when told to.
  public func reversed(
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> AdjacencySnapshot {
    var clock = StepClock(isStopped)
    return try reversed(&clock)
  }

  func reversed(_ clock: inout StepClock) throws(KernelStopped) -> AdjacencySnapshot {
    var next = try reversedOffsets(&clock)
    let offsets = next
    var sources = [UInt32](repeating: 0, count: edgeCount)
    for node in 0..<nodeCount {
      for position in row(node) {
        let place = Int(targets[position])
        sources[Int(next[place])] = UInt32(truncatingIfNeeded: node)
        next[place] += 1
      }
      try clock.spend(row(node).count + 1)
    }
    return AdjacencySnapshot(uncheckedOffsets: offsets, targets: sources)
  }

  /// The same graph with every edge turned round, and the id of each edge in this one.
  ///
  /// - Complexity: O(V + E) time; 8 bytes an edge and 4 a node.
  public func reversedWithEdgeIDs() -> ReversedAdjacency {
    var next = unstopped { clock throws(KernelStopped) in try reversedOffsets(&clock) }
    let offsets = next
    var sources = [UInt32](repeating: 0, count: edgeCount)
    var ids = sources
    for node in 0..<nodeCount {
      for position in row(node) {
        let place = Int(next[Int(targets[position])])
        sources[place] = UInt32(truncatingIfNeeded: node)
        ids[place] = UInt32(truncatingIfNeeded: position)
        next[Int(targets[position])] += 1
      }
    }
    return ReversedAdjacency(
      graph: AdjacencySnapshot(uncheckedOffsets: offsets, targets: sources), edgeIDs: ids)
  }

  private func reversedOffsets(_ clock: inout StepClock) throws(KernelStopped) -> [UInt32] {
    var offsets = [UInt32](repeating: 0, count: nodeCount + 1)
    for node in 0..<nodeCount {
      for position in row(node) { offsets[Int(targets[position]) + 1] += 1 }
      try clock.spend(row(node).count + 1)
    }
    for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
    return offsets
  }
}
