/// When a transaction takes its locks.
package enum TransactionKind: Hashable, Sendable {
  /// With the first read or write; a write may then fail with `SQLiteError.isBusy` at once.
  case deferred

  /// At the start, for writing.
  case immediate
}

extension Connection {
  package func begin(_ kind: TransactionKind) throws(SQLiteError) {
    switch kind {
    case .deferred: try cached("BEGIN DEFERRED").run()
    case .immediate: try cached("BEGIN IMMEDIATE").run()
    }
  }

  package func commit() throws(SQLiteError) {
    try cached("COMMIT").run()
  }

  /// Undoes the open transaction; does nothing if SQLite has already undone it.
  package func rollback() throws(SQLiteError) {
    if !isAutocommit { try cached("ROLLBACK").run() }
  }

  /// Runs `body` in a transaction, which is undone if anything fails.
  ///
  /// Transactions do not nest: an inner one fails without harm to the outer one.
  package func transaction<R: ~Copyable>(
    _ kind: TransactionKind, _ body: (borrowing Connection) throws(SQLiteError) -> R
  ) throws(SQLiteError) -> R {
    try transaction(kind, wrapping: { (error) in error }, body)
  }

  /// Runs `body` in a transaction, which is undone if anything fails.
  ///
  /// Transactions do not nest: an inner one fails without harm to the outer one. A failure to
  /// undo is not told, since the failure before it matters more.
  ///
  /// - Parameters:
  ///   - kind: When to take locks.
  ///   - wrap: Turns a failure of the transaction itself into the error of the caller.
  ///   - body: The work.
  /// - Returns: What `body` returned.
  /// - Throws: What `body` threw, or a wrapped failure of the transaction.
  package func transaction<R: ~Copyable, E: Error>(
    _ kind: TransactionKind,
    wrapping wrap: (SQLiteError) -> E,
    _ body: (borrowing Connection) throws(E) -> R
  ) throws(E) -> R {
    do {
      try begin(kind)
    } catch {
      throw wrap(error)
    }
    let result: R
    do {
      result = try body(self)
    } catch {
      try? rollback()
      throw error
    }
    do {
      try commit()
    } catch {
      try? rollback()
      throw wrap(error)
    }
    return result
  }
}
