/// A circle found in a graph.
public struct CycleWitness: Hashable, Sendable {
  /// The nodes of the circle in its order, the least first; the first is not repeated at the end.
  public let nodes: [Int]

  /// Whether it is known that none is shorter, and that of those as short it is the least.
  public let isShortest: Bool
}

extension AdjacencySnapshot {
  /// Finds a shortest circle; nil where there is none.
  ///
  /// Of equally short circles, written from their least node on, it is the first in
  /// lexicographic order. To find one in a group, take the subgraph of its nodes in ascending
  /// order: what is least there is least in the whole.
  ///
  /// From each node in ascending order, a search backward through greater nodes of its strongly
  /// connected component finds the hops back to it, no further than a shorter circle allows
  /// (A. Itai and M. Rodeh, Finding a Minimum Circuit in a Graph, SIAM J. Comput. 7, 1978,
  /// section 2). A node that is done goes, and so does what can be on no circle without it.
  ///
  /// After `stepLimit` edges looked at, what is known by then is given: the shorter of the best
  /// circle so far and a shortest one through `fallback`, or through the least node that is on any
  /// circle, where `fallback` is nil or on none. Steps are counted and not timed, so that equal
  /// snapshots give equal answers.
  ///
  /// - Complexity: O(V · E) time at worst, O(stepLimit + V + E) with a limit; O(V + E) memory.
  public func shortestCycle(stepLimit: Int? = nil, through fallback: Int? = nil) -> CycleWitness? {
    unstopped { clock throws(KernelStopped) in
      try shortestCycle(stepLimit: stepLimit, through: fallback, &clock)
    }
  }

  /// Finds a shortest circle, or stops when told to.
  public func shortestCycle(
    stepLimit: Int? = nil, through fallback: Int? = nil, isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> CycleWitness? {
    var clock = StepClock(isStopped)
    return try shortestCycle(stepLimit: stepLimit, through: fallback, &clock)
  }

  private func shortestCycle(
    stepLimit: Int?, through fallback: Int?, _ clock: inout StepClock
  ) throws(KernelStopped) -> CycleWitness? {
    for node in 0..<nodeCount where neighbours(of: node).contains(UInt32(node)) {
      return CycleWitness(nodes: [node], isShortest: true)
    }
    var search = try CycleSearch(self, components: try strongGroups(&clock), &clock)
    return try search.run(stepLimit: stepLimit ?? .max, through: fallback, &clock)
  }
}

private struct CycleSearch {
  /// The edges within components, and the same turned round.
  private let graph: AdjacencySnapshot
  private let reverse: AdjacencySnapshot

  /// How many edges of each node are left; a node without those into it or out of it is gone.
  private var entering: [Int]
  private var leaving: [Int]
  private var isGone: [Bool]

  /// The node for which hops were found last, and the hops to it.
  private var seenFrom: [UInt32]
  private var hops: [UInt32]
  private var steps = 0

  init(
    _ whole: AdjacencySnapshot, components: NodeGroups, _ clock: inout StepClock
  ) throws(KernelStopped) {
    var (offsets, targets): ([UInt32], [UInt32]) = ([0], [])
    for node in 0..<whole.nodeCount {
      targets += whole.neighbours(of: node).filter {
        components.groupOfNode[Int($0)] == components.groupOfNode[node]
      }
      offsets.append(UInt32(truncatingIfNeeded: targets.count))
      try clock.spend(whole.row(node).count + 1)
    }
    let graph = AdjacencySnapshot(uncheckedOffsets: offsets, targets: targets)
    let reverse = try graph.reversed(&clock)
    leaving = (0..<graph.nodeCount).map { graph.row($0).count }
    entering = (0..<graph.nodeCount).map { reverse.row($0).count }
    isGone = leaving.map { $0 == 0 }
    seenFrom = Array(repeating: none, count: graph.nodeCount)
    hops = Array(repeating: 0, count: graph.nodeCount)
    self.graph = graph
    self.reverse = reverse
  }

  mutating func run(
    stepLimit: Int, through fallback: Int?, _ clock: inout StepClock
  ) throws(KernelStopped) -> CycleWitness? {
    let least = isGone.firstIndex(of: false)
    guard let least else { return nil }
    let fallback = fallback.flatMap { isGone[$0] ? nil : $0 } ?? least
    var best: [UInt32] = []
    for node in least..<graph.nodeCount where !isGone[node] {
      // Self-loops are dealt with, so that nothing is shorter than two.
      if best.count == 2 { break }
      if steps >= stepLimit { return try cut(best, through: fallback, &clock) }
      let limit = best.isEmpty ? Int.max : best.count - 1
      if let found = try circle(through: node, atMost: limit, stepLimit, &clock) { best = found }
      if steps < stepLimit { remove(node) }
    }
    if steps >= stepLimit { return try cut(best, through: fallback, &clock) }
    return CycleWitness(nodes: best.map { Int($0) }, isShortest: true)
  }

  /// What is given at the limit.
  private mutating func cut(
    _ best: [UInt32], through node: Int, _ clock: inout StepClock
  ) throws(KernelStopped) -> CycleWitness? {
    var best = best
    seenFrom = Array(repeating: none, count: seenFrom.count)
    isGone = (0..<graph.nodeCount).map { graph.row($0).isEmpty }
    let limit = best.isEmpty ? Int.max : best.count - 1
    if let found = try circle(through: node, atMost: limit, .max, &clock) { best = found }
    let first = best.indices.min { best[$0] < best[$1] } ?? 0
    return CycleWitness(nodes: (best[first...] + best[..<first]).map { Int($0) }, isShortest: false)
  }

  /// The least of the shortest circles through `node` among what is left, of at most `limit` edges.
  ///
  /// None is given where the steps ran out.
  private mutating func circle(
    through node: Int, atMost limit: Int, _ stepLimit: Int, _ clock: inout StepClock
  ) throws(KernelStopped) -> [UInt32]? {
    let start = UInt32(truncatingIfNeeded: node)
    var queue = [start]
    seenFrom[node] = start
    hops[node] = 0
    var head = 0
    var length = Int.max
    while head < queue.count, steps < stepLimit {
      let place = Int(queue[head])
      head += 1
      // One edge more leads here from the start, or a circle this way is too long.
      guard hops[place] < length, hops[place] < limit else { break }
      for other in reverse.neighbours(of: place) where !isGone[Int(other)] {
        if other == start { length = min(length, Int(hops[place]) + 1) }
        guard seenFrom[Int(other)] != start else { continue }
        seenFrom[Int(other)] = start
        hops[Int(other)] = hops[place] + 1
        queue.append(other)
      }
      steps += reverse.row(place).count + 1
      try clock.spend(reverse.row(place).count + 1)
    }
    guard length <= limit, steps < stepLimit else { return nil }
    return circle(from: start, length: length)
  }

  /// Reads the least circle off the hops.
  private func circle(from start: UInt32, length: Int) -> [UInt32] {
    var path = [start]
    var left = length - 1
    while left > 0, let last = path.last {
      let next = graph.neighbours(of: Int(last)).filter {
        seenFrom[Int($0)] == start && hops[Int($0)] == left && !isGone[Int($0)]
      }.min()
      // There is one: the hops of each node but the start come from a neighbour.
      path.append(next ?? start)
      left -= 1
    }
    return path
  }

  /// Takes a node away, and with it all that is then on no circle.
  private mutating func remove(_ node: Int) {
    isGone[node] = true
    var stack = [UInt32(truncatingIfNeeded: node)]
    while let gone = stack.popLast() {
      for other in graph.neighbours(of: Int(gone)) where !isGone[Int(other)] {
        entering[Int(other)] -= 1
        if entering[Int(other)] == 0 { drop(other, &stack) }
      }
      for other in reverse.neighbours(of: Int(gone)) where !isGone[Int(other)] {
        leaving[Int(other)] -= 1
        if leaving[Int(other)] == 0 { drop(other, &stack) }
      }
    }
  }

  private mutating func drop(_ node: UInt32, _ stack: inout [UInt32]) {
    isGone[Int(node)] = true
    stack.append(node)
  }
}
