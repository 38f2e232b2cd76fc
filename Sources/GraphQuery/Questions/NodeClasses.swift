import HeadwaterModel

/// Which vertices are one node: those of one entity above which everything is the same.
///
/// The coarsest partition by which two vertices of a class have steps to the same classes and ends
/// (bisimulation). Found by splitting: a class is looked at again when one that it leads to was
/// split, and its largest part keeps the name (P. Kanellakis and S. Smolka, CCS Expressions, Finite
/// State Processes, and Three Problems of Equivalence, 1990, section 3).
struct NodeClasses {
  /// The class of each vertex; -1 where no walk goes on from it.
  private(set) var ofVertex: [Int]

  /// A vertex of each class; class 0 is that of the subject.
  private(set) var representatives: [Int] = []

  /// - Complexity: O(V) where no entity has two vertices, else O(E log V) set operations expected.
  init(_ graph: UpstreamGraph, reached: [Int]) {
    ofVertex = Array(repeating: -1, count: graph.vertices.count)
    var classOfEntity = EntityMap<Int>()
    var members: [[Int]] = []
    for vertex in reached {
      let entity = graph.vertices[vertex].entity
      if classOfEntity.insert(entity, members.count) { members.append([]) }
      guard let number = classOfEntity[entity] else { continue }
      ofVertex[vertex] = number
      members[number].append(vertex)
    }
    if members.count < reached.count { split(&members, graph, reached) }
    representatives = members.map { $0[0] }
  }

  /// What a step offers, as far as it matters here.
  private struct Offer: Hashable {
    /// The class that it leads to; -1 where it ends.
    let next: Int
    let entity: EntityID
    let mark: ChainEnd?
    let joint: String?
    let isBroken: Bool
  }

  private func offers(_ vertex: Int, _ graph: UpstreamGraph) -> Set<Offer> {
    let broken = graph.broken(at: vertex)
    return Set(
      (graph.steps[vertex] ?? []).map { step in
        Offer(
          next: step.mark == nil ? ofVertex[step.vertex] : -1, entity: step.edge.source,
          mark: step.mark, joint: step.edge.joint,
          isBroken: JointGroup(step.edge).map(broken.contains) ?? false)
      })
  }

  private mutating func split(_ members: inout [[Int]], _ graph: UpstreamGraph, _ reached: [Int]) {
    var receivers: [Int: [Int]] = [:]
    for vertex in reached {
      for step in graph.steps[vertex] ?? [] where step.mark == nil {
        receivers[step.vertex, default: []].append(vertex)
      }
    }
    var waiting = members.indices.filter { members[$0].count > 1 }
    var isWaiting = Set(waiting)
    while let number = waiting.popLast() {
      isWaiting.remove(number)
      var parts: [Set<Offer>: [Int]] = [:]
      for vertex in members[number] { parts[offers(vertex, graph), default: []].append(vertex) }
      guard parts.count > 1 else { continue }
      // The subject keeps the first place, else the largest part keeps the name.
      let ordered = parts.values.sorted { left, right in
        let (leftFirst, rightFirst) = (left[0] == 0, right[0] == 0)
        if leftFirst != rightFirst { return leftFirst }
        return left.count == right.count ? left[0] < right[0] : left.count > right.count
      }
      members[number] = ordered[0]
      for part in ordered.dropFirst() {
        for vertex in part { ofVertex[vertex] = members.count }
        members.append(part)
        for receiver in part.flatMap({ receivers[$0] ?? [] }) {
          let affected = ofVertex[receiver]
          if members[affected].count > 1, isWaiting.insert(affected).inserted {
            waiting.append(affected)
          }
        }
      }
    }
  }
}
