import GraphKernels
import HeadwaterModel

/// What supports what, where some attributions are needed together.
///
/// A vertex is supported if it is an end, or if all givers of one of its alternatives are: an
/// attribution by itself, or a whole joint group.
struct Support {
  /// For each vertex the sets of givers any of which is enough.
  private(set) var alternatives: [[[Int]]]

  /// Whether a joint group changes anything: without one, support is reachability.
  private(set) var hasJointGroups = false
  let graph: FlowGraph

  init(_ graph: FlowGraph) {
    self.graph = graph
    let network = graph.network
    alternatives = Array(repeating: [], count: graph.vertices.count)
    var groups: [Int: [JointGroup: Set<Int>]] = [:]
    var broken: [Int: Set<JointGroup>] = [:]
    for group in network.brokenGroups {
      broken[graph.vertexOfNode[group.node], default: []].insert(group.group)
    }
    for edge in network.edges {
      let (receiver, giver) = (graph.vertexOfNode[edge.receiver], graph.vertexOfNode[edge.giver])
      // What goes round inside a circular end supports nothing more.
      if receiver == giver { continue }
      for attribution in edge.attributions {
        if let group = JointGroup(attribution.edge) {
          groups[receiver, default: [:]][group, default: []].insert(giver)
        } else if alternatives[receiver].last != [giver] {
          alternatives[receiver].append([giver])
        }
      }
    }
    for (receiver, found) in groups {
      for (group, givers) in found {
        let isBroken = broken[receiver]?.contains(group) == true
        if givers.count > 1 || isBroken { hasJointGroups = true }
        if !isBroken { alternatives[receiver].append(givers.sorted()) }
      }
      alternatives[receiver].sort { $0.lexicographicallyPrecedes($1) }
    }
  }

  /// Which vertices are supported when some are taken out, and by which alternative.
  ///
  /// - Complexity: O(V + E).
  func supported(without removed: Set<Int> = []) -> (isSupported: [Bool], proof: [[Int]]) {
    var isSupported = [Bool](repeating: false, count: alternatives.count)
    var proof = [[Int]](repeating: [], count: alternatives.count)
    struct Need {
      let receiver: Int
      let alternative: Int
    }
    var needs: [Int: [Need]] = [:]
    var missing = alternatives.map { $0.map(\.count) }
    for (receiver, choices) in alternatives.enumerated() where !removed.contains(receiver) {
      for (index, givers) in choices.enumerated() {
        for giver in givers {
          needs[giver, default: []].append(Need(receiver: receiver, alternative: index))
        }
      }
    }
    var queue = graph.ends.filter { !removed.contains($0) }
    for end in queue { isSupported[end] = true }
    var position = 0
    while position < queue.count {
      let giver = queue[position]
      position += 1
      for need in needs[giver] ?? [] {
        missing[need.receiver][need.alternative] -= 1
        if missing[need.receiver][need.alternative] == 0, !isSupported[need.receiver] {
          isSupported[need.receiver] = true
          proof[need.receiver] = alternatives[need.receiver][need.alternative]
          queue.append(need.receiver)
        }
      }
    }
    return (isSupported, proof)
  }

  /// What the subject loses all support without.
  ///
  /// Each of them is in every support, so that one support names all candidates.
  ///
  /// - Complexity: O(V + E) for each vertex of one support.
  func singlePoints(_ stopCheck: StopCheck) throws(QueryError) -> Set<FlowGraph.Vertex> {
    let (isSupported, proof) = supported()
    guard isSupported[0], !graph.ends.isEmpty else { return [] }
    var used: Set<Int> = [0]
    var stack = [0]
    while let vertex = stack.popLast() {
      for giver in proof[vertex] where used.insert(giver).inserted { stack.append(giver) }
    }
    var vertices: [FlowGraph.Vertex: Set<Int>] = [:]
    for (index, vertex) in graph.vertices.enumerated() {
      vertices[vertex, default: []].insert(index)
    }
    var found: Set<FlowGraph.Vertex> = []
    for candidate in Set(used.subtracting([0]).map { graph.vertices[$0] }) {
      try QueryError.check(stopCheck)
      if !supported(without: vertices[candidate] ?? []).isSupported[0] { found.insert(candidate) }
    }
    return found
  }
}
