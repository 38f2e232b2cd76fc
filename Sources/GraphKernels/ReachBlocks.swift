/// Which of some nodes each of others leads to, 256 of them at a time.
///
/// Sets are bits that go along the edges of the condensation, once in the order of its components:
/// a node leads to what its component does (E. Nuutila, Efficient transitive closure computation
/// in large digraphs, 1995, section 3, kept to as many columns as are asked for).
public struct ReachBlocks: Sendable {
  /// How many nodes are looked for in one pass.
  public static let width = 256

  /// A set of the nodes of one block, by their positions in it.
  public struct Block: Hashable, Sendable {
    var words = SIMD4<UInt64>()

    /// The empty set.
    public init() {}

    /// Whether it has no member.
    public var isEmpty: Bool { words == SIMD4<UInt64>() }

    mutating func insert(_ position: Int) { words[position >> 6] |= 1 << UInt64(position & 63) }

    mutating func formUnion(_ other: Block) { words |= other.words }

    /// Whether it has a member that another has not.
    public func hasMore(than other: Block) -> Bool {
      words & ~other.words != SIMD4<UInt64>()
    }

    func visit(_ body: (Int) -> Void) {
      for word in 0..<4 {
        var bits = words[word]
        while bits != 0 {
          body(word << 6 | bits.trailingZeroBitCount)
          bits &= bits - 1
        }
      }
    }
  }

  private let components: [UInt32]

  /// Edges lead from higher components to lower ones.
  private let graph: AdjacencySnapshot

  /// Draws the strongly connected components together.
  ///
  /// - Complexity: O(V + E log E) time, O(V + E) memory.
  public init(
    _ graph: AdjacencySnapshot, isStopped: @escaping CancellationHook = { false }
  ) throws(KernelStopped) {
    let condensation = try graph.condensation(isStopped: isStopped)
    components = condensation.components.groupOfNode
    self.graph = condensation.graph
  }

  /// For each of `nodes`, which of `marks` it leads to, itself included: by position in `marks`.
  ///
  /// - Precondition: there are at most `width` marks.
  /// - Complexity: O(V + E) time; 32 bytes a component.
  public func marks(
    _ marks: ArraySlice<Int>, reachedFrom nodes: [Int],
    isStopped: @escaping CancellationHook = { false }
  ) throws(KernelStopped) -> [Block] {
    precondition(marks.count <= Self.width, "too many marks for one block")
    var clock = StepClock(isStopped)
    var sets = [Block](repeating: Block(), count: graph.nodeCount)
    for (position, mark) in marks.enumerated() { sets[Int(components[mark])].insert(position) }
    for component in 0..<graph.nodeCount {
      var set = sets[component]
      let row = graph.neighbours(of: component)
      for neighbour in row { set.formUnion(sets[Int(neighbour)]) }
      sets[component] = set
      try clock.spend(row.count + 1)
    }
    return nodes.map { sets[Int(components[$0])] }
  }

  /// For each of `starts`, to how many of `marks` it leads, itself included.
  ///
  /// - Precondition: no mark stands there twice.
  /// - Complexity: O(V + E) time for each `width` of the starts, and O(answer); 32 bytes a
  ///   component.
  public func counts(
    from starts: [Int], of marks: [Int], isStopped: @escaping CancellationHook = { false }
  ) throws(KernelStopped) -> [Int] {
    var counts = [Int](repeating: 0, count: starts.count)
    for first in stride(from: 0, to: starts.count, by: Self.width) {
      let block = first..<min(first + Self.width, starts.count)
      let sets = try leading(starts[block], isStopped)
      var clock = StepClock(isStopped)
      for mark in marks {
        let set = sets[Int(components[mark])]
        set.visit { counts[first + $0] += 1 }
        try clock.spend(1)
      }
    }
    return counts
  }

  /// For each component, which of the starts lead to it.
  private func leading(
    _ starts: ArraySlice<Int>, _ isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> [Block] {
    var clock = StepClock(isStopped)
    var sets = [Block](repeating: Block(), count: graph.nodeCount)
    for (position, start) in starts.enumerated() { sets[Int(components[start])].insert(position) }
    for component in (0..<graph.nodeCount).reversed() {
      let set = sets[component]
      if set.isEmpty {
        try clock.spend(1)
        continue
      }
      let row = graph.neighbours(of: component)
      for neighbour in row { sets[Int(neighbour)].formUnion(set) }
      try clock.spend(row.count + 1)
    }
    return sets
  }
}
