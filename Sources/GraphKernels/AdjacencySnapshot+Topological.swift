extension AdjacencySnapshot {
  /// All nodes in an order in which every edge leads onward; nil where there is a circle.
  ///
  /// A. B. Kahn, Topological sorting of large networks, CACM 5 (1962): first the nodes that nothing
  /// enters, ascending, then each as the last edge into it is passed. Equal snapshots give equal
  /// orders. A self-loop is a circle.
  ///
  /// - Complexity: O(V + E) time, O(V) memory.
  public func topologicalOrder() -> [UInt32]? {
    var entering = [UInt32](repeating: 0, count: nodeCount)
    for target in targets { entering[Int(target)] += 1 }
    var order: [UInt32] = []
    order.reserveCapacity(nodeCount)
    for node in 0..<nodeCount where entering[node] == 0 {
      order.append(UInt32(truncatingIfNeeded: node))
    }
    var position = 0
    while position < order.count {
      for neighbour in neighbours(of: Int(order[position])) {
        entering[Int(neighbour)] -= 1
        if entering[Int(neighbour)] == 0 { order.append(neighbour) }
      }
      position += 1
    }
    return order.count == nodeCount ? order : nil
  }
}
