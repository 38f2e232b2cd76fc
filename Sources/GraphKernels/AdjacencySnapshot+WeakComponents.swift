extension AdjacencySnapshot {
  /// The groups of nodes that hang together, whichever way the edges lead.
  ///
  /// Groups are numbered in the order of their least nodes. Union by union, with paths halved
  /// (R. E. Tarjan and J. van Leeuwen, Worst-case Analysis of Set Union Algorithms, JACM 31, 1984);
  /// the lesser node stands for both, so that the groups' least nodes need no search.
  ///
  /// - Complexity: O(V + E log V) time, near to linear in practice; O(V) memory.
  public func weakGroups() -> NodeGroups {
    let above = Scratch<UInt32>(repeating: 0, count: nodeCount)
    for node in 0..<nodeCount { above[node] = UInt32(truncatingIfNeeded: node) }
    func top(_ start: UInt32) -> UInt32 {
      var node = start
      while above[node] != node {
        above[node] = above[above[node]]
        node = above[node]
      }
      return node
    }
    withRows { rows in
      for node in 0..<UInt32(nodeCount) {
        for neighbour in rows.neighbours(node) {
          let (left, right) = (top(node), top(neighbour))
          if left < right { above[right] = left } else { above[left] = right }
        }
      }
    }
    var groups = [UInt32](repeating: 0, count: nodeCount)
    var count: UInt32 = 0
    for node in 0..<nodeCount {
      let least = Int(top(UInt32(truncatingIfNeeded: node)))
      if least == node {
        groups[node] = count
        count += 1
      } else {
        groups[node] = groups[least]
      }
    }
    return NodeGroups(groupOfNode: groups, count: Int(count))
  }
}
