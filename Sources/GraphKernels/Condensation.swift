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
  public func condensation() -> Condensation { condensation(of: strongGroups()) }

  /// Draws each strongly connected component together into one node, or stops when told to.
  public func condensation(
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> Condensation {
    condensation(of: try strongGroups(isStopped: isStopped))
  }

  private func condensation(of components: NodeGroups) -> Condensation {
    let members = components.members()
    var offsets: [UInt32] = [0]
    var targets: [UInt32] = []
    // The last component from which each was seen.
    var seenFrom = [UInt32](repeating: none, count: components.count)
    var isEntered = [Bool](repeating: false, count: components.count)
    for component in 0..<components.count {
      let start = targets.count
      for member in members.neighbours(of: component) {
        for neighbour in neighbours(of: Int(member)) {
          let other = Int(components.groupOfNode[Int(neighbour)])
          guard other != component, seenFrom[other] != component else { continue }
          seenFrom[other] = UInt32(truncatingIfNeeded: component)
          isEntered[other] = true
          targets.append(UInt32(truncatingIfNeeded: other))
        }
      }
      targets[start...].sort()
      offsets.append(UInt32(truncatingIfNeeded: targets.count))
    }
    return Condensation(
      components: components,
      graph: AdjacencySnapshot(uncheckedOffsets: offsets, targets: targets),
      unentered: isEntered.indices.filter { !isEntered[$0] })
  }
}
