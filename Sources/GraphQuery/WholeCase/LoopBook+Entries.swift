import HeadwaterModel

/// Who brought the information into loops.
extension LoopBook {
  private typealias Giver = (work: UInt32, date: DayBounds?)

  /// Reads what is told of the entries of these loops: the givers, and where there are several the
  /// dates that put them in order.
  func prepare(_ candidates: ArraySlice<LoopCandidate>) throws(QueryError) {
    var givers: Set<UInt32> = []
    var wanted: [AttributionID] = []
    for candidate in candidates {
      let steps = entrySteps(of: candidate)
      guard let first = steps.first else { continue }
      for step in steps { givers.insert(step.givingWork) }
      let isOne =
        search.versions.isTrivial && steps.allSatisfy { $0.givingWork == first.givingWork }
      if !isOne { wanted += steps.map(\.attribution) }
    }
    try readWorks(givers.sorted())
    wanted.sort()
    dates.removeAll(keepingCapacity: true)
    for start in stride(from: 0, to: wanted.count, by: 1024) {
      try QueryError.check(search.stopCheck)
      let part = Array(wanted[start..<min(start + 1024, wanted.count)])
      do throws(GraphReadError) {
        for (id, date) in zip(part, try search.reader.flowDates(of: part)) {
          if let date { dates[id] = date }
        }
      } catch {
        throw .reading(error)
      }
    }
  }

  private func entrySteps(of candidate: LoopCandidate) -> [LoopGraph.Step] {
    var steps: [LoopGraph.Step] = []
    for vertex in candidate.vertices {
      for step in candidate.graph.steps(into: vertex)
      where candidate.works.place(of: step.givingWork) == nil { steps.append(step) }
    }
    return steps
  }

  /// Givers from outside, each once, by the earliest of their steps; `prepare` comes before.
  func entry(
    of candidate: LoopCandidate, _ several: [UInt32]
  ) throws(QueryError) -> [GraphEntity] {
    let steps = entrySteps(of: candidate)
    var given = several.isEmpty ? [] : try beginners(of: several, besides: candidate.works)
    guard !steps.isEmpty || !given.isEmpty else { return [] }
    if !given.isEmpty { try readWorks(Set(given.map(\.work)).sorted()) }
    try read(steps.lazy.map(\.receivingNode))
    for step in steps {
      let receiver = known(step.receivingNode)
      let fallback = receiver.kind.isWork ? receiver.date : nil
      given.append((step.givingWork, dates[step.attribution] ?? fallback))
    }
    return Self.earliest(given).map { (entity: named($0.work), date: $0.date) }
      .sorted { one, other in
        switch (one.date, other.date) {
        case (let left?, let right?):
          if Self.isEarlier(left, right) { return true }
          if Self.isEarlier(right, left) { return false }
        case (nil, nil): break
        case (let left, _): return left != nil
        }
        return ByteOrder.precedes(one.entity.key, other.entity.key)
      }.map(\.entity)
  }

  /// Each giver once, with the earliest date that is known.
  private static func earliest(_ given: [Giver]) -> [Giver] {
    var found: [Giver] = []
    for giver in given.sorted(by: { $0.work < $1.work }) {
      guard let last = found.last, last.work == giver.work else {
        found.append(giver)
        continue
      }
      guard let date = giver.date else { continue }
      if let known = last.date, !isEarlier(date, known) { continue }
      found[found.count - 1].date = date
    }
    return found
  }

  /// The authors, or else the publishers, of versions that no step leads into.
  ///
  /// A byline is no step; but a work that goes round by its versions began with the first of them.
  private func beginners(
    of several: [UInt32], besides works: [UInt32]
  ) throws(QueryError) -> [Giver] {
    let versions = several.flatMap { search.versions.members($0) }
    var found: [Giver] = []
    guard !versions.isEmpty else { return found }
    try read(versions)
    let into: [[FlowEdge]]
    do throws(GraphReadError) {
      into = try search.reader.flowInto(
        versions.map { FlowRequest(target: snapshot.entity(Int($0))) })
    } catch {
      throw .reading(error)
    }
    try read(Set(into.joined().map(\.source)).compactMap { snapshot.node(of: $0).map(UInt32.init) })
    for (version, edges) in zip(versions, into) {
      let isBegun = edges.allSatisfy { edge in
        let maker = snapshot.node(of: edge.source).map { known(UInt32($0)) }
        return edge.isByline && maker.map { ChainEnd(markOf: edge, from: $0) == nil } ?? true
      }
      guard isBegun else { continue }
      let authors = edges.filter { $0.relation == RelationDefinition.authored }
      for edge in authors.isEmpty ? edges : authors {
        guard let node = snapshot.node(of: edge.source).map({ UInt32($0) }),
          works.place(of: search.versions.work(node)) == nil, !search.without.contains(node)
        else { continue }
        found.append((search.versions.work(node), edge.date ?? known(version).date))
      }
    }
    return found
  }

  /// By the first day that it may be, then by the last; an open start is before all others.
  private static func isEarlier(_ one: DayBounds, _ other: DayBounds) -> Bool {
    let starts = (one.earliest ?? .min, other.earliest ?? .min)
    if starts.0 != starts.1 { return starts.0 < starts.1 }
    return (one.latest ?? .max) < (other.latest ?? .max)
  }
}
