package import HeadwaterModel
import SQLite

/// A case gone through from end to end: each table once, in the order of an index.
extension CaseReader: AuditReader {
  package func scanEntities(_ body: (AuditedEntity) -> Bool) throws(GraphReadError) {
    try reading {
      let canonical = try identity.all()
      try scan(
        """
        SELECT id, kind, naming, upstream, earliest, latest,
          CASE WHEN naming <> 4 THEN name END, naming <> 4 AND description IS NOT NULL
        FROM entity ORDER BY key_folded, id
        """
      ) { row in
        let id = row.int64(0)
        return body(
          AuditedEntity(
            id: EntityID(id), canonical: EntityID(canonical[id] ?? id),
            kind: numbered.base(row.int64OrNil(1)), naming: Code.naming(row.int64(2)),
            upstream: Code.mark(row.int64(3)),
            date: Self.bounds(row.int64OrNil(4), row.int64OrNil(5)), name: try row.textOrNil(6),
            isDescribed: row.int64(7) != 0))
      }
    }
  }

  package func scanAliases(_ body: (EntityID, String) -> Bool) throws(GraphReadError) {
    try reading {
      try scan(
        """
        SELECT a.entity, a.alias FROM entity_alias a JOIN entity e ON e.id = a.entity
        WHERE e.naming <> 4 ORDER BY a.entity, a.ordinal
        """
      ) { body(EntityID($0.int64(0)), try $0.text(1)) }
    }
  }

  package func scanAttributions(
    _ body: (AuditedAttribution) -> Bool
  ) throws(GraphReadError) {
    try reading {
      let canonical = try identity.all()
      func end(_ id: Int64) -> EntityID { EntityID(canonical[id] ?? id) }
      try scan(
        """
        SELECT id, source, target, target_attribution, about, relation, role, basis, earliest,
          latest
        FROM attribution WHERE status = 0 ORDER BY id
        """
      ) { row in
        body(
          AuditedAttribution(
            id: AttributionID(row.int64(0)), source: end(row.int64(1)),
            target: row.int64OrNil(2).map(end),
            targetAttribution: row.int64OrNil(3).map(AttributionID.init),
            about: row.int64OrNil(4).map(end), relation: numbered.relationName(row.int64(5)),
            role: Code.role(row.int64(6)), basis: Code.basis(row.int64OrNil(7)),
            date: Self.bounds(row.int64OrNil(8), row.int64OrNil(9))))
      }
    }
  }

  package func scanEvidence(
    _ body: (AttributionID, EntityID) -> Bool
  ) throws(GraphReadError) {
    try reading {
      try scan("SELECT attribution, document FROM evidence ORDER BY attribution, document") {
        body(AttributionID($0.int64(0)), EntityID($0.int64(1)))
      }
    }
  }

  package func scanLostQuotations(
    _ body: (AttributionID, EntityID) -> Bool
  ) throws(GraphReadError) {
    try reading {
      for document in try ids("SELECT DISTINCT document FROM document_text ORDER BY document") {
        if try isHidden(document) { continue }
        for attribution in try lostQuotations(of: document) {
          guard body(AttributionID(attribution), EntityID(document)) else { return }
        }
      }
    }
  }

  /// The attributions with a quotation that is in no version of the document's text.
  private func lostQuotations(of document: Int64) throws -> [Int64] {
    var waiting: [(attribution: Int64, evidence: EvidenceRecord)] = []
    try scan(
      """
      SELECT v.attribution, v.quote, v.prefix, v.suffix, v.start_position, v.end_position
      FROM evidence v JOIN attribution a ON a.id = v.attribution
      WHERE v.document = ? AND v.quote IS NOT NULL AND v.text_version IS NULL AND a.status = 0
      ORDER BY v.attribution, v.ordinal
      """, document
    ) { row in
      let evidence = EvidenceRecord(
        document: "", quote: try row.textOrNil(1), prefix: try row.textOrNil(2),
        suffix: try row.textOrNil(3), start: row.int64OrNil(4), end: row.int64OrNil(5))
      waiting.append((row.int64(0), evidence))
      return true
    }
    if waiting.isEmpty { return [] }
    let texts = TextTable(connection: connection)
    var versions: [Int64] = []
    try scan("SELECT id FROM document_text WHERE document = ? ORDER BY version", document) { row in
      versions.append(row.int64(0))
      return true
    }
    for version in versions {
      guard !waiting.isEmpty, let text = try texts.load(version)?.record.content else { continue }
      waiting.removeAll { Quotation.stands($0.evidence, in: text) }
    }
    let table = AttributionTable(connection: connection)
    return try waiting.map(\.attribution).filter { id in
      try table.load(id, numbered).map { try !isHidden($0) } ?? false
    }
  }

  package func scanVerdicts(_ body: (AuditedVerdict) -> Bool) throws(GraphReadError) {
    try reading {
      let verdicts = try IdentityTable(connection: connection).all()
      let replaced = Set(verdicts.compactMap(\.supersedes).map(ExactText.init))
      for stored in verdicts where stored.verdict != .undone {
        if replaced.contains(ExactText(stored.uid)) { continue }
        let verdict = AuditedVerdict(
          entity: EntityID(stored.entity), other: EntityID(stored.other), verdict: stored.verdict)
        guard body(verdict) else { return }
      }
    }
  }

  package func countSuggested() throws(GraphReadError) -> Int {
    try reading {
      Int(try connection.integer("SELECT count(*) FROM attribution WHERE status = 1") ?? 0)
    }
  }

  /// The entities that bear a label, those that stand for them, ascending.
  package func entities(labelled label: String) throws -> [EntityID] {
    var found: Set<EntityID> = []
    try connection.forEachRow(
      "SELECT entity FROM entity_label WHERE label = ?", [.text(label)]
    ) { found.insert(EntityID($0.int64(0))) }
    return Set(try found.map { EntityID(try identity.canonical($0.rawValue)) }).sorted()
  }

  /// Hands on the rows of a query until the body answers false.
  private func scan(
    _ sql: String, _ value: Int64? = nil, _ body: (borrowing Statement) throws -> Bool
  ) throws {
    let statement = try connection.sqlite.cached(sql)
    if let value { try statement.bind(value, at: 1) }
    while try statement.step() {
      guard try body(statement) else { return }
    }
  }
}
