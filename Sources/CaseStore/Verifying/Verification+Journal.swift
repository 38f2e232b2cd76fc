import HeadwaterModel
import SQLite

/// What the journal says that a row became.
struct JournalState {
  let sequence: Int64

  /// The digest of the row; nil where it was removed.
  let became: [UInt8]?

  /// Nil where nothing of the row is protected, empty where it was not when it was noted.
  let salt: [UInt8]?

  /// Whether the salt is gone, so that nothing can be checked any longer.
  let isPurged: Bool

  /// Whether `text` is what the row became.
  func isState(_ text: [UInt8]) -> Bool {
    isPurged || Journal.digest(text, salt: salt ?? []) == became
  }
}

extension Verification {
  /// The last that the journal says of a row, before one of its own rows.
  func state(
    _ item: Int64, _ id: Int64, before sequence: Int64 = .max
  ) throws -> JournalState? {
    let statement = try connection.sqlite.cached(
      """
      SELECT c.sequence, c.became, s.salt, length(s.salt) = 0 AND s.was IS NULL FROM change c
      LEFT JOIN change_salt s ON s.sequence = c.sequence
      WHERE c.item = ? AND c.item_id = ? AND c.sequence < ? ORDER BY c.sequence DESC LIMIT 1
      """)
    try statement.bind(item, at: 1)
    try statement.bind(id, at: 2)
    try statement.bind(sequence, at: 3)
    guard try statement.step() else { return nil }
    return JournalState(
      sequence: statement.int64(0), became: statement.blobOrNil(1),
      salt: statement.blobOrNil(2).map { $0 == JournalProtection.purgedPublic ? [] : $0 },
      isPurged: statement.int64(3) != 0)
  }

  mutating func checkJournal() throws {
    var previous = Journal.start
    var expected: Int64 = 1
    var found: [VerifyFinding] = []
    try connection.forEachRow(
      """
      SELECT c.sequence, c.change_set, s.time, s.author_digest, s.reason_digest, c.item, c.item_id,
        c.was, c.became, c.hash, t.salt, t.was
      FROM change c LEFT JOIN change_set s ON s.id = c.change_set
      LEFT JOIN change_salt t ON t.sequence = c.sequence ORDER BY c.sequence
      """
    ) { row in
      let sequence = row.int64(0)
      func note(_ message: String) {
        found.append(VerifyFinding(.brokenJournal, message, sequence: sequence))
      }
      if sequence != expected {
        found.append(
          VerifyFinding(
            .brokenJournal, "rows \(expected) to \(sequence &- 1) of the journal are missing",
            sequence: expected))
      }
      expected = sequence &+ 1
      let change = try change(row)
      if change.hash(after: previous) != row.blob(9) {
        note("row \(sequence) of the journal was altered, or one before it")
      }
      previous = row.blob(9)
      if try !isContentWhole(row) {
        note("the protected content of row \(sequence) of the journal was altered")
      }
      if try !isContinuous(row, change) {
        note("row \(sequence) of the journal does not go on from the one before it")
      }
    }
    for finding in found { add(finding.code, finding.message, sequence: finding.sequence) }
    try checkReasons()
    let empty = try connection.integer(
      "SELECT count(*) FROM change_set WHERE id NOT IN (SELECT change_set FROM change)")
    if let empty, empty > 0 {
      add(.brokenJournal, "the journal names \(empty) occasions on which nothing changed")
    }
  }

  /// Checks who made changes, and why, against their digests; what was purged has no salt.
  private mutating func checkReasons() throws {
    func isWhole(_ text: String?, _ salt: [UInt8]?, _ digest: [UInt8]?, purged: String?) -> Bool {
      guard let salt else { return text.map(ExactText.init) == purged.map(ExactText.init) }
      return text.map { Journal.digest(Array($0.utf8), salt: salt) } == digest
    }
    var altered: [(sequence: Int64, time: String)] = []
    try connection.forEachRow(
      """
      SELECT s.author, s.author_salt, s.author_digest, s.reason, s.reason_salt, s.reason_digest,
        s.time, (SELECT min(c.sequence) FROM change c WHERE c.change_set = s.id)
      FROM change_set s
      """
    ) { row in
      let isAuthor = isWhole(
        try row.text(0), row.blobOrNil(1), row.blobOrNil(2), purged: ProtectedTerms.placeholder)
      let isReason = isWhole(
        try row.textOrNil(3), row.blobOrNil(4), row.blobOrNil(5), purged: nil)
      if !isAuthor || !isReason { altered.append((row.int64(7), try row.text(6))) }
    }
    for change in altered {
      add(
        .brokenJournal, "who made the change of \(change.time), or why, was altered",
        sequence: change.sequence)
    }
  }

  private func change(_ row: borrowing Statement) throws -> JournalChange {
    let wasDigest = try row.textOrNil(7).map { was in
      Self.committed(was) ?? Journal.digest(Array(was.utf8), salt: [])
    }
    return JournalChange(
      sequence: row.int64(0), changeSetID: row.int64(1),
      changeSet: ChangeSet(
        time: try row.textOrNil(2) ?? "", authorDigest: row.blobOrNil(3) ?? [],
        reasonDigest: row.blobOrNil(4)),
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

  /// Whether content that is kept apart is what the row is committed to.
  private func isContentWhole(_ row: borrowing Statement) throws -> Bool {
    let was = try row.textOrNil(7)
    let committed = was.flatMap(Self.committed)
    guard let salt = row.blobOrNil(10) else { return committed == nil }
    guard let content = try row.textOrNil(11) else {
      // What was purged has no salt, and cannot be checked.
      return was == nil || salt.isEmpty || salt == JournalProtection.purgedPublic
    }
    return Journal.digest(Array(content.utf8), salt: salt) == committed
  }

  /// Whether what a row was is what the journal said before that it had become.
  private func isContinuous(
    _ row: borrowing Statement, _ change: JournalChange
  ) throws -> Bool {
    let before = try state(change.item, change.itemID, before: change.sequence)
    guard change.wasDigest != nil else { return before?.became == nil }
    guard let before, before.became != nil else { return false }
    let content = try row.blobOrNil(10) == nil ? row.textOrNil(7) : row.textOrNil(11)
    guard let content else { return true }
    return before.isState(Array(content.utf8))
  }
}
