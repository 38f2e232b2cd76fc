import GraphKernels
import HeadwaterModel

/// Disjoint chains, a smallest cut and the single points of failure.
struct CutFigures {
  /// What is certain.
  private(set) var disjointChains = 0

  /// What they cannot exceed; equal where the number is exact.
  private(set) var disjointChainsUpper = 0

  /// A cut that cuts for certain.
  private(set) var cut: Set<FlowGraph.Vertex> = []

  /// What every cut has at least; its size where it is a smallest one.
  private(set) var cutLower = 0

  /// Nil where it is not known.
  private(set) var cutIsUnique: Bool? = true
  private(set) var singlePoints: Set<FlowGraph.Vertex> = []

  private let graph: FlowGraph

  /// Up to so many ways of choosing one vertex an entity are all tried.
  static var choiceLimit: Int { 64 }

  init(_ graph: FlowGraph, stopCheck: StopCheck) throws(QueryError) {
    self.graph = graph
    guard !graph.ends.isEmpty else { return }
    try QueryError.check(stopCheck)
    let apart = graph.adjacency.vertexFlow(from: 0, to: graph.ends)
    disjointChains = apart.disjointPaths
    disjointChainsUpper = apart.disjointPaths
    cut = Set(apart.cutNearestSource.map { graph.vertices[$0] })
    cutIsUnique = apart.isCutUnique
    try QueryError.check(stopCheck)
    singlePoints = singles()
    if !graph.several.isEmpty { try bound(apart, stopCheck) }
    cutLower = min(cut.count, max(cutLower, disjointChains))
  }

  /// Dominators where an entity has one vertex, and what every way passes where it has several.
  private func singles() -> Set<FlowGraph.Vertex> {
    var pairs: [(source: UInt32, target: UInt32)] = []
    let sink = graph.vertices.count
    for vertex in graph.vertices.indices {
      for next in graph.adjacency.neighbours(of: vertex) {
        pairs.append((source: UInt32(vertex), target: next))
      }
    }
    for end in graph.ends { pairs.append((source: UInt32(end), target: UInt32(sink))) }
    let ways = AdjacencySnapshot(nodeCount: sink + 1, edges: pairs)
    var found = Set(
      ways.dominators(from: 0).properDominators(of: sink).map { graph.vertices[$0] })
    for vertices in graph.several where !found.contains(graph.vertices[vertices[0]]) {
      if !graph.reachesEnd(without: Set(vertices)) { found.insert(graph.vertices[vertices[0]]) }
    }
    return found
  }

  /// Where entities have several vertices: the flow is found for choices of one each.
  private mutating func bound(_ apart: VertexFlow, _ stopCheck: StopCheck) throws(QueryError) {
    let joined = graph.entitiesJoined.vertexFlow(from: 0, to: joinedEnds)
    disjointChainsUpper = min(disjointChainsUpper, joined.disjointPaths)
    disjointChains = try best(stopCheck)
    let joinedCut = Set(joined.cutNearestSource.map { graph.vertices[$0] })
    let cuts = [cut, Set(apart.cutNearestEnds.map { graph.vertices[$0] }), joinedCut]
    if joinedCut.count < cut.count { cut = joinedCut }
    if singlePoints.isEmpty {
      cutLower = 2
      // Two smallest cuts show that there is more than one; that there is none is not shown.
      let isSmallest = cut.count == max(2, disjointChains)
      cutIsUnique = isSmallest && Set(cuts.filter { $0.count == cut.count }).count > 1 ? false : nil
    } else if let nearest = graph.nearest(singlePoints) {
      cut = [nearest]
      cutIsUnique = singlePoints.count == 1
    }
  }

  private var joinedEnds: [Int] {
    var first: [Int: Int] = [:]
    for group in graph.several {
      for vertex in group { first[vertex] = group[0] }
    }
    return Set(graph.ends.map { first[$0] ?? $0 }).sorted()
  }

  /// The most disjoint ways among choices of one vertex for each entity that has several.
  private func best(_ stopCheck: StopCheck) throws(QueryError) -> Int {
    let groups = graph.several
    var choices = 1
    for group in groups where choices <= Self.choiceLimit { choices *= group.count }
    var chosen = groups.map { $0[0] }
    var most = max(1, ways(groups, chosen))
    if choices <= Self.choiceLimit {
      for number in 0..<choices where most < disjointChainsUpper {
        try QueryError.check(stopCheck)
        var rest = number
        for (index, group) in groups.enumerated() {
          chosen[index] = group[rest % group.count]
          rest /= group.count
        }
        most = max(most, ways(groups, chosen))
      }
      return most
    }
    var tries = 0
    for (index, group) in groups.enumerated() {
      for vertex in group.dropFirst() where most < disjointChainsUpper && tries < Self.choiceLimit {
        try QueryError.check(stopCheck)
        tries += 1
        let before = chosen[index]
        chosen[index] = vertex
        let found = ways(groups, chosen)
        if found > most { most = found } else { chosen[index] = before }
      }
    }
    return most
  }

  private func ways(_ groups: [[Int]], _ chosen: [Int]) -> Int {
    let removed = Set(groups.flatMap { $0 }).subtracting(chosen)
    let ends = graph.ends.filter { !removed.contains($0) }
    return graph.without(removed).vertexFlow(from: 0, to: ends).disjointPaths
  }
}

extension FlowGraph {
  /// Of some entities and groups the nearest to the subject, ties by key.
  func nearest(_ candidates: Set<Vertex>) -> Vertex? {
    candidates.min { left, right in
      let (leftHops, rightHops) = (hops(left), hops(right))
      return leftHops == rightHops
        ? ByteOrder.precedes(key(left), key(right)) : leftHops < rightHops
    }
  }

  private func hops(_ vertex: Vertex) -> Int {
    switch vertex {
    case .entity(let entity):
      network.nodes.filter { $0.entity == entity }.map(\.hops).min() ?? 0
    case .circularEnd(let group):
      network.circularEnds[group].map { network.nodes[$0].hops }.min() ?? 0
    }
  }

  /// The key of an entity, or the first of a group.
  func key(_ vertex: Vertex) -> String {
    switch vertex {
    case .entity(let entity): network.key(entity)
    case .circularEnd(let group):
      network.sorted(network.circularEnds[group].map { network.nodes[$0].entity })
        .first.map(network.key) ?? ""
    }
  }
}
