extension AdjacencySnapshot {
  /// The fewest hops from the nearest of `starts` to each node; nil where none leads there.
  ///
  /// - Precondition: every start is a node.
  /// - Complexity: O(V + E) time, O(V) memory.
  public func distances(from starts: [Int]) -> [Int?] {
    var distances = [Int?](repeating: nil, count: nodeCount)
    var frontier: [Int] = []
    for start in starts where distances[start] == nil {
      distances[start] = 0
      frontier.append(start)
    }
    var hops = 0
    while !frontier.isEmpty {
      hops += 1
      var next: [Int] = []
      for node in frontier {
        for neighbour in neighbours(of: node) where distances[Int(neighbour)] == nil {
          distances[Int(neighbour)] = hops
          next.append(Int(neighbour))
        }
      }
      frontier = next
    }
    return distances
  }
}
