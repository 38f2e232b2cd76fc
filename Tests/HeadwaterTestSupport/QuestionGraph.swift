/// The upstream graph of one subject, as `docs/design/questions.md` has it: nodes are entities with
/// the matter that they are reached with, edges are steps.
///
/// It is made of the steps of `ChainOracle`, by plain search, and merged by plain refinement. Sets
/// of nodes are bit sets: a graph has at most 64 nodes.
package struct QuestionGraph: Sendable {
  /// A step, from the receiver's node to the giver's.
  package struct Edge: Hashable, Sendable {
    package var from: Int
    package var to: Int
    package var attribution: OracleAttribution
    package var isEstablished: Bool
  }

  /// Where walks end: an entity, or a circular group.
  package struct Token: Hashable, Sendable {
    /// One key, or those of a group in order.
    package var members: [String]
    package var isGroup: Bool

    package init(members: [String], isGroup: Bool) {
      self.members = members
      self.isGroup = isGroup
    }
  }

  /// An attribution that would be a step from a node if nothing were dropped.
  struct Dropped: Hashable, Sendable {
    var node: Int
    var id: String
  }

  package let world: OracleCase
  package let options: OracleOptions
  package let subject: String

  /// The key of each node's entity.
  package internal(set) var entities: [String] = []

  /// How walks end at each node; nil where they go on, and in a circular group.
  package internal(set) var ends: [OracleEnd?] = []
  package internal(set) var edges: [Edge] = []

  /// The node of the subject.
  package internal(set) var start = 0

  /// Strongly connected groups that no step leaves, as sets of nodes.
  package internal(set) var groups: [UInt64] = []

  /// What can be taken out: entities, and the groups, in this order.
  package internal(set) var tokens: [Token] = []

  /// What is no step only because it was dropped, or is possible where established ones are walked.
  var dropped: Set<Dropped> = []

  /// For each node the token that goes with it; nil for the subject, which always stays.
  var tokenOfNode: [Int?] = []

  /// For each node the nodes one step upstream.
  package internal(set) var upstream: [UInt64] = []

  /// The same, over established steps.
  var establishedUpstream: [UInt64] = []

  package init(_ world: OracleCase, _ options: OracleOptions, subject: String) {
    self.world = world
    self.options = options
    self.subject = subject
    var vertices = QuestionVertices(
      world, options, isBackToStart: !options.isDocumentLevel)
    let first = vertices.start(at: subject)
    merge(vertices.reached(from: first), from: first)
    precondition(entities.count <= 64, "the case is too large to try every set of its nodes")
    upstream = neighbours { _ in true }
    establishedUpstream = neighbours { $0.isEstablished }
    findEnds()
    findTokens()
  }

  private func neighbours(_ isWanted: (Edge) -> Bool) -> [UInt64] {
    var sets = [UInt64](repeating: 0, count: entities.count)
    for edge in edges where isWanted(edge) { sets[edge.from] |= 1 << UInt64(edge.to) }
    return sets
  }

  /// All nodes that `nodes` lead to by one step or more.
  package func reached(from nodes: UInt64, over neighbours: [UInt64]) -> UInt64 {
    var reached: UInt64 = 0
    var next = nodes
    while next != 0 {
      let node = next.trailingZeroBitCount
      next &= next - 1
      let new = neighbours[node] & ~reached
      reached |= new
      next |= new
    }
    return reached
  }

  private mutating func findEnds() {
    for node in entities.indices where ends[node] == nil {
      let above = reached(from: 1 << UInt64(node), over: upstream)
      if above == 0 {
        ends[node] = node == start ? ownEnd() : .unexplored
        continue
      }
      guard above & (1 << UInt64(node)) != 0, !groups.contains(above) else { continue }
      let all = entities.indices.filter { above & (1 << UInt64($0)) != 0 }
      let isClosed = all.allSatisfy { reached(from: 1 << UInt64($0), over: upstream) == above }
      if isClosed { groups.append(above) }
    }
  }

  private func ownEnd() -> OracleEnd {
    switch world.entities.first(where: { $0.key == subject })?.upstream {
    case .origin: .origin
    case .undisclosed: .undisclosed
    default: .unexplored
    }
  }

  private mutating func findTokens() {
    tokenOfNode = Array(repeating: nil, count: entities.count)
    for node in entities.indices {
      let group = groups.first { $0 & (1 << UInt64(node)) != 0 }
      let token =
        group.map { Token(members: members(of: $0), isGroup: true) }
        ?? Token(members: [entities[node]], isGroup: false)
      if !token.isGroup, entities[node] == subject { continue }
      if !tokens.contains(token) { tokens.append(token) }
      tokenOfNode[node] = tokens.firstIndex(of: token)
    }
  }

  /// The keys of the entities of `nodes`, in order.
  package func members(of nodes: UInt64) -> [String] {
    OracleKeys.sorted(
      Set(entities.indices.filter { nodes & (1 << UInt64($0)) != 0 }.map { entities[$0] }))
  }

  /// The nodes at which walks end.
  package var endNodes: UInt64 {
    var nodes: UInt64 = groups.reduce(0, |)
    for node in entities.indices where ends[node] != nil { nodes |= 1 << UInt64(node) }
    return nodes
  }

  /// Where a walk that ends at `node` ends, the subject itself included.
  package func endToken(of node: Int) -> Token {
    tokenOfNode[node].map { tokens[$0] } ?? Token(members: [entities[node]], isGroup: false)
  }

  /// All that is upstream of the subject, or is the subject, over all steps or established ones.
  package func nodes(establishedOnly: Bool = false) -> UInt64 {
    let neighbours = establishedOnly ? establishedUpstream : upstream
    return reached(from: 1 << UInt64(start), over: neighbours) | (1 << UInt64(start))
  }

  /// The least number of hops of a walk from the subject to each node.
  package var hops: [Int] {
    var hops = [Int](repeating: .max, count: entities.count)
    var level: UInt64 = 1 << UInt64(start)
    var seen: UInt64 = 0
    var distance = 0
    while level != 0 {
      var next: UInt64 = 0
      for node in entities.indices where level & (1 << UInt64(node)) != 0 {
        hops[node] = distance
        next |= upstream[node]
      }
      seen |= level
      level = next & ~seen
      distance += 1
    }
    return hops
  }

  /// Whether each entity stands in the graph with one node.
  package var hasOneNodeEach: Bool { Set(entities).count == entities.count }

  /// Whether some step is needed together with another.
  package var hasJointSteps: Bool {
    edges.contains { edge in
      guard let joint = edge.attribution.joint else { return false }
      return world.attributions.contains { other in
        other.joint == joint && other.target == edge.attribution.target && other.isFlow
          && other.id != edge.attribution.id && isPart(other.id, at: edge.from)
      }
    }
  }

  /// Whether the attribution is a step from `node`, or was dropped there.
  private func isPart(_ id: String, at node: Int) -> Bool {
    dropped.contains(Dropped(node: node, id: id))
      || edges.contains { $0.from == node && $0.attribution.id == id }
  }

  /// Whether the subject is itself an end, or lies in a circular one.
  package var isOwnEnd: Bool { endNodes & (1 << UInt64(start)) != 0 }
}
