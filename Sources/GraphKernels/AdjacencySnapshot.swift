/// A directed graph in compressed rows: the neighbours of each node side by side in one array.
///
/// Nodes are `0..<nodeCount`. Neighbours come in the order in which the edges were given.
/// Parallel edges and self-loops are kept. The position of an edge in the rows is its id.
public struct AdjacencySnapshot: Hashable, Sendable {
  /// Where the row of each node starts; one more than there are nodes.
  @usableFromInline let offsets: [UInt32]
  @usableFromInline let targets: [UInt32]

  @inlinable public var nodeCount: Int { offsets.count - 1 }
  @inlinable public var edgeCount: Int { targets.count }

  /// Builds the rows by counting sort.
  ///
  /// - Precondition: every end is below `nodeCount`, and nodes and edges number below 2³².
  /// - Complexity: O(V + E) time and memory.
  public init(nodeCount: Int, edges: [(source: UInt32, target: UInt32)]) {
    self = unstopped { clock throws(KernelStopped) in
      try AdjacencySnapshot(nodeCount: nodeCount, edgeCount: edges.count, &clock) { edges[$0] }
    }
  }

  /// Builds the rows from the two columns of a table of edges, without a table of pairs between.
  ///
  /// - Precondition: the columns are of one length, every end is below `nodeCount`, and nodes and
  ///   edges number below 2³².
  /// - Complexity: O(V + E) time; beyond the rows 4 bytes a node while it runs.
  public init(nodeCount: Int, sources: [UInt32], targets: [UInt32]) {
    self = unstopped { clock throws(KernelStopped) in
      try AdjacencySnapshot(nodeCount: nodeCount, sources: sources, targets: targets, &clock)
    }
  }

  /// Builds the rows from the two columns of a table of edges, or stops when told to.
  public init(
    nodeCount: Int, sources: [UInt32], targets: [UInt32], isStopped: @escaping CancellationHook
  ) throws(KernelStopped) {
    var clock = StepClock(isStopped)
    try self.init(nodeCount: nodeCount, sources: sources, targets: targets, &clock)
  }

  private init(
    nodeCount: Int, sources: [UInt32], targets: [UInt32], _ clock: inout StepClock
  ) throws(KernelStopped) {
    precondition(sources.count == targets.count, "the columns differ in length")
    try self.init(nodeCount: nodeCount, edgeCount: sources.count, &clock) {
      (source: sources[$0], target: targets[$0])
    }
  }

  /// Takes rows that are counted already: those of node n are `offsets[n]..<offsets[n + 1]`.
  ///
  /// - Precondition: `offsets` starts at 0, never falls and ends at the number of `targets`, each
  ///   of which is below the number of nodes, `offsets.count - 1`.
  /// - Complexity: O(V + E) time, to check it; no memory.
  public init(offsets: [UInt32], targets: [UInt32]) {
    precondition(offsets.first == 0 && offsets.last.map(Int.init) == targets.count, "not all rows")
    for (start, end) in zip(offsets, offsets.dropFirst()) {
      precondition(start <= end, "a row ends before it starts")
    }
    for target in targets { precondition(target < offsets.count - 1, "an end is no node") }
    self.init(uncheckedOffsets: offsets, targets: targets)
  }

  /// Takes rows made by a kernel, which are right by construction.
  init(uncheckedOffsets offsets: [UInt32], targets: [UInt32]) {
    self.offsets = offsets
    self.targets = targets
  }

  private init(
    nodeCount: Int, edgeCount: Int, _ clock: inout StepClock,
    edge: (Int) -> (source: UInt32, target: UInt32)
  ) throws(KernelStopped) {
    precondition(nodeCount < Int(UInt32.max) && edgeCount < Int(UInt32.max), "too large")
    var offsets = [UInt32](repeating: 0, count: nodeCount + 1)
    for index in 0..<edgeCount {
      let (source, target) = edge(index)
      precondition(source < nodeCount && target < nodeCount, "an end is no node")
      offsets[Int(source) + 1] += 1
      try clock.spend(1)
    }
    for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
    var next = offsets
    var targets = [UInt32](repeating: 0, count: edgeCount)
    for index in 0..<edgeCount {
      let (source, target) = edge(index)
      targets[Int(next[Int(source)])] = target
      next[Int(source)] += 1
      try clock.spend(1)
    }
    self.init(uncheckedOffsets: offsets, targets: targets)
  }

  /// The positions of a node's neighbours in the order of all edges.
  @inlinable public func row(_ node: Int) -> Range<Int> {
    Int(offsets[node])..<Int(offsets[node + 1])
  }

  /// The neighbour at a position that `row` gave.
  @inlinable public func target(at position: Int) -> Int {
    Int(targets[position])
  }

  @inlinable public func neighbours(of node: Int) -> ArraySlice<UInt32> {
    targets[row(node)]
  }
}
