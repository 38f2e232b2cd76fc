/// A graph with each strongly connected component drawn together into one node.
public struct Condensation: Sendable {
  /// The component of each node of the graph it was made from.
  ///
  /// Numbers ascend in reverse topological order: edges lead from higher to lower.
  public let components: NodeGroups

  /// The edges between components, each once, without those within one.
  ///
  /// The neighbours of a component come in ascending order.
  public let graph: AdjacencySnapshot

  /// The components that no edge enters from another, ascending.
  public let unentered: [Int]

  /// The components that no edge leaves for another, ascending.
  public var unleft: [Int] {
    (0..<components.count).filter { graph.row($0).isEmpty }
  }
}

extension AdjacencySnapshot {
  /// Draws each strongly connected component together into one node.
  ///
  /// F. Harary, R. Norman and D. Cartwright, Structural Models (1965), chapter 3, on the
  /// components as Tarjan finds them.
  ///
  /// - Complexity: O(V + E log E) time, of which sorting is the small part; O(V + E) memory.
  public func condensation() -> Condensation {
    unstopped { clock throws(KernelStopped) in try condensation(&clock) }
  }

  /// Draws each strongly connected component together into one node, or stops when told to.
  public func condensation(
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> Condensation {
    var clock = StepClock(isStopped)
    return try condensation(&clock)
  }

  private func condensation(_ clock: inout StepClock) throws(KernelStopped) -> Condensation {
    let components = try strongGroups(&clock)
    let members = components.members()
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(components.count + 1)
    var targets: [UInt32] = []
    var row: [UInt32] = []
    // The last component from which each was seen.
    let seenFrom = Scratch(repeating: none, count: components.count)
    let isEntered = Scratch(repeating: false, count: components.count)
    try withRows { rows throws(KernelStopped) in
      for component in 0..<UInt32(components.count) {
        row.removeAll(keepingCapacity: true)
        for member in members.neighbours(of: Int(component)) {
          for neighbour in rows.neighbours(member) {
            let other = components.groupOfNode[Int(neighbour)]
            guard other != component, seenFrom[other] != component else { continue }
            seenFrom[other] = component
            isEntered[other] = true
            row.append(other)
          }
          try clock.spend(rows.row(member).count + 1)
        }
        if row.count > 1 { row.sort() }
        targets += row
        offsets.append(UInt32(truncatingIfNeeded: targets.count))
      }
    }
    return Condensation(
      components: components,
      graph: AdjacencySnapshot(uncheckedOffsets: offsets, targets: targets),
      unentered: (0..<components.count).filter { !isEntered[$0] })
  }
}
