import HeadwaterModel

/// An entity with a matter that it was reached with.
struct MatterVertex: Hashable, Sendable {
  let entity: EntityID
  let matter: Matter
}

/// A step that a chain may take.
struct UpstreamStep: Sendable {
  let edge: FlowEdge

  /// The vertex that it leads to.
  let vertex: Int

  /// The end that it brings, where it is marked.
  let mark: ChainEnd?

  /// Nil where it is established.
  let why: PossibleReason?
}

/// All that can be reached upstream of a subject: vertices are entities with their matter.
///
/// Vertex 0 is the subject; where there are several, they are the first vertices. It holds every
/// step of every chain, and, since a walk in it may pass an entity twice, possibly some that are on
/// none.
struct UpstreamGraph: Sendable {
  var vertices: [MatterVertex] = []

  /// The steps that each vertex can take; nil where it was not looked at.
  var steps: [[UpstreamStep]?] = []

  /// Whether a walk goes on from the vertex: it was reached without a mark.
  var isReached: [Bool] = []

  var entities = EntityMap<GraphEntity>()

  /// Joint groups of which a filter dropped something.
  var droppedFrom: Set<JointGroup> = []

  /// Joint groups of which something is possible only, by vertex, where that is not walked.
  var possibleIn: [Int: Set<JointGroup>] = [:]

  /// The joint groups of which something is missing at a vertex.
  func broken(at vertex: Int) -> Set<JointGroup> {
    var broken = possibleIn[vertex] ?? []
    for group in droppedFrom where group.target == vertices[vertex].entity { broken.insert(group) }
    return broken
  }

  /// Attributions left out as they are on another matter.
  var otherMatters = 0

  /// Bylines that are no step: the agent beside the work, the attribution by which it made it.
  var bylines: [EntityID: [FlowEdge]] = [:]

  /// The position of each entity in the order of keys, compared as Unicode scalars.
  var rank: [EntityID: Int] = [:]

  mutating func rankKeys() {
    let ordered = entities.values.sorted {
      $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars)
    }
    for (position, entity) in ordered.enumerated() { rank[entity.id] = position }
    for vertex in steps.indices {
      steps[vertex]?.sort { left, right in
        let leftRank = rank[left.edge.source] ?? 0
        let rightRank = rank[right.edge.source] ?? 0
        return leftRank == rightRank ? left.edge.id < right.edge.id : leftRank < rightRank
      }
    }
  }
}
