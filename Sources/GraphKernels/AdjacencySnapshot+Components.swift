/// The strongly connected components of a graph.
public struct StronglyConnectedComponents: Sendable {
  /// The component of each node.
  ///
  /// An edge between two components leads from the higher number to
  /// the lower one, so that ascending order is reverse topological order.
  public let componentOfNode: [Int]
  public let count: Int

  /// How many nodes each component has.
  public let sizes: [Int]

  fileprivate init(_ groups: NodeGroups) {
    componentOfNode = groups.groupOfNode.map { Int($0) }
    count = groups.count
    sizes = groups.sizes()
  }
}

extension AdjacencySnapshot {
  /// Finds the strongly connected components.
  ///
  /// Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972), with a
  /// stack of its own, so that a chain of a million nodes does not overflow the thread's.
  ///
  /// - Complexity: O(V + E) time, O(V) memory.
  public func stronglyConnectedComponents() -> StronglyConnectedComponents {
    StronglyConnectedComponents(strongGroups())
  }

  /// Finds the strongly connected components, or stops when told to.
  public func stronglyConnectedComponents(
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> StronglyConnectedComponents {
    StronglyConnectedComponents(try strongGroups(isStopped: isStopped))
  }

  /// The strongly connected components as groups of the same numbers, 4 bytes a node.
  ///
  /// - Complexity: O(V + E) time, O(V) memory.
  public func strongGroups() -> NodeGroups {
    unstopped { clock throws(KernelStopped) in try strongGroups(&clock) }
  }

  /// The strongly connected components as groups, or stops when told to.
  public func strongGroups(
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> NodeGroups {
    var clock = StepClock(isStopped)
    return try strongGroups(&clock)
  }

  func strongGroups(_ clock: inout StepClock) throws(KernelStopped) -> NodeGroups {
    try withRows { rows throws(KernelStopped) in
      var search = ComponentSearch(rows, nodeCount: nodeCount)
      for root in 0..<UInt32(nodeCount) where search.word[root] == 0 {
        try search.run(from: root, &clock)
      }
      return search.groups()
    }
  }
}

/// Tarjan's search with one word a node, which is when it was entered, then the earliest open
/// node that it is known to lead to, and then its component.
///
/// D. J. Pearce, "A space-efficient algorithm for finding strongly connected components",
/// Inf. Process. Lett. 116 (2016): open nodes are numbered upward from 1, as many as are open;
/// components downward from the number of nodes. So a component's word is above that of any open
/// node, and an edge is looked at by comparing two words.
private struct ComponentSearch: ~Copyable {
  private let rows: Rows
  private let nodeCount: Int
  let word: Scratch<UInt32>

  /// The nodes on the way down, the next edge of each, and the number it was entered with.
  private let way: Scratch<UInt32>
  private let cursor: Scratch<UInt32>
  private let number: Scratch<UInt32>
  private var depth = 0

  /// Nodes that were left before their component was known.
  private let open: Scratch<UInt32>
  private var openCount = 0
  private var entered: UInt32 = 0
  private var next: UInt32

  init(_ rows: Rows, nodeCount: Int) {
    self.rows = rows
    self.nodeCount = nodeCount
    next = UInt32(truncatingIfNeeded: nodeCount)
    word = Scratch(repeating: 0, count: nodeCount)
    way = Scratch(uninitialized: nodeCount)
    cursor = Scratch(uninitialized: nodeCount)
    number = Scratch(uninitialized: nodeCount)
    open = Scratch(uninitialized: nodeCount)
  }

  mutating func run(from root: UInt32, _ clock: inout StepClock) throws(KernelStopped) {
    enter(root)
    while depth > 0 {
      let node = way[depth - 1]
      let end = rows.end(node)
      let start = Int(cursor[depth - 1])
      var position = start
      var low = word[node]
      var below = none
      while position < end {
        let other = word[rows.targets[position]]
        if other == 0 {
          // Looked at again on the way back, when it tells what it leads to.
          below = rows.targets[position]
          break
        }
        low = min(low, other)
        position += 1
      }
      word[node] = low
      cursor[depth - 1] = UInt32(truncatingIfNeeded: position)
      try clock.spend(position - start + 1)
      if below == none { leave(node, low) } else { enter(below) }
    }
  }

  private mutating func enter(_ node: UInt32) {
    entered += 1
    word[node] = entered
    way[depth] = node
    cursor[depth] = rows.offsets[Int(node)]
    number[depth] = entered
    depth += 1
  }

  private mutating func leave(_ node: UInt32, _ low: UInt32) {
    depth -= 1
    guard low == number[depth] else {
      open[openCount] = node
      openCount += 1
      return
    }
    entered -= 1
    while openCount > 0, word[open[openCount - 1]] >= low {
      openCount -= 1
      word[open[openCount]] = next
      entered -= 1
    }
    word[node] = next
    next -= 1
  }

  func groups() -> NodeGroups {
    let highest = UInt32(truncatingIfNeeded: nodeCount)
    let groupOfNode = [UInt32](unsafeUninitializedCapacity: nodeCount) { buffer, filled in
      for node in 0..<nodeCount { buffer[node] = highest - word[node] }
      filled = nodeCount
    }
    return NodeGroups(groupOfNode: groupOfNode, count: Int(highest - next))
  }
}
