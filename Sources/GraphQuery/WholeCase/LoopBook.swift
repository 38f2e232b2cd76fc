import GraphKernels
import HeadwaterModel

/// What is known of the entities on loops, read when it is first asked for.
///
/// A class, so that closures that ask for it copy nothing.
final class LoopBook {
  let search: LoopSearch
  private var entities = EntityMap<GraphEntity>()
  private var stories: [UInt32: (first: UInt32, order: [UInt32])] = [:]

  /// The dates of attributions by which information came in.
  var dates: [AttributionID: DayBounds] = [:]

  /// The sets of entities that go round by the rules with versions apart, over all steps and over
  /// established ones.
  private var ruledApart: [Bool: [Set<UInt32>]] = [:]

  init(_ search: LoopSearch) { self.search = search }

  var snapshot: CaseSnapshot { search.snapshot }

  func read(_ nodes: some Sequence<UInt32>) throws(QueryError) {
    var missing: [EntityID] = []
    for node in nodes {
      let id = snapshot.entity(Int(node))
      if !entities.contains(id) { missing.append(id) }
    }
    // In the order in which they are stored.
    missing.sort()
    for start in stride(from: 0, to: missing.count, by: 4096) {
      try QueryError.check(search.stopCheck)
      let part = Array(missing[start..<min(start + 4096, missing.count)])
      do throws(GraphReadError) {
        for entity in try search.reader.entities(part) { entities.set(entity.id, to: entity) }
      } catch {
        throw .reading(error)
      }
    }
  }

  func known(_ node: UInt32) -> GraphEntity {
    let id = snapshot.entity(Int(node))
    // Read before it is asked for; the other arm is never taken.
    return entities[id]
      ?? GraphEntity(id: id, key: "", kind: .document, upstream: .unexplored, date: nil)
  }

  /// What a work goes by.
  func named(_ work: UInt32) -> GraphEntity {
    stories.isEmpty ? known(work) : known(stories[work]?.first ?? work)
  }

  /// Reads works with all their versions, each once where they ascend.
  func readWorks(_ works: [UInt32]) throws(QueryError) {
    try read(search.versions.members(ofAll: works))
    guard !search.versions.isTrivial else { return }
    for work in works where stories[work] == nil && search.versions.hasSeveral(work) {
      stories[work] = snapshot.story(of: search.versions.members(work)) { known($0).key }
    }
  }

  /// The first of these, largest first, ties by the keys of members, then by that of the claim.
  func ordered(
    _ candidates: [LoopCandidate], limit: Int
  ) throws(QueryError) -> [LoopCandidate] {
    var candidates = candidates
    if limit < candidates.count {
      // Keys break ties, so that smaller ones than the last need not be read.
      let least = candidates.map(\.works.count).sorted(by: >)[limit - 1]
      candidates.removeAll { $0.works.count < least }
    }
    let matters = candidates.compactMap(\.matter)
    try readWorks(Set(candidates.lazy.flatMap(\.works)).sorted())
    try read(Set(matters))
    var keyed: [(size: Int, keys: [String], matter: String, candidate: LoopCandidate)] = []
    keyed.reserveCapacity(candidates.count)
    var poll = StopPoll(search.stopCheck)
    for candidate in candidates {
      let keys = candidate.works.map { named($0).key }.sorted(by: ByteOrder.precedes)
      keyed.append((keys.count, keys, candidate.matter.map { known($0).key } ?? "", candidate))
      try poll.step(keys.count * 8)
    }
    keyed.sort { one, other in
      if one.size != other.size { return one.size > other.size }
      for (left, right) in zip(one.keys, other.keys) where left != right {
        return ByteOrder.precedes(left, right)
      }
      return ByteOrder.precedes(one.matter, other.matter)
    }
    return keyed.prefix(limit).map(\.candidate)
  }

  func loop(
    _ candidate: LoopCandidate, isEstablished: Bool, establishedOnly: Bool
  ) throws(QueryError) -> Loop {
    let works = candidate.works
    let members = works.map { named($0) }.sorted { ByteOrder.precedes($0.key, $1.key) }
    let several =
      search.versions.isTrivial ? [] : works.filter { search.versions.hasSeveral($0) }
    let told = several.compactMap { work in
      stories[work].map { story in
        LoopWork(entity: known(story.first), versions: story.order.map { known($0) })
      }
    }
    let cycle = try cycle(of: candidate)
    return Loop(
      members: members, matter: candidate.matter.map { known($0) }, cycle: cycle.entities,
      isCycleShortest: cycle.isShortest, evidence: cycle.evidence,
      entry: try entry(of: candidate, several), isEstablished: isEstablished,
      works: told.sorted { ByteOrder.precedes($0.entity.key, $1.entity.key) },
      isAcyclicByVersion: try several.isEmpty
        ? false : !goesRoundApart(candidate, works, establishedOnly))
  }

  /// The vertices of a loop by the keys of their works, then of the documents in view.
  private func vertices(of candidate: LoopCandidate) throws(QueryError) -> [UInt32] {
    let graph = candidate.graph
    let views = candidate.vertices.compactMap { graph.document($0) }
    try read(views.compactMap { snapshot.node(of: $0).map { UInt32($0) } })
    return candidate.vertices.map { vertex in
      (
        work: named(graph.works[Int(vertex)]).key,
        view: graph.document(vertex).flatMap { entities[$0]?.key } ?? "", vertex: vertex
      )
    }.sorted { one, other in
      one.work == other.work
        ? ByteOrder.precedes(one.view, other.view) : ByteOrder.precedes(one.work, other.work)
    }.map(\.vertex)
  }

  private func cycle(
    of candidate: LoopCandidate
  ) throws(QueryError) -> (entities: [EntityID], isShortest: Bool, evidence: [[AttributionID]]) {
    let graph = candidate.graph
    let vertices = try vertices(of: candidate)
    var place = [UInt32](repeating: 0, count: vertices.count)
    for (index, vertex) in vertices.enumerated() {
      if let rank = candidate.vertices.place(of: vertex) { place[rank] = UInt32(index) }
    }
    var edges: [(source: UInt32, target: UInt32)] = []
    for (index, vertex) in vertices.enumerated() {
      for step in graph.steps(into: vertex) {
        guard let rank = candidate.vertices.place(of: step.giver) else { continue }
        edges.append((place[rank], UInt32(index)))
      }
    }
    let rows = AdjacencySnapshot(nodeCount: vertices.count, edges: edges)
    let isExact = vertices.count <= LoopTeller.exactCycleLimit
    let witness = try QueryError.running(search.stopCheck) { isStopped throws(KernelStopped) in
      try rows.shortestCycle(stepLimit: isExact ? nil : 0, through: 0, isStopped: isStopped)
    }
    let circle = (witness?.nodes ?? []).map { vertices[$0] }
    let evidence = circle.indices.map { index in
      let next = circle[(index + 1) % circle.count]
      let given = graph.steps(into: next).filter { $0.giver == circle[index] }.map(\.attribution)
      return given.count == 1 ? given : Set(given).sorted()
    }
    return (
      circle.map { named(graph.works[Int($0)]).id }, witness?.isShortest ?? false, evidence
    )
  }

  /// Whether something still goes round once versions of one work are taken apart.
  private func goesRoundApart(
    _ candidate: LoopCandidate, _ works: [UInt32], _ establishedOnly: Bool
  ) throws(QueryError) -> Bool {
    let nodes = search.versions.members(ofAll: works)
    if !candidate.isByRules {
      let graph = search.plainGraph(nodes.sorted(), .apart, matter: candidate.matter)
      return try !graph.sets(search.stopCheck).isEmpty
    }
    if ruledApart[establishedOnly] == nil {
      let graph = try search.ruledGraph(
        search.groupsByRules, works: .apart, establishedOnly: establishedOnly
      ).graph
      ruledApart[establishedOnly] = try graph.sets(search.stopCheck).map { vertices in
        Set(vertices.map { graph.works[Int($0)] })
      }
    }
    return ruledApart[establishedOnly]?.contains { $0.isSubset(of: nodes) } ?? false
  }
}
