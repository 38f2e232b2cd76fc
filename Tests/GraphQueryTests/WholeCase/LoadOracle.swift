import HeadwaterTestSupport

/// `load` by taking each source away from what is upstream of each document.
struct LoadOracle {
  let world: OracleCase
  let options: OracleOptions
  let establishedOnly: Bool

  private typealias Vertex = WholeCaseOracle.Vertex

  /// The number of documents that solely depend on each source; a circle goes by its members.
  func load() -> [[String]: Int] {
    let oracle = WholeCaseOracle(
      world, options, establishedOnly: establishedOnly, versionsApart: true)
    var load: [[String]: Int] = [:]
    for document in world.entities
    where document.kind == .document && !options.without.contains(document.key) {
      for source in dependedOn(document.key, oracle) { load[source, default: 0] += 1 }
    }
    return load
  }

  /// Nodes are vertices, and an end node for each giver of a marked step.
  private enum Node: Hashable {
    case vertex(Vertex)
    case end(String)

    var entity: String {
      switch self {
      case .vertex(let vertex): vertex.entity
      case .end(let key): key
      }
    }
  }

  private func dependedOn(_ document: String, _ oracle: WholeCaseOracle) -> [[String]] {
    var next: [Node: Set<Node>] = [:]
    for vertex in oracle.reached(from: [document]) {
      let steps = oracle.steps(vertex)
      next[.vertex(vertex)] = Set(
        steps.map { $0.isMarked ? Node.end($0.to.entity) : Node.vertex($0.to) })
    }
    let start = Node.vertex(Vertex(entity: document, view: nil))
    let reach = { (from: Node, gone: Set<Node>) in
      var seen: Set<Node> = []
      var queue = gone.contains(from) ? [] : [from]
      while let node = queue.popLast() {
        if seen.insert(node).inserted { queue += (next[node] ?? []).subtracting(gone) }
      }
      return seen
    }
    let all = reach(start, [])
    var circles: [Set<Node>] = []
    var ends: Set<Node> = []
    for node in all {
      let group = reach(node, []).filter { reach($0, []).contains(node) }
      guard reach(node, []) == group else { continue }
      ends.formUnion(group)
      if group.count > 1, !circles.contains(group) { circles.append(group) }
    }
    let circular = Set(circles.joined())
    if circular.contains(start) { return [] }
    var found: [[String]] = []
    for entity in Set(all.map(\.entity)) where entity != document {
      let gone = all.filter { $0.entity == entity && !circular.contains($0) }
      if !gone.isEmpty, reach(start, gone).isDisjoint(with: ends) { found.append([entity]) }
    }
    let byMembers = Dictionary(grouping: circles) {
      Set($0.map(\.entity)).sorted(by: WholeCaseOracle.precedes)
    }
    for (members, circles) in byMembers {
      if reach(start, Set(circles.joined())).isDisjoint(with: ends) { found.append(members) }
    }
    return found
  }
}
