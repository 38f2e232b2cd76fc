import SQLite
import Synchronization
import Testing

@Suite struct ConnectionTests {
  @Test("Several statements run in order, with comments between them")
  func script() throws {
    let connection = try openInMemory()
    try connection.execute(
      """
      -- first
      CREATE TABLE t (x); INSERT INTO t VALUES (1), (2) /* two */;
      SELECT * FROM t;
      ;; DELETE FROM t WHERE x = 1; -- last
      """)
    let sum = try connection.integer("SELECT sum(x) FROM t")
    let changes = connection.changes
    let totalChanges = connection.totalChanges
    let lastRowID = connection.lastInsertRowID
    #expect(sum == 2)
    #expect(changes == 1)
    #expect(totalChanges == 3)
    #expect(lastRowID == 2)
  }

  @Test("A script stops at its first failure and names the statement")
  func failingScript() throws {
    let connection = try openInMemory()
    let error = failure { () throws(SQLiteError) in
      try connection.execute("CREATE TABLE t (x UNIQUE); INSERT INTO t VALUES (1), (1); nonsense")
    }
    #expect(error?.isConstraint == true)
    #expect(error?.extendedCode == 2067)
    #expect(error?.code == 19)
    #expect(error?.message == "UNIQUE constraint failed: t.x")
    #expect(error?.sql == " INSERT INTO t VALUES (1), (1);")
  }

  @Test(
    "SQL must be one statement",
    arguments: [
      ("", "the SQL is empty"), (" -- nothing", "the SQL is empty"),
      ("SELECT 1; SELECT 2", "the SQL holds more than one statement"),
      ("SELECT 1; nonsense", "the SQL holds more than one statement"),
      ("SELECT 1\0", "the SQL contains a NUL"), ("SELEC", #"near "SELEC": syntax error"#),
      ("SELECT * FROM missing", "no such table: missing"),
    ])
  func badSQL(sql: String, message: String) throws {
    let connection = try openInMemory()
    let error = failure { () throws(SQLiteError) in _ = try connection.prepare(sql) }
    #expect(error?.message == message)
    #expect(error?.sql == sql)
  }

  @Test("White space and comments may follow a statement")
  func trailingComment() throws {
    let connection = try openInMemory()
    let one = try connection.integer("SELECT 1; /* one */ -- really\n ")
    #expect(one == 1)
  }

  @Test("A script with a NUL does not run")
  func nulInScript() throws {
    let connection = try openInMemory()
    let error = failure { () throws(SQLiteError) in
      try connection.execute("CREATE TABLE t (x)\0; DROP TABLE u")
    }
    let tables = try connection.integer("SELECT count(*) FROM sqlite_schema")
    #expect(error?.message == "the SQL contains a NUL")
    #expect(tables == 0)
  }

  @Test("A query without rows gives no text and no number")
  func noRow() throws {
    let connection = try openInMemory()
    let text = try connection.text("SELECT 'a' WHERE 0")
    let null = try connection.text("SELECT NULL")
    let error = failure { () throws(SQLiteError) in
      _ = try connection.integer("SELECT 1 WHERE 0")
    }
    #expect(text == nil)
    #expect(null == nil)
    #expect(error?.message == "the query gave no row")
  }

  @Test("A locked file is busy after the timeout")
  func busy() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.db"
      let first = try Connection(path: path, mode: .create)
      try first.execute("CREATE TABLE t (x)")
      try first.begin(.immediate)
      let second = try Connection(path: path, mode: .readWrite, busyTimeoutMilliseconds: 20)
      let error = failure { () throws(SQLiteError) in try second.begin(.immediate) }
      #expect(error?.isBusy == true)
      try first.commit()
      try second.begin(.immediate)
      try second.rollback()
    }
  }

  @Test("The plan tells which index serves a query")
  func queryPlan() throws {
    let connection = try openInMemory()
    try connection.execute("CREATE TABLE t (x, y); CREATE INDEX t_x ON t (x)")
    let plan = try connection.queryPlan("SELECT y FROM t WHERE x = ?")
    #expect(plan == ["SEARCH t USING INDEX t_x (x=?)"])
  }

  @Test("Threads take turns on a connection in a mutex")
  func inMutex() async throws {
    let store = try Store()
    await withTaskGroup { group in
      for _ in 0..<4 {
        group.addTask { for _ in 0..<100 { store.add(1) } }
      }
    }
    let sum = try store.sum
    #expect(sum == 400)
  }

  /// A statement after its first row, whose connection is closed.
  private func makeOrphan(isCached: Bool) throws(SQLiteError) -> Statement {
    let connection = try openInMemory()
    let sql = "SELECT 1 UNION ALL SELECT 2"
    let statement = isCached ? try connection.cached(sql) : try connection.prepare(sql)
    _ = try statement.step()
    return statement
  }

  @Test("A connection may close before its statements", arguments: [false, true])
  func closeFirst(isCached: Bool) throws {
    let statement = try makeOrphan(isCached: isCached)
    let hasRow = try statement.step()
    let second = statement.int64(0)
    let error = failure { () throws(SQLiteError) in try statement.bind(1, at: 9) }
    #expect(hasRow)
    #expect(second == 2)
    #expect(error?.code == 21)
  }
}

private final class Store: Sendable {
  private let connection: Mutex<Connection>

  init() throws(SQLiteError) {
    let opened = try openInMemory()
    try opened.execute("CREATE TABLE t (x)")
    connection = Mutex(opened)
  }

  func add(_ x: Int) {
    connection.withLock { connection in
      _ = failure { () throws(SQLiteError) in
        let statement = try connection.cached("INSERT INTO t VALUES (?)")
        try statement.bind(x, at: 1)
        try statement.run()
      }
    }
  }

  var sum: Int64 {
    get throws(SQLiteError) {
      try connection.withLock { connection throws(SQLiteError) in
        try connection.integer("SELECT sum(x) FROM t")
      }
    }
  }
}
