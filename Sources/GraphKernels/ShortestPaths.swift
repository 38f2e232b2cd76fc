/// All shortest paths between two nodes, kept as the graph they run in.
///
/// Paths are sequences of nodes, so that parallel edges make one path; they come in lexicographic
/// order of their nodes, each made when it is asked for. Memory is that of the nodes and edges on
/// them, whatever their number.
public struct ShortestPaths: Sequence, Sendable {
  /// The edges that each path has.
  public let hops: Int

  /// The nodes on shortest paths, ascending.
  public let nodes: [UInt32]

  /// The edges on shortest paths, by positions in `nodes`; rows ascend.
  public let graph: AdjacencySnapshot

  /// The place of the first node of each path in `nodes`.
  private let start: Int
  private let end: Int

  /// How many there are.
  ///
  /// - Complexity: O(nodes and edges on them) additions.
  public func count() -> BigCount {
    // Hops grow along each edge, so that there is no circle.
    graph.pathCounts(to: [end])?[start] ?? BigCount()
  }

  public func makeIterator() -> Iterator { Iterator(self) }

  public struct Iterator: IteratorProtocol {
    private let paths: ShortestPaths

    /// The next edge to take from each node on the way.
    private var way: [(node: Int, next: Int)]

    fileprivate init(_ paths: ShortestPaths) {
      self.paths = paths
      way = [(paths.start, paths.graph.row(paths.start).lowerBound)]
    }

    /// The next path, both ends included.
    public mutating func next() -> [Int]? {
      while let last = way.last {
        if last.node == paths.end {
          let path = way.map { Int(paths.nodes[$0.node]) }
          way.removeLast()
          return path
        }
        guard last.next < paths.graph.row(last.node).upperBound else {
          way.removeLast()
          continue
        }
        way[way.count - 1].next += 1
        let node = paths.graph.target(at: last.next)
        way.append((node, paths.graph.row(node).lowerBound))
      }
      return nil
    }
  }

  fileprivate init(
    hops: UInt32, nodes: [UInt32], graph: AdjacencySnapshot, ends: (start: Int, end: Int)
  ) {
    self.hops = Int(hops)
    self.nodes = nodes
    self.graph = graph
    start = ends.start
    end = ends.end
  }
}

extension ClosureWorkspace {
  /// All shortest paths from `start` to `end`; nil where none leads there.
  ///
  /// Two walks, from the start to the end and, by falling hops, back (U. Brandes, A Faster
  /// Algorithm for Betweenness Centrality, 2001, lemma 3).
  ///
  /// - Precondition: `start` and `end` are nodes of `graph`, of which `reverse` is the same turned
  ///   round; both fit the workspace.
  /// - Complexity: O(what `start` reaches, and the edges into and out of it), and a sort of what
  ///   lies on the paths.
  public mutating func shortestPaths(
    from start: Int, to end: Int, in graph: AdjacencySnapshot, reverse: AdjacencySnapshot
  ) -> ShortestPaths? {
    unstopped { clock throws(KernelStopped) in
      try shortestPaths(from: start, to: end, in: graph, reverse: reverse, &clock)
    }
  }

  /// All shortest paths from `start` to `end`, or stops when told to.
  public mutating func shortestPaths(
    from start: Int, to end: Int, in graph: AdjacencySnapshot, reverse: AdjacencySnapshot,
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> ShortestPaths? {
    var clock = StepClock(isStopped)
    return try shortestPaths(from: start, to: end, in: graph, reverse: reverse, &clock)
  }

  private mutating func shortestPaths(
    from start: Int, to end: Int, in graph: AdjacencySnapshot, reverse: AdjacencySnapshot,
    _ clock: inout StepClock
  ) throws(KernelStopped) -> ShortestPaths? {
    beginBoth(graph)
    try walk(from: CollectionOfOne(start), in: graph, &clock)
    let last = checked(end, graph)
    guard let hops = hops(last) else { return nil }
    far.reach(last, note: 0)
    var edges: [(source: UInt32, target: UInt32)] = []
    var head = 0
    while head < far.count {
      let node = far.queue[head]
      head += 1
      guard let hop = self.hops(node), hop > 0 else { continue }
      let before = Set(reverse.neighbours(of: Int(node))).filter { self.hops($0) == hop - 1 }
      for other in before.sorted() {
        far.reach(other, note: 0)
        edges.append((source: other, target: node))
      }
      try clock.spend(reverse.row(Int(node)).count + 1)
    }
    let nodes = far.queue.array(0..<far.count).sorted()
    edges.sort { ($0.source, $0.target) < ($1.source, $1.target) }
    var place: [UInt32: UInt32] = [:]
    for (index, node) in nodes.enumerated() { place[node] = UInt32(truncatingIfNeeded: index) }
    func local(_ node: UInt32) -> UInt32 {
      // Each end of an edge was reached, and what was reached has a place.
      place[node] ?? none
    }
    let part = AdjacencySnapshot(
      nodeCount: nodes.count, sources: edges.map { local($0.source) },
      targets: edges.map { local($0.target) })
    return ShortestPaths(
      hops: hops, nodes: nodes, graph: part,
      ends: (Int(local(checked(start, graph))), Int(local(last))))
  }

  /// The hops of a node that the near side has come to.
  private func hops(_ node: UInt32) -> UInt32? {
    let place = near.position(node)
    return place == none ? nil : near.note[place]
  }
}
