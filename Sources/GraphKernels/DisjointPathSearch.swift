/// Dinic's algorithm on split nodes, without a network beside the rows.
///
/// Node v has two places: a path comes in at 2v and goes out at 2v + 1. Since one unit at most
/// passes a node, all of the flow is which node each path comes from; what is left is read off
/// it. From the way out of v it leads to the way in of each neighbour, and back to v's own way in
/// where a path passes v; from the way in of v to its way out where none does, else back to the
/// way out of the node that the path comes from. Self-loops carry nothing.
struct DisjointPathSearch: ~Copyable {
  private let rows: Rows
  private let nodeCount: Int
  private let source: UInt32
  private let isEnd: Scratch<Bool>

  /// The node from which a path comes into each; none where no path passes.
  private let before: Scratch<UInt32>

  /// The least steps from the source to each place; none where it is out of reach.
  private let level: Scratch<UInt32>

  /// The next edge of each node to try in this phase; past its row stands the way back.
  private let cursor: Scratch<UInt32>

  /// Places: a queue, then a path.
  private let places: Scratch<UInt32>

  /// - Precondition: `source` and `ends` are nodes, and `source` is no end.
  init(_ rows: Rows, nodeCount: Int, source: Int, ends: [Int]) {
    precondition((0..<nodeCount).contains(source), "the source is no node")
    self.rows = rows
    self.nodeCount = nodeCount
    self.source = UInt32(source)
    isEnd = Scratch(repeating: false, count: nodeCount)
    before = Scratch(repeating: none, count: nodeCount)
    level = Scratch(repeating: none, count: 2 * nodeCount)
    cursor = Scratch(repeating: 0, count: nodeCount)
    places = Scratch(repeating: 0, count: 2 * nodeCount)
    for end in ends {
      precondition((0..<nodeCount).contains(end), "an end is no node")
      precondition(end != source, "the source is an end")
      isEnd[end] = true
    }
  }

  /// Sends what can be sent, phase by phase.
  mutating func maximize(_ clock: inout StepClock) throws(KernelStopped) -> Int {
    var total = 0
    while try findLevels(&clock) {
      for node in 0..<nodeCount { cursor[node] = rows.offsets[node] }
      while try augment(&clock) { total += 1 }
    }
    return total
  }

  /// Whether an end is within reach; then its level is the highest one that is set.
  private func findLevels(_ clock: inout StepClock) throws(KernelStopped) -> Bool {
    level.buffer.update(repeating: none)
    var (head, tail) = (0, 0)
    func reach(_ place: UInt32, _ steps: UInt32) {
      guard level[place] == none else { return }
      level[place] = steps
      places[tail] = place
      tail += 1
    }
    reach(2 * source + 1, 0)
    while head < tail {
      let place = places[head]
      head += 1
      let node = place / 2
      let steps = level[place] + 1
      if place % 2 == 0 {
        reach(leaving(node), steps)
        continue
      }
      if isEnd[node] { return true }
      for neighbour in rows.neighbours(node) where neighbour != node {
        reach(2 * neighbour, steps)
      }
      if before[node] != none { reach(place - 1, steps) }
      try clock.spend(rows.end(node) - rows.start(node) + 1)
    }
    return false
  }

  /// Where the way in of a node leads.
  private func leaving(_ node: UInt32) -> UInt32 {
    2 * (before[node] == none ? node : before[node]) + 1
  }

  /// Sends one unit along a shortest path that is left in this phase.
  private func augment(_ clock: inout StepClock) throws(KernelStopped) -> Bool {
    places[0] = 2 * source + 1
    var length = 1
    while length > 0 {
      let place = places[length - 1]
      let steps = level[place] + 1
      var next = none
      if place % 2 == 0 {
        let there = leaving(place / 2)
        if level[there] == steps { next = there }
      } else {
        if isEnd[place / 2] {
          send(length)
          return true
        }
        next = nextPlace(place, steps)
      }
      try clock.spend(1)
      if next == none {
        // Nothing leads on from here in this phase.
        level[place] = none
        length -= 1
      } else {
        places[length] = next
        length += 1
      }
    }
    return false
  }

  /// The first place, from the cursor on, to which a way out leads and that is one level higher.
  private func nextPlace(_ place: UInt32, _ steps: UInt32) -> UInt32 {
    let node = place / 2
    let end = rows.end(node)
    var position = Int(cursor[node])
    while position < end {
      let neighbour = rows.targets[position]
      if neighbour != node, level[2 * neighbour] == steps { break }
      position += 1
    }
    cursor[node] = UInt32(truncatingIfNeeded: position)
    if position < end { return 2 * rows.targets[position] }
    let goesBack = before[node] != none && level[place - 1] == steps
    return goesBack ? place - 1 : none
  }

  /// Enters the path that stands in `places`.
  private func send(_ length: Int) {
    for index in 1..<length where places[index] % 2 == 0 {
      let node = places[index] / 2
      let from = places[index - 1] / 2
      before[node] = from == node ? none : from
    }
  }

  /// The path that ends at `end`, the source first; nil where none does.
  ///
  /// A path ends at the first end that it comes to, so none goes on from there.
  func path(to end: Int) -> [Int]? {
    guard before[end] != none else { return nil }
    var path = [end]
    var node = before[end]
    while node != source {
      path.append(Int(node))
      node = before[node]
    }
    path.append(Int(source))
    return path.reversed()
  }

  /// Nodes that can still be entered from the source and not left, once nothing more can be sent.
  func cutNearestSource() -> [Int] {
    (0..<nodeCount).filter { level[2 * $0] != none && level[2 * $0 + 1] == none }
  }

  /// Nodes from whose way out an end can still be reached, and not from their way in.
  func cutNearestEnds(
    _ predecessors: Rows, _ clock: inout StepClock
  ) throws(KernelStopped) -> [Int] {
    let reaches = Scratch(repeating: false, count: 2 * nodeCount)
    var depth = 0
    func reach(_ place: UInt32) {
      guard !reaches[place] else { return }
      reaches[place] = true
      places[depth] = place
      depth += 1
    }
    for node in 0..<UInt32(nodeCount) where isEnd[node] { reach(2 * node + 1) }
    while depth > 0 {
      depth -= 1
      let place = places[depth]
      let node = place / 2
      if place % 2 == 0 {
        for other in predecessors.neighbours(node) where other != node { reach(2 * other + 1) }
        if before[node] != none { reach(place + 1) }
        try clock.spend(predecessors.end(node) - predecessors.start(node) + 1)
      } else {
        if before[node] == none { reach(place - 1) }
        for other in rows.neighbours(node) where other != node && before[other] == node {
          reach(2 * other)
        }
        try clock.spend(rows.end(node) - rows.start(node) + 1)
      }
    }
    return (0..<nodeCount).filter { reaches[2 * $0 + 1] && !reaches[2 * $0] }
  }
}
