/// Which nodes every path from a root to a node has to pass.
public struct DominatorTree: Sendable {
  public let root: Int

  /// The nearest dominator of each node; nil for the root and for what it does not reach.
  public let immediateDominator: [Int?]

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
    precondition((0..<nodeCount).contains(root), "the root is no node")
    var search = SemiNCA(self, root: root)
    return DominatorTree(root: root, immediateDominator: search.immediateDominators())
  }
}

/// One run of the algorithm; inside it, nodes go by their numbers in depth-first order.
private struct SemiNCA {
  private let graph: AdjacencySnapshot

  /// The node of each number.
  private var nodeOfNumber: [Int] = []

  /// The number of each node; -1 where the search does not come.
  private var numberOfNode: [Int]
  private var parent: [Int] = []
  private var semidominator: [Int] = []
  private var label: [Int] = []
  private var ancestor: [Int] = []

  init(_ graph: AdjacencySnapshot, root: Int) {
    self.graph = graph
    numberOfNode = Array(repeating: -1, count: graph.nodeCount)
    search(from: root)
    semidominator = Array(nodeOfNumber.indices)
    label = semidominator
    ancestor = Array(repeating: -1, count: nodeOfNumber.count)
  }

  private mutating func search(from root: Int) {
    var stack: [(node: Int, next: Int)] = []
    func enter(_ node: Int, _ from: Int) {
      numberOfNode[node] = nodeOfNumber.count
      nodeOfNumber.append(node)
      parent.append(from)
      stack.append((node, graph.row(node).lowerBound))
    }
    enter(root, 0)
    while let top = stack.last {
      guard top.next < graph.row(top.node).upperBound else {
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let neighbour = graph.target(at: top.next)
      if numberOfNode[neighbour] < 0 { enter(neighbour, numberOfNode[top.node]) }
    }
  }

  mutating func immediateDominators() -> [Int?] {
    let predecessors = graph.reversed()
    for number in nodeOfNumber.indices.dropFirst().reversed() {
      var least = parent[number]
      for predecessor in predecessors.neighbours(of: nodeOfNumber[number]) {
        let other = numberOfNode[Int(predecessor)]
        guard other >= 0 else { continue }
        least = min(least, semidominator[evaluate(other)])
      }
      semidominator[number] = least
      label[number] = number
      ancestor[number] = parent[number]
    }
    var dominator = parent
    for number in nodeOfNumber.indices.dropFirst() {
      while dominator[number] > semidominator[number] {
        dominator[number] = dominator[dominator[number]]
      }
    }
    var found = [Int?](repeating: nil, count: graph.nodeCount)
    for number in nodeOfNumber.indices.dropFirst() {
      found[nodeOfNumber[number]] = nodeOfNumber[dominator[number]]
    }
    return found
  }

  /// The node of least semidominator on the way up to the root of a linked tree, its root left out.
  private mutating func evaluate(_ number: Int) -> Int {
    if ancestor[number] < 0 { return label[number] }
    var path: [Int] = []
    var node = number
    while ancestor[node] >= 0, ancestor[ancestor[node]] >= 0 {
      path.append(node)
      node = ancestor[node]
    }
    for below in path.reversed() {
      let above = ancestor[below]
      if semidominator[label[above]] < semidominator[label[below]] { label[below] = label[above] }
      ancestor[below] = ancestor[above]
    }
    return label[number]
  }
}
