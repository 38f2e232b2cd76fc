package import HeadwaterModel
import SQLite

extension CaseWriter {
  private var table: EntityTable {
    EntityTable(connection: connection, inserters: entityInserters)
  }

  func write(_ record: EntityRecord, _ mode: WriteMode) throws -> WriteOutcome {
    try check(record)
    if let key = record.key, let found = try find(key),
      let stored = try table.load(found.id, reader.numbered)
    {
      // A withheld source's public row is no copy of what is known of it.
      if stored.isWithheld, stored.record.key != stored.publicKey,
        EntityKey.folded(key) == stored.publicKey
      {
        throw RecordProblem(
          .differs, column: "key", "the entity is withheld here: name it by its protected key")
      }
      if isSame(stored, record) { return .unchanged }
      if mode == .addOnly {
        let column = Self.firstDifference(stored.record, record)
        throw RecordProblem(
          .differs, column: column,
          "the entity \(quoted(stored.publicKey ?? "")) is in the case with another \(column)")
      }
      return try replace(stored, with: record)
    }
    let stored = try table.insert(record, publicKey: Self.publicKey(for: record), reader.numbered)
    remember(stored)
    try journal.note(
      .entity, stored.id, was: nil, became: JournalText.text(stored),
      isProtected: stored.isWithheld)
    return .added
  }

  /// Puts `record` in the place of the entity of this key; the key itself may change.
  ///
  /// - Throws: `CaseError` with `unknownEntity`; `RecordProblem`.
  package func replaceEntity(key: String, with record: EntityRecord) throws -> WriteOutcome {
    let id = try reader.requiredNumber(key)
    guard let stored = try table.load(id, reader.numbered) else {
      throw CaseError(.corrupted, "an entity is missing")
    }
    try check(record)
    if isSame(stored, record) { return .unchanged }
    if let newKey = record.key, let other = try find(newKey), other.id != id {
      throw RecordProblem(
        .duplicate, column: "key",
        other.isWithheld
          ? "the key is taken by a withheld source" : "the key \(quoted(newKey)) is taken")
    }
    return try replace(stored, with: record)
  }

  private func isSame(_ stored: StoredEntity, _ record: EntityRecord) -> Bool {
    var next = stored
    next.record = record
    next.record.key = record.key ?? stored.record.key
    return JournalText.text(stored) == JournalText.text(next)
  }

  private func replace(
    _ stored: StoredEntity, with record: EntityRecord
  ) throws -> WriteOutcome {
    if stored.record.kind != record.kind { try checkShapes(around: stored.id, as: record.kind) }
    var next = stored
    next.record = record
    next.record.key = record.key ?? stored.record.key
    let wasWithheld = stored.isWithheld
    if next.isWithheld != wasWithheld || !next.isWithheld {
      next.publicKey = next.isWithheld ? Self.publicKey(for: next.record) : next.record.key
    }
    try table.update(next, reader.numbered)
    forgetKeys()
    noteNaming(next)
    identityChanged = identityChanged || next.publicKey != stored.publicKey
    try journal.note(
      .entity, stored.id, was: JournalText.text(stored), became: JournalText.text(next),
      isProtected: wasWithheld || next.isWithheld)
    if next.isWithheld, !wasWithheld { try protectPast(of: stored) }
    return .updated
  }

  /// Puts what the journal and the full-text index know of a source under protection.
  ///
  /// What is recorded around it is noted once more, as protected from then on.
  private func protectPast(of stored: StoredEntity) throws {
    let terms = ProtectedTerms(try ProtectedTerms.texts(connection))
    try JournalProtection(connection, entities: [stored.id], terms: terms).protect()
    let uses = try Uses(of: stored.id, in: connection)
    for id in Set(uses.attributions + uses.evidence).sorted() { try noteProtected(id) }
    for (item, ids) in [(JournalItem.text, uses.texts), (.identity, uses.verdicts)] {
      for id in ids {
        guard let text = try reader.journalText(of: item, id) else { continue }
        try journal.note(item, id, was: text, became: text, isProtected: true)
      }
    }
    // A row that is deleted stays in the index's blocks until they are merged.
    try connection.run("INSERT INTO entity_search (entity_search) VALUES ('optimize')")
  }

  private func check(_ record: EntityRecord) throws {
    try RecordCheck.entity(record)
    if !vocabulary.isOpen {
      if record.key == nil { throw RecordProblem(.missingValue, column: "key", "key is missing") }
      if record.kind == nil {
        throw RecordProblem(
          .missingValue, column: "kind",
          "kind is missing; it is one of \(vocabulary.kinds.keys.sorted().joined(separator: ", "))")
      }
    }
    if let kind = record.kind, vocabulary.kinds[kind] == nil {
      throw RecordProblem(
        .unknownKind, column: "kind", "\(quoted(kind)) is no kind of entity",
        suggestions: Nearest.names(to: kind, among: vocabulary.kinds.keys))
    }
    if record.naming == .withheld, record.key == nil {
      throw RecordProblem(.missingValue, column: "key", "a withheld source needs a key")
    }
  }

  /// Checks that what refers to an entity still may where it is of another kind.
  private func checkShapes(around id: Int64, as kind: String?) throws {
    let base = kind.flatMap { vocabulary.baseKind(of: $0) } ?? .document
    let uses = try Uses(of: id, in: connection)
    if base != .document, !uses.evidence.isEmpty || !uses.texts.isEmpty {
      throw RecordProblem(
        .forbiddenShape, column: "kind",
        "only a document has texts and evidence, and there is some of this entity")
    }
    let attributions = AttributionTable(connection: connection)
    for attribution in uses.attributions {
      guard let stored = try attributions.load(attribution, reader.numbered),
        let relation = vocabulary.relations[stored.relation], vocabulary.bindsShapes(of: relation)
      else { continue }
      func kind(of end: Int64?) throws -> BaseKind? {
        guard let end else { return nil }
        return try end == id ? base : reader.baseKind(of: end)
      }
      do {
        try vocabulary.check(
          relation, source: try kind(of: stored.source) ?? base,
          target: try kind(of: stored.target), about: try kind(of: stored.about))
      } catch let problem as RecordProblem {
        throw RecordProblem(
          .forbiddenShape, column: "kind",
          "attribution \(quoted(stored.uid)) does not allow this kind: \(problem.message)")
      }
    }
  }

  /// Removes an entity.
  ///
  /// With `cascade`, what refers to it goes too.
  ///
  /// - Throws: `CaseError` with `unknownEntity`; `RecordProblem` with `inUse`.
  package func removeEntity(key: String, cascade: Bool = false) throws {
    let id = try reader.requiredNumber(key)
    guard let stored = try table.load(id, reader.numbered) else {
      throw CaseError(.corrupted, "an entity is missing")
    }
    let uses = try Uses(of: id, in: connection)
    if !uses.isEmpty {
      guard cascade else {
        throw RecordProblem(
          .inUse, column: nil,
          "the entity \(quoted(stored.publicKey ?? "")) is in use by \(uses.summary); "
            + "remove these first, or all at once with --cascade")
      }
      try remove(uses, of: id)
    }
    forgetFanIn(of: id)
    try table.remove(id)
    forgetKeys()
    try journal.note(
      .entity, id, was: JournalText.text(stored), became: nil, isProtected: stored.isWithheld)
  }

  private func remove(_ uses: Uses, of id: Int64) throws {
    let attributions = AttributionTable(connection: connection)
    for attribution in uses.attributions {
      // It may be gone already, as a stance on one before it.
      if let stored = try attributions.load(attribution, reader.numbered) {
        try remove(stored, cascade: true)
      }
    }
    for attribution in uses.evidence {
      guard var next = try attributions.load(attribution, reader.numbered) else { continue }
      let stored = next
      next.evidence.removeAll { $0.document == id }
      try replace(stored, with: next)
    }
    let texts = TextTable(connection: connection)
    for text in uses.texts {
      if let stored = try texts.load(text) { try remove(stored) }
    }
    try removeVerdicts(on: id)
  }

  /// What refers to an entity.
  private struct Uses {
    let attributions: [Int64]
    let evidence: [Int64]
    let texts: [Int64]
    let verdicts: [Int64]

    init(of id: Int64, in connection: CaseConnection) throws {
      func ids(_ sql: String) throws -> [Int64] {
        var ids: [Int64] = []
        try connection.forEachRow(sql, [.integer(id)]) { ids.append($0.int64(0)) }
        return ids
      }
      attributions = try ids(
        """
        SELECT id FROM attribution WHERE source = ?1
        UNION SELECT id FROM attribution WHERE target = ?1
        UNION SELECT id FROM attribution WHERE about = ?1
        """)
      evidence = try ids("SELECT DISTINCT attribution FROM evidence WHERE document = ?")
      texts = try ids("SELECT id FROM document_text WHERE document = ?")
      verdicts = try ids(
        "SELECT id FROM identity WHERE entity = ?1 UNION SELECT id FROM identity WHERE other = ?1")
    }

    var isEmpty: Bool {
      attributions.isEmpty && evidence.isEmpty && texts.isEmpty && verdicts.isEmpty
    }

    var summary: String {
      [
        (attributions.count, "attributions"), (evidence.count, "attributions' evidence"),
        (texts.count, "texts"), (verdicts.count, "verdicts on identity"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
  }

  /// The key that everybody may see: a random one for a withheld source.
  private static func publicKey(for record: EntityRecord) -> String? {
    guard record.naming == .withheld, let key = record.key else { return record.key }
    let isPublicAlready =
      key.hasPrefix(publicPrefix) && key.count == publicPrefix.count + 12
      && key.dropFirst(publicPrefix.count).allSatisfy(publicLetters.contains)
    return isPublicAlready ? key : randomPublicKey()
  }

  private static let publicPrefix = "withheld-"
  private static let publicLetters = Array("abcdefghijklmnopqrstuvwxyz234567")

  /// A key that tells nothing: 60 random bits.
  static func randomPublicKey() -> String {
    let letters = (0..<12).map { _ in publicLetters[Int.random(in: publicLetters.indices)] }
    return publicPrefix + String(letters)
  }

  private static func firstDifference(_ left: EntityRecord, _ right: EntityRecord) -> String {
    let fields: [(String, Bool)] = [
      ("key", Exactly.same(left.key, right.key)), ("kind", left.kind == right.kind),
      ("name", Exactly.same(left.name, right.name)), ("naming", left.naming == right.naming),
      ("upstream", left.upstream == right.upstream), ("date", left.date == right.date),
      ("url", Exactly.same(left.url, right.url)),
      ("language", Exactly.same(left.language, right.language)),
      ("description", Exactly.same(left.description, right.description)),
      ("aliases", Exactly.same(left.aliases, right.aliases)),
      ("labels", Exactly.same(left.labels, right.labels)),
    ]
    if let column = fields.first(where: { !$0.1 })?.0 { return column }
    let differing = left.properties.first { !right.properties.contains($0) }
    return differing?.name
      ?? right.properties.first { !left.properties.contains($0) }?.name ?? "properties"
  }
}

extension CaseReader {
  /// The number of the entity of this key itself, not of what stands for it.
  ///
  /// - Throws: `unknownEntity`.
  func requiredNumber(_ key: String) throws -> Int64 {
    if let number = try number(forKey: key) { return number }
    throw CaseError(
      .unknownEntity, "there is no entity \(quoted(key)) in the case",
      suggestions: try nearestKeys(to: key))
  }

  func baseKind(of id: Int64) throws -> BaseKind {
    numbered.base(try connection.integer("SELECT kind FROM entity WHERE id = ?", [.integer(id)]))
  }
}
