import CSQLite

/// An open database file.
///
/// One thread at a time: SQLite takes no locks of its own here, so the owner serialises, usually
/// with `Mutex<Connection>`. A `Statement` belongs to its connection: use both inside the lock and
/// let no statement leave it. `InterruptHandle` alone may be used from another thread meanwhile.
///
/// A statement that outlives the connection stays usable, and the file stays open until it dies.
package struct Connection: ~Copyable, @unchecked Sendable {
  // Unchecked: the value cannot be copied, so it has one owner, and SQLite does not mind which
  // thread calls. What the compiler cannot see is that the owner lets in one thread at a time: a
  // `Mutex` does, a `let` that several tasks capture does not. It is `Sendable` at all because a
  // `Mutex` refuses to lend a value that is not to a closure of its caller.
  let handle: DatabaseHandle

  /// Opens the file at `path`, or a private database in memory for `":memory:"`.
  ///
  /// SQLite reads the file with the first statement, not here, so that is where a file that is
  /// no database shows. Extended result codes and defensive mode are on, and extensions cannot be
  /// loaded.
  ///
  /// - Parameters:
  ///   - path: A path, never a URI; relative ones start at the working folder.
  ///   - mode: What may be done to the file.
  ///   - vfs: The name of a registered SQLite file system, or nil for the usual one.
  ///   - busyTimeoutMilliseconds: How long to wait for the locks of others. Zero fails at once.
  /// - Throws: What SQLite says of a file that it cannot open.
  package init(
    path: String, mode: OpenMode, vfs: String? = nil, busyTimeoutMilliseconds: Int32 = 5000
  ) throws(SQLiteError) {
    let handle = try DatabaseHandle(path: path, mode: mode, vfs: vfs)
    try handle.check(csqlite_set_switch(handle.pointer, SQLITE_DBCONFIG_DEFENSIVE, 1))
    try handle.check(
      csqlite_set_switch(handle.pointer, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0))
    try handle.check(sqlite3_busy_timeout(handle.pointer, busyTimeoutMilliseconds))
    self.handle = handle
  }

  deinit {
    handle.close()
  }
}

// MARK: - Statements

extension Connection {
  /// Runs every statement in `sql` to its end, ignoring rows.
  ///
  /// The first failure stops it; what ran before stays done unless a transaction is open.
  package func execute(_ sql: String) throws(SQLiteError) {
    guard !sql.utf8.contains(0) else {
      throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "the SQL contains a NUL", sql: sql)
    }
    try sql.utf8CString.withUnsafeBufferPointer { (text) throws(SQLiteError) in
      var rest = text
      // The terminator is counted in, so that SQLite need not copy the rest each time.
      while let start = rest.baseAddress, start.pointee != 0 {
        var statement: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(
          handle.pointer, start, Int32(clamping: rest.count), 0, &statement, &tail)
        if code != SQLITE_OK { throw handle.error(code, sql: String(cString: start)) }
        if let statement { try run(statement) }
        guard let tail else { return }
        rest = UnsafeBufferPointer(rebasing: rest[(tail - start)...])
      }
    }
  }

  private func run(_ pointer: OpaquePointer) throws(SQLiteError) {
    let sql = sqlite3_sql(pointer).map { String(cString: $0) } ?? ""
    let prepared = PreparedStatement(handle: pointer, sql: sql)
    try Statement(prepared, of: handle, isCached: false).run()
  }

  /// Compiles the one statement in `sql`.
  package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    Statement(try handle.prepare(sql, flags: 0), of: handle, isCached: false)
  }

  /// Compiles the one statement in `sql`, or takes it from the cache.
  ///
  /// The statement returns to the cache, reset and without bindings, when it dies. While it is
  /// alive, the same text gives another one. The 64 statements used last are kept. Do not cache
  /// `PRAGMA`s: SQLite reads the answer of some as it compiles them.
  package func cached(_ sql: String) throws(SQLiteError) -> Statement {
    Statement(try handle.takeCached(sql), of: handle, isCached: true)
  }

  /// The first column of the first row, converted as SQLite does; NULL is 0, no row an error.
  package func integer(_ sql: String) throws(SQLiteError) -> Int64 {
    let statement = try prepare(sql)
    guard try statement.step() else {
      throw SQLiteError(extendedCode: SQLITE_ERROR, message: "the query gave no row", sql: sql)
    }
    return statement.int64(0)
  }

  /// The first column of the first row, or nil if there is no row or it is NULL.
  package func text(_ sql: String) throws(SQLiteError) -> String? {
    let statement = try prepare(sql)
    return try statement.step() ? statement.textOrNil(0) : nil
  }

  /// The steps of the plan for `sql`, as `EXPLAIN QUERY PLAN` words them, outermost first.
  package func queryPlan(_ sql: String) throws(SQLiteError) -> [String] {
    let statement = try prepare("EXPLAIN QUERY PLAN " + sql)
    var lines: [String] = []
    while try statement.step() {
      lines.append(try statement.text(3))
    }
    return lines
  }
}

// MARK: - State

extension Connection {
  package var lastInsertRowID: Int64 { sqlite3_last_insert_rowid(handle.pointer) }

  /// Rows that the last `INSERT`, `UPDATE` or `DELETE` changed, without triggers.
  package var changes: Int { Int(sqlite3_changes64(handle.pointer)) }

  /// Rows changed since the connection opened, with triggers.
  package var totalChanges: Int { Int(sqlite3_total_changes64(handle.pointer)) }

  /// Whether the file cannot be written, whatever the mode asked for.
  package var isReadOnly: Bool { sqlite3_db_readonly(handle.pointer, "main") == 1 }

  /// Whether no transaction is open.
  package var isAutocommit: Bool { sqlite3_get_autocommit(handle.pointer) != 0 }
}
