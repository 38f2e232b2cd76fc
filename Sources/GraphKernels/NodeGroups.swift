/// Nodes in numbered groups, each node in one, 4 bytes a node.
public struct NodeGroups: Hashable, Sendable {
  /// The group of each node.
  public let groupOfNode: [UInt32]
  public let count: Int

  /// How many nodes each group has.
  ///
  /// - Complexity: O(V) each time.
  public func sizes() -> [Int] {
    var sizes = [Int](repeating: 0, count: count)
    for group in groupOfNode { sizes[Int(group)] += 1 }
    return sizes
  }

  /// The nodes of each group, ascending, as rows: those of group g are `neighbours(of: g)`.
  ///
  /// There are as many rows as nodes, so that the ends are nodes of the same graph; rows after
  /// the last group are empty.
  ///
  /// - Complexity: O(V).
  public func members() -> AdjacencySnapshot {
    AdjacencySnapshot(
      nodeCount: groupOfNode.count, sources: groupOfNode,
      targets: groupOfNode.indices.map { UInt32(truncatingIfNeeded: $0) })
  }
}
