import GraphKernels
import HeadwaterModel

/// The ways along the flow from one entity to the subject of a network, one a list of entities.
///
/// A place is an entity with all the nodes that a list of entities so far can stand at, so that no
/// two ways are over the same entities (M. Rabin and D. Scott, Finite Automata and Their Decision
/// Problems, 1959, section 2: the subset construction). Where no entity keeps two nodes, places are
/// entities. Places are numbered by key, so that ways that are least by number are so by key.
struct PathGraph {
  /// The entity of each place.
  private(set) var entities: [EntityID] = []

  /// Along the flow.
  private(set) var adjacency = AdjacencySnapshot(nodeCount: 0, edges: [])
  private(set) var start = 0

  /// The place of the subject; nil where no way leads to it.
  private(set) var goal: Int?

  /// Whether each entity has one place, so that what is simple by places is so by entities.
  private(set) var isPlain = true

  /// Whether places were left out for being too many.
  private(set) var isCut = false

  private struct Place: Hashable {
    let entity: EntityID
    let nodes: [Int]
  }

  private var places: [Place] = []
  private var numberOfPlace: [Place: Int] = [:]
  private var edges: [(source: Int, target: Int)] = []

  /// - Complexity: O(V + E) where no entity keeps two nodes; places above `placeLimit` and the
  ///   number of nodes are left out.
  init(
    _ network: UpstreamNetwork, from giver: EntityID, placeLimit: Int, stopCheck: StopCheck
  ) throws(QueryError) {
    let first = network.nodes.indices.filter { network.nodes[$0].entity == giver }
    guard !first.isEmpty else { return }
    let limit = placeLimit + network.nodes.count
    let reverse = network.adjacency.reversed()
    _ = number(Place(entity: giver, nodes: first))
    var position = 0
    while position < places.count {
      if position % 1024 == 0 { try QueryError.check(stopCheck) }
      let place = places[position]
      // A way ends at the subject, whose node is the first.
      if place.nodes != [0] {
        for next in Self.receivers(of: place, giver, network, reverse) {
          if places.count >= limit, numberOfPlace[next] == nil {
            isCut = true
            continue
          }
          edges.append((source: position, target: number(next)))
        }
      }
      position += 1
    }
    finish(network)
  }

  private mutating func number(_ place: Place) -> Int {
    if let known = numberOfPlace[place] { return known }
    numberOfPlace[place] = places.count
    places.append(place)
    return places.count - 1
  }

  /// Where the flow goes from a place; never back to the giver.
  private static func receivers(
    of place: Place, _ giver: EntityID, _ network: UpstreamNetwork, _ reverse: AdjacencySnapshot
  ) -> [Place] {
    var nodes: [EntityID: Set<Int>] = [:]
    for node in place.nodes {
      for receiver in reverse.neighbours(of: node) {
        let entity = network.nodes[Int(receiver)].entity
        if entity != giver, entity != place.entity {
          nodes[entity, default: []].insert(Int(receiver))
        }
      }
    }
    return nodes.map { Place(entity: $0.key, nodes: $0.value.sorted()) }
  }

  /// Numbers the places by key.
  private mutating func finish(_ network: UpstreamNetwork) {
    let order = places.indices.sorted { left, right in
      let (one, other) = (places[left], places[right])
      if one.entity != other.entity {
        return ByteOrder.precedes(network.key(one.entity), network.key(other.entity))
      }
      return one.nodes.lexicographicallyPrecedes(other.nodes)
    }
    var rank = [Int](repeating: 0, count: places.count)
    for (position, place) in order.enumerated() { rank[place] = position }
    entities = order.map { places[$0].entity }
    adjacency = AdjacencySnapshot(
      nodeCount: places.count,
      edges: edges.map { (source: UInt32(rank[$0.source]), target: UInt32(rank[$0.target])) }
        .sorted { ($0.source, $0.target) < ($1.source, $1.target) })
    start = rank[0]
    goal = places.firstIndex { $0.nodes == [0] }.map { rank[$0] }
    isPlain = Set(entities).count == entities.count
  }
}
