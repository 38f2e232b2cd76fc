import CaseStore
import GraphQuery
import HeadwaterModel

/// Reads what is shown of chains: names, attributions with their evidence, stances.
///
/// Each is read once for a trace. Memory grows with what lies upstream, and not with the number
/// of chains.
struct ChainDetails: Sendable {
  private var entities: [EntityID: TracedEntity] = [:]
  private var attributions: [AttributionID: AttributionRecord] = [:]
  private var stancesOnEntities: [EntityID: [AttributionID]] = [:]
  private var stancesOnAttributions: [AttributionID: [AttributionID]] = [:]

  mutating func tell(_ chain: Chain, in reader: CaseReader) throws -> TracedChain {
    TracedChain(
      entities: try chain.entities.map { try entity($0, in: reader) },
      hops: try chain.hops.map { try tell($0, in: reader) }, end: chain.end,
      revisits: chain.revisits)
  }

  private mutating func tell(_ hop: Hop, in reader: CaseReader) throws -> TracedHop {
    var told: [TracedAttribution] = []
    for attribution in hop.attributions {
      guard let relation = reader.vocabulary.relations[attribution.edge.relation] else {
        throw CaseError(.corrupted, "a relation is missing")
      }
      told.append(
        TracedAttribution(
          record: try record(attribution.edge.id, in: reader), relation: relation,
          why: attribution.why))
    }
    return TracedHop(
      giver: try entity(hop.giver, in: reader).key,
      receiver: try entity(hop.receiver, in: reader).key, why: hop.why,
      isAnachronistic: hop.isAnachronistic, attributions: told,
      stances: try stances(on: hop, in: reader))
  }

  mutating func entity(_ id: EntityID, in reader: CaseReader) throws -> TracedEntity {
    if let known = entities[id] { return known }
    guard let card = try reader.cards(for: [id]).first, let key = card.key else {
      throw CaseError(.corrupted, "an entity of a chain has no key")
    }
    let entity = TracedEntity(
      key: key, kind: card.kind, baseKind: card.base, name: card.displayName,
      naming: card.naming, isPlaceholder: card.isWithheld)
    entities[id] = entity
    return entity
  }

  private mutating func record(
    _ id: AttributionID, in reader: CaseReader
  ) throws -> AttributionRecord {
    if let known = attributions[id] { return known }
    let record = try reader.attributionRecords([id])[0]
    attributions[id] = record
    return record
  }

  private mutating func stances(
    on hop: Hop, in reader: CaseReader
  ) throws -> [AttributionRecord] {
    var ids = try stances(onEntity: hop.giver, in: reader)
    for attribution in hop.attributions {
      ids += try stances(onAttribution: attribution.edge.id, in: reader)
      if let named = attribution.edge.names { ids += try stances(onEntity: named, in: reader) }
    }
    var seen: Set<AttributionID> = []
    var found: [AttributionRecord] = []
    for id in ids where seen.insert(id).inserted { found.append(try record(id, in: reader)) }
    return found
  }

  private mutating func stances(
    onEntity id: EntityID, in reader: CaseReader
  ) throws -> [AttributionID] {
    if let known = stancesOnEntities[id] { return known }
    let found = try reader.stances(onEntities: [id])[0]
    stancesOnEntities[id] = found
    return found
  }

  private mutating func stances(
    onAttribution id: AttributionID, in reader: CaseReader
  ) throws -> [AttributionID] {
    if let known = stancesOnAttributions[id] { return known }
    let found = try reader.stances(onAttributions: [id])[0]
    stancesOnAttributions[id] = found
    return found
  }
}
