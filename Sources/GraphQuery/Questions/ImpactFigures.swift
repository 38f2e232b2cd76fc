import GraphKernels
import HeadwaterModel

/// What becomes of each work of an `ImpactGraph` when what is removed is gone.
struct ImpactFigures {
  /// One work that is downstream of what is removed.
  struct Work {
    /// Its position among the subjects.
    let subject: Int
    let state: ImpactState
  }

  /// The works that are downstream of a source, in the order of the subjects.
  private(set) var works: [Work] = []

  private let graph: ImpactGraph
  private let before: ReachBlocks
  private let after: ReachBlocks
  private let carriesBefore: [Bool]
  private let carriesAfter: [Bool]
  private let stopCheck: StopCheck

  /// - Complexity: O(V + E) for each 256 ends that may be lost.
  init(_ graph: ImpactGraph, stopCheck: @escaping StopCheck) throws(QueryError) {
    self.graph = graph
    self.stopCheck = stopCheck
    let carriesBefore = graph.carrying()
    let carriesAfter = graph.carrying(without: graph.removed)
    try QueryError.check(stopCheck)
    let adjacencyBefore = graph.restricted(to: carriesBefore)
    let adjacencyAfter = graph.restricted(to: carriesAfter)
    before = try QueryError.running(stopCheck) { stop throws(KernelStopped) in
      try ReachBlocks(adjacencyBefore, isStopped: stop)
    }
    after = try QueryError.running(stopCheck) { stop throws(KernelStopped) in
      try ReachBlocks(adjacencyAfter, isStopped: stop)
    }
    self.carriesBefore = carriesBefore
    self.carriesAfter = carriesAfter
    let isDownstream = graph.leadsToRemoved()
    let subjects = graph.rows.indices.filter { isDownstream[graph.rows[$0][0].node] }
    let nodes = subjects.map { graph.rows[$0][0].node }
    let stays = ImpactGraph.marked(
      from: graph.ends.filter { carriesAfter[$0] }, over: adjacencyAfter.reversed())
    let hadOne = ImpactGraph.marked(
      from: graph.ends.filter { carriesBefore[$0] }, over: adjacencyBefore.reversed())
    let isLess = try losing(nodes, adjacencyBefore)
    for (position, subject) in subjects.enumerated() {
      let node = nodes[position]
      let state: ImpactState =
        if !hadOne[node] { .stands } else if !stays[node] { .unsupported } else if isLess[position]
        { .weakened } else { .stands }
      works.append(Work(subject: subject, state: state))
    }
  }

  /// Whether each of some nodes loses an end.
  private func losing(
    _ nodes: [Int], _ adjacency: AdjacencySnapshot
  ) throws(QueryError) -> [Bool] {
    let gone = carriesBefore.indices.filter { carriesBefore[$0] && !carriesAfter[$0] }
    let mayGo = ImpactGraph.marked(from: gone, over: adjacency)
    let ends = graph.ends.filter { mayGo[$0] }
    var isLess = [Bool](repeating: false, count: nodes.count)
    var open = Array(nodes.indices)
    for start in stride(from: 0, to: ends.count, by: ReachBlocks.width) where !open.isEmpty {
      let block = ends[start..<min(start + ReachBlocks.width, ends.count)]
      let had = try marks(before, block, open.map { nodes[$0] }, carriesBefore)
      let has = try marks(after, block, open.map { nodes[$0] }, carriesAfter)
      var left: [Int] = []
      for (position, index) in open.enumerated() {
        if had[position].hasMore(than: has[position]) {
          isLess[index] = true
        } else {
          left.append(index)
        }
      }
      open = left
    }
    return isLess
  }

  private func marks(
    _ reach: ReachBlocks, _ ends: ArraySlice<Int>, _ nodes: [Int], _ carries: [Bool]
  ) throws(QueryError) -> [ReachBlocks.Block] {
    let found = try QueryError.running(stopCheck) { stop throws(KernelStopped) in
      try reach.marks(ends, reachedFrom: nodes, isStopped: stop)
    }
    // An end that is gone is a mark of its own, and no node leads there but itself.
    return zip(nodes, found).map { carries[$0] ? $1 : ReachBlocks.Block() }
  }

  /// How many ends each of some rows had, and how many it has left.
  ///
  /// - Complexity: O(V + E) for each 256 rows.
  func counts(of rows: [ImpactGraph.Row]) throws(QueryError) -> [(before: Int, after: Int)] {
    let nodes = rows.map(\.node)
    let had = try counts(before, nodes, carriesBefore)
    let has = try counts(after, nodes, carriesAfter)
    return zip(had, has).map { (before: $0, after: $1) }
  }

  private func counts(
    _ reach: ReachBlocks, _ nodes: [Int], _ carries: [Bool]
  ) throws(QueryError) -> [Int] {
    let ends = graph.ends.filter { carries[$0] }
    let found = try QueryError.running(stopCheck) { stop throws(KernelStopped) in
      try reach.counts(from: nodes, of: ends, isStopped: stop)
    }
    return zip(nodes, found).map { carries[$0] ? $1 : 0 }
  }

  func rows(of work: Work) -> [ImpactGraph.Row] { graph.rows[work.subject] }
}
