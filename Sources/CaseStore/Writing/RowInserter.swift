import SQLite

/// One `INSERT` that is run again and again: compiled once, without a look-up for each row.
final class RowInserter {
  private let connection: CaseConnection
  private let sql: String
  private var statement: Statement?

  /// - Parameters:
  ///   - connection: Outlives this.
  ///   - insert: The statement up to its columns.
  ///   - count: The number of columns.
  init(_ connection: CaseConnection, _ insert: String, _ count: Int) {
    self.connection = connection
    sql = insert + " VALUES (" + Array(repeating: "?", count: count).joined(separator: ", ") + ")"
  }

  /// Adds the row whose values `bind` gives; all are given each time.
  ///
  /// - Returns: The number of the new row.
  @discardableResult
  func insert(
    _ bind: (borrowing Statement) throws(SQLiteError) -> Void
  ) throws(SQLiteError) -> Int64 {
    if statement == nil { statement = try connection.sqlite.prepare(sql) }
    try run(bind)
    return connection.sqlite.lastInsertRowID
  }

  private func run(
    _ bind: (borrowing Statement) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    switch statement {
    case .some(let statement):
      try bind(statement)
      try statement.run()
    case .none: break
    }
  }
}
