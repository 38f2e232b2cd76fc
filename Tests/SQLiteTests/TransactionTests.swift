import SQLite
import Testing

@Suite struct TransactionTests {
  private enum WorkError: Error, Equatable {
    case refused
    case database(SQLiteError)
  }

  private func makeTable() throws(SQLiteError) -> Connection {
    let connection = try openInMemory()
    try connection.execute(
      """
      PRAGMA foreign_keys = ON;
      CREATE TABLE t (x INTEGER PRIMARY KEY, parent REFERENCES t DEFERRABLE INITIALLY DEFERRED)
      """)
    return connection
  }

  @Test(
    "What the body returns comes back after the commit",
    arguments: [
      TransactionKind.deferred, .immediate,
    ])
  func commits(kind: TransactionKind) throws {
    let connection = try makeTable()
    let inside = try connection.transaction(kind) { connection throws(SQLiteError) in
      try connection.execute("INSERT INTO t VALUES (1, NULL)")
      return connection.isAutocommit
    }
    let count = try connection.integer("SELECT count(*) FROM t")
    let isAutocommit = connection.isAutocommit
    #expect(!inside)
    #expect(count == 1)
    #expect(isAutocommit)
  }

  @Test("A noncopyable result may leave a transaction")
  func noncopyableResult() throws {
    let connection = try makeTable()
    let statement = try connection.transaction(.deferred) { connection throws(SQLiteError) in
      try connection.prepare("SELECT 5")
    }
    _ = try statement.step()
    let five = statement.int64(0)
    #expect(five == 5)
  }

  @Test("An error of the caller's own type undoes the work and passes through")
  func rollsBack() throws {
    let connection = try makeTable()
    do throws(WorkError) {
      try connection.transaction(.immediate, wrapping: { WorkError.database($0) }) {
        connection throws(WorkError) in
        do throws(SQLiteError) {
          try connection.execute("INSERT INTO t VALUES (1, NULL)")
        } catch {
          throw .database(error)
        }
        throw .refused
      }
      Issue.record("nothing was thrown")
    } catch {
      #expect(error == .refused)
    }
    let count = try connection.integer("SELECT count(*) FROM t")
    let isAutocommit = connection.isAutocommit
    #expect(count == 0)
    #expect(isAutocommit)
  }

  @Test("A commit that fails undoes the work")
  func failingCommit() throws {
    let connection = try makeTable()
    let error = failure { () throws(SQLiteError) in
      try connection.transaction(.immediate) { connection throws(SQLiteError) in
        try connection.execute("INSERT INTO t VALUES (1, 99)")
      }
    }
    let count = try connection.integer("SELECT count(*) FROM t")
    let isAutocommit = connection.isAutocommit
    #expect(error?.message == "FOREIGN KEY constraint failed")
    #expect(count == 0)
    #expect(isAutocommit)
  }

  @Test("An inner transaction fails and leaves the outer one alone")
  func nested() throws {
    let connection = try makeTable()
    let error = try connection.transaction(.immediate) { connection throws(SQLiteError) in
      try connection.execute("INSERT INTO t VALUES (1, NULL)")
      return failure { () throws(SQLiteError) in
        try connection.transaction(.deferred) { _ throws(SQLiteError) in }
      }
    }
    let count = try connection.integer("SELECT count(*) FROM t")
    #expect(error?.message == "cannot start a transaction within a transaction")
    #expect(count == 1)
  }

  @Test("A transaction that SQLite has undone itself is not undone twice")
  func undoneBySQLite() throws {
    let connection = try makeTable()
    let error = failure { () throws(SQLiteError) in
      try connection.transaction(.immediate) { connection throws(SQLiteError) in
        try connection.execute(
          "INSERT INTO t VALUES (1, NULL); INSERT OR ROLLBACK INTO t VALUES (1, NULL)")
      }
    }
    let count = try connection.integer("SELECT count(*) FROM t")
    #expect(error?.isConstraint == true)
    #expect(count == 0)
    try connection.rollback()
  }
}
