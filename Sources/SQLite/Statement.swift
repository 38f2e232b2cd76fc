import CSQLite

/// A compiled SQL statement.
///
/// Bind parameters, step through the rows, and reset to run it again. It belongs to the thread
/// that uses its connection. Let it die, or reset it, as soon as its rows are read: until then
/// it holds a lock on the file.
package struct Statement: ~Copyable {
  let pointer: OpaquePointer
  private let prepared: PreparedStatement
  private let database: DatabaseHandle
  private let isCached: Bool

  init(_ prepared: PreparedStatement, of database: DatabaseHandle, isCached: Bool) {
    pointer = prepared.handle
    self.prepared = prepared
    self.database = database
    self.isCached = isCached
  }

  deinit {
    if isCached {
      database.giveBack(prepared)
    } else {
      database.reset(prepared)
    }
  }

  package var sql: String { prepared.sql }

  /// Whether it changes no file by itself.
  package var isReadOnly: Bool { sqlite3_stmt_readonly(pointer) != 0 }

  /// Goes to the next row.
  ///
  /// After the last row the next call starts over with the same bindings.
  ///
  /// - Returns: Whether there is one.
  package func step() throws(SQLiteError) -> Bool {
    let code = sqlite3_step(pointer)
    prepared.stepCount &+= 1
    switch code {
    case SQLITE_ROW:
      prepared.rowCount &+= 1
      return true
    case SQLITE_DONE:
      return false
    default:
      throw database.error(code, sql: prepared.sql)
    }
  }

  /// Steps to the end, ignoring rows, and resets.
  package func run() throws(SQLiteError) {
    defer { reset() }
    while try step() {}
  }

  /// Ends the run, so that the statement can run again; bindings stay.
  package func reset() {
    database.reset(prepared)
  }

  func check(_ code: Int32) throws(SQLiteError) {
    if code != SQLITE_OK { throw database.error(code, sql: prepared.sql) }
  }
}
