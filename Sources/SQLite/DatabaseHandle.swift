import CSQLite

/// An open `sqlite3` object and what hangs on it.
///
/// Its connection closes it; statements that are still alive then keep it as an empty shell.
final class DatabaseHandle {
  let pointer: OpaquePointer
  let interruptHandle: InterruptHandle
  private(set) var isClosed = false
  private var cache = StatementCache(capacity: 64)

  /// Contexts of C callbacks, which SQLite does not own.
  var progressHandler: CallbackBox<@Sendable () -> Bool>?
  var traceHandler: CallbackBox<@Sendable (String) -> Void>?

  var statistics: StatementStatistics? {
    didSet { zeroCounters() }
  }

  init(path: String, mode: OpenMode, vfs: String?) throws(SQLiteError) {
    pointer = try Self.open(path: path, mode: mode, vfs: vfs)
    interruptHandle = InterruptHandle(pointer)
  }

  deinit {
    close()
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    interruptHandle.detach()
    cache.removeAll()
    sqlite3_progress_handler(pointer, 0, nil, nil)
    sqlite3_trace_v2(pointer, 0, nil, nil)
    sqlite3_close_v2(pointer)
  }

  private static func open(
    path: String, mode: OpenMode, vfs: String?
  ) throws(SQLiteError) -> OpaquePointer {
    guard !path.utf8.contains(0) else {
      throw SQLiteError(extendedCode: SQLITE_CANTOPEN, message: "the path contains a NUL")
    }
    let name = mode.fileName(for: path)
    var opened: OpaquePointer?
    let code =
      if let vfs {
        vfs.withCString { sqlite3_open_v2(name, &opened, mode.flags, $0) }
      } else {
        sqlite3_open_v2(name, &opened, mode.flags, nil)
      }
    guard code == SQLITE_OK, let opened else {
      let error = SQLiteError(code: code, database: opened, sql: nil)
      sqlite3_close_v2(opened)
      throw error
    }
    return opened
  }

  // MARK: Errors

  func check(_ code: Int32, sql: String? = nil) throws(SQLiteError) {
    if code != SQLITE_OK { throw error(code, sql: sql) }
  }

  /// Describes the call that just failed with `code`.
  func error(_ code: Int32, sql: String?) -> SQLiteError {
    SQLiteError(code: code, database: pointer, sql: sql)
  }

  // MARK: Statements

  func prepare(_ sql: String, flags: UInt32) throws(SQLiteError) -> PreparedStatement {
    guard !sql.utf8.contains(0) else {
      throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "the SQL contains a NUL", sql: sql)
    }
    var statement: OpaquePointer?
    var isAlone = true
    let code = sql.withCString { text in
      var tail: UnsafePointer<CChar>?
      // With the terminator counted, SQLite need not copy the text first.
      let code = sqlite3_prepare_v3(
        pointer, text, Int32(clamping: sql.utf8.count + 1), flags, &statement, &tail)
      if code == SQLITE_OK, let tail, tail.pointee != 0 { isAlone = isBlank(tail) }
      return code
    }
    guard let statement else {
      try check(code, sql: sql)
      throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "the SQL is empty", sql: sql)
    }
    let prepared = PreparedStatement(handle: statement, sql: sql)
    guard isAlone else {
      throw SQLiteError(
        extendedCode: SQLITE_MISUSE, message: "the SQL holds more than one statement", sql: sql)
    }
    return prepared
  }

  /// Whether `text` holds only white space and comments.
  private func isBlank(_ text: UnsafePointer<CChar>) -> Bool {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(pointer, text, -1, 0, &statement, nil)
    defer { sqlite3_finalize(statement) }
    return code == SQLITE_OK && statement == nil
  }

  func takeCached(_ sql: String) throws(SQLiteError) -> PreparedStatement {
    if let statement = cache.take(sql) { return statement }
    return try prepare(sql, flags: UInt32(SQLITE_PREPARE_PERSISTENT))
  }

  func giveBack(_ statement: PreparedStatement) {
    reset(statement)
    if !isClosed {
      sqlite3_clear_bindings(statement.handle)
      cache.put(statement)
    }
  }

  /// Ends a run; a failure was thrown by the `step` it belongs to.
  func reset(_ statement: PreparedStatement) {
    sqlite3_reset(statement.handle)
    if statement.stepCount > 0 {
      statistics?.record(statement.takeCost())
      statement.stepCount = 0
      statement.rowCount = 0
    }
  }

  private func zeroCounters() {
    guard !isClosed, statistics != nil else { return }
    var next = sqlite3_next_stmt(pointer, nil)
    while let statement = next {
      for counter in [
        SQLITE_STMTSTATUS_FULLSCAN_STEP, SQLITE_STMTSTATUS_SORT, SQLITE_STMTSTATUS_AUTOINDEX,
        SQLITE_STMTSTATUS_VM_STEP,
      ] {
        sqlite3_stmt_status(statement, counter, 1)
      }
      next = sqlite3_next_stmt(pointer, statement)
    }
  }
}

extension SQLiteError {
  /// Describes the call on `database` that just failed with `code`.
  init(code: Int32, database: OpaquePointer?, sql: String?) {
    let primary = code & 0xFF
    // Some failures are not noted in the connection, which then tells of an older one.
    let isNoted = database != nil && sqlite3_extended_errcode(database) & 0xFF == primary
    let text = isNoted ? sqlite3_errmsg(database) : sqlite3_errstr(code)
    // SQLite sets the number for these two kinds only, and never clears it.
    let hasErrno = isNoted && (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN)
    self.init(
      extendedCode: code,
      message: text.map { String(cString: $0) } ?? "unknown error",
      sql: sql,
      systemErrno: hasErrno ? sqlite3_system_errno(database) : 0)
  }
}

/// A Swift closure as the context of a C callback.
final class CallbackBox<Body> {
  let body: Body

  init(_ body: Body) {
    self.body = body
  }
}
