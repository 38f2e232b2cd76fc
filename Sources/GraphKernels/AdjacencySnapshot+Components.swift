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
}

extension AdjacencySnapshot {
  /// Finds the strongly connected components.
  ///
  /// Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972), with a
  /// stack of its own, so that a chain of a million nodes does not overflow the thread's.
  ///
  /// - Complexity: O(V + E) time, O(V) memory.
  public func stronglyConnectedComponents() -> StronglyConnectedComponents {
    var search = TarjanSearch(nodeCount: nodeCount)
    for root in 0..<nodeCount where search.order[root] == 0 {
      search.enter(root, firstEdge: row(root).lowerBound)
      while let frame = search.frames.last {
        if frame.edge < row(frame.node).upperBound {
          search.frames[search.frames.count - 1].edge += 1
          let next = target(at: frame.edge)
          if search.order[next] == 0 {
            search.enter(next, firstEdge: row(next).lowerBound)
          } else if search.isOpen[next] {
            search.lowest[frame.node] = min(search.lowest[frame.node], search.order[next])
          }
        } else {
          search.leave(frame.node)
        }
      }
    }
    return StronglyConnectedComponents(
      componentOfNode: search.component, count: search.sizes.count, sizes: search.sizes)
  }
}

private struct TarjanSearch {
  var order: [Int]
  var lowest: [Int]
  var isOpen: [Bool]
  var component: [Int]
  var sizes: [Int] = []
  var frames: [(node: Int, edge: Int)] = []
  private var open: [Int] = []
  private var visited = 0

  init(nodeCount: Int) {
    order = Array(repeating: 0, count: nodeCount)
    lowest = order
    component = order
    isOpen = Array(repeating: false, count: nodeCount)
  }

  mutating func enter(_ node: Int, firstEdge: Int) {
    visited += 1
    order[node] = visited
    lowest[node] = visited
    isOpen[node] = true
    open.append(node)
    frames.append((node, firstEdge))
  }

  mutating func leave(_ node: Int) {
    frames.removeLast()
    if let parent = frames.last?.node {
      lowest[parent] = min(lowest[parent], lowest[node])
    }
    guard lowest[node] == order[node] else { return }
    var size = 0
    while let member = open.popLast() {
      isOpen[member] = false
      component[member] = sizes.count
      size += 1
      if member == node { break }
    }
    sizes.append(size)
  }
}
