import GraphKernels
public import HeadwaterModel

/// The graph that questions about one subject are asked on.
///
/// Nodes are entities with the matter they are reached with, those of one entity above which
/// everything is the same taken for one; node 0 is the subject. `docs/design/questions.md` says
/// what counts.
public struct UpstreamNetwork: Sendable {
  /// A place in the graph.
  struct Node: Hashable, Sendable {
    let entity: EntityID

    /// Why no step goes on from here; nil where one does.
    var end: ChainEnd?

    /// The least number of hops from the subject.
    var hops: Int

    /// Whether established steps alone lead here from the subject.
    var isEstablished: Bool
  }

  /// A hop: all the steps between two nodes.
  struct Edge: Sendable {
    /// The node of the receiver.
    let receiver: Int

    /// The node of the giver.
    let giver: Int
    var attributions: [HopAttribution]

    var isEstablished: Bool { attributions.contains { $0.why == nil } }
  }

  public let subject: GraphEntity
  let nodes: [Node]

  /// By receiver, then by giver; no two join the same nodes.
  let edges: [Edge]

  /// The same edges, each from its receiver upstream to its giver, in the same order.
  let adjacency: AdjacencySnapshot

  /// The circular ends: nodes, ascending, of each group that no step leaves.
  let circularEnds: [[Int]]

  /// The position in `circularEnds` of the group that a node is in.
  let circularEnd: [Int: Int]

  /// What is known of the entities in it, and of those that its attributions name.
  let entities: EntityMap<GraphEntity>

  /// Joint groups of which something is missing, by node.
  let brokenGroups: Set<BrokenGroup>

  /// Attributions left out as they are on another matter.
  public let otherMatters: Int

  /// Bylines that are no step, by the work that they are on.
  public let bylines: [EntityID: [FlowEdge]]

  /// The nodes of each entity that has several, ascending.
  let severalNodes: [EntityID: [Int]]

  /// The graph before nodes were merged, from which chains are made.
  let walked: UpstreamGraph

  /// Whether the subject itself lies in a circular end: it rests on itself.
  var subjectIsCircular: Bool { circularEnd[0] != nil }

  /// Whether walks are chains: no entity is upstream of itself, nor goes on at several nodes.
  let isPlain: Bool

  /// Walks upstream of `subject` and makes the graph.
  ///
  /// - Throws: As `Trace` does.
  /// - Complexity: O(V + E) over what lies upstream, entities counted once a matter;
  ///   O(E log V) where entities are reached with several.
  public init(
    of subject: EntityID, in reader: some GraphReader, options: TraceOptions = TraceOptions(),
    stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    var options = options
    options.maxDepth = nil
    let entity = try Trace.check(subject, in: reader, options)
    var builder = UpstreamBuilder(
      reader: reader, subject: entity, options: options, stopCheck: stopCheck)
    try self.init(of: entity, walked: try builder.build(), stopCheck: stopCheck)
  }

  init(
    of subject: GraphEntity, walked: UpstreamGraph, stopCheck: StopCheck
  ) throws(QueryError) {
    var graph = walked
    graph.turnBackAtSubject()
    try QueryError.check(stopCheck)
    let parts = NetworkParts(graph, subject: subject)
    try QueryError.check(stopCheck)
    self.subject = subject
    nodes = parts.nodes
    edges = parts.edges
    adjacency = parts.adjacency
    circularEnds = parts.circularEnds
    circularEnd = parts.circularEnd
    severalNodes = parts.severalNodes
    isPlain = parts.isPlain
    entities = walked.entities
    brokenGroups = parts.brokenGroups
    otherMatters = walked.otherMatters
    bylines = walked.bylines
    self.walked = graph
  }

  /// What is known of an entity of the graph.
  public func entity(_ id: EntityID) -> GraphEntity? { entities[id] }

  /// The attributions of its steps, ascending.
  public var attributions: [AttributionID] {
    Set(edges.flatMap { $0.attributions.map(\.edge.id) }).sorted()
  }

  /// The entities in it, the subject among them, ascending.
  public var entityIDs: [EntityID] { Set(nodes.map(\.entity)).sorted() }

  /// The key of an entity, by which answers are sorted.
  func key(_ id: EntityID) -> String { entities[id]?.key ?? "" }

  /// Entities in the order of their keys.
  func sorted(_ ids: some Sequence<EntityID>) -> [EntityID] {
    ids.sorted { ByteOrder.precedes(key($0), key($1)) }
  }
}

extension UpstreamGraph {
  /// Lets every step back to the subject lead to the subject as it is asked about.
  ///
  /// No chain goes on from there; a mark on such a step ends nothing.
  mutating func turnBackAtSubject() {
    let subject = vertices[0].entity
    for vertex in steps.indices {
      guard var found = steps[vertex], found.contains(where: { $0.edge.source == subject }) else {
        continue
      }
      for index in found.indices where found[index].edge.source == subject {
        let step = found[index]
        found[index] = UpstreamStep(edge: step.edge, vertex: 0, mark: nil, why: step.why)
      }
      steps[vertex] = found
    }
  }
}
