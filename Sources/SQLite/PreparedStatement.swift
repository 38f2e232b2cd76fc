import CSQLite

/// A compiled statement, finalised when its last reference goes.
///
/// The connection may close first: `sqlite3_close_v2` waits for its statements.
final class PreparedStatement {
  let handle: OpaquePointer
  let sql: String

  /// Calls of `step` since the last reset.
  var stepCount = 0

  /// Rows that those calls gave.
  var rowCount = 0

  init(handle: OpaquePointer, sql: String) {
    self.handle = handle
    self.sql = sql
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// Reads the counters since they were last zeroed, and zeroes them.
  func takeCost() -> StatementCost {
    StatementCost(
      sql: sql,
      rows: rowCount,
      fullScanSteps: takeCounter(SQLITE_STMTSTATUS_FULLSCAN_STEP),
      sorts: takeCounter(SQLITE_STMTSTATUS_SORT),
      automaticIndexRows: takeCounter(SQLITE_STMTSTATUS_AUTOINDEX),
      virtualMachineSteps: takeCounter(SQLITE_STMTSTATUS_VM_STEP)
    )
  }

  private func takeCounter(_ counter: Int32) -> Int {
    Int(sqlite3_stmt_status(handle, counter, 1))
  }
}
