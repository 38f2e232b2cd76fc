import HeadwaterModel
import SQLite

extension CaseFile {
  /// Checks the file, its references, the journal, texts, quotations and what is derived.
  ///
  /// Whatever the content is, it is reported and not thrown. The journal holds where its rows
  /// follow from each other: whoever makes all of it anew, with new hashes, is not found out.
  ///
  /// - Throws: `interrupted`; `closed`.
  /// - Complexity: O(size of the case) time, one row in memory at a time, and the ids.
  package func verify() throws -> VerifyReport {
    try withConnection { connection in
      try connection.sqlite.begin(.deferred)
      defer { try? connection.sqlite.rollback() }
      var verification = Verification(connection)
      try verification.run()
      return verification.report
    }
  }
}

/// One check of a case.
///
/// A part that cannot be read is a finding, and the other parts go on.
struct Verification {
  let connection: CaseConnection
  private(set) var report = VerifyReport()

  init(_ connection: CaseConnection) {
    self.connection = connection
  }

  mutating func run() throws {
    try attempt("the file") { try $0.checkFile() }
    try attempt("the journal") { try $0.checkJournal() }
    try attempt("the rows") { try $0.checkRows() }
    try attempt("the texts") { try $0.checkTexts() }
    try attempt("what is derived") { try $0.checkDerived() }
  }

  private mutating func attempt(
    _ part: String, _ check: (inout Verification) throws -> Void
  ) throws {
    do {
      try check(&self)
    } catch {
      add(.unreadable, "\(part) cannot be read: \(try Self.reason(error))")
    }
  }

  /// What kept something from being read.
  ///
  /// - Throws: the error itself where it is no matter of content.
  static func reason(_ error: any Error) throws -> String {
    if let error = error as? SQLiteError {
      if error.isInterrupted { throw error }
      return error.message
    }
    return (error as? CaseError)?.message ?? "it is not what a case holds"
  }

  mutating func add(_ code: VerifyFinding.Code, _ message: String, sequence: Int64? = nil) {
    report.findings.append(VerifyFinding(code, message, sequence: sequence))
  }

  // MARK: - File

  private mutating func checkFile() throws {
    // Not cached: SQLite reads the answer of some of these as it compiles them.
    let integrity = try connection.sqlite.prepare("PRAGMA integrity_check(20)")
    while try integrity.step() {
      let line = try integrity.text(0)
      if line != "ok" { add(.damagedFile, line) }
    }
    let references = try connection.sqlite.prepare("PRAGMA foreign_key_check")
    while try references.step() {
      add(
        .danglingReference,
        "a row of \(try references.text(0)) refers to a missing row of \(try references.text(2))")
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
        add(.alteredText, "the text \(id) is not what was stored")
      }
    }
    var quoting: [Int64] = []
    try connection.forEachRow(
      "SELECT DISTINCT attribution FROM evidence WHERE text_version IS NOT NULL ORDER BY 1"
    ) { quoting.append($0.int64(0)) }
    let numbered = try VocabularyStore(connection).read()
    var checker = QuotationChecker(table)
    for id in quoting {
      let attributions = AttributionTable(connection: connection)
      guard let stored = try attributions.load(id, numbered) else { continue }
      for evidence in stored.evidence where try checker.check(evidence) != .stands {
        add(
          .quoteNotFound,
          "a quotation of the attribution \(stored.uid) does not stand in its version of the text")
      }
    }
  }

  // MARK: - Derived

  private mutating func checkDerived() throws {
    let counts = AttributionTable.fanIn
    let kept = "SELECT target, steps FROM fan_in"
    let missing = try connection.integer("SELECT count(*) FROM (\(counts) EXCEPT \(kept))")
    let extra = try connection.integer("SELECT count(*) FROM (\(kept) EXCEPT \(counts))")
    if missing != 0 || extra != 0 {
      add(.staleDerivation, "the counts of what leads into entities are not right")
    }
    let unsearchable = try connection.integer(
      """
      SELECT count(*) FROM (
        SELECT id FROM entity WHERE naming <> 4 EXCEPT SELECT rowid FROM entity_search)
      """)
    let leaking = try connection.integer(
      """
      SELECT count(*) FROM (
        SELECT rowid FROM entity_search EXCEPT SELECT id FROM entity WHERE naming <> 4)
      """)
    if unsearchable != 0 || leaking != 0 {
      add(.staleDerivation, "what can be searched is not what may be")
    }
    var canonical: [Int64: Int64] = [:]
    try connection.forEachRow("SELECT entity, canonical FROM canonical_entity") { row in
      canonical[row.int64(0)] = row.int64(1)
    }
    let table = IdentityTable(connection: connection)
    let verdicts = ActiveVerdicts(try table.all())
    if verdicts.contradiction != nil {
      add(.staleDerivation, "the verdicts on identity contradict each other")
    } else if try table.groups(of: verdicts) != canonical {
      add(.staleDerivation, "which entity stands for which does not follow from the verdicts")
    }
  }
}
