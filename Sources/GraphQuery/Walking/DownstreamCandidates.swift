import HeadwaterModel

/// What may be downstream of an entity: all that the flow from it leads to, whatever the matter.
///
/// Found by one walk along the flow, a batch a level. Besides what the filters drop, it leaves out
/// what no walk upstream to the entity takes:
/// - a marked attribution out of any other entity, as a walk would end there;
/// - an unmarked byline out of the entity itself, where nothing leads into it: it is no step;
/// - with a claim asked for, what does not carry it. A document in view can only turn a step with
///   a claim in force from possible to none, so that it need not be known.
struct DownstreamCandidates {
  /// Holds the attributions found, as those into each candidate.
  ///
  /// They are all that is needed of the upstream of the candidates: each entity of a walk from one
  /// of them to the entity is a candidate too. And a byline out of a candidate is worth following
  /// only if a further step leads on to the entity, so that it is one by that step alone.
  private(set) var source: FlowSource
  private(set) var facts = SideFacts()

  /// Those that can be asked about, nearest first; the entity itself is not among them.
  private(set) var entities: [GraphEntity] = []

  /// Where attributions lead that do not carry the claim asked for.
  private(set) var onOtherMatters: Set<EntityID> = []

  private let subject: GraphEntity
  private var options: TraceOptions { source.options }

  /// - Complexity: O(V + E) over what the flow leads to.
  init(
    of subject: GraphEntity, in reader: any GraphReader, options: TraceOptions,
    stopCheck: StopCheck
  ) throws(QueryError) {
    self.subject = subject
    source = FlowSource(reader: reader, options: options)
    source.entities.set(subject.id, to: subject)
    var place = EntityMap<Int>()
    var into: [[FlowEdge]] = []
    var frontier = [subject.id]
    var depth = 0
    while !frontier.isEmpty, depth < options.maxDepth ?? .max {
      try QueryError.check(stopCheck)
      let edges: [FlowEdge]
      do {
        edges = try walkable(try source.edges(outOf: frontier))
      } catch {
        throw .reading(error)
      }
      frontier = []
      for edge in edges where edge.target != subject.id {
        if place.insert(edge.target, into.count) {
          into.append([])
          frontier.append(edge.target)
        }
        if let position = place[edge.target] { into[position].append(edge) }
      }
      depth += 1
    }
    for (entity, edges) in zip(place.keys, into) { source.take(edges, into: entity) }
    entities = place.keys.compactMap { source.entities[$0] }.filter(isSubject)
  }

  /// Whether something can be traced with the options: a claim is its own matter.
  private func isSubject(_ entity: GraphEntity) -> Bool {
    options.about == nil || entity.kind != .claim
  }

  private mutating func walkable(_ edges: [FlowEdge]) throws(GraphReadError) -> [FlowEdge] {
    var bylines = false
    var kept = edges.filter { edge in
      guard let giver = source.entities[edge.source] else { return false }
      if ChainEnd(markOf: edge, from: giver) != nil { return edge.source == subject.id }
      if edge.isByline, edge.source == subject.id { bylines = true }
      return true
    }
    if bylines, try !source.hasFlow(into: subject.id) {
      kept.removeAll { edge in
        edge.isByline && edge.source == subject.id && ChainEnd(markOf: edge, from: subject) == nil
      }
    }
    guard let claim = options.about else { return kept }
    var carrying: [FlowEdge] = []
    repeat {
      carrying = []
      for edge in kept where carries(claim, edge) { carrying.append(edge) }
    } while try facts.readMissing(from: source.reader)
    let taken = Set(carrying.map(\.id))
    for edge in kept where !taken.contains(edge.id) && edge.target != subject.id {
      if let receiver = source.entities[edge.target], isSubject(receiver) {
        onOtherMatters.insert(edge.target)
      }
    }
    return carrying
  }

  /// Whether a step over an attribution can be taken with the claim in force, whatever document
  /// is in view.
  private mutating func carries(_ claim: EntityID, _ edge: FlowEdge) -> Bool {
    guard let giver = source.entities[edge.source], let receiver = source.entities[edge.target]
    else { return false }
    let rule = StepRule(
      receiver: receiver, matter: Matter(claim: claim), isUntouchedAgentSubject: false)
    let named = edge.names.flatMap { source.entities[$0] }
    switch rule.status(of: edge, giver: giver, named: named, facts: &facts) {
    case .established: return true
    case .possible: return !options.establishedOnly
    case .none: return options.anyMatter && !options.establishedOnly
    }
  }
}
