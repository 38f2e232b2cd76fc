/// Which nodes every path from a root to a node has to pass.
public struct DominatorTree: Sendable {
  public let root: Int

  /// The nearest dominator of each node; nil for the root and for what it does not reach.
  public let immediateDominator: OptionalNodes

  /// The nodes that every path from the root to `node` passes, nearest first, without both ends.
  ///
  /// Empty where none does, and where the root does not reach it.
  public func properDominators(of node: Int) -> [Int] {
    var found: [Int] = []
    var next = immediateDominator[node]
    while let dominator = next, dominator != root {
      found.append(dominator)
      next = immediateDominator[dominator]
    }
    return found
  }
}

extension AdjacencySnapshot {
  /// Finds the dominators of everything that `root` reaches.
  ///
  /// The semi-NCA algorithm of L. Georgiadis (Linear-Time Algorithms for Dominators and Related
  /// Problems, Princeton 2005, section 2.3.2): semidominators by path compression as Lengauer and
  /// Tarjan have it, then immediate dominators as nearest common ancestors in depth-first order.
  /// Nothing recurses, so that a chain of a million nodes is no deeper than any other.
  ///
  /// - Precondition: `root` is a node.
  /// - Complexity: O(E log V) time, O(V + E) memory; close to linear in practice.
  public func dominators(from root: Int) -> DominatorTree {
    unstopped { clock throws(KernelStopped) in try dominators(from: root, &clock) }
  }

  /// Finds the dominators of everything that `root` reaches, or stops when told to.
  public func dominators(
    from root: Int, isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> DominatorTree {
    var clock = StepClock(isStopped)
    return try dominators(from: root, &clock)
  }

  func dominators(
    from root: Int, _ clock: inout StepClock
  ) throws(KernelStopped) -> DominatorTree {
    precondition((0..<nodeCount).contains(root), "the root is no node")
    let predecessors = try reversed(&clock)
    var search = SemiNCA(nodeCount: nodeCount)
    try withRows { rows throws(KernelStopped) in
      try search.number(from: UInt32(root), along: rows, &clock)
    }
    try predecessors.withRows { rows throws(KernelStopped) in
      try search.findSemidominators(rows, &clock)
    }
    return DominatorTree(
      root: root, immediateDominator: OptionalNodes(words: search.immediateDominators()))
  }
}

/// One run of the algorithm; inside it, nodes go by their numbers in depth-first order.
private struct SemiNCA: ~Copyable {
  /// How many nodes the search reached.
  private var count = 0

  /// The node of each number.
  private let nodeOfNumber: Scratch<UInt32>

  /// The number of each node; none where the search does not come.
  private let numberOfNode: Scratch<UInt32>
  private let parent: Scratch<UInt32>
  private let semidominator: Scratch<UInt32>
  private let label: Scratch<UInt32>

  /// What each linked node hangs on, shortened as it is walked; none where it is not linked.
  private let ancestor: Scratch<UInt32>

  /// Nodes on the way: cursors while numbering, then the way up of one evaluation.
  private let way: Scratch<UInt32>
  private let cursor: Scratch<UInt32>

  init(nodeCount: Int) {
    nodeOfNumber = Scratch(repeating: 0, count: nodeCount)
    numberOfNode = Scratch(repeating: none, count: nodeCount)
    parent = Scratch(repeating: 0, count: nodeCount)
    semidominator = Scratch(repeating: 0, count: nodeCount)
    label = Scratch(repeating: 0, count: nodeCount)
    ancestor = Scratch(repeating: none, count: nodeCount)
    way = Scratch(repeating: 0, count: nodeCount)
    cursor = Scratch(repeating: 0, count: nodeCount)
  }

  mutating func number(
    from root: UInt32, along rows: Rows, _ clock: inout StepClock
  ) throws(KernelStopped) {
    var depth = 0
    enter(root, from: 0, rows)
    way[0] = 0
    depth = 1
    while depth > 0 {
      let number = way[depth - 1]
      let end = rows.end(nodeOfNumber[number])
      let start = Int(cursor[number])
      var position = start
      while position < end, numberOfNode[rows.targets[position]] != none { position += 1 }
      try clock.spend(position - start + 1)
      if position == end {
        depth -= 1
      } else {
        cursor[number] = UInt32(truncatingIfNeeded: position + 1)
        way[depth] = UInt32(truncatingIfNeeded: count)
        depth += 1
        enter(rows.targets[position], from: number, rows)
      }
    }
  }

  private mutating func enter(_ node: UInt32, from above: UInt32, _ rows: Rows) {
    let number = UInt32(truncatingIfNeeded: count)
    numberOfNode[node] = number
    nodeOfNumber[number] = node
    parent[number] = above
    semidominator[number] = number
    label[number] = number
    cursor[number] = rows.offsets[Int(node)]
    count += 1
  }

  mutating func findSemidominators(
    _ predecessors: Rows, _ clock: inout StepClock
  ) throws(KernelStopped) {
    var number = UInt32(truncatingIfNeeded: count)
    while number > 1 {
      number -= 1
      var least = parent[number]
      let row = predecessors.row(nodeOfNumber[number])
      for position in row {
        let other = numberOfNode[predecessors.targets[position]]
        if other == none { continue }
        least = min(least, semidominator[evaluate(other)])
      }
      semidominator[number] = least
      ancestor[number] = parent[number]
      try clock.spend(row.count + 1)
    }
  }

  /// The node of least semidominator on the way up to the root of a linked tree, its root left out.
  private func evaluate(_ number: UInt32) -> UInt32 {
    if ancestor[number] == none { return label[number] }
    var length = 0
    var node = number
    while ancestor[ancestor[node]] != none {
      way[length] = node
      length += 1
      node = ancestor[node]
    }
    while length > 0 {
      length -= 1
      let below = way[length]
      let above = ancestor[below]
      if semidominator[label[above]] < semidominator[label[below]] { label[below] = label[above] }
      ancestor[below] = ancestor[above]
    }
    return label[number]
  }

  /// The nearest dominator of each node, none for the root and what it does not reach.
  func immediateDominators() -> [UInt32] {
    // Parents are read no more, so that their memory takes the dominators.
    var number: UInt32 = 1
    while number < count {
      while parent[number] > semidominator[number] {
        parent[number] = parent[parent[number]]
      }
      number += 1
    }
    var words = [UInt32](repeating: none, count: nodeOfNumber.buffer.count)
    for number in 0..<count where number > 0 {
      words[Int(nodeOfNumber[number])] = nodeOfNumber[parent[number]]
    }
    return words
  }
}
