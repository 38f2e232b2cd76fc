import GraphKernels
import HeadwaterModel

/// Steps among works and agents, in which loops are looked for.
///
/// A vertex is a node of the snapshot that stands for its work, with the document in view there.
struct LoopGraph: Sendable {
  struct Step: Sendable {
    /// The vertex that the step leads back from.
    let receiver: UInt32

    /// The vertex that it leads to; `CaseSnapshot.nothing` where a walk does not go on there.
    let giver: UInt32

    /// The work of the giver, which may be outside of the graph.
    let givingWork: UInt32
    let receivingNode: UInt32
    let attribution: AttributionID
  }

  /// The node that each vertex stands for; ascending where the snapshot alone tells the steps.
  let works: [UInt32]

  /// The document in view at each vertex; empty where there is none anywhere.
  let documents: [EntityID?]

  /// By receiver, ascending.
  let steps: [Step]

  /// Where the steps of each vertex start; one more than there are vertices.
  private let starts: [UInt32]

  /// - Precondition: Steps come by receiver, ascending.
  init(works: [UInt32], documents: [EntityID?] = [], steps: [Step]) {
    self.works = works
    self.documents = documents
    self.steps = steps
    var starts = [UInt32](repeating: 0, count: works.count + 1)
    for step in steps { starts[Int(step.receiver) + 1] += 1 }
    for vertex in works.indices { starts[vertex + 1] += starts[vertex] }
    self.starts = starts
  }

  /// The steps that lead into a vertex.
  func steps(into vertex: UInt32) -> ArraySlice<Step> {
    steps[Int(starts[Int(vertex)])..<Int(starts[Int(vertex) + 1])]
  }

  func document(_ vertex: UInt32) -> EntityID? {
    documents.isEmpty ? nil : documents[Int(vertex)]
  }

  /// The sets of vertices that make loops: strongly connected, over at least two works.
  ///
  /// Sets over the same works are one, and one whose works are all among another's is left out.
  ///
  /// - Complexity: O(V + E), and for the sets what comparing them takes.
  func sets(_ stopCheck: @escaping StopCheck) throws(QueryError) -> [[UInt32]] {
    let inner = steps.filter { $0.giver != CaseSnapshot.nothing }
    guard !inner.isEmpty else { return [] }
    let graph = AdjacencySnapshot(
      nodeCount: works.count, sources: inner.map(\.giver), targets: inner.map(\.receiver))
    let groups = try QueryError.running(stopCheck) { isStopped throws(KernelStopped) in
      try graph.strongGroups(isStopped: isStopped)
    }
    let sizes = groups.sizes()
    var members: [UInt32: [UInt32]] = [:]
    for (vertex, group) in groups.groupOfNode.enumerated() where sizes[Int(group)] > 1 {
      members[group, default: []].append(UInt32(vertex))
    }
    var byWorks: [[UInt32]: [UInt32]] = [:]
    for vertices in members.values {
      let set = Set(vertices.map { works[Int($0)] })
      if set.count > 1 { byWorks[set.sorted(), default: []] += vertices }
    }
    return Self.widest(byWorks)
  }

  private static func widest(_ byWorks: [[UInt32]: [UInt32]]) -> [[UInt32]] {
    if byWorks.count < 2 { return byWorks.values.map { $0.sorted() } }
    var kept: [Set<UInt32>] = []
    var keptOfWork: [UInt32: [Int]] = [:]
    var found: [[UInt32]] = []
    let ordered = byWorks.sorted {
      $0.key.count == $1.key.count
        ? $0.key.lexicographicallyPrecedes($1.key) : $0.key.count > $1.key.count
    }
    for (works, vertices) in ordered {
      let isInside = (keptOfWork[works[0]] ?? []).contains { kept[$0].isSuperset(of: works) }
      if isInside { continue }
      for work in works { keptOfWork[work, default: []].append(kept.count) }
      kept.append(Set(works))
      found.append(vertices.sorted())
    }
    return found
  }
}
