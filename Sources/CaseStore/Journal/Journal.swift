import Crypto
import HeadwaterModel
import SQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Who changes a case, when and why, as far as the journal's hashes go.
///
/// Author and reason may name a withheld source: they enter as digests, each with a salt.
struct ChangeSet: Hashable {
  let time: String
  let authorDigest: [UInt8]

  /// Nil where no reason was given.
  let reasonDigest: [UInt8]?
}

/// Appends to the change journal of a case.
///
/// Each row's hash is over the row, the digests of its content and the hash before it; the first
/// follows 32 zero bytes. What concerns a withheld source enters as a digest with a random salt,
/// and its text goes to `change_salt`, from where it can be removed without breaking the chain.
final class Journal {
  static let start = [UInt8](repeating: 0, count: 32)

  private let connection: CaseConnection
  private let changeSet: ChangeSet
  private let author: String
  private let reason: String?
  private let salts = (author: Journal.newSalt(), reason: Journal.newSalt())
  private var changeSetID: Int64?
  private var lastHash: [UInt8]
  private var lastSequence: Int64
  private lazy var inserter = RowInserter(
    connection, "INSERT INTO change (sequence, change_set, item, item_id, was, became, hash)", 7)

  init(_ connection: CaseConnection, author: String, reason: String?) throws {
    self.connection = connection
    self.author = author
    self.reason = reason
    changeSet = ChangeSet(
      time: Self.now(), authorDigest: Self.digest(Array(author.utf8), salt: salts.author),
      reasonDigest: reason.map { [salts] in Self.digest(Array($0.utf8), salt: salts.reason) })
    var hash = Self.start
    var sequence: Int64 = 0
    try connection.forEachRow(
      "SELECT sequence, hash FROM change ORDER BY sequence DESC LIMIT 1"
    ) { row in
      sequence = row.int64(0)
      hash = row.blob(1)
    }
    lastHash = hash
    lastSequence = sequence
  }

  /// Notes that a row changed from `was` to `became`; nil stands for no row.
  ///
  /// Protected content can be removed later without breaking the chain.
  func note(
    _ item: JournalItem, _ id: Int64, was: [UInt8]?, became: [UInt8]?, isProtected: Bool
  ) throws {
    guard lastSequence < Int64.max else {
      throw CaseError(.corrupted, "the journal has no number left for a change")
    }
    let salt = isProtected ? Self.newSalt() : []
    let change = JournalChange(
      sequence: lastSequence + 1, changeSetID: try changeSetNumber(), changeSet: changeSet,
      item: item.rawValue, itemID: id, wasDigest: was.map { Self.digest($0, salt: salt) },
      becameDigest: became.map { Self.digest($0, salt: salt) })
    let hash = change.hash(after: lastHash)
    let shownWas =
      isProtected ? change.wasDigest.map { Array(Self.commitment($0).utf8) } : was
    try inserter.insert { row throws(SQLiteError) in
      try row.bind(change.sequence, at: 1)
      try row.bind(change.changeSetID, at: 2)
      try row.bind(change.item, at: 3)
      try row.bind(id, at: 4)
      try row.bindUTF8(shownWas, at: 5)
      try row.bind(change.becameDigest, at: 6)
      try row.bind(hash, at: 7)
    }
    if isProtected {
      try connection.run(
        "INSERT INTO change_salt (sequence, salt, was) VALUES (?, ?, ?)",
        [
          .integer(change.sequence), .blob(salt),
          .init(was.map { String(decoding: $0, as: UTF8.self) }),
        ])
    }
    lastHash = hash
    lastSequence = change.sequence
  }

  private static func newSalt() -> [UInt8] {
    (0..<16).map { _ in UInt8.random(in: .min ... .max) }
  }

  private func changeSetNumber() throws -> Int64 {
    if let changeSetID { return changeSetID }
    try connection.run(
      """
      INSERT INTO change_set
        (time, author, author_salt, author_digest, reason, reason_salt, reason_digest)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(changeSet.time), .text(author), .blob(salts.author), .blob(changeSet.authorDigest),
        .init(reason), reason == nil ? .null : .blob(salts.reason),
        changeSet.reasonDigest.map { .blob($0) } ?? .null,
      ])
    changeSetID = connection.sqlite.lastInsertRowID
    return connection.sqlite.lastInsertRowID
  }

  static func digest(_ text: [UInt8], salt: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    if !salt.isEmpty { hash.update(data: salt) }
    hash.update(data: text)
    return Array(hash.finalize())
  }

  /// What stands in `was` for content that must be removable.
  static func commitment(_ digest: [UInt8]) -> String {
    "{\"commitment\":\"\(ContentDigest.hexadecimal(digest))\"}"
  }

  /// The time now, in UTC, to the millisecond, as ISO 8601.
  static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let seconds = Int64(time.tv_sec)
    let day = CivilDay(daysSince1970: Int32(clamping: seconds / 86_400))
    let second = seconds % 86_400
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let milliseconds = "\(1_000 + time.tv_nsec / 1_000_000)".dropFirst()
    let date = "\(day.year)-\(two(Int64(day.month)))-\(two(Int64(day.day)))"
    return date + "T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))"
      + ".\(milliseconds)Z"
  }
}

/// One row of the journal, as far as its hash goes.
struct JournalChange: Hashable {
  let sequence: Int64
  let changeSetID: Int64
  let changeSet: ChangeSet
  let item: Int64
  let itemID: Int64
  let wasDigest: [UInt8]?
  let becameDigest: [UInt8]?

  /// The hash over the fields, each with its length before it, and the hash of the row before.
  func hash(after previous: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(320)
    bytes += previous
    for number in [sequence, changeSetID, item, itemID] {
      Self.append(String(number).utf8, to: &bytes)
    }
    Self.append(changeSet.time.utf8, to: &bytes)
    Self.append(changeSet.authorDigest, to: &bytes)
    Self.append(changeSet.reasonDigest, to: &bytes)
    Self.append(wasDigest, to: &bytes)
    Self.append(becameDigest, to: &bytes)
    return Array(SHA256.hash(data: bytes))
  }

  /// Adds a field with its length before it; one that is absent has a length that none has.
  private static func append(_ field: (some Collection<UInt8>)?, to bytes: inout [UInt8]) {
    let count = UInt64(field?.count ?? Int(UInt32.max))
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: count >> shift))
    }
    if let field { bytes.append(contentsOf: field) }
  }
}
