import HeadwaterModel
package import SQLite

/// The one connection of a case, and the numbers of its vocabulary.
///
/// A class, so that readers and writers can hold it; it is used under the lock of its `CaseFile`
/// alone, which is what makes it safe to call it `Sendable`.
package final class CaseConnection: @unchecked Sendable {
  package let sqlite: Connection

  init(_ sqlite: consuming Connection) {
    self.sqlite = sqlite
  }

  /// Runs a statement and hands each of its rows on.
  func forEachRow(
    _ sql: String, _ values: [SQLiteValue] = [], _ body: (borrowing Statement) throws -> Void
  ) throws {
    let statement = try sqlite.cached(sql)
    for (index, value) in values.enumerated() { try statement.bind(value, at: Int32(index + 1)) }
    while try statement.step() { try body(statement) }
  }

  /// Runs a statement that gives no rows.
  func run(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) {
    let statement = try sqlite.cached(sql)
    for (index, value) in values.enumerated() { try statement.bind(value, at: Int32(index + 1)) }
    try statement.run()
  }

  /// What an error means; one that comes of other tables than a case has is damage.
  func explain(_ error: SQLiteError) -> CaseError {
    let meaning = CaseError(error)
    guard meaning.code == .engine, !hasWholeSchema else { return meaning }
    return CaseError(.corrupted, "the case is damaged: \(error.message)")
  }

  /// Whether every table, index and view is as the schema has it; the tables that SQLite's search
  /// makes for itself are not looked at.
  private var hasWholeSchema: Bool {
    let schema = String(decoding: PackageResources._001_initial_sql, as: UTF8.self)
    let altered = """
      SELECT count(*) FROM sqlite_schema
      WHERE sql IS NOT NULL AND name NOT LIKE 'entity_search_%' AND instr(?, sql) = 0
      """
    return (try? integer(altered, [.text(schema)])) == 0
  }

  /// The integer in the first column of the first row; nil without a row or where it is NULL.
  func integer(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) -> Int64? {
    let statement = try sqlite.cached(sql)
    for (index, value) in values.enumerated() { try statement.bind(value, at: Int32(index + 1)) }
    return try statement.step() ? statement.int64OrNil(0) : nil
  }
}

extension SQLiteValue {
  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ integer: Int64?) { self = integer.map { .integer($0) } ?? .null }
  init(_ integer: Int32?) { self = integer.map { .integer(Int64($0)) } ?? .null }
}
