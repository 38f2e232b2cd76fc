import HeadwaterModel
import JSONText
import SQLite

/// What a purge is to forget.
package struct PurgeOptions: Hashable, Sendable {
  /// Whether present withheld sources stay known; earlier states and removed ones go all the same.
  package var keepsWithheld = false

  /// Whether names of withheld sources in the text of other rows are blanked.
  package var redactsText = false

  package init() {}
}

/// Forgets who withheld sources are and what they said, and every earlier state of every row.
///
/// The journal stays whole: what goes is replaced by its digest, which the chain of hashes is over.
struct Purge {
  let writer: CaseWriter
  let options: PurgeOptions
  private let connection: CaseConnection

  /// Entities that are withheld, or ever were.
  private let protected: Set<Int64>

  /// The names of all of them, of those removed as well.
  private let terms: ProtectedTerms

  init(_ writer: CaseWriter, _ options: PurgeOptions) throws {
    self.writer = writer
    self.options = options
    connection = writer.connection
    var ids = writer.withheld
    var names: Set<String> = []
    try connection.forEachRow(
      """
      SELECT c.item_id, s.was FROM change c JOIN change_salt s ON s.sequence = c.sequence
      WHERE c.item = 0 AND length(s.salt) <> 1
      """
    ) { row in
      ids.insert(row.int64(0))
      if let was = try row.textOrNil(1) { names.formUnion(Self.names(inEntity: was)) }
    }
    protected = ids
    terms = ProtectedTerms(names.union(try ProtectedTerms.texts(connection)))
  }

  private static func names(inEntity text: String) -> Set<String> {
    guard let json = try? JSONValue(parsing: text) else { return [] }
    let aliases = (json["aliases"]?.elements ?? []).compactMap(\.string)
    return Set(["key", "name", "url"].compactMap { json[$0]?.string } + aliases)
  }

  func run() throws {
    if !options.keepsWithheld {
      if options.redactsText { try redactOtherRows() }
      try stripAttributions()
      try stripTexts()
      try stripVerdicts()
      try stripEntities()
    }
    try forgetPlainContent()
    try forgetSaltedContent()
    try forgetReasons()
    try connection.run("INSERT INTO entity_search (entity_search) VALUES ('rebuild')")
  }

  // MARK: - Rows

  /// Puts `next` in the place of a row whose content is not to be known again.
  ///
  /// In the journal the row goes, as protected content, and comes anew.
  private func note(
    _ item: JournalItem, _ id: Int64, was: [UInt8], became: [UInt8]?
  ) throws {
    try writer.journal.note(item, id, was: was, became: nil, isProtected: true)
    if let became {
      try writer.journal.note(item, id, was: nil, became: became, isProtected: false)
    }
  }

  private func stripEntities() throws {
    let table = EntityTable(connection: connection)
    for id in writer.withheld.sorted() {
      guard let stored = try table.load(id, writer.reader.numbered) else { continue }
      var next = stored
      next.record = EntityRecord(
        key: stored.publicKey, kind: stored.record.kind, naming: .withheld,
        upstream: stored.record.upstream)
      if next == stored { continue }
      try table.update(next, writer.reader.numbered)
      try note(.entity, id, was: JournalText.text(stored), became: JournalText.text(next))
    }
    writer.forgetKeys()
  }

  private func stripAttributions() throws {
    let table = AttributionTable(connection: connection)
    let reader = try CaseReader(connection, revealWithheld: false)
    for id in try reader.ids("SELECT id FROM attribution ORDER BY id") {
      guard let stored = try table.load(id, reader.numbered) else { continue }
      let isHidden = try reader.isHidden(stored)
      let onHidden = try stored.evidence.contains { try reader.isHidden($0.document) }
      guard isHidden || onHidden else { continue }
      var next = stored
      if isHidden { next = try reader.shown(stored).stored }
      next.evidence = try stored.evidence.map { evidence in
        let isWithheld = try isHidden || reader.isHidden(evidence.document)
        return isWithheld
          ? StoredEvidence(document: evidence.document, record: EvidenceRecord(document: ""))
          : evidence
      }
      if next == stored { continue }
      try table.update(next, reader.numbered)
      try note(.attribution, id, was: JournalText.text(stored), became: JournalText.text(next))
    }
  }

  private func stripTexts() throws {
    let table = TextTable(connection: connection)
    for id in try writer.reader.ids("SELECT id FROM document_text ORDER BY id") {
      guard let stored = try table.load(id), writer.withheld.contains(stored.document) else {
        continue
      }
      try table.remove(id)
      try note(.text, id, was: JournalText.text(stored), became: nil)
    }
  }

  private func stripVerdicts() throws {
    let table = IdentityTable(connection: connection)
    for stored in try table.all() where stored.reason != nil {
      guard writer.withheld.contains(stored.entity) || writer.withheld.contains(stored.other)
      else { continue }
      try connection.run("UPDATE identity SET reason = NULL WHERE id = ?", [.integer(stored.id)])
      guard let next = try table.load(stored.id) else { continue }
      try note(
        .identity, stored.id, was: JournalText.text(stored), became: JournalText.text(next))
    }
  }

  // MARK: - Journal

  private func forgetSaltedContent() throws {
    if options.keepsWithheld {
      try noteAnew()
      try connection.run(
        "UPDATE change_salt SET salt = x'', was = NULL WHERE was IS NOT NULL")
    } else {
      try connection.run("UPDATE change_salt SET salt = x'', was = NULL WHERE length(salt) <> 1")
    }
  }

  /// Has protected rows that are kept go and come in the journal.
  ///
  /// Then the last change of each keeps a salt, by which the row can be checked, and no content.
  private func noteAnew() throws {
    var rows: [(item: Int64, id: Int64)] = []
    try connection.forEachRow(
      """
      SELECT DISTINCT c.item, c.item_id FROM change_salt s JOIN change c USING (sequence)
      WHERE s.was IS NOT NULL ORDER BY c.item, c.item_id
      """
    ) { rows.append(($0.int64(0), $0.int64(1))) }
    let reader = try CaseReader(connection, revealWithheld: true)
    for (number, id) in rows {
      guard let item = JournalItem(rawValue: number),
        let text = try reader.journalText(of: item, id)
      else { continue }
      try writer.journal.note(item, id, was: text, became: nil, isProtected: true)
      try writer.journal.note(item, id, was: nil, became: text, isProtected: true)
    }
  }

  /// Replaces what every other row was by its digest.
  private func forgetPlainContent() throws {
    try JournalProtection(connection, entities: protected, terms: terms)
      .protectAndForgetOthers()
  }

  private func forgetReasons() throws {
    var reasons: [Int64] = []
    var authors: [Int64] = []
    try connection.forEachRow(
      "SELECT id, author, reason, id IN (\(Self.protectedSets)) FROM change_set"
    ) { row in
      if try terms.occur(in: row.text(1)) { authors.append(row.int64(0)) }
      if try row.int64(3) != 0 || terms.occur(in: row.textOrNil(2)) {
        reasons.append(row.int64(0))
      }
    }
    for id in reasons {
      try connection.run(
        "UPDATE change_set SET reason = NULL, reason_salt = NULL WHERE id = ?", [.integer(id)])
    }
    for id in authors {
      try connection.run(
        "UPDATE change_set SET author = ?, author_salt = NULL WHERE id = ?",
        [.text(ProtectedTerms.placeholder), .integer(id)])
    }
  }

  /// The change sets that changed a row which is protected, or once was.
  static let protectedSets = """
    SELECT d.change_set FROM change_salt t JOIN change p ON p.sequence = t.sequence
    JOIN change d ON d.item = p.item AND d.item_id = p.item_id WHERE length(t.salt) <> 1
    """

  // MARK: - Other rows

  /// Blanks the names in the text of public rows.
  ///
  /// - Throws: `protectedText` where a row is named by one.
  private func redactOtherRows() throws {
    let reader = try CaseReader(connection, revealWithheld: false)
    let findings = try reader.protectedTextFindings()
    if findings.contains(where: \.isName) { throw CaseError(findings.filter(\.isName)) }
    if findings.isEmpty { return }
    let entities = EntityTable(connection: connection)
    for id in try reader.ids("SELECT id FROM entity WHERE naming <> 4 ORDER BY id") {
      guard let stored = try entities.load(id, reader.numbered) else { continue }
      var next = stored
      next.record = try reader.shown(stored)
      if JournalText.text(next) == JournalText.text(stored) { continue }
      try entities.update(next, reader.numbered)
      try note(.entity, id, was: JournalText.text(stored), became: JournalText.text(next))
    }
    let attributions = AttributionTable(connection: connection)
    for id in try reader.ids("SELECT id FROM attribution ORDER BY id") {
      guard let stored = try attributions.load(id, reader.numbered) else { continue }
      let next = try reader.shown(stored).stored
      if JournalText.text(next) == JournalText.text(stored) { continue }
      try attributions.update(next, reader.numbered)
      try note(.attribution, id, was: JournalText.text(stored), became: JournalText.text(next))
    }
    try redactTextsAndVerdicts(reader)
  }

  private func redactTextsAndVerdicts(_ reader: CaseReader) throws {
    let texts = TextTable(connection: connection)
    for id in try reader.ids("SELECT id FROM document_text ORDER BY id") {
      guard let stored = try texts.load(id) else { continue }
      var record = stored.record
      record.content = reader.terms.redacted(record.content)
      record.retrieved = reader.terms.redacted(record.retrieved)
      if record == stored.record { continue }
      try texts.update(id, record)
      guard let next = try texts.load(id) else { continue }
      try note(.text, id, was: JournalText.text(stored), became: JournalText.text(next))
    }
    let verdicts = IdentityTable(connection: connection)
    for stored in try verdicts.all() where reader.terms.occur(in: stored.reason) {
      try connection.run(
        "UPDATE identity SET reason = ? WHERE id = ?",
        [.init(reader.terms.redacted(stored.reason)), .integer(stored.id)])
      guard let next = try verdicts.load(stored.id) else { continue }
      try note(
        .identity, stored.id, was: JournalText.text(stored), became: JournalText.text(next))
    }
  }
}
