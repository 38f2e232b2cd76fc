/// Entities with their matters, before any are seen to be alike.
struct QuestionVertices {
  /// An entity as it is reached.
  struct Vertex: Hashable {
    var entity: String
    var matter: ChainOracle.Run.Matter

    /// The end of the marked step that led here.
    var mark: OracleEnd?

    /// The agent that is asked about, while the matter is unknown.
    var asked: String?
  }

  struct Edge: Hashable {
    var to: Vertex
    var attribution: OracleAttribution
    var isEstablished: Bool
  }

  private let oracle: ChainOracle

  /// Whether a step back to the subject, with any matter and mark, leads to where walks began.
  private let isBackToStart: Bool
  private var run: ChainOracle.Run?
  private(set) var edges: [Vertex: [Edge]] = [:]

  init(_ world: OracleCase, _ options: OracleOptions, isBackToStart: Bool) {
    oracle = ChainOracle(world, options)
    self.isBackToStart = isBackToStart
  }

  /// Puts the question about `subject`; what was found for earlier ones is kept.
  mutating func start(at subject: String) -> Vertex {
    let run = ChainOracle.Run(of: oracle, subject: subject)
    self.run = run
    return vertex(subject, run.startMatter(), mark: nil)
  }

  private func vertex(
    _ entity: String, _ matter: ChainOracle.Run.Matter, mark: OracleEnd?
  ) -> Vertex {
    var matter = matter
    if mark != nil { matter = .init(claim: nil, view: nil, isUnknownOtherwise: false) }
    if !matter.isUnknown { matter.isUnknownOtherwise = false }
    return Vertex(
      entity: entity, matter: matter, mark: mark,
      asked: matter.isUnknown ? run?.subject.key : nil)
  }

  /// Every vertex that a walk from `first` reaches, `first` included, in the order of finding.
  mutating func reached(from first: Vertex) -> [(vertex: Vertex, edges: [Edge])] {
    var order = [first]
    var seen: Set<Vertex> = [first]
    var next = 0
    while next < order.count {
      for edge in steps(from: order[next]) where seen.insert(edge.to).inserted {
        order.append(edge.to)
      }
      next += 1
    }
    return order.map { ($0, edges[$0] ?? []) }
  }

  private mutating func steps(from vertex: Vertex) -> [Edge] {
    if let known = edges[vertex] { return known }
    guard vertex.mark == nil, let run else {
      edges[vertex] = []
      return []
    }
    let walk = ChainOracle.Run.Walk(
      entities: [vertex.entity], attributions: [], isEstablished: [], matter: vertex.matter)
    let found = run.steps(from: walk).map { step in
      let isBack = isBackToStart && step.giver == run.subject.key
      let start = self.vertex(step.giver, run.startMatter(), mark: nil)
      return Edge(
        to: isBack ? start : self.vertex(step.giver, step.matter, mark: step.mark),
        attribution: step.attribution,
        isEstablished: step.isEstablished)
    }
    edges[vertex] = found
    return found
  }
}

extension QuestionGraph {
  /// What is said of an edge when its ends are compared with those of others.
  private struct Sign: Hashable {
    var to: Int
    var isEstablished: Bool
    var joint: String?
  }

  /// Makes one node of all vertices of an entity above which everything is the same.
  ///
  /// Vertices are alike until a difference is found: the entity, the mark, or where steps lead and
  /// whether they are established; of those that are needed together, which they are too.
  mutating func merge(
    _ found: [(vertex: QuestionVertices.Vertex, edges: [QuestionVertices.Edge])],
    from first: QuestionVertices.Vertex
  ) {
    var classes: [QuestionVertices.Vertex: Int] = [:]
    var count = 0
    var names: [[String]: Int] = [:]
    for (vertex, _) in found {
      let name = [vertex.entity, vertex.mark?.rawValue ?? ""]
      classes[vertex] = names[name, default: names.count]
      names[name] = classes[vertex]
    }
    while count < Set(classes.values).count {
      count = Set(classes.values).count
      var numbers: [[Set<Sign>]: Int] = [:]
      var finer: [QuestionVertices.Vertex: Int] = [:]
      for (vertex, edges) in found {
        let own: Set = [Sign(to: classes[vertex] ?? 0, isEstablished: true)]
        let key = [own, signs(of: edges, classes)]
        finer[vertex] = numbers[key, default: numbers.count]
        numbers[key] = finer[vertex]
      }
      classes = finer
    }
    entities = Array(repeating: "", count: count)
    ends = Array(repeating: nil, count: count)
    start = classes[first] ?? 0
    var known: [[Int]: [String: Int]] = [:]
    let unfiltered = unfilteredRun()
    for (vertex, stepsUp) in found {
      guard let node = classes[vertex] else { continue }
      noteDropped(at: node, vertex, unfiltered)
      entities[node] = vertex.entity
      ends[node] = vertex.mark
      for edge in stepsUp {
        let to = classes[edge.to] ?? 0
        if let index = known[[node, to]]?[edge.attribution.id] {
          if edge.isEstablished { edges[index].isEstablished = true }
        } else {
          known[[node, to], default: [:]][edge.attribution.id] = edges.count
          edges.append(
            Edge(
              from: node, to: to, attribution: edge.attribution,
              isEstablished: edge.isEstablished))
        }
      }
    }
  }

  /// The walk as it would be if nothing were dropped; nil where nothing is, or nothing hangs on it.
  private func unfilteredRun() -> ChainOracle.Run? {
    var free = options
    (free.without, free.relations, free.notAccordingTo, free.dropped) = ([], [], [], [])
    (free.asOf, free.establishedOnly) = (nil, false)
    let isJoint = world.attributions.contains { $0.joint != nil }
    guard isJoint, free != options else { return nil }
    return ChainOracle.Run(of: ChainOracle(world, free), subject: subject)
  }

  /// Notes what is no step from `node` only for having been dropped, or for being possible.
  private mutating func noteDropped(
    at node: Int, _ vertex: QuestionVertices.Vertex, _ unfiltered: ChainOracle.Run?
  ) {
    guard let unfiltered, vertex.mark == nil else { return }
    let filtered = ChainOracle.Run(of: ChainOracle(world, options), subject: subject)
    let walk = ChainOracle.Run.Walk(
      entities: [vertex.entity], attributions: [], isEstablished: [], matter: vertex.matter)
    for step in unfiltered.steps(from: walk) {
      let passes = filtered.passesFilters(
        step.attribution, into: filtered.entity(vertex.entity))
      if !passes || (options.establishedOnly && !step.isEstablished) {
        dropped.insert(Dropped(node: node, id: step.attribution.id))
      }
    }
  }

  private func signs(
    of edges: [QuestionVertices.Edge], _ classes: [QuestionVertices.Vertex: Int]
  ) -> Set<Sign> {
    var signs: Set<Sign> = []
    for edge in edges {
      let to = classes[edge.to] ?? 0
      let isEstablished = edges.contains { classes[$0.to] == to && $0.isEstablished }
      let joint = edge.attribution.joint == nil ? nil : edge.attribution.id
      signs.insert(Sign(to: to, isEstablished: isEstablished, joint: joint))
    }
    return signs
  }
}
