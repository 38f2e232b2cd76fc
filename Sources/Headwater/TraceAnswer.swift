package import CaseStore
package import GraphQuery
package import HeadwaterModel

/// Why an answer holds less than all.
package struct Cut: Hashable, Sendable {
  /// `limit`, `time` or `interrupted`.
  package let reason: String

  /// The limit that was met, where there is a number.
  package let limit: Int?
}

/// A trace with all that people read of it: names, evidence, stances, ties.
package struct TraceAnswer: Sendable {
  package let subject: EntityID
  package let options: TraceOptions
  package let chains: [Chain]
  package let total: ChainTotal
  package let otherMatters: Int
  package let cut: Cut?

  /// The number of chains of established steps alone, and what they leave out; nil where it was
  /// not asked for, or the time was used up before.
  package let established: (total: ChainTotal, otherMatters: Int)?

  package let cards: [EntityID: EntityCard]
  package let details: [AttributionID: AttributionDetail]

  /// Positions taken on an entity, by whatever relation of role stance.
  package let stancesOnEntities: [EntityID: [AttributionDetail]]
  package let stancesOnAttributions: [AttributionID: [AttributionDetail]]

  /// What an agent belongs to: shown beside it, never walked.
  package let associations: [EntityID: [AttributionDetail]]

  /// Agents that made a document of a chain and are no step.
  package let bylines: [EntityID: [AttributionDetail]]

  package func card(_ id: EntityID) -> EntityCard? { cards[id] }

  /// The stances on a hop: on its giver, its attributions, and the claims that they name.
  package func stances(on hop: Hop) -> [AttributionDetail] {
    var found: [AttributionDetail] = stancesOnEntities[hop.giver] ?? []
    for attribution in hop.attributions {
      found += stancesOnAttributions[attribution.edge.id] ?? []
      if let named = attribution.edge.names { found += stancesOnEntities[named] ?? [] }
    }
    var seen: Set<AttributionID> = []
    return found.filter { seen.insert($0.id).inserted }
  }
}

/// What to trace, and how much of it to list.
package struct TraceRequest: Sendable {
  package var subject: EntityID
  package var options = TraceOptions()

  /// The most chains to list; nil for all.
  package var limit: Int?

  /// Whether to count the chains of established steps alone as well.
  package var alsoEstablished = false
  package var stopCheck: StopCheck = { nil }

  package init(subject: EntityID) {
    self.subject = subject
  }
}

extension CaseReader {
  /// Traces a subject and reads what is shown of each hop.
  package func answer(_ request: TraceRequest) throws -> TraceAnswer {
    let trace = try Trace(
      of: request.subject, in: self, options: request.options, stopCheck: request.stopCheck)
    var chains: [Chain] = []
    var cut: Cut?
    var iterator = trace.makeIterator()
    while let chain = iterator.next() {
      if let limit = request.limit, chains.count == limit {
        cut = Cut(reason: "limit", limit: limit)
        break
      }
      chains.append(chain)
    }
    if let reason = iterator.stopReason { cut = Cut(reason: reason.rawValue, limit: nil) }
    var established: (total: ChainTotal, otherMatters: Int)?
    if request.options.establishedOnly {
      established = (trace.total(seen: chains.count), trace.otherMatters)
    } else if request.alsoEstablished, iterator.stopReason == nil {
      established = try countEstablished(request)
    }
    return try describe(trace, chains, cut: cut, established: established, request)
  }

  private func countEstablished(
    _ request: TraceRequest
  ) throws -> (total: ChainTotal, otherMatters: Int)? {
    var options = request.options
    options.establishedOnly = true
    let trace: Trace
    do throws(QueryError) {
      trace = try Trace(
        of: request.subject, in: self, options: options, stopCheck: request.stopCheck)
    } catch {
      guard error.code == .outOfTime || error.code == .cancelled else { throw error }
      return nil
    }
    var seen = 0
    if trace.exactCount == nil {
      var iterator = trace.makeIterator()
      while seen < request.limit ?? 1_000_000, iterator.next() != nil { seen += 1 }
    }
    return (trace.total(seen: seen), trace.otherMatters)
  }

  private func describe(
    _ trace: Trace, _ chains: [Chain], cut: Cut?,
    established: (total: ChainTotal, otherMatters: Int)?, _ request: TraceRequest
  ) throws -> TraceAnswer {
    let subject = trace.subject.id
    var entities: Set<EntityID> = [subject]
    var attributions: Set<AttributionID> = []
    for chain in chains {
      entities.formUnion(chain.entities)
      for hop in chain.hops { attributions.formUnion(hop.attributions.map(\.edge.id)) }
    }
    let shown = entities
    let bylines = trace.bylines.filter { shown.contains($0.key) }
    for edges in bylines.values { attributions.formUnion(edges.map(\.id)) }

    var details = try detailsByID(attributions)
    let stancesOnEntities = try stanceDetails(
      onEntities: Array(shown.union(details.values.compactMap(\.about))))
    let stancesOnAttributions = try stanceDetails(onAttributions: details.keys.sorted())
    let associations = try associationDetails(of: Array(shown))
    for found in [stancesOnEntities.values.flatMap { $0 }, associations.values.flatMap { $0 }] {
      for detail in found { details[detail.id] = detail }
    }
    for found in stancesOnAttributions.values {
      for detail in found { details[detail.id] = detail }
    }
    for detail in details.values {
      entities.insert(detail.source)
      if let target = detail.target { entities.insert(target) }
      if let about = detail.about { entities.insert(about) }
      entities.formUnion(detail.evidence.map(\.document))
    }
    let ids = entities.sorted()
    let cards = Dictionary(uniqueKeysWithValues: zip(ids, try cards(for: ids)))
    return TraceAnswer(
      subject: subject, options: request.options, chains: chains,
      total: trace.total(seen: chains.count), otherMatters: trace.otherMatters, cut: cut,
      established: established, cards: cards, details: details,
      stancesOnEntities: stancesOnEntities, stancesOnAttributions: stancesOnAttributions,
      associations: associations,
      bylines: bylines.mapValues { edges in edges.compactMap { details[$0.id] } })
  }

  private func detailsByID(
    _ ids: some Sequence<AttributionID>
  ) throws -> [AttributionID: AttributionDetail] {
    var byID: [AttributionID: AttributionDetail] = [:]
    for detail in try details(of: Set(ids).sorted()) { byID[detail.id] = detail }
    return byID
  }

  private func stanceDetails(
    onEntities ids: [EntityID]
  ) throws -> [EntityID: [AttributionDetail]] {
    let found = try stances(onEntities: ids)
    let details = try detailsByID(found.flatMap { $0 })
    return Dictionary(
      uniqueKeysWithValues: zip(ids, found.map { $0.compactMap { details[$0] } }))
  }

  private func stanceDetails(
    onAttributions ids: [AttributionID]
  ) throws -> [AttributionID: [AttributionDetail]] {
    let found = try stances(onAttributions: ids)
    let details = try detailsByID(found.flatMap { $0 })
    return Dictionary(
      uniqueKeysWithValues: zip(ids, found.map { $0.compactMap { details[$0] } }))
  }

  private func associationDetails(
    of ids: [EntityID]
  ) throws -> [EntityID: [AttributionDetail]] {
    let found = try associations(of: ids)
    let details = try detailsByID(found.flatMap { $0 })
    return Dictionary(
      uniqueKeysWithValues: zip(ids, found.map { $0.compactMap { details[$0] } }))
  }
}
