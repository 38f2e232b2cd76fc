/// Finds the least path to one end that keeps off the nodes already passed.
struct SpurSearch: Sendable {
  let start: UInt32
  let end: UInt32
  private let graph: AdjacencySnapshot
  private let reverse: AdjacencySnapshot

  /// The number of the variation for which each node is blocked.
  private var blockedIn: [UInt32]
  private var variation: UInt32 = 0

  /// The number of the search that came to each node, and the hops from there to the end.
  private var seenIn: [UInt32]
  private var hops: [UInt32]
  private var number: UInt32 = 0
  private var queue: [UInt32] = []

  init(_ graph: AdjacencySnapshot, reverse: AdjacencySnapshot, from start: UInt32, to end: UInt32) {
    self.graph = graph
    self.reverse = reverse
    self.start = start
    self.end = end
    blockedIn = Array(repeating: 0, count: graph.nodeCount)
    seenIn = blockedIn
    hops = blockedIn
  }

  /// Lets all nodes be passed again.
  mutating func begin() {
    Self.advance(&variation, &blockedIn)
  }

  mutating func block(_ node: UInt32) {
    blockedIn[Int(node)] = variation
  }

  /// The shortest path that goes on from `node`, and the least among them; `node` is blocked from
  /// now on.
  ///
  /// - Returns: The path without `node`; nil where there is none.
  mutating func least(
    from node: UInt32, excluded: [UInt32], _ clock: inout StepClock
  ) throws(KernelStopped) -> [UInt32]? {
    block(node)
    let firsts = graph.neighbours(of: Int(node)).filter {
      blockedIn[Int($0)] != variation && !excluded.contains($0)
    }
    try clock.spend(graph.row(Int(node)).count + 1)
    guard !firsts.isEmpty, let first = try nearest(Set(firsts), &clock) else { return nil }
    var path = [first]
    var place = first
    while place != end {
      // A node whose hops are known has a neighbour one hop nearer the end.
      guard let next = step(from: place) else { return nil }
      path.append(next)
      place = next
      try clock.spend(graph.row(Int(place)).count + 1)
    }
    return path
  }

  /// The least neighbour that is one hop nearer the end.
  private func step(from node: UInt32) -> UInt32? {
    graph.neighbours(of: Int(node)).filter {
      seenIn[Int($0)] == number && hops[Int($0)] + 1 == hops[Int(node)]
    }.min()
  }

  /// The least of those of `firsts` that are nearest the end.
  private mutating func nearest(
    _ firsts: Set<UInt32>, _ clock: inout StepClock
  ) throws(KernelStopped) -> UInt32? {
    Self.advance(&number, &seenIn)
    queue.removeAll(keepingCapacity: true)
    seenIn[Int(end)] = number
    hops[Int(end)] = 0
    queue.append(end)
    var head = 0
    var found: UInt32?
    while head < queue.count {
      let node = queue[head]
      head += 1
      // The queue never falls in hops: past the nearest there are no more of them.
      if let found, hops[Int(node)] > hops[Int(found)] { break }
      if firsts.contains(node) {
        found = min(found ?? node, node)
        continue
      }
      for other in reverse.neighbours(of: Int(node))
      where seenIn[Int(other)] != number && blockedIn[Int(other)] != variation {
        seenIn[Int(other)] = number
        hops[Int(other)] = hops[Int(node)] + 1
        queue.append(other)
      }
      try clock.spend(reverse.row(Int(node)).count + 1)
    }
    return found
  }

  /// Takes the next number, so that the marks of all before are out of date.
  private static func advance(_ number: inout UInt32, _ marks: inout [UInt32]) {
    if number == .max {
      marks = Array(repeating: 0, count: marks.count)
      number = 0
    }
    number += 1
  }
}
