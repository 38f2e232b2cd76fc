import CSQLite

/// How far a backup is.
package struct BackupProgress: Hashable, Sendable {
  package let remainingPages: Int
  package let totalPages: Int
}

extension Connection {
  /// Copies the whole database into the file at `path`, replacing what is there.
  ///
  /// The copy is one transaction of the other file: a failure or a stop leaves that file as it
  /// was, though it may have been created. A change by another connection between two steps
  /// starts the copy over, so a busy file wants one step: -1 pages. While this connection has
  /// changes of its own to commit, the backup fails with `SQLiteError.isBusy`.
  ///
  /// - Parameters:
  ///   - path: The file to write.
  ///   - pagesPerStep: Pages to copy between two calls of `shouldContinue`; negative for all.
  ///   - shouldContinue: Called after each step but the last; false stops with
  ///     `SQLiteError.isInterrupted`.
  /// - Throws: What SQLite says of either file.
  package func backup(
    to path: String,
    pagesPerStep: Int32 = 1024,
    shouldContinue: (BackupProgress) -> Bool = { _ in true }
  ) throws(SQLiteError) {
    let target = try Connection(path: path, mode: .create)
    try backup(into: target, pagesPerStep: pagesPerStep, shouldContinue: shouldContinue)
  }

  /// Copies the whole database into an open one, replacing what that holds.
  ///
  /// - Throws: What SQLite says of either database.
  package func backup(
    into target: borrowing Connection,
    pagesPerStep: Int32 = -1,
    shouldContinue: (BackupProgress) -> Bool = { _ in true }
  ) throws(SQLiteError) {
    precondition(pagesPerStep != 0, "a backup without pages never ends")
    guard
      let backup = sqlite3_backup_init(target.handle.pointer, "main", handle.pointer, "main")
    else {
      throw target.handle.error(sqlite3_extended_errcode(target.handle.pointer), sql: nil)
    }
    var code = sqlite3_backup_step(backup, pagesPerStep)
    while code == SQLITE_OK {
      let progress = BackupProgress(
        remainingPages: Int(sqlite3_backup_remaining(backup)),
        totalPages: Int(sqlite3_backup_pagecount(backup)))
      guard shouldContinue(progress) else {
        sqlite3_backup_finish(backup)
        throw SQLiteError(extendedCode: SQLITE_INTERRUPT, message: "the backup was stopped")
      }
      code = sqlite3_backup_step(backup, pagesPerStep)
    }
    // Finishing repeats a lasting error; a lock of others only shows in the step.
    let finished = sqlite3_backup_finish(backup)
    if code != SQLITE_DONE { throw target.handle.error(code, sql: nil) }
    try target.handle.check(finished)
  }
}
