/// A graph in which each end, a component that nothing leaves, is drawn together into one node.
///
/// Nodes keep their numbers. Of an end's members the least stands for all; the others are left
/// without edges. So an end is a node without edges out, and the rest is as it was.
public struct DrawnEnds: Sendable {
  /// For each node in an end the one that stands for it; nil for those on the way.
  public let standing: OptionalNodes

  /// The rows; the graph itself where every end is one node without edges.
  public let graph: AdjacencySnapshot
}

extension AdjacencySnapshot {
  /// Draws each component that nothing leaves together into its least node.
  ///
  /// What is an end in the whole graph is one in the closure of any node that reaches it: made
  /// once, it serves the questions about many.
  ///
  /// - Complexity: O(V + E) time; 4 bytes a node, and the rows once more where an end is a circle.
  public func endsDrawnTogether() -> DrawnEnds {
    unstopped { clock throws(KernelStopped) in try endsDrawnTogether(&clock) }
  }

  private func endsDrawnTogether(_ clock: inout StepClock) throws(KernelStopped) -> DrawnEnds {
    let ends = try LocalSubgraph(graph: self, nodes: []).ends(&clock)
    let groups = ends.components.groupOfNode
    var first = [UInt32](repeating: none, count: ends.components.count)
    var standing = [UInt32](repeating: none, count: nodeCount)
    var hasEdges = false
    for node in 0..<nodeCount where ends.isEnd[Int(groups[node])] {
      let group = Int(groups[node])
      if first[group] == none { first[group] = UInt32(truncatingIfNeeded: node) }
      standing[node] = first[group]
      if !row(node).isEmpty { hasEdges = true }
    }
    guard hasEdges else { return DrawnEnds(standing: OptionalNodes(words: standing), graph: self) }
    var drawn = [UInt32](repeating: 0, count: edgeCount)
    var offsets = [UInt32](repeating: 0, count: nodeCount + 1)
    var count = 0
    for node in 0..<nodeCount {
      let row = row(node)
      if standing[node] == none {
        for position in row {
          let other = targets[position]
          drawn[count] = standing[Int(other)] == none ? other : standing[Int(other)]
          count += 1
        }
      }
      offsets[node + 1] = UInt32(truncatingIfNeeded: count)
      try clock.spend(row.count + 1)
    }
    drawn.removeLast(edgeCount - count)
    return DrawnEnds(
      standing: OptionalNodes(words: standing),
      graph: AdjacencySnapshot(uncheckedOffsets: offsets, targets: drawn))
  }
}
