import HeadwaterModel
import SQLite

/// A verdict on identity as it stands in the case.
struct StoredIdentity: Hashable {
  let id: Int64
  let uid: String
  let entity: Int64
  let other: Int64
  let verdict: IdentityVerdict
  let author: String?
  let time: String?
  let reason: String?

  /// The uid of the verdict that it replaces.
  let supersedes: String?
}

/// Reads and writes verdicts, and derives from them which entity stands for which.
struct IdentityTable {
  let connection: CaseConnection

  private static let query = """
    SELECT i.id, i.uid, i.entity, i.other, i.verdict, i.author, i.time, i.reason, s.uid
    FROM identity i LEFT JOIN identity s ON s.id = i.supersedes
    """

  func all() throws -> [StoredIdentity] {
    var found: [StoredIdentity] = []
    try connection.forEachRow(Self.query + " ORDER BY i.id") { found.append(try Self.stored($0)) }
    return found
  }

  func load(_ id: Int64) throws -> StoredIdentity? {
    var found: StoredIdentity?
    try connection.forEachRow(Self.query + " WHERE i.id = ?", [.integer(id)]) { row in
      found = try Self.stored(row)
    }
    return found
  }

  private static func stored(_ row: borrowing Statement) throws -> StoredIdentity {
    StoredIdentity(
      id: row.int64(0), uid: try row.text(1), entity: row.int64(2), other: row.int64(3),
      verdict: IdentityVerdict(rawValue: try row.text(4)) ?? .undone,
      author: try row.textOrNil(5), time: try row.textOrNil(6), reason: try row.textOrNil(7),
      supersedes: try row.textOrNil(8))
  }

  func insert(_ stored: StoredIdentity, supersedes: Int64?) throws -> Int64 {
    try connection.run(
      """
      INSERT INTO identity (uid, entity, other, verdict, author, time, reason, supersedes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(stored.uid), .integer(stored.entity), .integer(stored.other),
        .text(stored.verdict.rawValue), .init(stored.author), .init(stored.time),
        .init(stored.reason), .init(supersedes),
      ])
    return connection.sqlite.lastInsertRowID
  }

  /// Which entity stands for each member of a group judged the same: that of the smallest key.
  func groups(of verdicts: ActiveVerdicts) throws -> [Int64: Int64] {
    var canonical: [Int64: Int64] = [:]
    for members in verdicts.groups {
      var keys: [(key: String, id: Int64)] = []
      for member in members {
        let statement = try connection.sqlite.cached("SELECT key FROM entity WHERE id = ?")
        try statement.bind(member, at: 1)
        let key = try statement.step() ? try statement.textOrNil(0) : nil
        keys.append((key ?? "", member))
      }
      let first = keys.min {
        $0.key == $1.key ? $0.id < $1.id : ByteOrder.precedes($0.key, $1.key)
      }
      for member in members { canonical[member] = first?.id }
    }
    return canonical
  }

  func rebuildCanonical(_ canonical: [Int64: Int64]) throws {
    try connection.run("DELETE FROM canonical_entity")
    for (member, representative) in canonical.sorted(by: { $0.key < $1.key }) {
      try connection.run(
        "INSERT INTO canonical_entity (entity, canonical) VALUES (?, ?)",
        [.integer(member), .integer(representative)])
    }
  }
}
