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
      var search = TarjanSearch(rows, nodeCount: nodeCount)
      for root in 0..<UInt32(nodeCount) where search.order[root] == 0 {
        try search.run(from: root, &clock)
      }
      return NodeGroups(groupOfNode: search.component.array(), count: Int(search.count))
    }
  }
}

private struct TarjanSearch: ~Copyable {
  private let rows: Rows

  /// When each node was entered, from 1; 0 where it was not.
  let order: Scratch<UInt32>

  /// The component of each node; none while it is open.
  let component: Scratch<UInt32>
  private(set) var count: UInt32 = 0

  /// The earliest open node that each is known to lead to.
  private let lowest: Scratch<UInt32>

  /// The next edge of each node on the way down.
  private let cursor: Scratch<UInt32>
  private let way: Scratch<UInt32>
  private var depth = 0
  private let open: Scratch<UInt32>
  private var openCount = 0
  private var entered: UInt32 = 0

  init(_ rows: Rows, nodeCount: Int) {
    self.rows = rows
    order = Scratch(repeating: 0, count: nodeCount)
    component = Scratch(repeating: none, count: nodeCount)
    lowest = Scratch(repeating: 0, count: nodeCount)
    cursor = Scratch(repeating: 0, count: nodeCount)
    way = Scratch(repeating: 0, count: nodeCount)
    open = Scratch(repeating: 0, count: nodeCount)
  }

  mutating func run(from root: UInt32, _ clock: inout StepClock) throws(KernelStopped) {
    enter(root)
    while depth > 0 {
      let node = way[depth - 1]
      let end = rows.end(node)
      let start = Int(cursor[node])
      var position = start
      var low = lowest[node]
      var below = none
      while position < end {
        let next = rows.targets[position]
        position += 1
        if order[next] == 0 {
          below = next
          break
        }
        if component[next] == none { low = min(low, order[next]) }
      }
      lowest[node] = low
      cursor[node] = UInt32(truncatingIfNeeded: position)
      try clock.spend(position - start + 1)
      if below == none { leave(node) } else { enter(below) }
    }
  }

  private mutating func enter(_ node: UInt32) {
    entered += 1
    order[node] = entered
    lowest[node] = entered
    cursor[node] = rows.offsets[Int(node)]
    open[openCount] = node
    openCount += 1
    way[depth] = node
    depth += 1
  }

  private mutating func leave(_ node: UInt32) {
    depth -= 1
    if depth > 0 {
      let parent = way[depth - 1]
      lowest[parent] = min(lowest[parent], lowest[node])
    }
    guard lowest[node] == order[node] else { return }
    var member = none
    while member != node {
      openCount -= 1
      member = open[openCount]
      component[member] = count
    }
    count += 1
  }
}
