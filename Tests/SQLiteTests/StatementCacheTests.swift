import SQLite
import Testing

@Suite struct StatementCacheTests {
  /// How many statements of `sql` the connection holds, idle or not, by SQLite's own list.
  private func held(_ connection: borrowing Connection, _ sql: String) throws -> Int64 {
    let statement = try connection.prepare(
      "SELECT count(*) FROM sqlite_stmt WHERE sql = ?")
    try statement.bind(sql, at: 1)
    _ = try statement.step()
    return statement.int64(0)
  }

  @Test("A second use of the same text compiles nothing")
  func reuse() throws {
    let connection = try openInMemory()
    for x in 1...3 {
      let statement = try connection.cached("SELECT ?1")
      try statement.bind(x, at: 1)
      _ = try statement.step()
    }
    let count = try held(connection, "SELECT ?1")
    #expect(count == 1)
  }

  @Test("A cached statement comes back without bindings and at its start")
  func clean() throws {
    let connection = try openInMemory()
    do {
      let statement = try connection.cached("SELECT ?1 UNION ALL SELECT 2")
      try statement.bind("secret", at: 1)
      _ = try statement.step()
    }
    let statement = try connection.cached("SELECT ?1 UNION ALL SELECT 2")
    _ = try statement.step()
    let isNull = statement.isNull(0)
    #expect(isNull)
  }

  @Test("A use within a use gets a statement of its own, and one of the two is kept")
  func reentrancy() throws {
    let connection = try openInMemory()
    let sql = "SELECT 1 UNION ALL SELECT 2"
    do {
      let outer = try connection.cached(sql)
      var seen: [Int64] = []
      while try outer.step() {
        let inner = try connection.cached(sql)
        while try inner.step() { seen.append(outer.int64(0) * 10 + inner.int64(0)) }
      }
      #expect(seen == [11, 12, 21, 22])
    }
    let count = try held(connection, sql)
    #expect(count == 1)
  }

  @Test("The statements used last are kept")
  func capacity() throws {
    let connection = try openInMemory()
    for x in 0..<100 {
      try connection.cached("SELECT \(x)").run()
      try connection.cached("SELECT 0").run()
    }
    let total = try connection.integer("SELECT count(*) FROM sqlite_stmt") - 1
    let counts = [
      try held(connection, "SELECT 0"), try held(connection, "SELECT 1"),
      try held(connection, "SELECT 36"), try held(connection, "SELECT 37"),
      try held(connection, "SELECT 99"),
    ]
    #expect(total == 64)
    #expect(counts == [1, 0, 0, 1, 1])
  }

  @Test("A cached statement survives a change of schema")
  func schemaChange() throws {
    let connection = try openInMemory()
    try connection.execute("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
    try connection.cached("SELECT * FROM t").run()
    try connection.execute("ALTER TABLE t ADD COLUMN y DEFAULT 5")
    let statement = try connection.cached("SELECT * FROM t")
    _ = try statement.step()
    let y = statement.int64(1)
    #expect(y == 5)
  }

  @Test("An idle statement holds no lock")
  func idleLocks() throws {
    let connection = try openInMemory()
    try connection.execute("CREATE TABLE t (x); INSERT INTO t VALUES (1), (2)")
    do {
      let statement = try connection.cached("SELECT x FROM t")
      _ = try statement.step()
    }
    try connection.execute("DROP TABLE t")
  }
}
