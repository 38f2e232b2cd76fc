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

/// Who changes a case, when and why.
struct ChangeSet: Hashable {
  let time: String
  let author: String
  let reason: String?
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
  private var changeSetID: Int64?
  private var lastHash: [UInt8]
  private var lastSequence: Int64

  init(_ connection: CaseConnection, author: String, reason: String?) throws {
    self.connection = connection
    changeSet = ChangeSet(time: Self.now(), author: author, reason: reason)
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
    _ item: JournalItem, _ id: Int64, was: String?, became: String?, isProtected: Bool
  ) throws {
    guard lastSequence < Int64.max else {
      throw CaseError(.corrupted, "the journal has no number left for a change")
    }
    let salt = isProtected ? (0..<16).map { _ in UInt8.random(in: .min ... .max) } : []
    let change = JournalChange(
      sequence: lastSequence + 1, changeSetID: try changeSetNumber(), changeSet: changeSet,
      item: item.rawValue, itemID: id, wasDigest: was.map { Self.digest($0, salt: salt) },
      becameDigest: became.map { Self.digest($0, salt: salt) })
    let hash = change.hash(after: lastHash)
    let shownWas = isProtected ? change.wasDigest.map(Self.commitment) : was
    try connection.run(
      """
      INSERT INTO change (sequence, change_set, item, item_id, was, became, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(change.sequence), .integer(change.changeSetID), .integer(change.item),
        .integer(id), .init(shownWas), change.becameDigest.map { .blob($0) } ?? .null, .blob(hash),
      ])
    if isProtected {
      try connection.run(
        "INSERT INTO change_salt (sequence, salt, was) VALUES (?, ?, ?)",
        [.integer(change.sequence), .blob(salt), .init(was)])
    }
    lastHash = hash
    lastSequence = change.sequence
  }

  private func changeSetNumber() throws -> Int64 {
    if let changeSetID { return changeSetID }
    try connection.run(
      "INSERT INTO change_set (time, author, reason) VALUES (?, ?, ?)",
      [.text(changeSet.time), .text(changeSet.author), .init(changeSet.reason)])
    changeSetID = connection.sqlite.lastInsertRowID
    return connection.sqlite.lastInsertRowID
  }

  static func digest(_ text: String, salt: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: salt)
    hash.update(data: Array(text.utf8))
    return Array(hash.finalize())
  }

  /// What stands in `was` for content that must be removable.
  static func commitment(_ digest: [UInt8]) -> String {
    "{\"commitment\":\"\(ContentDigest.hexadecimal(digest))\"}"
  }

  /// The time now, in UTC, to the millisecond, as ISO 8601.
  private static func now() -> String {
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
    var bytes = previous
    func append(_ field: [UInt8]?) {
      let count = UInt64(field?.count ?? Int(UInt32.max))
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: count >> shift))
      }
      bytes += field ?? []
    }
    for number in [sequence, changeSetID, item, itemID] { append(Array(String(number).utf8)) }
    append(Array(changeSet.time.utf8))
    append(Array(changeSet.author.utf8))
    append(changeSet.reason.map { Array($0.utf8) })
    append(wasDigest)
    append(becameDigest)
    return Array(SHA256.hash(data: bytes))
  }
}
