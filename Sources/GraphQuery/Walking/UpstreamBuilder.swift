import HeadwaterModel

/// Walks upstream, one batch a level, and keeps what it finds as a graph.
struct UpstreamBuilder {
  private let subjects: [GraphEntity]

  /// Where all walks end, as they are wanted only if they get there; nil to walk them all.
  private let goal: EntityID?
  private let options: TraceOptions
  private let stopCheck: StopCheck

  /// Whether the graph is one of many subjects, each with all that lies upstream of it.
  ///
  /// Other matters and what a mark hides are not told then: they are of one subject.
  private let isShared: Bool

  /// Whether no claim is ever put in force by a step.
  private let isDocumentLevel: Bool

  /// What was read so far, for another walk to go on with.
  private(set) var source: FlowSource
  private var facts: SideFacts
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

  /// Walks everything upstream of one subject.
  init(
    reader: any GraphReader, subject: GraphEntity, options: TraceOptions,
    stopCheck: @escaping StopCheck
  ) {
    subjects = [subject]
    goal = nil
    isShared = false
    isDocumentLevel = false
    self.options = options
    self.stopCheck = stopCheck
    source = FlowSource(reader: reader, options: options)
    facts = SideFacts()
  }

  /// Walks from several subjects as far as one goal, over what leads there.
  ///
  /// No more than this is kept in the graph: other matters and bylines are not told.
  init(
    subjects: [GraphEntity], goal: EntityID, over candidates: DownstreamCandidates,
    stopCheck: @escaping StopCheck
  ) {
    self.subjects = subjects
    self.goal = goal
    isShared = false
    isDocumentLevel = false
    options = candidates.source.options
    self.stopCheck = stopCheck
    source = candidates.source
    facts = candidates.facts
  }

  /// Walks everything upstream of several works, each once, into one graph.
  ///
  /// What `source` has read is not read again.
  ///
  /// - Precondition: no subject is an agent.
  init(
    works: [GraphEntity], isDocumentLevel: Bool, reading source: FlowSource,
    stopCheck: @escaping StopCheck
  ) {
    subjects = works
    goal = nil
    isShared = true
    self.isDocumentLevel = isDocumentLevel
    options = source.options
    self.stopCheck = stopCheck
    self.source = source
    facts = SideFacts()
  }

  /// Vertices 0 and up are those of the subjects, in their order.
  ///
  /// - Complexity: O(V + E) over what is reached, vertices being entities with their matter.
  mutating func build() throws(QueryError) -> UpstreamGraph {
    var frontier: [Int] = []
    for subject in subjects { frontier.append(start(at: subject)) }
    var depth = 0
    while !frontier.isEmpty {
      let level = frontier
      frontier = []
      // A level can be as long as a case: it is left between parts of it.
      for start in stride(from: 0, to: level.count, by: 1024) {
        try QueryError.check(stopCheck)
        do {
          frontier += try expand(Array(level[start..<min(start + 1024, level.count)]))
        } catch {
          throw .reading(error)
        }
      }
      depth += 1
      if let limit = options.maxDepth, depth > limit { break }
    }
    graph.entities = source.entities
    graph.droppedFrom = source.brokenGroups
    graph.otherMatters = countOtherMatters()
    return graph
  }

  private mutating func start(at subject: GraphEntity) -> Int {
    let about = isDocumentLevel ? nil : options.about
    let claim = subject.kind == .claim ? subject.id : about
    source.entities.set(subject.id, to: subject)
    let start = MatterVertex(entity: subject.id, matter: Matter(claim: claim))
    // An agent that is asked about takes every step, and one that a walk from another subject
    // comes to does not: two vertices. Alone, it has one, as a way back to it leads nowhere.
    let standsApart = goal != nil && subject.kind.isAgent && claim == nil
    let index = standsApart ? numbers.separateNumber(for: start) : numbers.number(of: start).index
    append(start)
    graph.isReached[index] = true
    return index
  }

  /// Settles the steps of the vertices that the walk goes on from.
  ///
  /// - Returns: The vertices that the walk goes on from next.
  private mutating func expand(_ frontier: [Int]) throws(GraphReadError) -> [Int] {
    try settle(frontier)
    var next: [Int] = []
    var marked: Set<Int> = []
    for vertex in frontier {
      for step in graph.steps[vertex] ?? [] where step.edge.source != goal {
        if step.mark != nil {
          marked.insert(step.vertex)
        } else if !graph.isReached[step.vertex] {
          graph.isReached[step.vertex] = true
          next.append(step.vertex)
        }
      }
      if goal == nil, !isShared { noteFitting(vertex) }
    }
    if isShared { return next }
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
      isUntouchedAgentSubject: index < subjects.count && receiver.kind.isAgent
        && from.matter.isEmpty)
    var steps: [UpstreamStep] = []
    if options.establishedOnly {
      skipped[index] = nil
      graph.possibleIn[index] = nil
    }
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
        if !isShared { noteSkipped(edge, at: index) }
        if let group = JointGroup(edge) { graph.possibleIn[index, default: []].insert(group) }
        continue
      }
      let matter =
        isDocumentLevel
        ? from.matter.afterAtDocumentLevel(receiver: receiver, giver: giver, named: named)
        : from.matter.after(receiver: receiver, giver: giver, named: named)
      steps.append(
        UpstreamStep(
          edge: edge, vertex: vertex(MatterVertex(entity: giver.id, matter: matter)),
          mark: ChainEnd(markOf: edge, from: giver), why: why))
    }
    candidates[index] = steps
  }

  private func isByline(_ step: UpstreamStep) -> Bool { step.edge.isByline }

  private mutating func vertex(_ vertex: MatterVertex) -> Int {
    let (index, isNew) = numbers.number(of: vertex)
    if isNew { append(vertex) }
    return index
  }

  private mutating func append(_ vertex: MatterVertex) {
    graph.vertices.append(vertex)
    graph.steps.append(nil)
    graph.isReached.append(false)
    candidates.append(nil)
  }

  private mutating func noteByline(_ edge: FlowEdge) {
    if isShared { return }
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
