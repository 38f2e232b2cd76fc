import GraphKernels
import HeadwaterModel

/// Tells the hops of a path: which attributions can be chosen, and the best choice among them.
struct PathTeller {
  private let network: UpstreamNetwork

  init(_ network: UpstreamNetwork) {
    self.network = network
  }

  /// - Precondition: a walk of the network, turned round, passes these entities.
  func tell(_ entities: [EntityID]) -> TravelPath {
    let layers = layers(entities)
    let best = bestChoice(layers)
    var hops: [Hop] = []
    var downstream: [FlowEdge] = []
    let upstream = Array(entities.reversed())
    for (position, layer) in layers.enumerated() {
      let attributions = distinct(layer)
      let edges = attributions.map(\.edge)
      hops.append(
        Hop(
          giver: upstream[position + 1], receiver: upstream[position], why: best[position],
          isAnachronistic: areAllLater(edges, than: downstream), attributions: attributions))
      downstream = edges
    }
    return TravelPath(entities: entities, hops: hops.reversed())
  }

  /// For each hop upstream the edges that some choice takes all the way.
  private func layers(_ entities: [EntityID]) -> [[Int]] {
    var layers: [[Int]] = []
    var nodes: Set<Int> = [0]
    for entity in entities.reversed().dropFirst() {
      var layer: [Int] = []
      for node in nodes.sorted() {
        for edge in network.adjacency.row(node)
        where network.nodes[network.edges[edge].giver].entity == entity {
          layer.append(edge)
        }
      }
      layers.append(layer)
      nodes = Set(layer.map { network.edges[$0].giver })
    }
    for position in layers.indices.dropLast().reversed() {
      let useful = Set(layers[position + 1].map { network.edges[$0].receiver })
      layers[position].removeAll { !useful.contains(network.edges[$0].giver) }
    }
    return layers
  }

  /// For each hop why it is possible only, by a choice with as few such hops as can be.
  private func bestChoice(_ layers: [[Int]]) -> [PossibleReason?] {
    var costs: [[Int: Int]] = [[:]]
    for layer in layers.reversed() {
      var cost: [Int: Int] = [:]
      for edge in layer {
        let total = self.cost(edge, beyond: costs[costs.count - 1])
        let receiver = network.edges[edge].receiver
        cost[receiver] = min(cost[receiver] ?? total, total)
      }
      costs.append(cost)
    }
    var node = 0
    var best: [PossibleReason?] = []
    for (position, layer) in layers.enumerated() {
      let beyond = costs[layers.count - 1 - position]
      let edge = layer.filter { network.edges[$0].receiver == node }
        .min { (cost($0, beyond: beyond), $0) < (cost($1, beyond: beyond), $1) }
      guard let edge else { continue }
      let chosen = network.edges[edge]
      best.append(chosen.isEstablished ? nil : chosen.attributions.first?.why)
      node = chosen.giver
    }
    return best
  }

  private func cost(_ edge: Int, beyond: [Int: Int]) -> Int {
    let edge = network.edges[edge]
    return (beyond[edge.giver] ?? 0) + (edge.isEstablished ? 0 : 1)
  }

  /// Each attribution once, by id; established if under some choice it is.
  private func distinct(_ layer: [Int]) -> [HopAttribution] {
    var byID: [AttributionID: HopAttribution] = [:]
    for attribution in layer.flatMap({ network.edges[$0].attributions }) {
      if let known = byID[attribution.edge.id], known.why == nil { continue }
      byID[attribution.edge.id] = attribution
    }
    return byID.values.sorted { $0.edge.id < $1.edge.id }
  }

  /// Whether every one of `edges` is definitely later than every one that it fed.
  private func areAllLater(_ edges: [FlowEdge], than fed: [FlowEdge]) -> Bool {
    guard !edges.isEmpty, !fed.isEmpty else { return false }
    return edges.allSatisfy { edge in
      guard let date = network.date(of: edge) else { return false }
      return fed.allSatisfy { other in
        guard let otherDate = network.date(of: other) else { return false }
        return date.order(relativeTo: otherDate) == .after
      }
    }
  }
}
