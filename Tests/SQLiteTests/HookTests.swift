import SQLite
import Synchronization
import Testing

@Suite struct HookTests {
  /// Takes minutes unless somebody stops it.
  private let endless = """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000000)
    SELECT count(*) FROM n
    """

  @Test("Another thread can stop a long query, and the connection lives on")
  func interrupt() throws {
    let connection = try openInMemory()
    let handle = connection.interruptHandle()
    var error: SQLiteError?
    try repeating({ handle.interrupt() }) {
      error = failure { () throws(SQLiteError) in _ = try connection.integer(endless) }
    }
    let one = try connection.integer("SELECT 1")
    #expect(error?.isInterrupted == true)
    #expect(one == 1)
  }

  @Test("Stopping a closed connection does nothing")
  func interruptAfterClose() throws {
    let handle: InterruptHandle
    do {
      let connection = try openInMemory()
      handle = connection.interruptHandle()
    }
    handle.interrupt()
  }

  @Test("A progress handler can stop a query and can be taken away")
  func progress() throws {
    let connection = try openInMemory()
    let counter = Counter()
    connection.setProgressHandler(everyOperations: 1000) { counter.increment() >= 5 }
    let error = failure { () throws(SQLiteError) in _ = try connection.integer(endless) }
    connection.setProgressHandler(everyOperations: 1, nil)
    let one = try connection.integer("SELECT 1")
    #expect(error?.isInterrupted == true)
    #expect(counter.value == 5)
    #expect(one == 1)
  }

  @Test("A trace shows statements without their values")
  func trace() throws {
    let connection = try openInMemory()
    let log = Log()
    connection.setTraceHandler { log.append($0) }
    let statement = try connection.prepare("SELECT ?1")
    try statement.bind("secret", at: 1)
    try statement.run()
    connection.setTraceHandler(nil)
    try connection.execute("SELECT 2")
    #expect(log.lines == ["SELECT ?1"])
  }

  @Test("Statistics tell a scan from a search")
  func statistics() throws {
    let connection = try openInMemory()
    try connection.execute(
      """
      CREATE TABLE t (x, y);
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
      INSERT INTO t SELECT i, i FROM n;
      CREATE INDEX t_x ON t (x)
      """)
    // A use before the collector is there must not count.
    try connection.cached("SELECT 1 FROM t WHERE y = 5").run()
    let statistics = StatementStatistics()
    connection.statementStatistics = statistics
    try connection.cached("SELECT 1 FROM t WHERE x = 5").run()
    #expect(statistics.fullScanSteps == 0)
    try connection.cached("SELECT 1 FROM t WHERE y = 5").run()
    #expect(statistics.fullScanSteps == 99)
    try connection.execute("SELECT x FROM t WHERE x > 90 ORDER BY y")
    let costs = statistics.costs
    #expect(costs.map(\.rows) == [1, 1, 10])
    #expect(costs.map(\.sorts) == [0, 0, 1])
    #expect(costs[1].sql == "SELECT 1 FROM t WHERE y = 5")
    #expect(costs[0].virtualMachineSteps < costs[1].virtualMachineSteps)
    statistics.removeAll()
    connection.statementStatistics = nil
    try connection.execute("SELECT 1")
    #expect(statistics.costs.isEmpty)
  }

  @Test("Statistics count an index that SQLite builds for one run")
  func automaticIndex() throws {
    let connection = try openInMemory()
    try connection.execute(
      """
      CREATE TABLE t (x, y);
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
      INSERT INTO t SELECT i, i FROM n
      """)
    let statistics = StatementStatistics()
    connection.statementStatistics = statistics
    try connection.execute("SELECT count(*) FROM t a JOIN t b ON a.x = b.y")
    let rows = statistics.costs.map(\.automaticIndexRows)
    #expect(rows.count == 1)
    #expect(rows.allSatisfy { $0 > 0 })
  }
}

private final class Counter: Sendable {
  private let count = Atomic(0)

  func increment() -> Int { count.add(1, ordering: .relaxed).newValue }

  var value: Int { count.load(ordering: .relaxed) }
}

private final class Log: Sendable {
  private let recorded = Mutex<[String]>([])

  func append(_ line: String) { recorded.withLock { $0.append(line) } }

  var lines: [String] { recorded.withLock { $0 } }
}
