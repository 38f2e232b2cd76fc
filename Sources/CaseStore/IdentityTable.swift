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

  /// Which entity stands for each member of a group judged the same.
  ///
  /// - Returns: The members with what stands for them, or a pair judged both the same, by way of
  ///   others perhaps, and distinct.
  func groups() throws -> Result<[Int64: Int64], Contradiction> {
    let verdicts = try all()
    let superseded = Set(verdicts.compactMap(\.supersedes))
    let active = verdicts.filter { !superseded.contains($0.uid) }
    var groups = DisjointSets()
    for verdict in active where verdict.verdict == .same {
      groups.join(verdict.entity, verdict.other)
    }
    for verdict in active where verdict.verdict == .distinct {
      if groups.root(verdict.entity) == groups.root(verdict.other) {
        return .failure(Contradiction(entity: verdict.entity, other: verdict.other))
      }
    }
    var canonical: [Int64: Int64] = [:]
    for members in groups.groups {
      var keys: [(key: String, id: Int64)] = []
      for member in members {
        let statement = try connection.sqlite.cached("SELECT key FROM entity WHERE id = ?")
        try statement.bind(member, at: 1)
        let key = try statement.step() ? try statement.textOrNil(0) : nil
        keys.append((key ?? "", member))
      }
      let first = keys.min { ($0.key, $0.id) < ($1.key, $1.id) }
      for member in members { canonical[member] = first?.id }
    }
    return .success(canonical)
  }

  struct Contradiction: Error {
    let entity: Int64
    let other: Int64
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

/// Sets that are joined and never split (union–find, with paths halved).
private struct DisjointSets {
  private var parent: [Int64: Int64] = [:]

  mutating func root(_ member: Int64) -> Int64 {
    var node = member
    while let above = parent[node], above != node {
      parent[node] = parent[above] ?? above
      node = above
    }
    return node
  }

  mutating func join(_ left: Int64, _ right: Int64) {
    let (leftRoot, rightRoot) = (root(left), root(right))
    if parent[leftRoot] == nil { parent[leftRoot] = leftRoot }
    if parent[rightRoot] == nil { parent[rightRoot] = rightRoot }
    parent[leftRoot] = rightRoot
  }

  var groups: [[Int64]] {
    var copy = self
    var groups: [Int64: [Int64]] = [:]
    for member in parent.keys.sorted() { groups[copy.root(member), default: []].append(member) }
    return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }
}
