import HeadwaterModel

/// Walks upstream from a subject, one batch a level, and keeps what it finds as a graph.
struct UpstreamBuilder {
  private let subject: GraphEntity
  private let options: TraceOptions
  private let stopCheck: StopCheck

  private var source: FlowSource
  private var facts = SideFacts()
  private var graph = UpstreamGraph()
  private var numbers = VertexTable()

  /// What each vertex might step over, before the rule on bylines; nil where it is not known yet.
  private var candidates: [[UpstreamStep]?] = []

  /// Possible steps passed over where only established ones are walked: they fit all the same.
  private var skipped: [Int: Set<AttributionID>] = [:]

  /// Attributions that fit some matter with which their target is reached; not kept of entities
  /// of which all fit.
  private var fitting: [EntityID: Set<AttributionID>] = [:]
  private var allFit = EntityMap<Bool>()

  init(
    reader: any GraphReader, subject: GraphEntity, options: TraceOptions,
    stopCheck: @escaping StopCheck
  ) {
    self.subject = subject
    self.options = options
    self.stopCheck = stopCheck
    source = FlowSource(reader: reader, options: options)
  }

  /// - Complexity: O(V + E) over what is reached, vertices being entities with their matter.
  mutating func build() throws(QueryError) -> UpstreamGraph {
    let claim = subject.kind == .claim ? subject.id : options.about
    source.entities.set(subject.id, to: subject)
    var frontier = [vertex(MatterVertex(entity: subject.id, matter: Matter(claim: claim)))]
    graph.isReached[0] = true
    var depth = 0
    while !frontier.isEmpty {
      switch stopCheck() {
      case .time: throw QueryError(.outOfTime, "the time allowed was used up")
      case .cancelled: throw QueryError(.cancelled, "the question was cancelled")
      case nil: break
      }
      do {
        frontier = try expand(frontier)
      } catch {
        throw .reading(error)
      }
      depth += 1
      if let limit = options.maxDepth, depth > limit { break }
    }
    graph.entities = source.entities
    graph.otherMatters = countOtherMatters()
    return graph
  }

  /// Settles the steps of the vertices that the walk goes on from.
  ///
  /// - Returns: The vertices that the walk goes on from next.
  private mutating func expand(_ frontier: [Int]) throws(GraphReadError) -> [Int] {
    try settle(frontier)
    var next: [Int] = []
    var marked: Set<Int> = []
    for vertex in frontier {
      for step in graph.steps[vertex] ?? [] {
        if step.mark != nil {
          marked.insert(step.vertex)
        } else if !graph.isReached[step.vertex] {
          graph.isReached[step.vertex] = true
          next.append(step.vertex)
        }
      }
      noteFitting(vertex)
    }
    // A chain that ends at a mark still has to say whether a step from there leads back.
    try settle(marked.sorted())
    return next
  }

  /// Finds the steps of vertices, bylines only where they are steps.
  private mutating func settle(_ vertices: [Int]) throws(GraphReadError) {
    let unsettled = vertices.filter { graph.steps[$0] == nil }
    try findCandidates(of: unsettled)
    var makers: Set<Int> = []
    for vertex in unsettled {
      for step in candidates[vertex] ?? [] where isByline(step) && step.mark == nil {
        makers.insert(step.vertex)
      }
    }
    try findCandidates(of: makers.sorted())
    for vertex in unsettled {
      let found = candidates[vertex] ?? []
      if !found.contains(where: isByline) {
        graph.steps[vertex] = found
        continue
      }
      var steps: [UpstreamStep] = []
      for step in found {
        let isTaken =
          !isByline(step) || step.mark != nil || !(candidates[step.vertex] ?? []).isEmpty
        if isTaken {
          steps.append(step)
        } else {
          noteByline(step.edge)
        }
      }
      graph.steps[vertex] = steps
    }
  }

  /// Classifies the attributions into each vertex, asking for side-facts until none is missing.
  private mutating func findCandidates(of vertices: [Int]) throws(GraphReadError) {
    let unknown = vertices.filter { candidates[$0] == nil }
    guard !unknown.isEmpty else { return }
    try source.read(unknown.map { graph.vertices[$0] })
    repeat {
      for vertex in unknown { classify(vertex) }
    } while try facts.readMissing(from: source.reader)
  }

  private mutating func classify(_ index: Int) {
    let from = graph.vertices[index]
    guard let receiver = source.entities[from.entity] else { return }
    let rule = StepRule(
      receiver: receiver, matter: from.matter,
      isUntouchedAgentSubject: index == 0 && receiver.kind.isAgent && from.matter.isEmpty)
    var steps: [UpstreamStep] = []
    if options.establishedOnly { skipped[index] = nil }
    for edge in source.edges(into: from) {
      guard let giver = source.entities[edge.source] else { continue }
      let named = edge.names.flatMap { source.entities[$0] }
      let why: PossibleReason?
      switch rule.status(of: edge, giver: giver, named: named, facts: &facts) {
      case .established: why = nil
      case .possible(let reason): why = reason
      case .none:
        guard options.anyMatter else { continue }
        why = .otherMatter
      }
      if options.establishedOnly, why != nil {
        noteSkipped(edge, at: index)
        continue
      }
      let matter = from.matter.after(receiver: receiver, giver: giver, named: named)
      steps.append(
        UpstreamStep(
          edge: edge, vertex: vertex(MatterVertex(entity: giver.id, matter: matter)),
          mark: mark(of: edge, giver: giver), why: why))
    }
    candidates[index] = steps
  }

  private func mark(of edge: FlowEdge, giver: GraphEntity) -> ChainEnd? {
    switch edge.basis {
    case .origin: return .origin
    case .undisclosed: return .undisclosed
    case .relayed: return nil
    case nil:
      switch giver.upstream {
      case .origin: return .origin
      case .undisclosed: return .undisclosed
      case .unexplored: return nil
      }
    }
  }

  private func isByline(_ step: UpstreamStep) -> Bool {
    step.edge.relation == RelationDefinition.authored
      || step.edge.relation == RelationDefinition.published
  }

  private mutating func vertex(_ vertex: MatterVertex) -> Int {
    let (index, isNew) = numbers.number(of: vertex)
    if isNew {
      graph.vertices.append(vertex)
      graph.steps.append(nil)
      graph.isReached.append(false)
      candidates.append(nil)
    }
    return index
  }

  private mutating func noteByline(_ edge: FlowEdge) {
    if graph.bylines[edge.target]?.contains(where: { $0.id == edge.id }) != true {
      graph.bylines[edge.target, default: []].append(edge)
    }
  }

  private mutating func noteSkipped(_ edge: FlowEdge, at vertex: Int) {
    skipped[vertex, default: []].insert(edge.id)
  }

  private mutating func noteFitting(_ vertex: Int) {
    let entity = graph.vertices[vertex].entity
    if allFit.contains(entity) { return }
    let steps = candidates[vertex] ?? []
    if steps.count == source.flowCount[entity] {
      allFit.set(entity, to: true)
      if !fitting.isEmpty { fitting[entity] = nil }
      return
    }
    for step in steps { fitting[entity, default: []].insert(step.edge.id) }
    fitting[entity, default: []].formUnion(skipped[vertex] ?? [])
  }

  private func countOtherMatters() -> Int {
    var count = 0
    for (entity, fitting) in fitting { count += (source.flowCount[entity] ?? 0) - fitting.count }
    return count
  }
}
