package import HeadwaterModel
import SQLite

/// An entity as it may be shown.
package struct EntityCard: Hashable, Sendable {
  package let id: EntityID
  package let key: String?
  package let kind: String?
  package let base: BaseKind

  /// The name, the key of what has none, or "Withheld source 2".
  package let displayName: String
  package let naming: Naming
  package let upstream: UpstreamMark
  package let date: EDTFDate?
  package let url: String?
  package let language: String?
  package let description: String?
  package let aliases: [String]
  package let labels: [String]
  package let properties: [Property]

  /// Whether it is a withheld source that is not revealed.
  package let isWithheld: Bool
}

/// A piece of evidence as it may be shown.
package struct EvidenceDetail: Hashable, Sendable {
  package let document: EntityID
  package let textVersion: String?
  package let locator: String?
  package let quote: String?
  package let note: String?
}

/// An attribution as it may be shown.
package struct AttributionDetail: Hashable, Sendable {
  package let id: AttributionID
  package let uid: String
  package let source: EntityID
  package let relation: RelationDefinition
  package let target: EntityID?
  package let targetAttribution: AttributionID?
  package let about: EntityID?
  package let date: EDTFDate?
  package let grade: Grade?
  package let terms: SpeakingTerms?
  package let basis: Basis?
  package let joint: String?
  package let status: RecordStatus
  package let note: String?
  package let properties: [Property]
  package let evidence: [EvidenceDetail]

  /// Whether an end is withheld, so that note, locators and quotations are too.
  package let isWithheld: Bool
}

extension CaseReader {
  /// What may be shown of entities, in the order asked.
  ///
  /// Where names are all that is wanted, leave out the lists: aliases, labels and properties.
  package func cards(for ids: [EntityID], withLists: Bool = true) throws -> [EntityCard] {
    try ids.map { id in
      let table = EntityTable(connection: connection)
      guard let stored = try table.load(id.rawValue, numbered, withLists: withLists) else {
        throw CaseError(.corrupted, "an entity is missing")
      }
      let record = try shown(stored)
      return EntityCard(
        id: id, key: record.key, kind: record.kind,
        base: numbered.base(record.kind.flatMap { numbered.kindNumber[$0] }),
        displayName: record.name ?? record.key ?? "", naming: record.naming,
        upstream: record.upstream, date: record.date, url: record.url, language: record.language,
        description: record.description, aliases: record.aliases, labels: record.labels,
        properties: record.properties, isWithheld: stored.isWithheld && !revealWithheld)
    }
  }

  /// The keys that may be shown of entities, in the order asked, as their cards have them.
  package func keys(of ids: [EntityID]) throws -> [String?] {
    try ids.map { id in
      var key: String?
      var isFound = false
      var isProtected = false
      try scans.key.forEachRow(id.rawValue) { row in
        isFound = true
        key = try row.textOrNil(0)
        isProtected = row.int64(1) == Code.withheld
      }
      guard isFound else { throw CaseError(.corrupted, "an entity is missing") }
      return isProtected && revealWithheld ? try cards(for: [id], withLists: false)[0].key : key
    }
  }

  /// The public id and the relation of attributions, in the order asked.
  package func relations(
    of ids: [AttributionID]
  ) throws -> [(uid: String, relation: RelationDefinition)] {
    try ids.map { id in
      var found: (uid: String, relation: RelationDefinition)?
      try scans.relation.forEachRow(id.rawValue) { row in
        if let relation = numbered.relationOfNumber[row.int64(1)] {
          found = (try row.text(0), relation)
        }
      }
      guard let found else { throw CaseError(.corrupted, "an attribution is missing") }
      return found
    }
  }

  /// What may be shown of attributions, in the order asked; ends are those that stand for them.
  package func details(of ids: [AttributionID]) throws -> [AttributionDetail] {
    try ids.map { id in
      guard let stored = try AttributionTable(connection: connection).load(id.rawValue, numbered),
        let relation = numbered.relationOfNumber[numbered.relationNumber[stored.relation] ?? -1]
      else { throw CaseError(.corrupted, "an attribution is missing") }
      return try detail(stored, relation)
    }
  }

  private func detail(
    _ stored: StoredAttribution, _ relation: RelationDefinition
  ) throws -> AttributionDetail {
    let (stored, isHidden) = try shown(stored)
    return AttributionDetail(
      id: AttributionID(stored.id), uid: stored.uid, source: try shownEnd(stored.source),
      relation: relation, target: try stored.target.map(shownEnd),
      targetAttribution: stored.targetAttribution.map(AttributionID.init),
      about: try stored.about.map(shownEnd), date: stored.date, grade: stored.grade,
      terms: stored.terms, basis: stored.basis, joint: stored.joint, status: stored.status,
      note: stored.note, properties: stored.properties,
      evidence: try stored.evidence.map { evidence in
        EvidenceDetail(
          document: try shownEnd(evidence.document), textVersion: evidence.record.textVersion,
          locator: evidence.record.locator, quote: evidence.record.quote,
          note: evidence.record.note)
      }, isWithheld: isHidden)
  }

  private func shownEnd(_ id: Int64) throws -> EntityID {
    EntityID(try identity.canonical(id))
  }

  /// The recorded stances on each entity, ascending.
  package func stances(onEntities ids: [EntityID]) throws -> [[AttributionID]] {
    try ids.map { id in
      try attributions(
        "SELECT id FROM attribution WHERE target = ? AND status = 0 AND role = 2", id)
    }
  }

  /// The recorded stances on each attribution, ascending.
  package func stances(onAttributions ids: [AttributionID]) throws -> [[AttributionID]] {
    try ids.map { id in
      var found: [AttributionID] = []
      try connection.forEachRow(
        "SELECT id FROM attribution WHERE target_attribution = ? AND status = 0 ORDER BY id",
        [.integer(id.rawValue)]
      ) { found.append(AttributionID($0.int64(0))) }
      return found
    }
  }

  /// The recorded ties of each entity to others, ascending.
  package func associations(of ids: [EntityID]) throws -> [[AttributionID]] {
    try ids.map { id in
      try attributions(
        "SELECT id FROM attribution WHERE source = ? AND status = 0 AND role = 3", id)
    }
  }

  /// Everything around an entity, whatever its status, ascending.
  package func around(_ id: EntityID) throws -> (
    incoming: [AttributionID], outgoing: [AttributionID], about: [AttributionID], supported: Int
  ) {
    var supported = 0
    for member in try identity.members(id.rawValue) {
      let sql = "SELECT count(DISTINCT attribution) FROM evidence WHERE document = ?"
      supported += Int(try connection.integer(sql, [.integer(member)]) ?? 0)
    }
    return (
      try attributions("SELECT id FROM attribution WHERE target = ?", id),
      try attributions("SELECT id FROM attribution WHERE source = ?", id),
      try attributions("SELECT id FROM attribution WHERE about = ?", id), supported
    )
  }

  private func attributions(_ sql: String, _ id: EntityID) throws -> [AttributionID] {
    var found: Set<AttributionID> = []
    for member in try identity.members(id.rawValue) {
      try connection.forEachRow(sql, [.integer(member)]) { row in
        found.insert(AttributionID(row.int64(0)))
      }
    }
    return found.sorted()
  }
}
