import GraphQuery
import HeadwaterModel
import Interchange

/// Which part of some upstream graphs is drawn: all of it, or the shortest chains through what
/// matters where that is too much.
struct NetworkSelection {
  /// Nearest first.
  private(set) var entities: [EntityID] = []
  private(set) var hops: [DrawnHop] = []

  /// One sentence where something is left out.
  private(set) var leftOut: [String] = []

  private var receiversFirst: [EntityID: EntityID] = [:]
  private var givers: [EntityID: [EntityID]] = [:]
  private var endOf: [EntityID: EntityID] = [:]

  init(
    _ networks: [UpstreamNetwork], important: [EntityID], hopMarks: [EntityPair: LineMark],
    closed: Set<EntityID> = []
  ) {
    var all = Self.merged(networks).filter { !closed.contains($0.receiver) }
    let subjects = networks.map(\.subject.id)
    let ends = Set(networks.flatMap { Array($0.drawnEnds.keys) + $0.drawnCircles.joined() })
      .union(closed)
    for hop in all { givers[hop.receiver, default: []].append(hop.giver) }
    let order = walk(from: subjects)
    let reached = Set(order)
    all = all.filter { reached.contains($0.giver) && reached.contains($0.receiver) }
    if order.count <= NetworkPicture.nodeLimit, all.count <= NetworkPicture.hopLimit {
      (entities, hops) = (order, all)
      return
    }
    findNearestEnds(ends, all)
    var kept = Set(subjects)
    var pairs = Set(hopMarks.keys)
    let onWays = pairs.sorted(by: EntityPair.precedes).flatMap { [$0.source, $0.target] }
    let wanted = important + onWays + order.filter(ends.contains) + order
    for entity in wanted where kept.count < NetworkPicture.nodeLimit {
      let chain = chain(through: entity)
      let more = Set(chain).subtracting(kept).count
      guard kept.count + more <= NetworkPicture.nodeLimit else { continue }
      kept.formUnion(chain)
      for (receiver, giver) in zip(chain, chain.dropFirst()) {
        pairs.insert(EntityPair(giver, receiver))
      }
    }
    entities = order.filter(kept.contains)
    let among = all.filter { kept.contains($0.giver) && kept.contains($0.receiver) }
    hops =
      among.count <= NetworkPicture.hopLimit
      ? among
      : among.filter { pairs.contains(EntityPair($0.giver, $0.receiver)) }
    leftOut = [
      "Drawn: \(entities.count) of \(order.count) entities and \(hops.count) of \(all.count) hops, "
        + "the shortest chains through what is marked; the rest is left out."
    ]
  }

  static func merged(_ networks: [UpstreamNetwork]) -> [DrawnHop] {
    if networks.count == 1 { return networks[0].drawnHops }
    var found: [EntityPair: [AttributionID: HopAttribution]] = [:]
    for hop in networks.flatMap(\.drawnHops) {
      let pair = EntityPair(hop.giver, hop.receiver)
      for attribution in hop.attributions {
        if let known = found[pair]?[attribution.edge.id], known.why == nil { continue }
        found[pair, default: [:]][attribution.edge.id] = attribution
      }
    }
    return found.sorted { EntityPair.precedes($0.key, $1.key) }.map { pair, attributions in
      DrawnHop(
        receiver: pair.target, giver: pair.source,
        attributions: attributions.values.sorted { $0.edge.id < $1.edge.id })
    }
  }

  /// Everything upstream, nearest first; remembers from where each was reached.
  private mutating func walk(from subjects: [EntityID]) -> [EntityID] {
    var order: [EntityID] = []
    var seen: Set<EntityID> = []
    for subject in subjects where seen.insert(subject).inserted { order.append(subject) }
    var position = 0
    while position < order.count {
      for giver in givers[order[position]] ?? [] where seen.insert(giver).inserted {
        receiversFirst[giver] = order[position]
        order.append(giver)
      }
      position += 1
    }
    return order
  }

  /// For each entity the next one on a shortest way on to an end.
  private mutating func findNearestEnds(_ ends: Set<EntityID>, _ all: [DrawnHop]) {
    var receivers: [EntityID: [EntityID]] = [:]
    for hop in all { receivers[hop.giver, default: []].append(hop.receiver) }
    var order = ends.sorted()
    var seen = ends
    var position = 0
    while position < order.count {
      for receiver in receivers[order[position]] ?? [] where seen.insert(receiver).inserted {
        endOf[receiver] = order[position]
        order.append(receiver)
      }
      position += 1
    }
  }

  /// A shortest way from a subject to the entity, and on to the nearest end.
  private func chain(through entity: EntityID) -> [EntityID] {
    var chain = [entity]
    var place = entity
    while let receiver = receiversFirst[place] {
      chain.append(receiver)
      place = receiver
    }
    chain.reverse()
    place = entity
    while let giver = endOf[place] {
      chain.append(giver)
      place = giver
    }
    return chain
  }
}
