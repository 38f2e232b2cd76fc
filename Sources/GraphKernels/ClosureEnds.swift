/// The components of a closure from which nothing leads on: where all that is reached comes to
/// an end.
///
/// On rows turned round they are the source components of the graph: those that nothing enters.
/// A node without edges out is one of its own, a circle that nothing leaves another.
public struct ClosureEnds: Sendable {
  /// The strongly connected components of the part.
  public let components: NodeGroups

  /// Whether each component is an end.
  public let isEnd: [Bool]

  /// Whether a node of the part is in an end.
  public func contains(_ node: Int) -> Bool {
    isEnd[Int(components.groupOfNode[node])]
  }
}

extension LocalSubgraph {
  /// Finds the components that no edge leaves.
  ///
  /// With hops, ask the subgraph they came with: position by position they are the same nodes.
  ///
  /// - Complexity: O(V + E) of the part.
  public func ends() -> ClosureEnds {
    unstopped { clock throws(KernelStopped) in try ends(&clock) }
  }

  /// Finds the components that no edge leaves, or stops when told to.
  public func ends(isStopped: @escaping CancellationHook) throws(KernelStopped) -> ClosureEnds {
    var clock = StepClock(isStopped)
    return try ends(&clock)
  }

  func ends(_ clock: inout StepClock) throws(KernelStopped) -> ClosureEnds {
    let components = try graph.strongGroups(&clock)
    let isEnd = Scratch(repeating: true, count: components.count)
    try components.groupOfNode.withUnsafeBufferPointer { groups throws(KernelStopped) in
      try graph.withRows { rows throws(KernelStopped) in
        for node in 0..<UInt32(graph.nodeCount) {
          let own = groups[Int(node)]
          guard isEnd[own] else { continue }
          // Unsafe as in Scratch: one look at a word for each edge is all there is.
          let row = rows.row(node)
          for position in row where groups[Int(rows.targets[position])] != own {
            isEnd[own] = false
            break
          }
          try clock.spend(row.count + 1)
        }
      }
    }
    return ClosureEnds(components: components, isEnd: isEnd.array())
  }
}
