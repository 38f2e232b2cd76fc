import HeadwaterModel
import SQLite

/// Which entity stands for which, read as it is needed.
struct IdentityMap {
  private let connection: CaseConnection

  /// Whether every entity stands for itself alone.
  let isTrivial: Bool

  init(_ connection: CaseConnection) throws {
    self.connection = connection
    isTrivial = try connection.integer("SELECT 1 FROM canonical_entity LIMIT 1") == nil
  }

  func canonical(_ id: Int64) throws -> Int64 {
    if isTrivial { return id }
    return try connection.integer(
      "SELECT canonical FROM canonical_entity WHERE entity = ?", [.integer(id)]) ?? id
  }

  /// The entity that stands for each one that is not alone.
  func all() throws -> [Int64: Int64] {
    if isTrivial { return [:] }
    var canonical: [Int64: Int64] = [:]
    try connection.forEachRow("SELECT entity, canonical FROM canonical_entity") { row in
      canonical[row.int64(0)] = row.int64(1)
    }
    return canonical
  }

  /// All that an entity stands for, itself included, ascending.
  func members(_ canonical: Int64) throws -> [Int64] {
    if isTrivial { return [canonical] }
    var members: [Int64] = []
    try connection.forEachRow(
      "SELECT entity FROM canonical_entity WHERE canonical = ? ORDER BY entity",
      [.integer(canonical)]
    ) { members.append($0.int64(0)) }
    return members.isEmpty ? [canonical] : members
  }
}
