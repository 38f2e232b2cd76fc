import GraphKernels
import HeadwaterModel

/// The steps of a whole case at document level, each document asked about as a whole.
struct LoadGraph: Sendable {
  /// For each vertex those that its steps lead to.
  let upstream: AdjacencySnapshot

  /// The node of the snapshot that each vertex belongs to.
  let owner: [UInt32]

  /// The vertices at which documents are asked about.
  let subjects: [UInt32]

  /// Takes the flow as it stands, where no rule has anything to say; nil elsewhere.
  ///
  /// It is so where nothing leads into an agent.
  init?(plain snapshot: CaseSnapshot, _ options: TraceOptions) {
    guard !options.hasFilters, Self.isPlain(snapshot) else { return nil }
    let flow = PlainFlow(snapshot)
    upstream = flow.upstream
    owner = (0..<UInt32(flow.upstream.nodeCount)).map { UInt32(flow.owner($0)) }
    subjects = (0..<UInt32(snapshot.nodeCount)).filter { snapshot.kind(Int($0)) == .document }
  }

  private static func isPlain(_ snapshot: CaseSnapshot) -> Bool {
    for node in 0..<snapshot.nodeCount
    where snapshot.kind(node).isAgent && !snapshot.incoming.row(node).isEmpty { return false }
    return true
  }

  /// Walks every document by the rules.
  init(
    byRules snapshot: CaseSnapshot, _ reader: any GraphReader, _ options: TraceOptions,
    _ stopCheck: @escaping StopCheck
  ) throws(QueryError) {
    let apart = DocumentWalk.Works(standing: { $0 }, versions: { [$0] })
    var walk = DocumentWalk(
      in: reader, options: options, establishedOnly: options.establishedOnly, works: apart,
      isInside: { _ in true })
    let documents = (0..<snapshot.nodeCount).filter {
      snapshot.kind($0) == .document && !options.without.contains(snapshot.entity($0))
    }
    try walk.run(from: documents.map { snapshot.entity($0) }, stopCheck: stopCheck)
    var owner: [UInt32] = walk.vertices.map { vertex in
      UInt32(snapshot.node(of: vertex.entity) ?? 0)
    }
    var endVertex: [EntityID: UInt32] = [:]
    var edges: [(source: UInt32, target: UInt32)] = []
    for (vertex, steps) in walk.steps.enumerated() {
      for step in steps ?? [] {
        if let giver = step.vertex {
          edges.append((UInt32(vertex), UInt32(giver)))
          continue
        }
        let end = endVertex[step.giver] ?? UInt32(owner.count)
        if endVertex[step.giver] == nil {
          endVertex[step.giver] = end
          owner.append(UInt32(snapshot.node(of: step.giver) ?? 0))
        }
        edges.append((UInt32(vertex), end))
      }
    }
    let wanted = Set(documents.map { snapshot.entity($0) })
    subjects = walk.vertices.indices.filter {
      walk.vertices[$0].matter.isEmpty && wanted.contains(walk.vertices[$0].entity)
    }.map { UInt32($0) }
    upstream = AdjacencySnapshot(nodeCount: owner.count, edges: edges)
    self.owner = owner
  }
}

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
    for vertex in 0..<graph.upstream.nodeCount {
      let own = groups.groupOfNode[vertex]
      for other in graph.upstream.neighbours(of: vertex)
      where groups.groupOfNode[Int(other)] != own { isEnd[Int(own)] = false }
    }
  }

  private func isInCircularEnd(_ vertex: Int) -> Bool {
    let group = Int(groups.groupOfNode[vertex])
    return sizes[group] > 1 && isEnd[group]
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
    let flow = flow(standing)
    let below = try documentsBelow(flow, standing)
    var weights: [Weight] = []
    // Circles of the same members, each with another document in view, are one.
    var circles: [[UInt32]: [Int]] = [:]
    for (first, nodes) in members { circles[Set(nodes).sorted(), default: []].append(Int(first)) }
    for (nodes, vertices) in circles where vertices.count == 1 && below[vertices[0]] > 0 {
      weights.append(Weight(nodes: nodes, isCircular: true, documents: below[vertices[0]]))
    }
    try weigh(circles.filter { $0.value.count > 1 }, isCircular: true, flow, &weights)
    var verticesOfNode: [UInt32: [Int]] = [:]
    var vertexOfNode: [UInt32: Int] = [:]
    for vertex in 0..<count where !isInCircularEnd(vertex) {
      let node = graph.owner[vertex]
      if let first = vertexOfNode[node] {
        verticesOfNode[node, default: [first]].append(vertex)
      } else {
        vertexOfNode[node] = vertex
      }
    }
    for (node, vertex) in vertexOfNode where verticesOfNode[node] == nil {
      guard below[vertex] > 0 else { continue }
      weights.append(Weight(nodes: [node], isCircular: false, documents: below[vertex]))
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
    let reverse = flow.reversed()
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
  private func flow(_ standing: [UInt32]) -> AdjacencySnapshot {
    let count = graph.upstream.nodeCount
    var (sources, targets): ([UInt32], [UInt32]) = ([], [])
    sources.reserveCapacity(graph.upstream.edgeCount)
    targets.reserveCapacity(graph.upstream.edgeCount)
    for vertex in 0..<count {
      let receiver = standing[vertex]
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
    return AdjacencySnapshot(nodeCount: count + 1, sources: sources, targets: targets)
  }

  /// How many documents each vertex dominates, itself not counted.
  private func documentsBelow(
    _ flow: AdjacencySnapshot, _ standing: [UInt32]
  ) throws(QueryError) -> [Int] {
    let root = flow.nodeCount - 1
    let tree = try QueryError.running(stopCheck) { isStopped throws(KernelStopped) in
      try flow.dominators(from: root, isStopped: isStopped)
    }
    var sources: [UInt32] = []
    var targets: [UInt32] = []
    for vertex in 0..<root {
      guard let dominator = tree.immediateDominator[vertex] else { continue }
      sources.append(UInt32(dominator))
      targets.append(UInt32(vertex))
    }
    let children = AdjacencySnapshot(
      nodeCount: flow.nodeCount, sources: sources, targets: targets)
    var order = [UInt32(root)]
    var next = 0
    while next < order.count {
      order += children.neighbours(of: Int(order[next]))
      next += 1
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
