import GraphKernels
public import HeadwaterModel

/// Who carried what one subject gave: everything that it is upstream of, with hop distances.
///
/// An entity is downstream of the subject with n hops if the `Reach` of that entity, with the same
/// options, has the subject with n hops; the status is the same too.
public struct Downstream: Sendable {
  public let subject: GraphEntity

  /// Nearest first, ties by key as Unicode scalars; the subject is not among them.
  public let entities: [ReachedEntity]

  /// Whether the flow leads to more, on other matters only, that `anyMatter` would give.
  ///
  /// False where only established steps are walked, which may leave out more for being possible.
  public let leavesOutOtherMatters: Bool

  /// Walks along the flow from `subject`, and back from what it finds by the rules of section 4 of
  /// the design.
  ///
  /// Nothing is read of what lies upstream of the entities found and not downstream of the
  /// subject, except into the subject itself, where it made something.
  ///
  /// - Throws: `aboutNoClaim`, `subjectLeftOut`, `outOfTime`, `cancelled`, `reading`.
  /// - Complexity: O(V + E) over what the flow from the subject leads to, whatever the matter,
  ///   entities counted once for each matter that a walk back to the subject has there, and
  ///   O(V log V) to order them. With N claims downstream an entity can have N matters.
  public init(
    of subject: EntityID, in reader: some GraphReader, options: TraceOptions = TraceOptions(),
    stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    let entity = try options.subject(subject, in: reader)
    let candidates = try DownstreamCandidates(
      of: entity, in: reader, options: options, stopCheck: stopCheck)
    var builder = UpstreamBuilder(
      subjects: candidates.entities, goal: subject, over: candidates, stopCheck: stopCheck)
    let graph = try builder.build()
    let hops = graph.distances(to: subject) { _ in true }
    let established = graph.distances(to: subject) { $0.why == nil }
    let limit = options.maxDepth ?? .max
    var reached: [ReachedEntity] = []
    var others = candidates.onOtherMatters
    // The first vertices of the graph are those at which each candidate is asked about.
    for (vertex, candidate) in candidates.entities.enumerated() {
      if let hops = hops[vertex], hops <= limit {
        reached.append(
          ReachedEntity(
            entity: candidate, hops: hops,
            isEstablished: established[vertex].map { $0 <= limit } ?? false))
        others.remove(candidate.id)
      } else {
        others.insert(candidate.id)
      }
    }
    self.subject = entity
    entities = reached.sorted(by: ReachedEntity.precedes)
    leavesOutOtherMatters = !options.anyMatter && !options.establishedOnly && !others.isEmpty
  }
}

extension UpstreamGraph {
  /// The least number of steps from each vertex to an entity; nil where no walk leads there.
  ///
  /// Only steps that `isWalked` lets through are taken; a marked one has to be the last.
  func distances(to goal: EntityID, _ isWalked: (UpstreamStep) -> Bool) -> [Int?] {
    var edges: [(source: UInt32, target: UInt32)] = []
    for (vertex, steps) in steps.enumerated() where vertices[vertex].entity != goal {
      for step in steps ?? [] where isWalked(step) {
        guard step.mark == nil || step.edge.source == goal else { continue }
        edges.append((source: UInt32(step.vertex), target: UInt32(vertex)))
      }
    }
    return AdjacencySnapshot(nodeCount: vertices.count, edges: edges)
      .distances(from: vertices.indices.filter { vertices[$0].entity == goal })
  }
}
