import CSQLite

/// A failure that SQLite reported.
package struct SQLiteError: Error, Hashable, Sendable {
  /// The extended result code, such as `SQLITE_CONSTRAINT_UNIQUE`.
  package let extendedCode: Int32

  /// SQLite's own sentence.
  ///
  /// It names tables and columns, never bound values, with two exceptions in SQLite itself: the
  /// syntax errors of FTS5 queries and of JSON paths quote the text they stumbled on.
  package let message: String

  /// The statement at fault, with its parameters unexpanded.
  package let sql: String?

  /// The `errno` behind an I/O error or a file that cannot be opened, otherwise 0.
  package let systemErrno: Int32

  package init(extendedCode: Int32, message: String, sql: String? = nil, systemErrno: Int32 = 0) {
    self.extendedCode = extendedCode
    self.message = message
    self.sql = sql
    self.systemErrno = systemErrno
  }

  /// The primary result code, such as `SQLITE_CONSTRAINT`.
  package var code: Int32 { extendedCode & 0xFF }
}

extension SQLiteError {
  package var isBusy: Bool { code == SQLITE_BUSY }

  /// Whether others kept a lock of the write-ahead log for longer than SQLite retries.
  package var isLockLost: Bool { code == SQLITE_PROTOCOL }
  package var isConstraint: Bool { code == SQLITE_CONSTRAINT }
  package var isFull: Bool { code == SQLITE_FULL }
  package var isReadOnly: Bool { code == SQLITE_READONLY }
  package var isCorrupt: Bool { code == SQLITE_CORRUPT }
  package var isNotADatabase: Bool { code == SQLITE_NOTADB }

  /// Whether a value is not of the type asked for: stored text that is no UTF-8, above all.
  package var isMismatch: Bool { code == SQLITE_MISMATCH }
  package var isInterrupted: Bool { code == SQLITE_INTERRUPT }
  package var isCannotOpen: Bool { code == SQLITE_CANTOPEN }
  package var isIOError: Bool { code == SQLITE_IOERR }
}

extension SQLiteError: CustomStringConvertible {
  package var description: String { "\(message) (SQLite code \(extendedCode))" }
}
