import HeadwaterModel

/// Tells the hops of a chain: which attributions can be chosen, and the best choice among them.
struct ChainTeller {
  private let graph: UpstreamGraph

  init(_ graph: UpstreamGraph) {
    self.graph = graph
  }

  func tell(_ outline: ChainOutline) -> Chain {
    let isMarked = outline.end == .origin || outline.end == .undisclosed
    let mark = isMarked ? outline.end : nil
    let layers = choices(along: outline.entities) { $0 == mark }
    let last = layers.last.map { Set($0.map(\.step.vertex)) } ?? [0]
    let members = Set(outline.entities)
    let revisits = last.contains { vertex in
      (graph.steps[vertex] ?? []).contains { members.contains($0.edge.source) }
    }
    return Chain(
      entities: outline.entities, end: outline.end, hops: hops(layers, along: outline.entities),
      revisits: revisits)
  }

  /// The hops of the beginning of a chain, whether or not its last step is marked.
  ///
  /// - Precondition: a walk of the graph passes these entities, the subject first.
  func tell(beginning entities: [EntityID]) -> [Hop] {
    hops(choices(along: entities) { _ in true }, along: entities)
  }

  private func hops(_ layers: [[Choice]], along entities: [EntityID]) -> [Hop] {
    let best = bestChoice(layers)
    var hops: [Hop] = []
    var downstream: [UpstreamStep] = []
    for (position, layer) in layers.enumerated() {
      let steps = distinct(layer)
      hops.append(
        Hop(
          giver: entities[position + 1], receiver: entities[position], why: best[position]?.why,
          isAnachronistic: areAllLater(steps, than: downstream),
          attributions: steps.map { HopAttribution(edge: $0.edge, why: $0.why) }))
      downstream = steps
    }
    return hops
  }

  /// A step with the vertex that it is taken from.
  private struct Choice {
    let from: Int
    let step: UpstreamStep
  }

  /// Hop by hop, every step along the sequence that is part of some choice.
  ///
  /// The last one has a mark that is allowed there, or none if that is; the others have none.
  private func choices(
    along entities: [EntityID], lastMark isAllowed: (ChainEnd?) -> Bool
  ) -> [[Choice]] {
    var layers: [[Choice]] = []
    var vertices: Set<Int> = [0]
    for (position, entity) in entities.dropFirst().enumerated() {
      let isLast = position == entities.count - 2
      var layer: [Choice] = []
      for vertex in vertices.sorted() {
        for step in graph.steps[vertex] ?? []
        where step.edge.source == entity && (isLast ? isAllowed(step.mark) : step.mark == nil) {
          layer.append(Choice(from: vertex, step: step))
        }
      }
      layers.append(layer)
      vertices = Set(layer.map(\.step.vertex))
    }
    keepThoseThatReachTheEnd(&layers)
    return layers
  }

  private func keepThoseThatReachTheEnd(_ layers: inout [[Choice]]) {
    for position in layers.indices.dropLast().reversed() {
      let useful = Set(layers[position + 1].map(\.from))
      layers[position].removeAll { !useful.contains($0.step.vertex) }
    }
  }

  /// One step a hop, with as few possible ones as can be.
  private func bestChoice(_ layers: [[Choice]]) -> [UpstreamStep?] {
    var cost: [Int: Int] = [:]
    var costs: [[Int: Int]] = []
    for (position, layer) in layers.enumerated().reversed() {
      costs.append(cost)
      var before: [Int: Int] = [:]
      for choice in layer {
        let beyond = position == layers.count - 1 ? 0 : cost[choice.step.vertex] ?? 0
        let total = beyond + (choice.step.why == nil ? 0 : 1)
        before[choice.from] = min(before[choice.from] ?? total, total)
      }
      cost = before
    }
    costs.reverse()
    var vertex = 0
    var best: [UpstreamStep?] = []
    for (position, layer) in layers.enumerated() {
      let step = layer.filter { $0.from == vertex }.map(\.step).min { left, right in
        let leftCost = (costs[position][left.vertex] ?? 0) + (left.why == nil ? 0 : 1)
        let rightCost = (costs[position][right.vertex] ?? 0) + (right.why == nil ? 0 : 1)
        if leftCost != rightCost { return leftCost < rightCost }
        return left.edge.id < right.edge.id
      }
      best.append(step)
      vertex = step?.vertex ?? vertex
    }
    return best
  }

  /// Each attribution once, by id; established if under some choice it is.
  private func distinct(_ layer: [Choice]) -> [UpstreamStep] {
    var byID: [AttributionID: UpstreamStep] = [:]
    for choice in layer {
      if let known = byID[choice.step.edge.id], known.why == nil { continue }
      byID[choice.step.edge.id] = choice.step
    }
    return byID.values.sorted { $0.edge.id < $1.edge.id }
  }

  /// Whether every one of `steps` is definitely later than every one that it fed.
  private func areAllLater(_ steps: [UpstreamStep], than fed: [UpstreamStep]) -> Bool {
    guard !steps.isEmpty, !fed.isEmpty else { return false }
    return steps.allSatisfy { step in
      guard let date = date(of: step.edge) else { return false }
      return fed.allSatisfy { other in
        guard let otherDate = self.date(of: other.edge) else { return false }
        return date.order(relativeTo: otherDate) == .after
      }
    }
  }

  private func date(of edge: FlowEdge) -> DayBounds? {
    if let date = edge.date { return date }
    guard let target = graph.entities[edge.target], target.kind.isWork else { return nil }
    return target.date
  }
}
