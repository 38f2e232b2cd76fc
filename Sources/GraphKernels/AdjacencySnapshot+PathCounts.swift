extension AdjacencySnapshot {
  /// For each node what it has itself, and the sums of all its successors; nil where there is a
  /// circle.
  ///
  /// A successor counts once for each edge that leads to it. Sums are taken in reverse topological
  /// order, each once, so that 2⁶⁰ paths take no longer than their sixty rungs.
  ///
  /// - Complexity: O(V + E) additions, each of as many steps as the sum has digits.
  public func sumsOverSuccessors(_ own: (Int) -> BigCount) -> [BigCount]? {
    guard let order = topologicalOrder() else { return nil }
    var sums = [BigCount](repeating: BigCount(), count: nodeCount)
    for node in order.reversed() {
      var sum = own(Int(node))
      for neighbour in neighbours(of: Int(node)) { sum += sums[Int(neighbour)] }
      sums[Int(node)] = sum
    }
    return sums
  }

  /// How many paths lead from each node to any of `ends`; nil where there is a circle.
  ///
  /// Paths that differ in one of several parallel edges are several. An end has the path without
  /// edges, and those that lead on from it to another end.
  ///
  /// - Precondition: every end is a node.
  /// - Complexity: as `sumsOverSuccessors`.
  public func pathCounts(to ends: [Int]) -> [BigCount]? {
    var isEnd = [Bool](repeating: false, count: nodeCount)
    for end in ends { isEnd[end] = true }
    return sumsOverSuccessors { isEnd[$0] ? BigCount(1) : BigCount() }
  }

  /// How many paths lead from `start` to each node; nil where there is a circle.
  ///
  /// `start` has the path without edges.
  ///
  /// - Precondition: `start` is a node.
  /// - Complexity: as `sumsOverSuccessors`.
  public func pathCounts(from start: Int) -> [BigCount]? {
    guard let order = topologicalOrder() else { return nil }
    var counts = [BigCount](repeating: BigCount(), count: nodeCount)
    counts[start] = BigCount(1)
    for node in order {
      let count = counts[Int(node)]
      for neighbour in neighbours(of: Int(node)) { counts[Int(neighbour)] += count }
    }
    return counts
  }
}
