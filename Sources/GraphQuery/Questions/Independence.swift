public import HeadwaterModel

/// How many independent origins stand behind a subject, and what they hang on.
///
/// `docs/design/questions.md` says what each figure means; they are not the same thing.
public struct Independence: Sendable {
  public let network: UpstreamNetwork

  /// Documents that assert the subject; nil unless it is a claim.
  public let assertingDocuments: Int?

  /// The entities at which an established chain ends as origin, as few as open verdicts allow.
  public let originsLower: Int

  /// All ends, an entity once, a circular group once.
  public let originsUpper: Int

  /// The most ways to ends that share no entity, as far as it is certain.
  public let disjointChains: Int

  /// What `disjointChains` cannot exceed; equal to it where the number is exact.
  public let disjointChainsUpper: Int

  /// A smallest cut, the one nearest the subject: entities, by key.
  public let cut: [EntityID]

  /// The circular ends in the cut, each by key.
  public let cutGroups: [[EntityID]]

  /// The size that no cut is below; that of the cut where it is a smallest one.
  public let cutLower: Int

  /// Whether no other cut is as small; nil where that is not known.
  public let cutIsUnique: Bool?

  /// The entities that every way passes, or that support needs, by key.
  public let singlePoints: [EntityID]

  /// The circular ends that every way leads to, each by key.
  public let singleGroups: [[EntityID]]

  /// What joint attributions need; nil where there are none upstream.
  public let joint: JointSupport?

  /// Pairs of ends of which it is open whether they are one.
  public let possiblySame: [EntityPair]

  /// Works out the figures on the upstream graph of a subject.
  ///
  /// - Parameters:
  ///   - network: The upstream graph.
  ///   - reader: Where the verdicts on its ends are read.
  ///   - stopCheck: Asked between the steps of the work.
  /// - Throws: `outOfTime`, `cancelled`, `reading`.
  /// - Complexity: O(√V · E) for the flow, O(E log V) for the dominators, and with joint
  ///   attributions O(E) for each vertex of one support.
  public init(
    _ network: UpstreamNetwork, in reader: some GraphReader,
    stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    self.network = network
    assertingDocuments = network.assertingDocuments
    let ends = EndEntities(network)
    let verdicts: OpenVerdicts
    do {
      verdicts = try reader.openVerdicts()
    } catch {
      throw .reading(error)
    }
    possiblySame = verdicts.possiblySame.filter {
      ends.all.contains($0.source) && ends.all.contains($0.target)
    }
    originsLower = OriginInterval(verdicts).fewest(ends.establishedOrigins)
    originsUpper = ends.all(withGroups: network.circularEnds.count)
    let graph = FlowGraph(network)
    let figures = try CutFigures(graph, stopCheck: stopCheck)
    let support = Support(graph)
    var cut = figures.cut
    var cutLower = figures.cutLower
    var isUnique = figures.cutIsUnique
    var singles = figures.singlePoints
    if support.hasJointGroups {
      singles = try support.singlePoints(stopCheck)
      if let nearest = graph.nearest(singles) {
        cut = [nearest]
        cutLower = 1
        isUnique = singles.count == 1
      } else {
        cutLower = min(cutLower, 2)
        isUnique = cutLower == cut.count && isUnique == false ? false : nil
      }
      joint = JointSupport(try MinimalSupports(support, stopCheck: stopCheck), graph)
    } else {
      joint = nil
    }
    disjointChains = figures.disjointChains
    disjointChainsUpper = figures.disjointChainsUpper
    (self.cut, cutGroups) = graph.told(cut)
    self.cutLower = cutLower
    cutIsUnique = isUnique
    (singlePoints, singleGroups) = graph.told(singles)
  }
}

/// What a subject needs where some attributions are needed together.
///
/// Sets of ends, smallest first, then by keys; a circular end stands under its first member.
public struct JointSupport: Sendable {
  /// The minimal sets that support the subject.
  public let supports: [[EntityID]]

  /// The minimal sets that every support meets.
  public let cuts: [[EntityID]]

  /// Whether these are all; else they were cut short, and more supports may exist.
  public let isComplete: Bool

  init(_ minimal: MinimalSupports, _ graph: FlowGraph) {
    func told(_ sets: [Set<Int>]) -> [[EntityID]] {
      sets.map { graph.network.sorted($0.compactMap { graph.entity(of: $0) }) }
        .sorted { left, right in
          if left.count != right.count { return left.count < right.count }
          let (leftKeys, rightKeys) = (left.map(graph.network.key), right.map(graph.network.key))
          return leftKeys.lexicographicallyPrecedes(rightKeys, by: ByteOrder.precedes)
        }
    }
    let limit = MinimalSupports.listLimit
    supports = Array(told(minimal.supports).prefix(limit))
    cuts = Array(told(minimal.cuts).prefix(limit))
    isComplete =
      minimal.isComplete && minimal.supports.count <= limit && minimal.cuts.count <= limit
  }
}

/// The entities at which walks end.
private struct EndEntities {
  var all: Set<EntityID> = []
  var establishedOrigins: Set<EntityID> = []

  init(_ network: UpstreamNetwork) {
    for node in network.nodes {
      guard let end = node.end else { continue }
      all.insert(node.entity)
      if end == .origin, node.isEstablished { establishedOrigins.insert(node.entity) }
    }
  }

  func all(withGroups groups: Int) -> Int { all.count + groups }
}

extension UpstreamNetwork {
  /// How many documents assert the subject, if it is a claim.
  var assertingDocuments: Int? {
    guard subject.kind == .claim else { return nil }
    var documents: Set<EntityID> = []
    for edge in edges where edge.receiver == 0 {
      let asserts = edge.attributions.contains { $0.edge.relation == RelationDefinition.asserted }
      let giver = nodes[edge.giver].entity
      if asserts, entities[giver]?.kind == .document { documents.insert(giver) }
    }
    return documents.count
  }
}

extension FlowGraph {
  /// The entity of a vertex, or the first member of a circular end.
  func entity(of vertex: Int) -> EntityID? {
    switch vertices[vertex] {
    case .entity(let entity): entity
    case .circularEnd(let group): members(group).first
    }
  }

  private func members(_ group: Int) -> [EntityID] {
    network.sorted(Set(network.circularEnds[group].map { network.nodes[$0].entity }))
  }

  /// Entities by key, and groups with their members by key.
  func told(_ chosen: Set<Vertex>) -> (entities: [EntityID], groups: [[EntityID]]) {
    var entities: [EntityID] = []
    var groups: [[EntityID]] = []
    for vertex in chosen {
      switch vertex {
      case .entity(let entity): entities.append(entity)
      case .circularEnd(let group): groups.append(members(group))
      }
    }
    return (
      network.sorted(entities),
      groups.sorted { ByteOrder.precedes(network.key($0[0]), network.key($1[0])) }
    )
  }
}
