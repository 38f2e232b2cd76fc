public import HeadwaterModel

/// An entity upstream or downstream of a subject.
public struct ReachedEntity: Hashable, Sendable {
  public let entity: GraphEntity

  /// The least number of hops of a walk between the subject and it.
  public let hops: Int

  /// Whether a walk of established steps joins them, of any length that is allowed.
  public let isEstablished: Bool

  /// Nearest first, ties by key.
  static func precedes(_ left: Self, _ right: Self) -> Bool {
    // The bytes of UTF-8 have the order of the scalars.
    left.hops == right.hops
      ? ByteOrder.precedes(left.entity.key, right.entity.key) : left.hops < right.hops
  }
}

/// Everything upstream of one subject, with hop distances and without chains.
///
/// What is reached is what the walks of section 4 of the design reach: each step has to carry the
/// matter that its walk arrived with. A walk may pass an entity twice, with two matters, where a
/// chain may not; so in graphs with circles an entity can be reached that stands on no chain.
public struct Reach: Sendable {
  public let subject: GraphEntity

  /// Nearest first, ties by key as Unicode scalars; the subject is not among them.
  public let entities: [ReachedEntity]

  /// The attributions that are walked over, ascending.
  public var attributions: [AttributionID] {
    var found: Set<AttributionID> = []
    for (steps, isReached) in zip(graph.steps, graph.isReached) where isReached {
      for step in steps ?? [] { found.insert(step.edge.id) }
    }
    return found.sorted()
  }

  private let graph: UpstreamGraph

  /// How many attributions were left out as they are on another matter.
  public let otherMatters: Int

  /// Walks upstream of `subject`.
  ///
  /// - Throws: As `Trace` does.
  /// - Complexity: O(V + E) over what lies upstream, entities counted once a matter, and
  ///   O(V log V) to order them.
  public init(
    of subject: EntityID, in reader: some GraphReader, options: TraceOptions = TraceOptions(),
    stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    let entity = try Trace.check(subject, in: reader, options)
    var builder = UpstreamBuilder(
      reader: reader, subject: entity, options: options, stopCheck: stopCheck)
    graph = try builder.build()
    self.subject = entity
    otherMatters = graph.otherMatters
    entities = Self.entities(of: graph, except: subject, maxDepth: options.maxDepth ?? .max)
  }

  private static func entities(
    of graph: UpstreamGraph, except subject: EntityID, maxDepth: Int
  ) -> [ReachedEntity] {
    let hops = graph.distances(maxDepth) { _ in true }
    let established = graph.distances(maxDepth) { $0.why == nil }
    var places = EntityMap<Int>()
    var reached: [ReachedEntity] = []
    reached.reserveCapacity(graph.vertices.count)
    for (index, vertex) in graph.vertices.enumerated()
    where hops[index] >= 0 && vertex.entity != subject {
      let isEstablished = established[index] >= 0
      if let place = places[vertex.entity] {
        let known = reached[place]
        reached[place] = ReachedEntity(
          entity: known.entity, hops: min(known.hops, hops[index]),
          isEstablished: known.isEstablished || isEstablished)
      } else if let entity = graph.entities[vertex.entity] {
        places.set(vertex.entity, to: reached.count)
        reached.append(
          ReachedEntity(entity: entity, hops: hops[index], isEstablished: isEstablished))
      }
    }
    // Positions are sorted: entities are large, and would be moved again and again.
    return reached.indices
      .sorted { ReachedEntity.precedes(reached[$0], reached[$1]) }
      .map { reached[$0] }
  }
}

extension UpstreamGraph {
  /// The least number of steps from the subject to each vertex; -1 where no walk of at most
  /// `maxDepth` steps leads there.
  ///
  /// Only steps that `isWalked` lets through are taken, and none from a vertex reached by a mark
  /// alone.
  func distances(_ maxDepth: Int, _ isWalked: (UpstreamStep) -> Bool) -> [Int] {
    var distance = Array(repeating: -1, count: vertices.count)
    var isOpen = Array(repeating: false, count: vertices.count)
    distance[0] = 0
    isOpen[0] = true
    var frontier = [0]
    var hops = 0
    while !frontier.isEmpty, hops < maxDepth {
      var next: [Int] = []
      hops += 1
      for vertex in frontier {
        for step in steps[vertex] ?? [] where isWalked(step) {
          if distance[step.vertex] < 0 { distance[step.vertex] = hops }
          if step.mark == nil, !isOpen[step.vertex] {
            isOpen[step.vertex] = true
            next.append(step.vertex)
          }
        }
      }
      frontier = next
    }
    return distance
  }
}
