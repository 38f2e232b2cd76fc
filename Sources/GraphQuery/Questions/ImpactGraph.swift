import GraphKernels
import HeadwaterModel

/// What many works rest on, as one graph: with some sources, and without them.
///
/// Nodes are the vertices that were walked, in their order, then one node for each end, to which
/// everything that ends there leads: an entity once, and a circular group once, by its members.
/// Edges lead upstream. Nothing leads on out of a circular group but to its end.
struct ImpactGraph {
  /// One row of an answer: a work, or the assertion of a claim by a document.
  struct Row {
    /// Where its ways begin.
    let node: Int

    /// The document, where it is an assertion.
    let asserting: EntityID?
  }

  private(set) var nodeCount = 0

  /// The rows of each subject: itself first, then for a claim those of the documents that assert it.
  private(set) var rows: [[Row]] = []

  /// The nodes of the ends.
  private(set) var ends: [Int] = []

  /// Edges with one node at each end, by receiver.
  private(set) var adjacency = AdjacencySnapshot(nodeCount: 0, edges: [])

  /// What the sources take with them: their nodes, their ends, the circular groups that hold one.
  private(set) var removed: [Bool] = []

  /// The joint groups, where they change anything.
  private(set) var joint: JointGates?

  private var places: [Int] = []
  private var endOfEntity = EntityMap<Int>()
  private var endOfGroup: [[EntityID]: Int] = [:]
  private var pairs: (receivers: [UInt32], givers: [UInt32]) = ([], [])
  private var gates: [JointGates.Gate] = []

  /// - Complexity: O(V + E), and sorting where there are circular groups.
  init(
    _ graph: UpstreamGraph, subjects: Int, without sources: Set<EntityID>, stopCheck: StopCheck
  ) throws(QueryError) {
    place(graph, without: sources)
    connect(graph, without: sources)
    try QueryError.check(stopCheck)
    addRows(graph, subjects)
    closeCircles(graph, without: sources)
    try QueryError.check(stopCheck)
    adjacency = AdjacencySnapshot(
      nodeCount: nodeCount, sources: pairs.receivers, targets: pairs.givers)
    pairs = ([], [])
    if gates.contains(where: { $0.isBroken || $0.givers.count > 1 }) {
      joint = JointGates(gates, adjacency: adjacency)
    }
    gates = []
  }

  private mutating func place(_ graph: UpstreamGraph, without sources: Set<EntityID>) {
    places = Array(repeating: -1, count: graph.vertices.count)
    for vertex in graph.vertices.indices where graph.isReached[vertex] {
      places[vertex] = addNode(isRemoved: sources.contains(graph.vertices[vertex].entity))
    }
  }

  private mutating func addNode(isRemoved: Bool) -> Int {
    removed.append(isRemoved)
    nodeCount += 1
    return nodeCount - 1
  }

  private mutating func end(of entity: EntityID, without sources: Set<EntityID>) -> Int {
    if let known = endOfEntity[entity] { return known }
    let node = addNode(isRemoved: sources.contains(entity))
    endOfEntity.set(entity, to: node)
    ends.append(node)
    return node
  }

  private mutating func join(_ receiver: Int, _ giver: Int) {
    pairs.receivers.append(UInt32(receiver))
    pairs.givers.append(UInt32(giver))
  }

  private mutating func connect(_ graph: UpstreamGraph, without sources: Set<EntityID>) {
    for (vertex, receiver) in places.enumerated() where receiver >= 0 {
      let steps = graph.steps[vertex] ?? []
      if steps.isEmpty { join(receiver, end(of: graph.vertices[vertex].entity, without: sources)) }
      var groups: [JointGroup: Set<Int>] = [:]
      for step in steps {
        let giver = giver(of: step, without: sources)
        if let group = JointGroup(step.edge) {
          groups[group, default: []].insert(giver)
        } else {
          join(receiver, giver)
        }
      }
      let broken = groups.isEmpty ? [] : graph.broken(at: vertex)
      for (group, givers) in groups {
        let isBroken = broken.contains(group)
        for giver in givers { join(receiver, giver) }
        gates.append(
          JointGates.Gate(receiver: receiver, givers: givers.sorted(), isBroken: isBroken))
      }
    }
  }

  private mutating func giver(of step: UpstreamStep, without sources: Set<EntityID>) -> Int {
    step.mark == nil ? places[step.vertex] : end(of: step.edge.source, without: sources)
  }

  /// A row for each subject, and for each document that asserts it one that begins at the documents.
  private mutating func addRows(_ graph: UpstreamGraph, _ subjects: Int) {
    for subject in 0..<subjects {
      var found = [Row(node: places[subject], asserting: nil)]
      var givers: [EntityID: Set<Int>] = [:]
      for step in graph.steps[subject] ?? []
      where step.edge.relation == RelationDefinition.asserted {
        guard graph.entities[step.edge.source]?.kind == .document else { continue }
        let node = giver(of: step, without: [])
        givers[step.edge.source, default: []].insert(node)
      }
      for (document, nodes) in givers.sorted(by: { $0.key < $1.key }) {
        let node = addNode(isRemoved: false)
        for giver in nodes { join(node, giver) }
        found.append(Row(node: node, asserting: document))
      }
      rows.append(found)
    }
  }

  /// Lets each group that no step leaves lead to an end of its own, and nowhere else.
  private mutating func closeCircles(_ graph: UpstreamGraph, without sources: Set<EntityID>) {
    let open = AdjacencySnapshot(
      nodeCount: nodeCount, sources: pairs.receivers, targets: pairs.givers)
    let groups = open.strongGroups()
    let sizes = groups.sizes()
    if groups.count == nodeCount { return }
    var isLeft = [Bool](repeating: false, count: groups.count)
    for (receiver, giver) in zip(pairs.receivers, pairs.givers) {
      let group = groups.groupOfNode[Int(receiver)]
      if group != groups.groupOfNode[Int(giver)] { isLeft[Int(group)] = true }
    }
    var members: [UInt32: [Int]] = [:]
    for (node, group) in groups.groupOfNode.enumerated() {
      if sizes[Int(group)] > 1, !isLeft[Int(group)] { members[group, default: []].append(node) }
    }
    if members.isEmpty { return }
    let entity = entitiesOfNodes(graph)
    var isCircular = [Bool](repeating: false, count: nodeCount)
    for nodes in members.values {
      for node in nodes { isCircular[node] = true }
    }
    var kept: (receivers: [UInt32], givers: [UInt32]) = ([], [])
    for (receiver, giver) in zip(pairs.receivers, pairs.givers) where !isCircular[Int(receiver)] {
      kept.receivers.append(receiver)
      kept.givers.append(giver)
    }
    pairs = kept
    gates.removeAll { isCircular[$0.receiver] }
    for nodes in members.values.sorted(by: { $0[0] < $1[0] }) {
      let names = Set(nodes.compactMap { entity[$0] }).sorted()
      let end =
        endOfGroup[names] ?? addNode(isRemoved: !sources.isDisjoint(with: names))
      if endOfGroup.updateValue(end, forKey: names) == nil { ends.append(end) }
      for node in nodes { join(node, end) }
    }
  }

  private func entitiesOfNodes(_ graph: UpstreamGraph) -> [EntityID?] {
    var entity = [EntityID?](repeating: nil, count: nodeCount)
    for (vertex, node) in places.enumerated() where node >= 0 {
      entity[node] = graph.vertices[vertex].entity
    }
    return entity
  }
}

extension ImpactGraph {
  /// Whether what is removed lies upstream of each node.
  ///
  /// - Complexity: O(V + E).
  func leadsToRemoved() -> [Bool] {
    reaches(removed.indices.filter { removed[$0] })
  }

  /// Whether each node leads to one of some nodes, or is one.
  private func reaches(_ goals: [Int]) -> [Bool] {
    Self.marked(from: goals, over: adjacency.reversed())
  }

  /// What some nodes lead to, they included.
  static func marked(from starts: [Int], over graph: AdjacencySnapshot) -> [Bool] {
    var isMarked = [Bool](repeating: false, count: graph.nodeCount)
    var stack = starts
    for start in starts { isMarked[start] = true }
    while let node = stack.popLast() {
      for next in graph.neighbours(of: node) where !isMarked[Int(next)] {
        isMarked[Int(next)] = true
        stack.append(Int(next))
      }
    }
    return isMarked
  }

  /// What carries an end: all nodes, or with joint attributions those that are supported.
  func carrying(without removed: [Bool]? = nil) -> [Bool] {
    let isKept = removed.map { $0.map { !$0 } } ?? Array(repeating: true, count: nodeCount)
    guard let joint else { return isKept }
    return joint.supported(from: ends, isKept: isKept)
  }

  /// The edges between some of the nodes, numbered as before.
  func restricted(to isKept: [Bool]) -> AdjacencySnapshot {
    var receivers: [UInt32] = []
    var givers: [UInt32] = []
    for node in 0..<nodeCount where isKept[node] {
      for giver in adjacency.neighbours(of: node) where isKept[Int(giver)] {
        receivers.append(UInt32(node))
        givers.append(giver)
      }
    }
    return AdjacencySnapshot(nodeCount: nodeCount, sources: receivers, targets: givers)
  }
}
