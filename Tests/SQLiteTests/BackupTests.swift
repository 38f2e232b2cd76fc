import SQLite
import Testing

@Suite struct BackupTests {
  private func makeFull() throws(SQLiteError) -> Connection {
    let connection = try openInMemory()
    try connection.execute(
      """
      CREATE TABLE t (x);
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
      INSERT INTO t SELECT randomblob(2000) FROM n
      """)
    return connection
  }

  @Test("A backup holds the same rows", arguments: [Int32(7), 1024, -1])
  func copies(pagesPerStep: Int32) throws {
    let source = try makeFull()
    try withTemporaryFolder { folder in
      try source.backup(to: folder + "/copy.db", pagesPerStep: pagesPerStep)
      let copy = try Connection(path: folder + "/copy.db", mode: .readOnly)
      let count = try copy.integer("SELECT count(*) FROM t")
      let check = try copy.text("PRAGMA integrity_check")
      #expect(count == 100)
      #expect(check == "ok")
    }
  }

  @Test("Progress falls to the end")
  func progress() throws {
    let source = try makeFull()
    try withTemporaryFolder { folder in
      var remaining: [Int] = []
      var totals: Set<Int> = []
      try source.backup(to: folder + "/copy.db", pagesPerStep: 10) { progress in
        remaining.append(progress.remainingPages)
        totals.insert(progress.totalPages)
        return true
      }
      #expect(remaining.count >= 2)
      #expect(remaining == remaining.sorted(by: >))
      #expect(totals.count == 1)
    }
  }

  @Test("A backup that is stopped leaves the other file as it was")
  func stopped() throws {
    let source = try makeFull()
    try withTemporaryFolder { folder in
      let path = folder + "/copy.db"
      do {
        let other = try Connection(path: path, mode: .create)
        try other.execute("CREATE TABLE old (x)")
      }
      let error = failure { () throws(SQLiteError) in
        try source.backup(to: path, pagesPerStep: 1) { _ in false }
      }
      let other = try Connection(path: path, mode: .readOnly)
      let tables = try other.text("SELECT group_concat(name) FROM sqlite_schema")
      #expect(error?.isInterrupted == true)
      #expect(tables == "old")
    }
  }

  @Test("A backup into a missing folder cannot open")
  func missingFolder() throws {
    let source = try openInMemory()
    let error = failure { () throws(SQLiteError) in
      try source.backup(to: "/nonexistent/copy.db")
    }
    #expect(error?.isCannotOpen == true)
  }

  @Test("A backup within a change of its own connection is busy")
  func withinWrite() throws {
    let source = try makeFull()
    try withTemporaryFolder { folder in
      try source.execute("BEGIN; DELETE FROM t")
      let error = failure { () throws(SQLiteError) in
        try source.backup(to: folder + "/copy.db")
      }
      #expect(error?.isBusy == true)
    }
  }
}
