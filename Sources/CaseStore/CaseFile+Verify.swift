import HeadwaterModel
import SQLite

extension CaseFile {
  /// Checks the file, its references, the journal, texts, quotations and what is derived.
  ///
  /// - Complexity: O(size of the case), one row at a time but for the journal's last states.
  package func verify() throws -> VerifyReport {
    try withConnection { connection in
      try connection.sqlite.begin(.deferred)
      defer { try? connection.sqlite.rollback() }
      var verification = Verification(connection)
      verification.run()
      return verification.report
    }
  }
}

/// One check of a case. A part that cannot be read is a finding, and the other parts go on.
private struct Verification {
  private let connection: CaseConnection
  private(set) var report = VerifyReport()

  /// The last digest of each row in the journal, with its salt and sequence.
  private var lastStates: [RowName: LastState] = [:]

  private struct RowName: Hashable {
    let item: Int64
    let id: Int64
  }

  private struct LastState {
    let became: [UInt8]?
    let salt: [UInt8]?
    let sequence: Int64
    let isPurged: Bool
  }

  init(_ connection: CaseConnection) {
    self.connection = connection
  }

  mutating func run() {
    attempt("the file") { try $0.checkFile() }
    attempt("the journal") { try $0.checkJournal() }
    attempt("the rows") { try $0.checkRows() }
    attempt("the texts") { try $0.checkTexts() }
    attempt("what is derived") { try $0.checkDerived() }
  }

  private mutating func attempt(
    _ part: String, _ check: (inout Verification) throws -> Void
  ) {
    do {
      try check(&self)
    } catch let error as SQLiteError {
      add(.unreadable, "\(part) cannot be read: \(error.message)")
    } catch let error as CaseError {
      add(.unreadable, "\(part) cannot be read: \(error.message)")
    } catch {
      add(.unreadable, "\(part) cannot be read")
    }
  }

  private mutating func add(
    _ code: VerifyFinding.Code, _ message: String, sequence: Int64? = nil
  ) {
    report.findings.append(VerifyFinding(code, message, sequence: sequence))
  }

  // MARK: - File

  private mutating func checkFile() throws {
    var lines: [String] = []
    try connection.forEachRow("PRAGMA integrity_check(20)") { lines.append(try $0.text(0)) }
    for line in lines where line != "ok" { add(.damagedFile, line) }
    var dangling: [String] = []
    try connection.forEachRow("PRAGMA foreign_key_check") { row in
      dangling.append("a row of \(try row.text(0)) refers to a missing row of \(try row.text(2))")
    }
    for message in dangling { add(.danglingReference, message) }
  }

  // MARK: - Journal

  private mutating func checkJournal() throws {
    var previous = Journal.start
    var expected: Int64 = 1
    var findings: [VerifyFinding] = []
    try connection.forEachRow(
      """
      SELECT c.sequence, c.change_set, s.time, s.author, s.reason, c.item, c.item_id, c.was,
        c.became, c.hash, t.salt, t.was
      FROM change c LEFT JOIN change_set s ON s.id = c.change_set
      LEFT JOIN change_salt t ON t.sequence = c.sequence ORDER BY c.sequence
      """
    ) { row in
      let sequence = row.int64(0)
      if sequence != expected {
        findings.append(
          VerifyFinding(
            .brokenJournal, "rows \(expected) to \(sequence - 1) of the journal are missing",
            sequence: expected))
      }
      expected = sequence + 1
      let change = try change(row)
      if change.hash(after: previous) != row.blob(9) {
        findings.append(
          VerifyFinding(
            .brokenJournal, "row \(sequence) of the journal was altered, or one before it",
            sequence: sequence))
      }
      previous = row.blob(9)
      if let finding = try note(row, change) { findings.append(finding) }
    }
    report.findings += findings
  }

  private func change(_ row: borrowing Statement) throws -> JournalChange {
    let salt = row.blobOrNil(10)
    var wasDigest: [UInt8]?
    if let protected = try row.textOrNil(11) {
      wasDigest = Journal.digest(protected, salt: salt ?? [])
    } else if let was = try row.textOrNil(7) {
      wasDigest = Self.committed(was) ?? Journal.digest(was, salt: [])
    }
    return JournalChange(
      sequence: row.int64(0), changeSetID: row.int64(1),
      changeSet: ChangeSet(
        time: try row.textOrNil(2) ?? "", author: try row.textOrNil(3) ?? "",
        reason: try row.textOrNil(4)),
      item: row.int64(5), itemID: row.int64(6), wasDigest: wasDigest,
      becameDigest: row.blobOrNil(8))
  }

  /// The digest in a commitment; nil for content that stands there itself.
  private static func committed(_ text: String) -> [UInt8]? {
    let prefix = "{\"commitment\":\""
    guard text.hasPrefix(prefix), text.utf8.count == prefix.utf8.count + 66 else { return nil }
    var bytes: [UInt8] = []
    var digits = Array(text.utf8.dropFirst(prefix.utf8.count).prefix(64))[...]
    while let high = digits.popFirst(), let low = digits.popFirst() {
      guard let byte = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }

  /// Keeps the last state of each row, and compares what it was with what it had become before.
  private mutating func note(
    _ row: borrowing Statement, _ change: JournalChange
  ) throws -> VerifyFinding? {
    let name = RowName(item: change.item, id: change.itemID)
    let was = try row.textOrNil(11) ?? row.textOrNil(7)
    defer {
      let salt = row.blobOrNil(10)
      lastStates[name] = LastState(
        became: change.becameDigest, salt: salt, sequence: change.sequence,
        isPurged: salt == nil && isProtectedRow(row))
    }
    guard let before = lastStates[name], let became = before.became, let was,
      Self.committed(was) == nil, !before.isPurged
    else { return nil }
    if Journal.digest(was, salt: before.salt ?? []) != became {
      return VerifyFinding(
        .brokenJournal,
        "row \(change.sequence) of the journal does not go on from row \(before.sequence)",
        sequence: change.sequence)
    }
    return nil
  }

  private func isProtectedRow(_ row: borrowing Statement) -> Bool {
    guard let was = try? row.textOrNil(7) else { return false }
    return Self.committed(was) != nil
  }

  // MARK: - Rows

  private mutating func checkRows() throws {
    let connection = connection
    let numbered = try VocabularyStore(connection).read()
    let entities = EntityTable(connection: connection)
    try check(.entity, "entity", ids: "SELECT id FROM entity ORDER BY id") { id in
      try entities.load(id, numbered).map(JournalText.text)
    }
    let attributions = AttributionTable(connection: connection)
    var misshapen: [String] = []
    try check(.attribution, "attribution", ids: "SELECT id FROM attribution ORDER BY id") { id in
      guard let stored = try attributions.load(id, numbered) else { return nil }
      if try !Self.isAllowed(stored, numbered, connection) { misshapen.append(stored.uid) }
      return JournalText.text(stored)
    }
    for uid in misshapen {
      add(.forbiddenShape, "the attribution \(uid) joins what its relation may not")
    }
    let texts = TextTable(connection: connection)
    try check(.text, "text", ids: "SELECT id FROM document_text ORDER BY id") { id in
      try texts.load(id).map(JournalText.text)
    }
    let verdicts = IdentityTable(connection: connection)
    try check(.identity, "verdict", ids: "SELECT id FROM identity ORDER BY id") { id in
      try verdicts.load(id).map(JournalText.text)
    }
    let builtIn = RelationDefinition.builtIn.count
    try check(
      .relation, "relation", ids: "SELECT id FROM relation WHERE id > \(builtIn) ORDER BY id"
    ) { id in
      numbered.relationOfNumber[id].map(JournalText.text)
    }
    let baseKinds = KindDefinition.builtIn.count
    try check(
      .kind, "kind", ids: "SELECT id FROM entity_kind WHERE id > \(baseKinds) ORDER BY id"
    ) { id in
      numbered.kindName[id].flatMap { numbered.vocabulary.kinds[$0] }.map(JournalText.text)
    }
  }

  /// Compares each row with the last that the journal says of it.
  private mutating func check(
    _ item: JournalItem, _ word: String, ids query: String, _ text: (Int64) throws -> String?
  ) throws {
    var ids: [Int64] = []
    try connection.forEachRow(query) { ids.append($0.int64(0)) }
    var missing = lastStates.filter { $0.key.item == item.rawValue && $0.value.became != nil }
    for id in ids {
      guard let state = missing.removeValue(forKey: RowName(item: item.rawValue, id: id)) else {
        add(.unrecordedRow, "\(word) \(id) is not in the journal")
        continue
      }
      guard !state.isPurged, let became = state.became, let text = try text(id) else { continue }
      if Journal.digest(text, salt: state.salt ?? []) != became {
        add(
          .alteredRow, "\(word) \(id) is not what row \(state.sequence) of the journal made of it",
          sequence: state.sequence)
      }
    }
    for (name, state) in missing.sorted(by: { $0.key.id < $1.key.id }) {
      add(
        .alteredRow,
        "\(word) \(name.id) is gone, and row \(state.sequence) of the journal is the last of it",
        sequence: state.sequence)
    }
  }

  private static func isAllowed(
    _ stored: StoredAttribution, _ numbered: NumberedVocabulary, _ connection: CaseConnection
  ) throws -> Bool {
    guard let relation = numbered.vocabulary.relations[stored.relation] else { return false }
    if numbered.vocabulary.isOpen,
      !RelationDefinition.builtIn.contains(where: { $0.name == relation.name })
    {
      return true
    }
    func base(_ id: Int64?) throws -> BaseKind? {
      guard let id else { return nil }
      return numbered.base(
        try connection.integer("SELECT kind FROM entity WHERE id = ?", [.integer(id)]))
    }
    do {
      try numbered.vocabulary.check(
        relation, source: try base(stored.source) ?? .document, target: try base(stored.target),
        about: try base(stored.about))
      return true
    } catch is RecordProblem {
      return false
    }
  }

  // MARK: - Texts

  private mutating func checkTexts() throws {
    let table = TextTable(connection: connection)
    var ids: [Int64] = []
    try connection.forEachRow("SELECT id FROM document_text ORDER BY id") {
      ids.append($0.int64(0))
    }
    for id in ids {
      guard let stored = try table.load(id) else { continue }
      if TextTable.digest(stored.record.content) != stored.digest {
        add(.alteredText, "version \(stored.record.version) of text \(id) is not what was stored")
      }
    }
    var quoting: [Int64] = []
    try connection.forEachRow(
      "SELECT DISTINCT attribution FROM evidence WHERE text_version IS NOT NULL ORDER BY 1"
    ) { quoting.append($0.int64(0)) }
    let numbered = try VocabularyStore(connection).read()
    for id in quoting {
      let attributions = AttributionTable(connection: connection)
      guard let stored = try attributions.load(id, numbered) else { continue }
      for evidence in stored.evidence {
        guard let version = evidence.record.textVersion else { continue }
        let text = try table.id(document: evidence.document, version: version)
          .flatMap(table.load)
        if let text, Quotation.stands(evidence.record, in: text.record.content) { continue }
        add(
          .quoteNotFound,
          "a quotation of the attribution \(stored.uid) does not stand in its version of the text")
      }
    }
  }

  // MARK: - Derived

  private mutating func checkDerived() throws {
    let differing = try connection.integer(
      """
      SELECT count(*) FROM (
        SELECT target, count(*) AS steps FROM attribution
        WHERE target IS NOT NULL AND status = 0 AND role IN (0, 1) AND source <> target
        GROUP BY target
        EXCEPT SELECT target, steps FROM fan_in)
      """)
    let extra = try connection.integer(
      """
      SELECT count(*) FROM (
        SELECT target, steps FROM fan_in
        EXCEPT SELECT target, count(*) FROM attribution
        WHERE target IS NOT NULL AND status = 0 AND role IN (0, 1) AND source <> target
        GROUP BY target)
      """)
    if differing != 0 || extra != 0 {
      add(.staleDerivation, "the counts of what leads into entities are not right")
    }
    var canonical: [Int64: Int64] = [:]
    try connection.forEachRow("SELECT entity, canonical FROM canonical_entity") { row in
      canonical[row.int64(0)] = row.int64(1)
    }
    switch try IdentityTable(connection: connection).groups() {
    case .success(let groups):
      if groups != canonical {
        add(.staleDerivation, "which entity stands for which does not follow from the verdicts")
      }
    case .failure:
      add(.staleDerivation, "the verdicts on identity contradict each other")
    }
  }
}
