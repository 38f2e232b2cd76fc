import HeadwaterModel
import JSONText
import SQLite

/// Takes a copy of a case back to what was recorded by some time, change by change.
///
/// What was purged since is not brought back.
struct PastState {
  private let connection: CaseConnection
  private var numbered: NumberedVocabulary

  /// The names of present withheld sources, which stay withheld in the text of earlier rows.
  let protectedTexts: Set<String>

  /// Entities that are withheld, or ever were, with the public keys of those that are.
  private var protected: [Int64: String?] = [:]

  /// Takes a copy of the case, in memory, which is changed.
  init(_ connection: CaseConnection) throws {
    self.connection = connection
    numbered = try VocabularyStore(connection).read()
    protectedTexts = try ProtectedTerms.texts(connection)
    var protected: [Int64: String?] = [:]
    try connection.forEachRow(
      """
      SELECT DISTINCT c.item_id FROM change c JOIN change_salt s ON s.sequence = c.sequence
      WHERE c.item = 0 AND length(s.salt) <> 1
      """
    ) { protected[$0.int64(0)] = .some(nil) }
    try connection.forEachRow("SELECT id, key FROM entity WHERE naming = 4") { row in
      protected[row.int64(0)] = .some(try row.textOrNil(1))
    }
    self.protected = protected
  }

  /// Undoes every change that was recorded after `time`, latest first.
  ///
  /// The clock of whoever made a change is taken as it was: the last change by `time` and all
  /// before it stay.
  ///
  /// - Complexity: O(changes undone), and O(size of the case) for what is derived.
  mutating func restore(_ time: RecordedTime, revealWithheld: Bool) throws {
    let kept = revealWithheld ? [:] : try protectedAttributions()
    let last =
      try connection.integer(
        """
        SELECT max(c.sequence) FROM change c JOIN change_set s ON s.id = c.change_set
        WHERE s.time <= ?
        """, [.text(time.text)]) ?? 0
    var changes: [(sequence: Int64, item: Int64, id: Int64)] = []
    try connection.forEachRow(
      "SELECT sequence, item, item_id FROM change WHERE sequence > ? ORDER BY sequence DESC",
      [.integer(last)]
    ) { changes.append(($0.int64(0), $0.int64(1), $0.int64(2))) }
    for change in changes { try undo(change.sequence, change.item, change.id) }
    try withhold()
    try strip(kept)
    try connection.run("DELETE FROM change_salt WHERE sequence > ?", [.integer(last)])
    try connection.run("DELETE FROM change WHERE sequence > ?", [.integer(last)])
    try connection.run(
      "DELETE FROM change_set WHERE id NOT IN (SELECT change_set FROM change)")
    try derive()
  }

  private mutating func undo(_ sequence: Int64, _ item: Int64, _ id: Int64) throws {
    var wasThere = false
    var isKnown = true
    var was: JSONValue?
    try connection.forEachRow(
      """
      SELECT c.was, t.was, t.salt IS NOT NULL FROM change c
      LEFT JOIN change_salt t ON t.sequence = c.sequence WHERE c.sequence = ?
      """, [.integer(sequence)]
    ) { row in
      wasThere = try row.textOrNil(0) != nil
      let text = row.int64(2) == 0 ? try row.textOrNil(0) : try row.textOrNil(1)
      isKnown = !wasThere || text != nil
      was = try text.map { try JSONValue(parsing: $0) }
    }
    if !isKnown { return }
    switch JournalItem(rawValue: item) {
    case .entity: try restoreEntity(id, was)
    case .attribution: try restoreAttribution(id, was)
    case .text: try restoreText(id, was)
    case .identity: try restoreIdentity(id, was)
    case .relation: try restoreRelation(id, was)
    case .kind: try restoreKind(id, was)
    case .setting, nil: break
    }
  }

  private func restoreEntity(_ id: Int64, _ was: JSONValue?) throws {
    let table = EntityTable(connection: connection)
    guard let was else { return try table.remove(id) }
    try connection.run("INSERT OR IGNORE INTO entity (id) VALUES (?)", [.integer(id)])
    try table.update(try JournalText.entity(was, id: id), numbered)
  }

  private func restoreAttribution(_ id: Int64, _ was: JSONValue?) throws {
    let table = AttributionTable(connection: connection)
    guard let was else { return try table.remove(id) }
    var stored = try JournalText.attribution(was, id: id, numbered.vocabulary)
    // What it refers to may have been removed and purged.
    guard try exists(stored.source), try exists(stored.target) else { return }
    if try !exists(stored.about) { stored.about = nil }
    stored.evidence = try stored.evidence.filter { try exists($0.document) }
    try connection.run(
      """
      INSERT OR IGNORE INTO attribution (id, uid, source, relation, role, target, target_attribution)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(id), .text(stored.uid), .integer(stored.source),
        .init(numbered.relationNumber[stored.relation]), .integer(Code.of(stored.role)),
        .init(stored.target), .init(stored.targetAttribution),
      ])
    try table.update(stored, numbered)
  }

  private func exists(_ entity: Int64?) throws -> Bool {
    guard let entity else { return true }
    return try connection.integer("SELECT 1 FROM entity WHERE id = ?", [.integer(entity)]) != nil
  }

  private func restoreText(_ id: Int64, _ was: JSONValue?) throws {
    let table = TextTable(connection: connection)
    try table.remove(id)
    guard let was else { return }
    let stored = try JournalText.text(was, id: id)
    let added = try table.insert(stored.record, document: stored.document)
    try connection.run(
      "UPDATE document_text SET id = ? WHERE id = ?", [.integer(id), .integer(added)])
  }

  private func restoreIdentity(_ id: Int64, _ was: JSONValue?) throws {
    try connection.run("DELETE FROM identity WHERE id = ?", [.integer(id)])
    guard let was else { return }
    let stored = try JournalText.identity(was, id: id)
    let supersedes = try stored.supersedes.flatMap {
      try connection.integer("SELECT id FROM identity WHERE uid = ?", [.text($0)])
    }
    let table = IdentityTable(connection: connection)
    let added = try table.insert(stored, supersedes: supersedes)
    try connection.run(
      "UPDATE identity SET id = ? WHERE id = ?", [.integer(id), .integer(added)])
  }

  private mutating func restoreRelation(_ id: Int64, _ was: JSONValue?) throws {
    let store = VocabularyStore(connection)
    if let was {
      try store.update(try JournalText.relation(was), id: id)
    } else {
      try connection.run("DELETE FROM relation WHERE id = ?", [.integer(id)])
    }
    numbered = try store.read()
  }

  private mutating func restoreKind(_ id: Int64, _ was: JSONValue?) throws {
    let store = VocabularyStore(connection)
    if let was {
      let kind = try JournalText.kind(was)
      try store.update(kind, id: id, parent: kind.parent.flatMap { numbered.kindNumber[$0] })
    } else {
      try connection.run("DELETE FROM entity_kind WHERE id = ?", [.integer(id)])
    }
    numbered = try store.read()
  }

  /// Withholds those sources that were public then and no longer are.
  private func withhold() throws {
    let table = EntityTable(connection: connection)
    for (id, publicKey) in protected {
      guard var stored = try table.load(id, numbered), !stored.isWithheld else { continue }
      stored.record.naming = .withheld
      stored.publicKey = publicKey ?? CaseWriter.randomPublicKey()
      try table.update(stored, numbered)
    }
  }

  /// Attributions that at some time concerned a withheld source, as they are now.
  private func protectedAttributions() throws -> [Int64: StoredAttribution?] {
    var ids: [Int64] = []
    try connection.forEachRow(
      """
      SELECT DISTINCT c.item_id FROM change c JOIN change_salt s ON s.sequence = c.sequence
      WHERE c.item = 1 AND length(s.salt) <> 1
      """
    ) { ids.append($0.int64(0)) }
    let table = AttributionTable(connection: connection)
    var found: [Int64: StoredAttribution?] = [:]
    for id in ids { found[id] = .some(try table.load(id, numbered)) }
    return found
  }

  /// Leaves out what was said of attributions that concerned a withheld source, where it is no
  /// longer what is said.
  private func strip(_ present: [Int64: StoredAttribution?]) throws {
    let table = AttributionTable(connection: connection)
    for (id, now) in present {
      guard var stored = try table.load(id, numbered), stored != now else { continue }
      stored.note = nil
      stored.grade = nil
      stored.properties = []
      stored.evidence = stored.evidence.map {
        StoredEvidence(document: $0.document, record: EvidenceRecord(document: ""))
      }
      try table.update(stored, numbered)
    }
  }

  private func derive() throws {
    try connection.run("DELETE FROM fan_in")
    try connection.run("INSERT INTO fan_in (target, steps) " + AttributionTable.fanIn)
    let table = IdentityTable(connection: connection)
    try table.rebuildCanonical(try table.groups(of: ActiveVerdicts(try table.all())))
  }
}
