import GraphKernels
import HeadwaterModel

/// A joint group of which something is missing at a node: what is left of it supports nothing there.
struct BrokenGroup: Hashable, Sendable {
  let node: Int
  let group: JointGroup
}

/// Makes nodes and edges of what was walked.
struct NetworkParts {
  private(set) var nodes: [UpstreamNetwork.Node] = []
  private(set) var edges: [UpstreamNetwork.Edge] = []
  private(set) var adjacency = AdjacencySnapshot(nodeCount: 0, edges: [])
  private(set) var circularEnds: [[Int]] = []
  private(set) var circularEnd: [Int: Int] = [:]
  private(set) var severalNodes: [EntityID: [Int]] = [:]
  private(set) var isAcyclic = true

  /// Whether no entity is upstream of itself, and a walk goes on from each at one node at most.
  private(set) var isPlain = true

  /// Joint groups of which something is missing, by node.
  private(set) var brokenGroups: Set<BrokenGroup> = []

  /// The vertices that a walk from the subject goes on from, the subject first.
  private var reached: [Int] = []

  /// The least number of steps from the subject to each of them, by vertex.
  private var hops: [Int] = []

  init(_ graph: UpstreamGraph, subject: GraphEntity) {
    reach(graph)
    let classes = NodeClasses(graph, reached: reached)
    place(graph, classes)
    connect(graph, classes, subject: subject)
    settleEstablished(graph, classes)
    findCircularEnds()
    var nodesOf: [EntityID: [Int]] = [:]
    for (index, node) in nodes.enumerated() { nodesOf[node.entity, default: []].append(index) }
    severalNodes = nodesOf.filter { $0.value.count > 1 }
    isPlain = isAcyclic && (severalNodes.isEmpty || goesOnAtOneNode)
  }

  /// Whether each entity has at most one node beside those that marks end at, and none is upstream
  /// of itself.
  private var goesOnAtOneNode: Bool {
    let endNodes = Set(endNode.values)
    for several in severalNodes.values
    where several.count(where: { !endNodes.contains($0) }) > 1 {
      return false
    }
    var number = EntityMap<UInt32>()
    for node in nodes { _ = number.insert(node.entity, UInt32(number.keys.count)) }
    let hops = edges.map { edge in
      (
        source: number[nodes[edge.receiver].entity] ?? 0,
        target: number[nodes[edge.giver].entity] ?? 0
      )
    }
    let entities = AdjacencySnapshot(nodeCount: number.keys.count, edges: hops)
    return entities.stronglyConnectedComponents().count == number.keys.count
  }

  private mutating func reach(_ graph: UpstreamGraph) {
    hops = Array(repeating: -1, count: graph.vertices.count)
    hops[0] = 0
    reached = [0]
    var position = 0
    while position < reached.count {
      let vertex = reached[position]
      position += 1
      for step in graph.steps[vertex] ?? [] where step.mark == nil && hops[step.vertex] < 0 {
        hops[step.vertex] = hops[vertex] + 1
        reached.append(step.vertex)
      }
    }
  }

  private var endNode: [EntityEnd: Int] = [:]

  private struct EntityEnd: Hashable {
    let entity: EntityID
    let end: ChainEnd
  }

  /// One node for each class, then one for each entity that a mark ends at.
  private mutating func place(_ graph: UpstreamGraph, _ classes: NodeClasses) {
    for representative in classes.representatives {
      nodes.append(
        UpstreamNetwork.Node(
          entity: graph.vertices[representative].entity, end: nil, hops: .max,
          isEstablished: false))
    }
    for vertex in reached {
      let node = classes.ofVertex[vertex]
      nodes[node].hops = min(nodes[node].hops, hops[vertex])
      for step in graph.steps[vertex] ?? [] {
        guard let mark = step.mark else { continue }
        let place = EntityEnd(entity: step.edge.source, end: mark)
        let distance = hops[vertex] + 1
        if let known = endNode[place] {
          nodes[known].hops = min(nodes[known].hops, distance)
        } else {
          endNode[place] = nodes.count
          nodes.append(
            UpstreamNetwork.Node(
              entity: place.entity, end: mark, hops: distance, isEstablished: false))
        }
      }
    }
  }

  /// Joins the nodes by hops, and says which nodes are ends for want of one.
  private mutating func connect(
    _ graph: UpstreamGraph, _ classes: NodeClasses, subject: GraphEntity
  ) {
    var gathered: [[Int: [HopAttribution]]] = Array(repeating: [:], count: nodes.count)
    for vertex in reached {
      let receiver = classes.ofVertex[vertex]
      for group in graph.broken(at: vertex) {
        brokenGroups.insert(BrokenGroup(node: receiver, group: group))
      }
      for step in graph.steps[vertex] ?? [] {
        let giver = giverNode(step, classes)
        gathered[receiver][giver, default: []].append(
          HopAttribution(edge: step.edge, why: step.why))
      }
    }
    var pairs: [(source: UInt32, target: UInt32)] = []
    for (receiver, givers) in gathered.enumerated() {
      for (giver, attributions) in givers.sorted(by: { $0.key < $1.key }) {
        edges.append(
          UpstreamNetwork.Edge(
            receiver: receiver, giver: giver, attributions: Self.once(attributions)))
        pairs.append((source: UInt32(receiver), target: UInt32(giver)))
      }
      if givers.isEmpty, nodes[receiver].end == nil {
        nodes[receiver].end = receiver == 0 ? ChainEnd(ofSubject: subject) : .unexplored
      }
    }
    adjacency = AdjacencySnapshot(nodeCount: nodes.count, edges: pairs)
  }

  private func giverNode(_ step: UpstreamStep, _ classes: NodeClasses) -> Int {
    guard let mark = step.mark else { return classes.ofVertex[step.vertex] }
    return endNode[EntityEnd(entity: step.edge.source, end: mark)] ?? 0
  }

  /// Each attribution once, established where any of its steps is, by id.
  private static func once(_ attributions: [HopAttribution]) -> [HopAttribution] {
    if attributions.count == 1 { return attributions }
    var best: [AttributionID: HopAttribution] = [:]
    for attribution in attributions {
      if let known = best[attribution.edge.id], known.why == nil { continue }
      best[attribution.edge.id] = attribution
    }
    return best.values.sorted { $0.edge.id < $1.edge.id }
  }

  private mutating func settleEstablished(_ graph: UpstreamGraph, _ classes: NodeClasses) {
    var isOpen = [Bool](repeating: false, count: graph.vertices.count)
    isOpen[0] = true
    var queue = [0]
    while let vertex = queue.popLast() {
      nodes[classes.ofVertex[vertex]].isEstablished = true
      for step in graph.steps[vertex] ?? [] where step.why == nil {
        if step.mark != nil {
          nodes[giverNode(step, classes)].isEstablished = true
        } else if !isOpen[step.vertex] {
          isOpen[step.vertex] = true
          queue.append(step.vertex)
        }
      }
    }
  }

  private mutating func findCircularEnds() {
    let components = adjacency.stronglyConnectedComponents()
    isAcyclic = components.count == nodes.count
    guard !isAcyclic else { return }
    var isLeft = [Bool](repeating: false, count: components.count)
    for edge in edges {
      let (from, to) = (
        components.componentOfNode[edge.receiver], components.componentOfNode[edge.giver]
      )
      if from != to { isLeft[from] = true }
    }
    var members: [Int: [Int]] = [:]
    for node in nodes.indices {
      let component = components.componentOfNode[node]
      if components.sizes[component] > 1, !isLeft[component] {
        members[component, default: []].append(node)
      }
    }
    circularEnds = members.values.sorted { $0[0] < $1[0] }
    for (group, nodes) in circularEnds.enumerated() {
      for node in nodes { circularEnd[node] = group }
    }
  }
}

extension ChainEnd {
  /// How a chain without hops ends.
  init(ofSubject subject: GraphEntity) {
    switch subject.upstream {
    case .origin: self = .origin
    case .undisclosed: self = .undisclosed
    case .unexplored: self = .unexplored
    }
  }
}
