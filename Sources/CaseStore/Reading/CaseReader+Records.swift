package import HeadwaterModel
import SQLite

/// The case as records, in a stable order, for whoever writes it out.
extension CaseReader {
  /// The kinds that this case has beyond those of every case, parents first.
  package func forEachKind(_ body: (KindDefinition) throws -> Void) throws {
    let own = numbered.vocabulary.kinds.values.filter { $0.parent != nil }
    func depth(_ kind: KindDefinition) -> Int {
      kind.parent.flatMap { numbered.vocabulary.kinds[$0] }.map { depth($0) + 1 } ?? 0
    }
    for kind in own.sorted(by: { (depth($0), $0.name) < (depth($1), $1.name) }) { try body(kind) }
  }

  /// The relations that this case has beyond those of every case, by name.
  package func forEachRelation(_ body: (RelationDefinition) throws -> Void) throws {
    let builtIn = Set(RelationDefinition.builtIn.map(\.name))
    let own = numbered.vocabulary.relations.values.filter { !builtIn.contains($0.name) }
    for relation in own.sorted(by: { $0.name < $1.name }) { try body(relation) }
  }

  /// Entities by public key.
  package func forEachEntity(_ body: (EntityRecord) throws -> Void) throws {
    let table = EntityTable(connection: connection)
    for id in try ids("SELECT id FROM entity ORDER BY key, id") {
      if selection?.entities.contains(id) == false { continue }
      guard let stored = try table.load(id, numbered) else { continue }
      try body(try shown(stored))
    }
  }

  /// Attributions by id, each with its evidence.
  package func forEachAttribution(_ body: (AttributionRecord) throws -> Void) throws {
    for id in try ids("SELECT id FROM attribution ORDER BY uid") {
      if selection?.attributions.contains(id) == false { continue }
      if let record = try record(ofAttribution: id) { try body(record) }
    }
  }

  /// Texts by document and version.
  package func forEachText(_ body: (TextRecord) throws -> Void) throws {
    let ordered = try ids(
      """
      SELECT t.id FROM document_text t JOIN entity e ON e.id = t.document
      ORDER BY e.key, t.document, t.version
      """)
    for id in ordered {
      guard let stored = try TextTable(connection: connection).load(id) else { continue }
      if try isHidden(stored.document) { continue }
      if selection?.entities.contains(stored.document) == false { continue }
      var record = stored.record
      record.document = try shownKey(stored.document)
      record.content = terms.redacted(record.content)
      record.retrieved = terms.redacted(record.retrieved)
      try body(record)
    }
  }

  /// Verdicts on identity in the order in which they were given.
  package func forEachIdentity(_ body: (IdentityRecord) throws -> Void) throws {
    for stored in try IdentityTable(connection: connection).all() {
      if let selection {
        let isInside = selection.entities.isSuperset(of: [stored.entity, stored.other])
        if !isInside { continue }
      }
      let isHidden = try isHidden(stored.entity) || isHidden(stored.other)
      try body(
        IdentityRecord(
          id: stored.uid, entity: try shownKey(stored.entity), other: try shownKey(stored.other),
          verdict: stored.verdict, author: terms.redacted(stored.author), time: stored.time,
          reason: isHidden ? nil : terms.redacted(stored.reason), supersedes: stored.supersedes))
    }
  }

  func ids(_ sql: String) throws -> [Int64] {
    var ids: [Int64] = []
    try connection.forEachRow(sql) { ids.append($0.int64(0)) }
    return ids
  }

  /// The entity of this key as a record.
  ///
  /// - Throws: `unknownEntity`.
  package func entityRecord(forKey key: String) throws -> EntityRecord {
    guard let number = try number(forKey: key),
      let stored = try EntityTable(connection: connection).load(number, numbered)
    else {
      throw CaseError(
        .unknownEntity, "there is no entity \(quoted(key)) in the case",
        suggestions: try nearestKeys(to: key))
    }
    return try shown(stored)
  }

  /// The attribution of this id as a record.
  ///
  /// - Throws: `unknownAttribution`.
  package func attributionRecord(forUID uid: String) throws -> AttributionRecord {
    let id = try requiredAttribution(uid)
    guard let record = try record(ofAttribution: id.rawValue) else {
      throw CaseError(.corrupted, "an attribution is missing")
    }
    return record
  }

  func record(ofAttribution id: Int64) throws -> AttributionRecord? {
    let table = AttributionTable(connection: connection)
    guard let stored = try table.load(id, numbered) else { return nil }
    let shown = try shown(stored).stored
    let target: AttributionTarget
    if let entity = stored.target {
      target = .entity(try shownKey(entity))
    } else {
      let on = try stored.targetAttribution.flatMap { try table.load($0, numbered) }
      target = .attribution(on?.uid ?? "")
    }
    return AttributionRecord(
      id: stored.uid, source: try shownKey(stored.source), relation: stored.relation,
      target: target, about: try stored.about.map(shownKey), date: stored.date,
      grade: shown.grade, terms: stored.terms, basis: stored.basis, joint: shown.joint,
      status: stored.status, note: shown.note, properties: shown.properties,
      evidence: try shown.evidence.map { evidence in
        var record = evidence.record
        record.document = try shownKey(evidence.document)
        return record
      })
  }

  func shownKey(_ id: Int64) throws -> String {
    let sql =
      revealWithheld
      ? """
      SELECT coalesce(p.key, e.key) FROM entity e
      LEFT JOIN protected_identity p ON p.entity = e.id WHERE e.id = ?
      """ : "SELECT key FROM entity WHERE id = ?"
    let statement = try connection.sqlite.cached(sql)
    try statement.bind(id, at: 1)
    guard try statement.step(), let key = try statement.textOrNil(0) else {
      throw CaseError(.corrupted, "an entity without a key cannot be written out")
    }
    return key
  }
}
