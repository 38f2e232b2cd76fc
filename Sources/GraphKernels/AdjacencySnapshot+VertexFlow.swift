/// Paths from a source to some ends that share no node, and what cuts them.
public struct VertexFlow: Sendable {
  /// The most paths that share no node but the source; as many as a smallest cut has nodes.
  public let disjointPaths: Int

  /// The smallest cut nearest the source, ascending: nodes without which no end is reached.
  ///
  /// An end is among the nodes that can be cut, the source is not.
  public let cutNearestSource: [Int]

  /// The smallest cut nearest the ends, ascending.
  public let cutNearestEnds: [Int]

  /// Whether there is no other cut of that size.
  public var isCutUnique: Bool { cutNearestSource == cutNearestEnds }
}

extension AdjacencySnapshot {
  /// Finds how many node-disjoint paths lead from `source` to any of `ends`, and a smallest cut.
  ///
  /// By Menger's theorem both numbers are one. Each node is split in two with one unit between
  /// (L. R. Ford and D. R. Fulkerson, Flows in Networks, 1962, section I.11); the flow is found by
  /// Dinic's algorithm, which on such networks takes O(√V) phases (S. Even and R. E. Tarjan,
  /// Network Flow and Testing Graph Connectivity, 1975).
  ///
  /// - Precondition: `source` and `ends` are nodes, and `source` is no end.
  /// - Complexity: O(√V · E) time, O(V + E) memory.
  public func vertexFlow(from source: Int, to ends: [Int]) -> VertexFlow {
    precondition((0..<nodeCount).contains(source), "the source is no node")
    precondition(!ends.contains(source), "the source is an end")
    var network = SplitNetwork(self, source: source, ends: ends)
    let flow = network.maximize()
    return VertexFlow(
      disjointPaths: flow, cutNearestSource: network.cutNearestSource(),
      cutNearestEnds: network.cutNearestEnds())
  }
}

/// The residual network: node v comes in at 2v and goes out at 2v + 1; the sink is the last place.
private struct SplitNetwork {
  private static let unbounded = Int32.max

  private let source: Int
  private let sink: Int

  /// The first arc out of each place, and behind each arc the next one; -1 ends a list.
  private var first: [Int32]
  private var next: [Int32] = []
  private var head: [Int32] = []

  /// What an arc can still take; the arc beside it (number xor 1) goes the other way.
  private var capacity: [Int32] = []
  private var level: [Int32] = []

  init(_ graph: AdjacencySnapshot, source: Int, ends: [Int]) {
    self.source = 2 * source + 1
    sink = 2 * graph.nodeCount
    first = Array(repeating: -1, count: sink + 1)
    for node in 0..<graph.nodeCount {
      add(2 * node, 2 * node + 1, node == source ? Self.unbounded : 1)
      for neighbour in graph.neighbours(of: node) where Int(neighbour) != node {
        add(2 * node + 1, 2 * Int(neighbour), Self.unbounded)
      }
    }
    for end in Set(ends).sorted() { add(2 * end + 1, sink, Self.unbounded) }
  }

  private mutating func add(_ tail: Int, _ to: Int, _ room: Int32) {
    for (from, into, capacity) in [(tail, to, room), (to, tail, 0)] {
      next.append(first[from])
      first[from] = Int32(head.count)
      head.append(Int32(into))
      self.capacity.append(capacity)
    }
  }

  /// Sends what can be sent, phase by phase.
  mutating func maximize() -> Int {
    var total = 0
    while findLevels() {
      var current = first
      while augment(&current) { total += 1 }
    }
    return total
  }

  private mutating func findLevels() -> Bool {
    level = Array(repeating: -1, count: first.count)
    level[source] = 0
    var queue = [source]
    var position = 0
    while position < queue.count {
      let place = queue[position]
      position += 1
      var arc = first[place]
      while arc >= 0 {
        let to = Int(head[Int(arc)])
        if capacity[Int(arc)] > 0, level[to] < 0 {
          level[to] = level[place] + 1
          queue.append(to)
        }
        arc = next[Int(arc)]
      }
    }
    return level[sink] >= 0
  }

  /// Sends one unit along a shortest path; every path passes a node, so that none takes more.
  private mutating func augment(_ current: inout [Int32]) -> Bool {
    var path: [Int] = []
    var place = source
    while place != sink {
      let arc = current[place]
      if arc < 0 {
        guard let last = path.popLast() else { return false }
        place = Int(head[last ^ 1])
        current[place] = next[last]
        continue
      }
      let to = Int(head[Int(arc)])
      if capacity[Int(arc)] > 0, level[to] == level[place] + 1 {
        path.append(Int(arc))
        place = to
      } else {
        current[place] = next[Int(arc)]
      }
    }
    for arc in path {
      if capacity[arc] != Self.unbounded { capacity[arc] -= 1 }
      if capacity[arc ^ 1] != Self.unbounded { capacity[arc ^ 1] += 1 }
    }
    return true
  }

  /// Nodes that can still be entered from the source and not left.
  func cutNearestSource() -> [Int] {
    let reached = places(from: source) { capacity[$0] > 0 }
    return (0..<sink / 2).filter { reached[2 * $0] && !reached[2 * $0 + 1] }
  }

  /// Nodes from whose way out the sink can still be reached, and not from their way in.
  func cutNearestEnds() -> [Int] {
    let reaching = places(from: sink) { capacity[$0 ^ 1] > 0 }
    return (0..<sink / 2).filter { reaching[2 * $0 + 1] && !reaching[2 * $0] }
  }

  private func places(from start: Int, _ isOpen: (Int) -> Bool) -> [Bool] {
    var seen = Array(repeating: false, count: first.count)
    seen[start] = true
    var stack = [start]
    while let place = stack.popLast() {
      var arc = first[place]
      while arc >= 0 {
        let to = Int(head[Int(arc)])
        if !seen[to], isOpen(Int(arc)) {
          seen[to] = true
          stack.append(to)
        }
        arc = next[Int(arc)]
      }
    }
    return seen
  }
}
