import GraphKernels
import HeadwaterModel

/// How many documents solely depend on each entity.
struct LoadWeights {
  struct Weight {
    let nodes: [UInt32]
    let isCircular: Bool
    let documents: Int
  }

  private let graph: LoadGraph
  private let stopCheck: StopCheck
  private let groups: NodeGroups
  private let sizes: [Int]

  /// Whether no step leaves each component.
  private var isEnd: [Bool]

  init(_ graph: LoadGraph, _ stopCheck: @escaping StopCheck) throws(QueryError) {
    self.graph = graph
    self.stopCheck = stopCheck
    groups = try QueryError.running(stopCheck) { isStopped throws(KernelStopped) in
      try graph.upstream.strongGroups(isStopped: isStopped)
    }
    sizes = groups.sizes()
    isEnd = Array(repeating: true, count: groups.count)
    var poll = StopPoll(stopCheck)
    for vertex in 0..<graph.upstream.nodeCount {
      let own = groups.groupOfNode[vertex]
      let row = graph.upstream.neighbours(of: vertex)
      for other in row where groups.groupOfNode[Int(other)] != own { isEnd[Int(own)] = false }
      try poll.step(row.count + 1)
    }
  }

  private func isInCircularEnd(_ vertex: Int) -> Bool {
    let group = Int(groups.groupOfNode[vertex])
    return sizes[group] > 1 && isEnd[group]
  }

  /// Whether some node that this holds of is in a circle that nothing enters.
  func hasCircularEnd(where holds: (UInt32) -> Bool) -> Bool {
    groups.count < groups.groupOfNode.count
      && graph.owner.indices.contains { isInCircularEnd($0) && holds(graph.owner[$0]) }
  }

  /// In no order.
  func weights() throws(QueryError) -> [Weight] {
    let count = graph.upstream.nodeCount
    var standing = (0..<UInt32(count)).map { $0 }
    var members: [UInt32: [UInt32]] = [:]
    var firstOfGroup: [UInt32: UInt32] = [:]
    for vertex in 0..<count where isInCircularEnd(vertex) {
      let first = firstOfGroup[groups.groupOfNode[vertex]] ?? UInt32(vertex)
      firstOfGroup[groups.groupOfNode[vertex]] = first
      standing[vertex] = first
      members[first, default: []].append(graph.owner[vertex])
    }
    let flow = try flow(standing)
    let below = try documentsBelow(flow, standing)
    var weights: [Weight] = []
    // Circles of the same members, each with another document in view, are one.
    var circles: [[UInt32]: [Int]] = [:]
    for (first, nodes) in members { circles[Set(nodes).sorted(), default: []].append(Int(first)) }
    for (nodes, vertices) in circles where vertices.count == 1 && below[vertices[0]] > 0 {
      weights.append(Weight(nodes: nodes, isCircular: true, documents: below[vertices[0]]))
    }
    try weigh(circles.filter { $0.value.count > 1 }, isCircular: true, flow, &weights)
    let nodeCount = Int(graph.owner.max() ?? 0) + 1
    var verticesOfNode: [UInt32: [Int]] = [:]
    var vertexOfNode = [UInt32](repeating: CaseSnapshot.nothing, count: nodeCount)
    var poll = StopPoll(stopCheck)
    for vertex in 0..<count where !isInCircularEnd(vertex) {
      let node = graph.owner[vertex]
      let first = vertexOfNode[Int(node)]
      if first == CaseSnapshot.nothing {
        vertexOfNode[Int(node)] = UInt32(vertex)
      } else {
        verticesOfNode[node, default: [Int(first)]].append(vertex)
      }
      try poll.step()
    }
    for (node, vertex) in vertexOfNode.enumerated()
    where vertex != CaseSnapshot.nothing && below[Int(vertex)] > 0 {
      if !verticesOfNode.isEmpty, verticesOfNode[UInt32(node)] != nil { continue }
      weights.append(
        Weight(nodes: [UInt32(node)], isCircular: false, documents: below[Int(vertex)]))
    }
    let several = Dictionary(uniqueKeysWithValues: verticesOfNode.map { ([$0.key], $0.value) })
    try weigh(several, isCircular: false, flow, &weights)
    return weights
  }

  /// Sources with several vertices: what is lost when all of them are taken away.
  private func weigh(
    _ sources: [[UInt32]: [Int]], isCircular: Bool, _ flow: AdjacencySnapshot,
    _ weights: inout [Weight]
  ) throws(QueryError) {
    guard !sources.isEmpty else { return }
    let reverse = try QueryError.running(stopCheck) { isStopped throws(KernelStopped) in
      try flow.reversed(isStopped: isStopped)
    }
    var workspace = ClosureWorkspace(nodeCount: flow.nodeCount)
    var isSubject = [Bool](repeating: false, count: flow.nodeCount)
    for subject in graph.subjects where !isInCircularEnd(Int(subject)) {
      isSubject[Int(subject)] = true
    }
    for (nodes, vertices) in sources {
      let lost: [UInt32]
      do throws(KernelStopped) {
        lost = try workspace.reachedOnly(
          byWayOf: vertices, in: flow, reverse: reverse, isStopped: { stopCheck() != nil })
      } catch {
        throw .stopped(stopCheck() ?? .cancelled)
      }
      let documents = lost.count { isSubject[Int($0)] }
      if documents > 0 {
        weights.append(Weight(nodes: nodes, isCircular: isCircular, documents: documents))
      }
    }
  }

  /// The flow, a circular end drawn together, from a vertex behind all ends, which is the last.
  private func flow(_ standing: [UInt32]) throws(QueryError) -> AdjacencySnapshot {
    var poll = StopPoll(stopCheck)
    let count = graph.upstream.nodeCount
    var (sources, targets): ([UInt32], [UInt32]) = ([], [])
    sources.reserveCapacity(graph.upstream.edgeCount)
    targets.reserveCapacity(graph.upstream.edgeCount)
    for vertex in 0..<count {
      let receiver = standing[vertex]
      try poll.step(graph.upstream.row(vertex).count + 1)
      if isEnd[Int(groups.groupOfNode[vertex])] {
        if receiver == vertex {
          sources.append(UInt32(count))
          targets.append(receiver)
        }
        continue
      }
      for giver in graph.upstream.neighbours(of: vertex) {
        sources.append(standing[Int(giver)])
        targets.append(receiver)
      }
    }
    return try rows(count + 1, sources, targets)
  }

  private func rows(
    _ count: Int, _ sources: [UInt32], _ targets: [UInt32]
  ) throws(QueryError) -> AdjacencySnapshot {
    try QueryError.running(stopCheck) { isStopped throws(KernelStopped) in
      try AdjacencySnapshot(
        nodeCount: count, sources: sources, targets: targets, isStopped: isStopped)
    }
  }

  /// How many documents each vertex dominates, itself not counted.
  private func documentsBelow(
    _ flow: AdjacencySnapshot, _ standing: [UInt32]
  ) throws(QueryError) -> [Int] {
    let root = flow.nodeCount - 1
    let tree = try QueryError.running(stopCheck) { isStopped throws(KernelStopped) in
      try flow.dominators(from: root, isStopped: isStopped)
    }
    var poll = StopPoll(stopCheck)
    var sources: [UInt32] = []
    var targets: [UInt32] = []
    for vertex in 0..<root {
      try poll.step()
      guard let dominator = tree.immediateDominator[vertex] else { continue }
      sources.append(UInt32(dominator))
      targets.append(UInt32(vertex))
    }
    let children = try rows(flow.nodeCount, sources, targets)
    var order = [UInt32(root)]
    var next = 0
    while next < order.count {
      order += children.neighbours(of: Int(order[next]))
      next += 1
      try poll.step()
    }
    var own = [Int](repeating: 0, count: flow.nodeCount)
    for subject in graph.subjects where !isInCircularEnd(Int(subject)) { own[Int(subject)] = 1 }
    var total = own
    for vertex in order.reversed() where Int(vertex) != root {
      if let dominator = tree.immediateDominator[Int(vertex)] {
        total[dominator] += total[Int(vertex)]
      }
    }
    return total.indices.map { total[$0] - own[$0] }
  }
}
