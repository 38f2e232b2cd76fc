/// A closure in which each end is drawn together into one node, before a sink behind them all.
///
/// Numbers are those of the part; the sink has the one after the last. Of an end's members the
/// one that is least in the whole graph stands for all; the others have no edges.
public struct ContractedClosure: Sendable {
  /// The part it was made from.
  public let local: LocalSubgraph

  /// The rows, with an edge from each end to the sink.
  public let graph: AdjacencySnapshot

  /// The nodes that stand for the ends, ascending.
  public let ends: [Int]

  public var sink: Int { graph.nodeCount - 1 }

  /// Whether the start is in an end itself: then nothing lies between.
  public let isStartEnd: Bool

  /// How many paths from the start to ends share no node but the start; 0 where it is in an end.
  ///
  /// - Complexity: as `disjointPathCount`, of the part.
  public func disjointPathCount() -> Int {
    isStartEnd ? 0 : graph.disjointPathCount(from: 0, to: ends)
  }

  /// Disjoint paths from the start to ends and the smallest cuts, in the numbers of the part.
  ///
  /// - Complexity: as `vertexFlow`, of the part.
  public func vertexFlow() -> VertexFlow {
    unstopped { clock throws(KernelStopped) in try vertexFlow(&clock) }
  }

  /// Disjoint paths and the smallest cuts, or stops when told to.
  public func vertexFlow(
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> VertexFlow {
    var clock = StepClock(isStopped)
    return try vertexFlow(&clock)
  }

  private func vertexFlow(_ clock: inout StepClock) throws(KernelStopped) -> VertexFlow {
    if isStartEnd { return VertexFlow(disjointPaths: 0, cutNearestSource: [], cutNearestEnds: []) }
    return try graph.vertexFlow(from: 0, to: ends, &clock)
  }

  /// The nodes of the part that every path from the start to an end passes, nearest the ends
  /// first; none where the start is in an end.
  ///
  /// A node that stands for an end is among them where it is the only end.
  ///
  /// - Complexity: as `dominators`, of the part.
  public func nodesOnEveryPath() -> [Int] {
    unstopped { clock throws(KernelStopped) in try nodesOnEveryPath(&clock) }
  }

  /// The nodes that every path to an end passes, or stops when told to.
  public func nodesOnEveryPath(
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> [Int] {
    var clock = StepClock(isStopped)
    return try nodesOnEveryPath(&clock)
  }

  private func nodesOnEveryPath(_ clock: inout StepClock) throws(KernelStopped) -> [Int] {
    isStartEnd ? [] : try graph.dominators(from: 0, &clock).properDominators(of: sink)
  }

  fileprivate init(_ local: LocalSubgraph, _ ends: ClosureEnds) {
    self.local = local
    isStartEnd = local.graph.nodeCount > 0 && ends.contains(0)
    let count = local.graph.nodeCount
    let groups = ends.components.groupOfNode
    // The node that stands for each end: the least, by its number in the whole graph.
    var standing = [UInt32](repeating: none, count: ends.components.count)
    for node in 0..<count where ends.contains(node) {
      let known = standing[Int(groups[node])]
      if known == none || local.nodes[node] < local.nodes[Int(known)] {
        standing[Int(groups[node])] = UInt32(truncatingIfNeeded: node)
      }
    }
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(count + 2)
    var targets: [UInt32] = []
    targets.reserveCapacity(local.graph.edgeCount)
    for node in 0..<count {
      let stand = standing[Int(groups[node])]
      if stand == none {
        for neighbour in local.graph.neighbours(of: node) {
          let other = standing[Int(groups[Int(neighbour)])]
          targets.append(other == none ? neighbour : other)
        }
      } else if stand == node {
        targets.append(UInt32(truncatingIfNeeded: count))
      }
      offsets.append(UInt32(truncatingIfNeeded: targets.count))
    }
    offsets.append(UInt32(truncatingIfNeeded: targets.count))
    graph = AdjacencySnapshot(uncheckedOffsets: offsets, targets: targets)
    self.ends = standing.filter { $0 != none }.map { Int($0) }.sorted()
  }
}

extension LocalSubgraph {
  /// Draws each end together into one node, and puts a sink behind them all.
  ///
  /// - Complexity: O(V + E) of the part.
  public func contracted() -> ContractedClosure {
    ContractedClosure(self, ends())
  }

  /// Draws each end together into one node, or stops when told to.
  public func contracted(
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> ContractedClosure {
    ContractedClosure(self, try ends(isStopped: isStopped))
  }
}
