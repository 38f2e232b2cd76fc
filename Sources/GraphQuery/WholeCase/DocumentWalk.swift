import HeadwaterModel

/// A step that a walk at document level may take.
struct DocumentStep: Sendable {
  let attribution: AttributionID
  let giver: EntityID
  let receiver: EntityID

  /// Where the walk goes on; nil where the step is marked, so that it ends at the giver.
  let vertex: Int?
  let isEstablished: Bool
}

/// Walks at document level, from many subjects at once: vertices are entities with the document in
/// view, and no claim is ever put in force.
///
/// The rules are those of `StepRule`. Versions of one work can be walked as one: a vertex is then a
/// work, and has the steps of all its versions, but none from one of them to another.
struct DocumentWalk {
  /// Which entity stands for a work, and which are its versions.
  struct Works {
    let standing: (EntityID) -> EntityID
    let versions: (EntityID) -> [EntityID]
  }

  private var source: FlowSource
  private var facts = SideFacts()
  private var numbers = VertexTable()
  private let establishedOnly: Bool
  private let works: Works

  /// Whether the walk goes on from an entity.
  private let isInside: (EntityID) -> Bool

  /// Before the rule on bylines; nil where a vertex was not looked at.
  private var candidates: [[Candidate]?] = []

  /// The steps of each vertex that the walk went on from; nil for others.
  private(set) var steps: [[DocumentStep]?] = []

  private struct Candidate {
    let step: DocumentStep
    let isByline: Bool
  }

  var vertices: [MatterVertex] { numbers.vertices }

  init(
    in reader: any GraphReader, options: TraceOptions, establishedOnly: Bool, works: Works,
    isInside: @escaping (EntityID) -> Bool
  ) {
    source = FlowSource(reader: reader, options: options)
    self.establishedOnly = establishedOnly
    self.works = works
    self.isInside = isInside
  }

  /// Walks from subjects: works as a whole, and what agents are reached with.
  ///
  /// - Complexity: O(V + E) over what is inside, an agent counted once for each document in view.
  mutating func run(
    from subjects: [EntityID], stopCheck: @escaping StopCheck
  ) throws(QueryError) {
    let found = try QueryError.reading { try start(subjects, stopCheck) }
    try goOn(from: found, stopCheck: stopCheck)
  }

  /// Gives each subject that is a work its vertex.
  ///
  /// One that is an agent has none that a walk comes to: each of its steps is taken, so that what
  /// matters is where they lead.
  private mutating func start(_ subjects: [EntityID], _ stopCheck: @escaping StopCheck) throws
    -> [Int]
  {
    var frontier: [Int] = []
    for chunk in stride(from: 0, to: subjects.count, by: 1024) {
      try QueryError.check(stopCheck)
      let part = Array(subjects[chunk..<min(chunk + 1024, subjects.count)])
      for entity in try source.reader.entities(part) {
        source.entities.set(entity.id, to: entity)
        if entity.kind.isWork { add(Matter(), at: entity.id, to: &frontier) }
      }
    }
    return frontier
  }

  /// Adds what a walk from elsewhere comes to these entities with.
  ///
  /// The receiver is asked about as a whole, and so takes the step, whatever it names.
  ///
  /// - Returns: The vertices that were not there.
  mutating func enter(_ sources: [EntityID]) throws(GraphReadError) -> [Int] {
    var found: [Int] = []
    for edge in try source.edges(outOf: sources) {
      guard let giver = source.entities[edge.source], let receiver = source.entities[edge.target],
        ChainEnd(markOf: edge, from: giver) == nil
      else { continue }
      let matter = Matter().afterAtDocumentLevel(
        receiver: receiver, giver: giver, named: edge.names.flatMap { source.entities[$0] })
      add(matter, at: edge.source, to: &found)
    }
    return found
  }

  /// Walks on from vertices that `enter` gave.
  mutating func goOn(from found: [Int], stopCheck: @escaping StopCheck) throws(QueryError) {
    var frontier = found.filter { steps[$0] == nil }
    while !frontier.isEmpty {
      frontier = try expand(frontier, stopCheck)
    }
  }

  private mutating func add(_ matter: Matter, at entity: EntityID, to found: inout [Int]) {
    let number = number(MatterVertex(entity: works.standing(entity), matter: matter))
    if steps[number] == nil { found.append(number) }
  }

  private mutating func number(_ vertex: MatterVertex) -> Int {
    let (index, isNew) = numbers.number(of: vertex)
    if isNew {
      candidates.append(nil)
      steps.append(nil)
    }
    return index
  }

  private mutating func expand(
    _ frontier: [Int], _ stopCheck: @escaping StopCheck
  ) throws(QueryError) -> [Int] {
    try look(at: frontier, stopCheck)
    var poll = StopPoll(stopCheck)
    var makers: Set<Int> = []
    for vertex in frontier {
      try poll.step((candidates[vertex]?.count ?? 0) + 1)
      for candidate in candidates[vertex] ?? [] where candidate.isByline {
        if let maker = candidate.step.vertex { makers.insert(maker) }
      }
    }
    try look(at: makers.sorted(), stopCheck)
    var next: [Int] = []
    var isSeen: Set<Int> = []
    for vertex in frontier where steps[vertex] == nil {
      let taken = (candidates[vertex] ?? []).filter { candidate in
        // A byline is a step only where its agent has a further one.
        guard candidate.isByline, let maker = candidate.step.vertex else { return true }
        return !(candidates[maker] ?? []).isEmpty
      }
      steps[vertex] = taken.map(\.step)
      try poll.step(taken.count + 1)
    }
    for vertex in frontier {
      try poll.step((steps[vertex]?.count ?? 0) + 1)
      for step in steps[vertex] ?? [] {
        guard let giver = step.vertex, steps[giver] == nil, isInside(step.giver),
          isSeen.insert(giver).inserted
        else { continue }
        next.append(giver)
      }
    }
    return next
  }

  /// Finds the candidates of vertices, some hundred at a time.
  private mutating func look(at vertices: [Int], _ stopCheck: @escaping StopCheck)
    throws(QueryError)
  {
    let unknown = vertices.filter { candidates[$0] == nil }
    for start in stride(from: 0, to: unknown.count, by: 256) {
      try QueryError.check(stopCheck)
      do throws(GraphReadError) {
        try find(Array(unknown[start..<min(start + 256, unknown.count)]))
      } catch {
        throw .reading(error)
      }
    }
  }

  /// Finds candidates, asking for side-facts until none is missing.
  private mutating func find(_ unknown: [Int]) throws(GraphReadError) {
    var parts: [(vertex: Int, part: MatterVertex)] = []
    for vertex in unknown {
      let place = numbers.vertices[vertex]
      for version in works.versions(place.entity) {
        parts.append((vertex, MatterVertex(entity: version, matter: place.matter)))
      }
    }
    try source.read(parts.map(\.part))
    var statuses: [[StepStatus]] = []
    repeat {
      statuses = []
      for (_, part) in parts { statuses.append(judge(part)) }
    } while try facts.readMissing(from: source.reader)
    for vertex in unknown { candidates[vertex] = [] }
    for ((vertex, part), statuses) in zip(parts, statuses) {
      let found = steps(of: part, statuses)
      candidates[vertex]?.append(contentsOf: found)
    }
  }

  private mutating func judge(_ part: MatterVertex) -> [StepStatus] {
    guard let receiver = source.entities[part.entity] else { return [] }
    let rule = StepRule(receiver: receiver, matter: part.matter, isUntouchedAgentSubject: false)
    var statuses: [StepStatus] = []
    for edge in source.edges(into: part) {
      guard let giver = source.entities[edge.source] else {
        statuses.append(.none)
        continue
      }
      let named = edge.names.flatMap { source.entities[$0] }
      statuses.append(rule.status(of: edge, giver: giver, named: named, facts: &facts))
    }
    return statuses
  }

  private mutating func steps(
    of part: MatterVertex, _ statuses: [StepStatus]
  ) -> [Candidate] {
    guard let receiver = source.entities[part.entity] else { return [] }
    let own = works.standing(part.entity)
    var found: [Candidate] = []
    for (edge, status) in zip(source.edges(into: part), statuses) {
      guard status != .none, !establishedOnly || status == .established,
        let giver = source.entities[edge.source], works.standing(giver.id) != own
      else { continue }
      let isMarked = ChainEnd(markOf: edge, from: giver) != nil
      let matter = part.matter.afterAtDocumentLevel(
        receiver: receiver, giver: giver, named: edge.names.flatMap { source.entities[$0] })
      let vertex =
        isMarked
        ? nil : number(MatterVertex(entity: works.standing(giver.id), matter: matter))
      let step = DocumentStep(
        attribution: edge.id, giver: giver.id, receiver: receiver.id, vertex: vertex,
        isEstablished: status == .established)
      found.append(Candidate(step: step, isByline: edge.isByline && !isMarked))
    }
    return found
  }
}
