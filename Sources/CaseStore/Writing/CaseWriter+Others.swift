import HeadwaterModel
import SQLite

/// Texts, verdicts on identity, kinds and relations.
extension CaseWriter {
  // MARK: - Texts

  func write(_ record: TextRecord, _ mode: WriteMode) throws -> WriteOutcome {
    try RecordCheck.textRecord(record)
    let document = try resolve(record.document, column: "document")
    guard document.base == .document else {
      throw RecordProblem(
        .forbiddenShape, column: "document",
        "only a document has a text, and \(quoted(document.publicKey)) is "
          + "a \(document.base.rawValue)")
    }
    let table = TextTable(connection: connection)
    var plain = record
    plain.document = ""
    if let id = try table.id(document: document.id, version: record.version),
      let stored = try table.load(id)
    {
      // Byte for byte: a text that Unicode counts as equal may still be another file.
      let isSame =
        stored.digest == TextTable.digest(record.content)
        && ExactText(stored.record.mediaType) == ExactText(record.mediaType)
        && stored.record.retrieved.map(ExactText.init) == record.retrieved.map(ExactText.init)
      if isSame { return .unchanged }
      if mode == .addOnly {
        throw RecordProblem(
          .differs, column: "version",
          "\(version(record.version, of: document.id)) of the text of \(quoted(document.publicKey)) is in "
            + "the case and differs")
      }
      try table.update(id, plain)
      try noteChange(from: stored, to: try table.load(id))
      try checkQuotations(in: document.id, version: record.version)
      return .updated
    }
    let id = try table.insert(plain, document: document.id)
    try noteChange(from: nil, to: try table.load(id))
    return .added
  }

  /// Removes a version of a document's text.
  ///
  /// - Throws: `CaseError` with `unknownEntity` or `unknownText`; `RecordProblem` with `inUse`.
  package func removeText(document key: String, version: String) throws {
    let document = try reader.requiredNumber(key)
    let table = TextTable(connection: connection)
    guard let id = try table.id(document: document, version: version),
      let stored = try table.load(id)
    else {
      throw CaseError(
        .unknownText,
        "\(quoted(try find(key)?.publicKey ?? key)) has no stored text of "
          + self.version(version, of: document))
    }
    let uses = try connection.integer(
      "SELECT count(*) FROM evidence WHERE document = ? AND text_version = ?",
      [.integer(document), .text(version)])
    if let uses, uses > 0 {
      throw RecordProblem(
        .inUse,
        "\(uses) pieces of evidence quote \(self.version(version, of: document)); edit these first")
    }
    try remove(stored)
  }

  func remove(_ stored: StoredText) throws {
    try TextTable(connection: connection).remove(stored.id)
    try noteChange(from: stored, to: nil)
  }

  private func noteChange(from old: StoredText?, to new: StoredText?) throws {
    guard let id = old?.id ?? new?.id, let document = old?.document ?? new?.document else { return }
    try journal.note(
      .text, id, was: old.map(JournalText.text), became: new.map(JournalText.text),
      isProtected: withheld.contains(document))
  }

  /// Has the quotations that name a version looked up again at the end.
  private func checkQuotations(in document: Int64, version: String) throws {
    var ids: [Int64] = []
    try connection.forEachRow(
      "SELECT DISTINCT attribution FROM evidence WHERE document = ? AND text_version = ?",
      [.integer(document), .text(version)]
    ) { ids.append($0.int64(0)) }
    for id in ids {
      let table = AttributionTable(connection: connection)
      if let stored = try table.load(id, reader.numbered) { noteQuotations(stored) }
    }
  }

  // MARK: - Identity

  func write(_ record: IdentityRecord) throws -> WriteOutcome {
    let entity = try resolve(record.entity, column: "entity")
    let other = try resolve(record.other, column: "other")
    guard entity.id != other.id else {
      throw RecordProblem(.unknownValue, column: "other", "the two entities are one already")
    }
    for (text, column) in [
      (record.author, "author"), (record.time, "time"), (record.reason, "reason"),
      (record.id, "id"),
    ] { try RecordCheck.text(text, column) }
    if record.verdict == .undone, record.supersedes == nil {
      throw RecordProblem(
        .missingValue, column: "supersedes", "supersedes is missing: it names what is undone")
    }
    let table = IdentityTable(connection: connection)
    let stored = StoredIdentity(
      id: 0, uid: record.id ?? Self.derivedID(record, entity, other), entity: entity.id,
      other: other.id, verdict: record.verdict, author: record.author, time: record.time,
      reason: record.reason, supersedes: record.supersedes)
    if let known = try verdict(stored.uid).flatMap(table.load) {
      if JournalText.text(known) == JournalText.text(stored) {
        return .unchanged
      }
      throw RecordProblem(
        .differs, column: "id",
        "the verdict \(quoted(stored.uid)) is in the case and differs; verdicts are replaced by "
          + "new ones and never changed")
    }
    let superseded = try record.supersedes.map { try supersededVerdict($0, by: stored) }
    verdicts = try agreeing(with: stored)
    let id = try table.insert(stored, supersedes: superseded)
    identityChanged = true
    try journal.note(
      .identity, id, was: nil, became: JournalText.text(stored),
      isProtected: entity.isWithheld || other.isWithheld)
    return .added
  }

  /// The verdicts with this one among them.
  ///
  /// - Throws: `contradiction`, with the keys of the pair.
  private func agreeing(with stored: StoredIdentity) throws -> ActiveVerdicts {
    let table = IdentityTable(connection: connection)
    var next: ActiveVerdicts
    let contradiction: ActiveVerdicts.Contradiction?
    if stored.supersedes == nil {
      next = try verdicts ?? ActiveVerdicts(try table.all())
      contradiction = next.contradiction(with: stored)
      if contradiction == nil { next.add(stored) }
    } else {
      next = ActiveVerdicts(try table.all() + [stored])
      contradiction = next.contradiction
    }
    if let contradiction {
      throw RecordProblem(
        .contradiction, column: "verdict",
        "by way of others perhaps, \(try publicKey(contradiction.entity)) and "
          + "\(try publicKey(contradiction.other)) would be the same, and are judged distinct")
    }
    return next
  }

  /// An id made of the content, so that the same row read twice is one verdict.
  ///
  /// "i-" and the first 16 hexadecimal digits of SHA-256 over the fields in the order of the
  /// columns of `identity.csv`, each with its length in bytes before it; keys are the public ones.
  private static func derivedID(
    _ record: IdentityRecord, _ entity: KnownEntity, _ other: KnownEntity
  ) -> String {
    "i-"
      + ContentDigest.text(of: [
        entity.publicKey, other.publicKey, record.verdict.rawValue, record.author, record.time,
        record.reason, record.supersedes,
      ])
  }

  private func verdict(_ uid: String) throws -> Int64? {
    try connection.integer("SELECT id FROM identity WHERE uid = ?", [.text(uid)])
  }

  private func supersededVerdict(_ uid: String, by next: StoredIdentity) throws -> Int64 {
    guard let id = try verdict(uid),
      let stored = try IdentityTable(connection: connection).load(id)
    else {
      throw RecordProblem(
        .unknownValue, column: "supersedes", "there is no verdict \(quoted(uid))")
    }
    guard Set([stored.entity, stored.other]) == Set([next.entity, next.other]) else {
      throw RecordProblem(
        .unknownValue, column: "supersedes",
        "the verdict \(quoted(uid)) is on another pair of entities")
    }
    let later = try connection.integer(
      "SELECT 1 FROM identity WHERE supersedes = ?", [.integer(id)])
    if later != nil {
      throw RecordProblem(
        .duplicate, column: "supersedes", "the verdict \(quoted(uid)) is superseded already")
    }
    return id
  }

  private func publicKey(_ id: Int64) throws -> String {
    let statement = try connection.sqlite.cached("SELECT key FROM entity WHERE id = ?")
    try statement.bind(id, at: 1)
    let key = try statement.step() ? try statement.textOrNil(0) : nil
    return key.map(quoted) ?? "an entity"
  }

  /// Removes the verdicts on an entity, those that replace others first.
  func removeVerdicts(on entity: Int64) throws {
    let table = IdentityTable(connection: connection)
    let verdicts = try table.all().filter { $0.entity == entity || $0.other == entity }
    for stored in verdicts.sorted(by: { $0.id > $1.id }) {
      try connection.run("DELETE FROM identity WHERE id = ?", [.integer(stored.id)])
      try journal.note(
        .identity, stored.id, was: JournalText.text(stored), became: nil, isProtected: true)
    }
    self.verdicts = nil
    identityChanged = true
  }

  // MARK: - Vocabulary

  func write(_ kind: KindDefinition, _ mode: WriteMode) throws -> WriteOutcome {
    let known = vocabulary.kinds[kind.name]
    if known == kind { return .unchanged }
    var changed = vocabulary
    try changed.define(kind)
    if known != nil {
      if mode == .addOnly {
        throw RecordProblem(
          .differs, column: "parent", "the kind \(kind.name) is in the case with another parent")
      }
      try checkUnused(kind, changed)
    }
    let store = VocabularyStore(connection)
    let parent = kind.parent.flatMap { reader.numbered.kindNumber[$0] }
    let id: Int64
    if let number = reader.numbered.kindNumber[kind.name] {
      id = number
      try store.update(kind, id: id, parent: parent)
    } else {
      id = try store.insert(kind, parent: parent)
    }
    reader.numbered.add(kind, id: id)
    forgetKeys()
    try journal.note(
      .kind, id, was: known.map(JournalText.text), became: JournalText.text(kind),
      isProtected: false)
    return known == nil ? .added : .updated
  }

  /// Checks that no entity would come to be of another base kind.
  private func checkUnused(_ kind: KindDefinition, _ changed: Vocabulary) throws {
    for (name, number) in reader.numbered.kindNumber
    where changed.baseKind(of: name) != vocabulary.baseKind(of: name) {
      let used = try connection.integer(
        "SELECT 1 FROM entity WHERE kind = ? LIMIT 1", [.integer(number)])
      if used != nil {
        throw RecordProblem(
          .inUse, column: "parent",
          "there are entities of kind \(name), which would come to be of another base kind")
      }
    }
  }

  func write(_ relation: RelationDefinition, _ mode: WriteMode) throws -> WriteOutcome {
    let known = vocabulary.relations[relation.name]
    if known == relation { return .unchanged }
    if let known, mode == .addOnly || known.role != relation.role {
      throw RecordProblem(
        .differs, column: known.role == relation.role ? "phrase" : "role",
        "the relation \(relation.name) is in the case and differs")
    }
    var changed = vocabulary
    try changed.define(relation)
    let store = VocabularyStore(connection)
    let id: Int64
    if let number = reader.numbered.relationNumber[relation.name] {
      id = number
      try store.update(relation, id: id)
    } else {
      id = try store.insert(relation)
    }
    reader.numbered.add(relation, id: id)
    try journal.note(
      .relation, id, was: known.map(JournalText.text), became: JournalText.text(relation),
      isProtected: false)
    return known == nil ? .added : .updated
  }
}
