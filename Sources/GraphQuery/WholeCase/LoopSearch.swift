import GraphKernels
import HeadwaterModel

/// A loop that was found and not yet told: its vertices in a graph.
struct LoopCandidate: Sendable {
  let graph: LoopGraph

  /// Ascending.
  let vertices: [UInt32]

  /// The works that the vertices stand for, ascending, each once.
  let works: [UInt32]

  /// The claim along whose attributions it goes, as a node; nil at document level.
  let matter: UInt32?

  /// Whether the rules had to be asked, for the document in view.
  let isByRules: Bool

  init(_ graph: LoopGraph, _ vertices: [UInt32], matter: UInt32?, isByRules: Bool) {
    self.graph = graph
    self.vertices = vertices
    self.matter = matter
    self.isByRules = isByRules
    var works = vertices.map { graph.works[Int($0)] }
    if isByRules { works = Set(works).sorted() }
    self.works = works
  }
}

/// Looks for loops in a whole case.
///
/// A loop lies inside a strongly connected component of the flow with versions of one work drawn
/// together, whatever is a step: so these are found first, at the cost of the case, and all else is
/// looked at inside them alone.
struct LoopSearch {
  let snapshot: CaseSnapshot
  let reader: any WholeCaseReader
  let options: TraceOptions
  let stopCheck: StopCheck
  let versions: WorkVersions

  /// The works of each component with more than one.
  private(set) var groups: [[UInt32]] = []

  /// The component of each work, from 1; 0 for none.
  private(set) var groupOfWork: [UInt32] = []

  /// The numbers of the components for which the rules have to be asked.
  private(set) var groupsByRules: [UInt32] = []

  /// Attributions into what may be in a loop that pass the filters; nil where the others suffice.
  private var passing: Set<AttributionID>?
  let without: Set<UInt32>
  private let allowedRelations: [Bool]
  private let bylines: [Bool]

  init(
    _ snapshot: CaseSnapshot, in reader: any WholeCaseReader, options: TraceOptions,
    stopCheck: @escaping StopCheck
  ) throws(QueryError) {
    self.snapshot = snapshot
    self.reader = reader
    self.options = options
    self.stopCheck = stopCheck
    versions = try WorkVersions(snapshot, stopCheck)
    without = Set(options.without.compactMap { snapshot.node(of: $0).map { UInt32($0) } })
    allowedRelations = snapshot.relations.map {
      options.relations.isEmpty || options.relations.contains($0)
    }
    bylines = snapshot.relations.map {
      $0 == RelationDefinition.authored || $0 == RelationDefinition.published
    }
    try findGroups()
    try readPassing()
    for (index, works) in groups.enumerated() where !isPlain(works, group: UInt32(index + 1)) {
      groupsByRules.append(UInt32(index + 1))
    }
  }

  private mutating func findGroups() throws(QueryError) {
    let graph = hasStaticFilters || !versions.isTrivial ? try drawnTogether() : snapshot.outgoing
    let components = try QueryError.running(stopCheck) { isStopped throws(KernelStopped) in
      try graph.strongGroups(isStopped: isStopped)
    }
    let sizes = components.sizes()
    var number = [UInt32](repeating: 0, count: components.count)
    groupOfWork = Array(repeating: 0, count: snapshot.nodeCount)
    // Without a circle there are as many components as nodes.
    guard components.count < snapshot.nodeCount else { return }
    for (node, component) in components.groupOfNode.enumerated()
    where sizes[Int(component)] > 1 {
      if number[Int(component)] == 0 {
        groups.append([])
        number[Int(component)] = UInt32(groups.count)
      }
      groupOfWork[node] = number[Int(component)]
      groups[Int(number[Int(component)]) - 1].append(UInt32(node))
    }
  }

  private var hasStaticFilters: Bool { !options.relations.isEmpty || !without.isEmpty }

  private func drawnTogether() throws(QueryError) -> AdjacencySnapshot {
    var (sources, targets): ([UInt32], [UInt32]) = ([], [])
    var poll = StopPoll(stopCheck)
    for node in 0..<UInt32(snapshot.nodeCount) {
      let work = versions.work(node)
      let row = snapshot.incoming.row(Int(node))
      try poll.step(row.count + 1)
      for edge in row where passesStatic(edge) {
        let giver = versions.work(UInt32(snapshot.incoming.target(at: edge)))
        if giver == work { continue }
        sources.append(giver)
        targets.append(work)
      }
    }
    let count = snapshot.nodeCount
    return try QueryError.running(stopCheck) { isStopped throws(KernelStopped) in
      try AdjacencySnapshot(
        nodeCount: count, sources: sources, targets: targets, isStopped: isStopped)
    }
  }

  private func passesStatic(_ edge: Int) -> Bool {
    allowedRelations[Int(snapshot.relationOfEdge[edge])]
      && (without.isEmpty || !without.contains(UInt32(snapshot.incoming.target(at: edge))))
  }

  /// Dates, evidence and stances are not in the snapshot: what they filter is read where it matters.
  private mutating func readPassing() throws(QueryError) {
    guard options.hasReadFilters else { return }
    var nodes: Set<UInt32> = []
    for node in groups.joined().flatMap(versions.members) {
      nodes.insert(node)
      for edge in snapshot.incoming.row(Int(node)) where isByline(edge) {
        nodes.insert(UInt32(snapshot.incoming.target(at: edge)))
      }
    }
    let vertices = nodes.sorted().map {
      MatterVertex(entity: snapshot.entity(Int($0)), matter: Matter())
    }
    var source = FlowSource(reader: reader, options: options)
    var found: Set<AttributionID> = []
    for start in stride(from: 0, to: vertices.count, by: 512) {
      try QueryError.check(stopCheck)
      let part = Array(vertices[start..<min(start + 512, vertices.count)])
      do throws(GraphReadError) {
        try source.read(part)
      } catch {
        throw .reading(error)
      }
      for vertex in part { found.formUnion(source.edges(into: vertex).map(\.id)) }
    }
    passing = found
  }

  /// Whether an attribution into something in a component passes every filter.
  func passes(_ edge: Int) -> Bool {
    passesStatic(edge) && (passing?.contains(snapshot.attribution(edge)) ?? true)
  }

  /// Whether an edge is an unmarked byline: a step only where its agent has a further one.
  func isByline(_ edge: Int) -> Bool {
    bylines[Int(snapshot.relationOfEdge[edge])] && !snapshot.isMarked(edge)
  }

  /// Goes through the loops at document level, then those of each claim.
  func forEachCandidate(
    establishedOnly: Bool, _ body: (LoopCandidate) -> Void
  ) throws(QueryError) -> Bool {
    let byRules = Set(groupsByRules)
    for (index, works) in groups.enumerated() where !byRules.contains(UInt32(index + 1)) {
      let graph = plainGraph(works, versions, matter: nil)
      for vertices in try graph.sets(stopCheck) {
        body(LoopCandidate(graph, vertices, matter: nil, isByRules: false))
      }
      if index & 255 == 0 { try QueryError.check(stopCheck) }
    }
    var hasPossible = false
    if !byRules.isEmpty {
      let (graph, isPossible) = try ruledGraph(
        groupsByRules, works: versions, establishedOnly: establishedOnly)
      hasPossible = isPossible
      for vertices in try graph.sets(stopCheck) {
        body(LoopCandidate(graph, vertices, matter: nil, isByRules: true))
      }
    }
    try forEachClaimLoop(body)
    return hasPossible
  }
}
