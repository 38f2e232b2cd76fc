import HeadwaterModel
import SQLite

/// What makes filling a case without attributions fast.
///
/// Indexes come last, each made by one sort; ids are looked up in memory; references are checked
/// once at the end. Nothing of it can be seen from outside: it lives inside one transaction, which
/// is undone as a whole where it fails.
struct BulkLoad {
  /// Whether the case had no entities either, so that every key there is has been written by us.
  var knowsAllKeys: Bool

  /// Whether the case had no attributions: another program may have been quicker to write some.
  private let knowsAllIDs: Bool

  private var rows = IDTable()
  private let deferred: [String]

  static func isWorthwhile(_ connection: CaseConnection) throws -> Bool {
    try connection.integer("SELECT 1 FROM attribution LIMIT 1") == nil
  }

  /// Sets what cannot be set inside a transaction: no check a row, and 256 MB of cache.
  static func prepare(_ connection: CaseConnection) throws(SQLiteError) {
    try connection.sqlite.execute("PRAGMA foreign_keys = OFF; PRAGMA cache_size = -256000")
  }

  /// Sets back what `prepare` set, after the transaction.
  static func cleanUp(_ connection: CaseConnection) throws(SQLiteError) {
    try connection.sqlite.execute("PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000")
  }

  /// Drops the indexes of the tables that are about to be filled.
  init(_ connection: CaseConnection) throws {
    let isEmpty = try Self.isWorthwhile(connection)
    knowsAllKeys = try isEmpty && connection.integer("SELECT 1 FROM entity LIMIT 1") == nil
    knowsAllIDs = isEmpty
    var indexes: [(name: String, sql: String)] = []
    if isEmpty {
      try connection.forEachRow(
        """
        SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
          AND tbl_name IN ('attribution', 'attribution_property', 'evidence', 'change')
        ORDER BY rowid
        """
      ) { row in indexes.append((try row.text(0), try row.text(1))) }
      for index in indexes {
        let name = index.name.split(separator: "\"", omittingEmptySubsequences: false)
        try connection.sqlite.prepare("DROP INDEX \"\(name.joined(separator: "\"\""))\"").run()
      }
    }
    deferred = indexes.map(\.sql)
  }

  /// Makes the indexes again, and checks every reference.
  ///
  /// - Throws: `engine` for a reference to a row that is missing: our own fault.
  func finish(_ connection: CaseConnection) throws {
    // Prepared, so that a schema that was tampered with runs no second statement.
    for sql in deferred { try connection.sqlite.prepare(sql).run() }
    let dangling = try connection.sqlite.prepare("PRAGMA foreign_key_check")
    if try dangling.step() {
      throw CaseError(.engine, "a row of \(try dangling.text(0)) would refer to a missing one")
    }
  }

  /// Remembers the number of the attribution of this id.
  mutating func note(_ uid: String, _ id: Int64) {
    rows.insert(id, hash: Self.hash(uid))
  }

  /// The number of the attribution of this id; nil if there is none.
  func number(of uid: String, _ connection: CaseConnection) throws -> Int64? {
    guard knowsAllIDs else {
      return try connection.integer("SELECT id FROM attribution WHERE uid = ?", [.text(uid)])
    }
    for id in rows.candidates(hash: Self.hash(uid)) {
      let found = try connection.integer(
        "SELECT id FROM attribution WHERE id = ? AND uid = ?", [.integer(id), .text(uid)])
      if found != nil { return id }
    }
    return nil
  }

  /// 64-bit FNV-1a with a final mix (MurmurHash3's), over the bytes.
  private static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
    return hash ^ hash >> 33
  }
}

/// Numbers by the hash of what they stand for: open addressing, 16 bytes a slot, half full.
struct IDTable {
  private var slots: [(hash: UInt64, id: Int64)] = Array(repeating: (0, 0), count: 1 << 10)
  private var count = 0

  /// Every number that was inserted with this hash; numbers are above zero.
  func candidates(hash: UInt64) -> [Int64] {
    var found: [Int64] = []
    var slot = start(hash)
    while slots[slot].id != 0 {
      if slots[slot].hash == hash { found.append(slots[slot].id) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return found
  }

  mutating func insert(_ id: Int64, hash: UInt64) {
    if count * 2 >= slots.count { grow() }
    place(id, hash: hash)
    count += 1
  }

  private mutating func place(_ id: Int64, hash: UInt64) {
    var slot = start(hash)
    while slots[slot].id != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = (hash, id)
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (0, 0), count: old.count * 2)
    for slot in old where slot.id != 0 { place(slot.id, hash: slot.hash) }
  }

  private func start(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash) & (slots.count - 1)
  }
}
