import GraphKernels
import HeadwaterModel

/// Puts loops in order and tells them, one after the other, so that what is told when it is stopped
/// is the answer.
struct LoopTeller {
  /// Above so many members a cycle through the first of them is told, and not a shortest one.
  static let exactCycleLimit = 2_000

  private let limit: Int
  private(set) var loops: [Loop] = []
  private(set) var established: [Loop]?
  private(set) var count = 0

  init(limit: Int?) {
    self.limit = limit ?? .max
  }

  mutating func tell(_ search: LoopSearch, establishedOnly: Bool) throws(QueryError) {
    var candidates: [LoopCandidate] = []
    let hasPossible = try search.forEachCandidate(establishedOnly: establishedOnly) {
      candidates.append($0)
    }
    count = candidates.count
    var sure = candidates
    if hasPossible {
      sure = []
      _ = try search.forEachCandidate(establishedOnly: true) { sure.append($0) }
    }
    let sureSets = hasPossible ? Set(sure.map { LoopIdentity($0) }) : []
    let book = LoopBook(search)
    for candidate in try book.ordered(candidates).prefix(limit) {
      let isSure = !hasPossible || sureSets.contains(LoopIdentity(candidate))
      loops.append(
        try book.loop(candidate, isEstablished: isSure, establishedOnly: establishedOnly))
    }
    guard hasPossible, Set(candidates.map { LoopIdentity($0) }) != sureSets else { return }
    var told: [Loop] = []
    for candidate in try book.ordered(sure).prefix(limit) {
      told.append(try book.loop(candidate, isEstablished: true, establishedOnly: true))
    }
    established = told
  }
}

private struct LoopIdentity: Hashable {
  let works: Set<UInt32>
  let matter: UInt32?

  init(_ candidate: LoopCandidate) {
    works = candidate.works
    matter = candidate.matter
  }
}

/// What is known of the entities on loops, read when it is first asked for.
///
/// A class, so that closures that ask for it copy nothing.
private final class LoopBook {
  private let search: LoopSearch
  private var entities = EntityMap<GraphEntity>()
  private var stories: [UInt32: (first: UInt32, order: [UInt32])] = [:]

  /// The sets of entities that go round by the rules with versions apart, over all steps and over
  /// established ones.
  private var ruledApart: [Bool: [Set<UInt32>]] = [:]

  init(_ search: LoopSearch) { self.search = search }

  private var snapshot: CaseSnapshot { search.snapshot }

  private func read(_ nodes: some Sequence<UInt32>) throws(QueryError) {
    var missing: [EntityID] = []
    for node in nodes {
      let id = snapshot.entity(Int(node))
      if !entities.contains(id) { missing.append(id) }
    }
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

  private func known(_ node: UInt32) -> GraphEntity {
    let id = snapshot.entity(Int(node))
    // Read before it is asked for; the other arm is never taken.
    return entities[id]
      ?? GraphEntity(id: id, key: "", kind: .document, upstream: .unexplored, date: nil)
  }

  /// What a work goes by.
  private func named(_ work: UInt32) -> GraphEntity { known(stories[work]?.first ?? work) }

  private func readWorks(_ works: some Sequence<UInt32>) throws(QueryError) {
    let works = Array(works)
    try read(works.flatMap { search.versions.members($0) })
    for work in works where stories[work] == nil && search.versions.hasSeveral(work) {
      stories[work] = snapshot.story(of: search.versions.members(work)) { known($0).key }
    }
  }

  func ordered(_ candidates: [LoopCandidate]) throws(QueryError) -> [LoopCandidate] {
    var keyed: [(size: Int, keys: [String], matter: String, candidate: LoopCandidate)] = []
    for candidate in candidates {
      let works = candidate.works
      try readWorks(works)
      if let matter = candidate.matter { try read([matter]) }
      let keys = works.map { named($0).key }.sorted(by: ByteOrder.precedes)
      keyed.append((works.count, keys, candidate.matter.map { known($0).key } ?? "", candidate))
    }
    keyed.sort { one, other in
      if one.size != other.size { return one.size > other.size }
      for (left, right) in zip(one.keys, other.keys) where left != right {
        return ByteOrder.precedes(left, right)
      }
      return ByteOrder.precedes(one.matter, other.matter)
    }
    return keyed.map(\.candidate)
  }

  func loop(
    _ candidate: LoopCandidate, isEstablished: Bool, establishedOnly: Bool
  ) throws(QueryError) -> Loop {
    let works = candidate.works
    let members = works.map { named($0) }.sorted { ByteOrder.precedes($0.key, $1.key) }
    let several = works.filter { search.versions.hasSeveral($0) }
    let told = several.compactMap { work in
      stories[work].map { story in
        LoopWork(entity: known(story.first), versions: story.order.map { known($0) })
      }
    }
    let cycle = try cycle(of: candidate)
    return Loop(
      members: members, matter: candidate.matter.map { known($0) }, cycle: cycle.entities,
      isCycleShortest: cycle.isShortest, evidence: cycle.evidence,
      entry: try entry(of: candidate, works), isEstablished: isEstablished,
      works: told.sorted { ByteOrder.precedes($0.entity.key, $1.entity.key) },
      isAcyclicByVersion: try several.isEmpty
        ? false : !goesRoundApart(candidate, works, establishedOnly))
  }

  private func cycle(
    of candidate: LoopCandidate
  ) throws(QueryError) -> (entities: [EntityID], isShortest: Bool, evidence: [[AttributionID]]) {
    let graph = candidate.graph
    try read(
      candidate.vertices.compactMap { graph.document($0) }
        .compactMap { snapshot.node(of: $0).map { UInt32($0) } })
    let vertices = candidate.vertices.sorted { one, other in
      let left = named(graph.works[Int(one)]).key
      let right = named(graph.works[Int(other)]).key
      if left != right { return ByteOrder.precedes(left, right) }
      let (seen, alsoSeen) = (graph.document(one), graph.document(other))
      return ByteOrder.precedes(
        seen.flatMap { entities[$0]?.key } ?? "", alsoSeen.flatMap { entities[$0]?.key } ?? "")
    }
    var place: [UInt32: UInt32] = [:]
    for (index, vertex) in vertices.enumerated() { place[vertex] = UInt32(index) }
    var edges: [(source: UInt32, target: UInt32)] = []
    var given: [UInt64: [AttributionID]] = [:]
    for step in graph.steps where step.giver != CaseSnapshot.nothing {
      guard let receiver = place[step.receiver], let giver = place[step.giver] else { continue }
      edges.append((giver, receiver))
      given[UInt64(giver) << 32 | UInt64(receiver), default: []].append(step.attribution)
    }
    let rows = AdjacencySnapshot(nodeCount: vertices.count, edges: edges)
    let isExact = vertices.count <= LoopTeller.exactCycleLimit
    let witness = try QueryError.running(search.stopCheck) { isStopped throws(KernelStopped) in
      try rows.shortestCycle(stepLimit: isExact ? nil : 0, through: 0, isStopped: isStopped)
    }
    let circle = witness?.nodes ?? []
    let evidence = circle.indices.map { index in
      let next = circle[(index + 1) % circle.count]
      return Array(Set(given[UInt64(circle[index]) << 32 | UInt64(next)] ?? [])).sorted()
    }
    return (
      circle.map { named(graph.works[Int(vertices[$0])]).id }, witness?.isShortest ?? false,
      evidence
    )
  }

  /// Givers from outside, each once, by the earliest of their steps.
  private func entry(
    of candidate: LoopCandidate, _ works: Set<UInt32>
  ) throws(QueryError) -> [GraphEntity] {
    let inside = Set(candidate.vertices)
    let steps = candidate.graph.steps.filter {
      inside.contains($0.receiver) && !works.contains($0.givingWork)
    }
    var earliest = try beginners(of: works)
    guard !steps.isEmpty || !earliest.isEmpty else { return [] }
    try readWorks(Set(steps.map(\.givingWork)).union(earliest.keys))
    let receivers = Set(steps.map(\.receivingNode)).sorted()
    try read(receivers)
    let wanted = Set(steps.map(\.attribution))
    var dates: [AttributionID: DayBounds] = [:]
    for start in stride(from: 0, to: receivers.count, by: 1024) {
      try QueryError.check(search.stopCheck)
      let requests = receivers[start..<min(start + 1024, receivers.count)].map {
        FlowRequest(target: snapshot.entity(Int($0)))
      }
      do throws(GraphReadError) {
        for edge in try search.reader.flowInto(requests).joined() where wanted.contains(edge.id) {
          dates[edge.id] = edge.date
        }
      } catch {
        throw .reading(error)
      }
    }
    for step in steps {
      let receiver = known(step.receivingNode)
      let fallback = receiver.kind.isWork ? receiver.date : nil
      Self.note(dates[step.attribution] ?? fallback, of: step.givingWork, in: &earliest)
    }
    return earliest.keys.sorted { one, other in
      let keys = (named(one).key, named(other).key)
      switch (earliest[one] ?? nil, earliest[other] ?? nil) {
      case (let left?, let right?):
        if Self.isEarlier(left, right) { return true }
        return Self.isEarlier(right, left) ? false : ByteOrder.precedes(keys.0, keys.1)
      case (nil, nil): return ByteOrder.precedes(keys.0, keys.1)
      case (let left, _): return left != nil
      }
    }.map { named($0) }
  }

  /// The authors, or else the publishers, of versions that no step leads into.
  ///
  /// A byline is no step; but a work that goes round by its versions began with the first of them.
  private func beginners(
    of works: Set<UInt32>
  ) throws(QueryError) -> [UInt32: DayBounds?] {
    let several = works.filter { search.versions.hasSeveral($0) }.sorted()
    let versions = several.flatMap { search.versions.members($0) }
    var found: [UInt32: DayBounds?] = [:]
    guard !versions.isEmpty else { return found }
    try read(versions)
    let into: [[FlowEdge]]
    do throws(GraphReadError) {
      into = try search.reader.flowInto(
        versions.map { FlowRequest(target: snapshot.entity(Int($0))) })
    } catch {
      throw .reading(error)
    }
    let makers = Set(into.joined().map(\.source)).compactMap { snapshot.node(of: $0) }
    try read(makers.map { UInt32($0) })
    for (version, edges) in zip(versions, into) {
      let isBegun = edges.allSatisfy { edge in
        let maker = entities[edge.source]
        return edge.isByline && maker.map { ChainEnd(markOf: edge, from: $0) == nil } ?? true
      }
      guard isBegun else { continue }
      let authors = edges.filter { $0.relation == RelationDefinition.authored }
      for edge in authors.isEmpty ? edges : authors {
        guard let node = snapshot.node(of: edge.source).map({ UInt32($0) }),
          !works.contains(search.versions.work(node)), !search.without.contains(node)
        else { continue }
        Self.note(edge.date ?? known(version).date, of: search.versions.work(node), in: &found)
      }
    }
    return found
  }

  /// Keeps the earliest date of a giver; nil where none is known.
  private static func note(
    _ date: DayBounds?, of giver: UInt32, in earliest: inout [UInt32: DayBounds?]
  ) {
    guard let known = earliest[giver] ?? nil else {
      earliest[giver] = .some(date)
      return
    }
    if let date, isEarlier(date, known) { earliest[giver] = date }
  }

  /// By the first day that it may be, then by the last; an open start is before all others.
  private static func isEarlier(_ one: DayBounds, _ other: DayBounds) -> Bool {
    let starts = (one.earliest ?? .min, other.earliest ?? .min)
    if starts.0 != starts.1 { return starts.0 < starts.1 }
    return (one.latest ?? .max) < (other.latest ?? .max)
  }

  /// Whether something still goes round once versions of one work are taken apart.
  private func goesRoundApart(
    _ candidate: LoopCandidate, _ works: Set<UInt32>, _ establishedOnly: Bool
  ) throws(QueryError) -> Bool {
    let nodes = works.flatMap { search.versions.members($0) }
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
