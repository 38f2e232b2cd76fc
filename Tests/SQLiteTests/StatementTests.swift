import SQLite
import Testing

@Suite struct StatementTests {
  private func roundTrip(_ value: SQLiteValue) throws(SQLiteError) -> SQLiteValue {
    let connection = try openInMemory()
    try connection.execute("CREATE TABLE t (x)")
    let insert = try connection.cached("INSERT INTO t VALUES (?)")
    try insert.bind(value, at: 1)
    try insert.run()
    return try connection.row("SELECT x FROM t")[0]
  }

  @Test(
    "Values come back as they went in",
    arguments: [
      SQLiteValue.null, .integer(.min), .integer(.max), .integer(0), .integer(-1),
      .real(0.1), .real(-0.5), .real(.infinity), .real(.greatestFiniteMagnitude),
      .real(.leastNonzeroMagnitude), .text(""), .text("a\0b"), .text("\0"), .text("🌊 né"),
      .text(String(repeating: "é", count: 100_000)), .blob([]), .blob([0, 255, 0]),
    ])
  func values(value: SQLiteValue) throws {
    let found = try roundTrip(value)
    #expect(found == value)
  }

  @Test("NaN is stored as NULL")
  func nan() throws {
    let found = try roundTrip(.real(.nan))
    #expect(found == .null)
  }

  @Test("Buffers and spans bind like the values they hold, also when empty")
  func buffers() throws {
    let connection = try openInMemory()
    let statement = try connection.prepare("SELECT typeof(?1), ?1, typeof(?2), typeof(?3), ?3")
    let utf8 = Array("aé".utf8)
    let bytes: [UInt8] = [1, 2]
    try utf8.withUnsafeBufferPointer { buffer throws(SQLiteError) in
      try statement.bindText(buffer, at: 1)
    }
    try statement.bindText(UnsafeBufferPointer(start: nil, count: 0), at: 2)
    try statement.bindBlob(bytes.span, at: 3)
    let hasRow = try statement.step()
    let types = [try statement.text(0), try statement.text(2), try statement.text(3)]
    let text = try statement.text(1)
    let blob = statement.blob(4)
    statement.reset()
    try statement.bindBlob(UnsafeRawBufferPointer(start: nil, count: 0), at: 3)
    _ = try statement.step()
    let emptyType = try statement.text(3)
    #expect(hasRow)
    #expect(types == ["text", "text", "blob"])
    #expect(text == "aé")
    #expect(blob == bytes)
    #expect(emptyType == "blob")
  }

  @Test("Optional values bind NULL for nil")
  func optionals() throws {
    let connection = try openInMemory()
    let statement = try connection.prepare("SELECT ?, ?, ?, ?, ?, ?")
    try statement.bind(Int64?.none, at: 1)
    try statement.bind(Int?.none, at: 2)
    try statement.bind(Double?.none, at: 3)
    try statement.bind(String?.none, at: 4)
    try statement.bind([UInt8]?.none, at: 5)
    try statement.bind(1.5, at: 6)
    let count = statement.parameterCount
    _ = try statement.step()
    let nulls = [
      statement.isNull(0), statement.int64OrNil(1) == nil, statement.doubleOrNil(2) == nil,
      try statement.textOrNil(3) == nil, statement.blobOrNil(4) == nil,
    ]
    let real = statement.doubleOrNil(5)
    #expect(count == 6)
    #expect(nulls == [true, true, true, true, true])
    #expect(real == 1.5)
  }

  @Test("NULL reads as zero, empty text and no bytes")
  func nullReads() throws {
    let connection = try openInMemory()
    let statement = try connection.prepare("SELECT NULL AS missing")
    _ = try statement.step()
    let name = statement.columnName(0)
    let integer = statement.int64(0)
    let real = statement.double(0)
    let text = try statement.text(0)
    let blob = statement.blob(0)
    #expect(name == "missing")
    #expect(integer == 0)
    #expect(real == 0)
    #expect(text == "")
    #expect(blob == [])
  }

  @Test("Text that is not UTF-8 is an error and still readable as bytes")
  func invalidText() throws {
    let connection = try openInMemory()
    let statement = try connection.prepare("SELECT CAST(x'61FF62' AS TEXT)")
    _ = try statement.step()
    let type = statement.columnType(0)
    let error = failure { () throws(SQLiteError) in _ = try statement.text(0) }
    let bytes = statement.withUTF8(0) { Array($0) }
    #expect(type == .text)
    #expect(error?.message == "text in column 0 is not valid UTF-8")
    #expect(bytes == [0x61, 0xFF, 0x62])
  }

  @Test("Parameters have numbers and names")
  func parameters() throws {
    let connection = try openInMemory()
    let statement = try connection.prepare("SELECT :a, @b")
    let indexes = [
      statement.parameterIndex(":a"), statement.parameterIndex("@b"),
      statement.parameterIndex("a"),
    ]
    let error = failure { () throws(SQLiteError) in try statement.bind("secret", at: 3) }
    #expect(indexes == [1, 2, nil])
    #expect(error?.code == 25)
    #expect(error?.message == "column index out of range")
  }

  @Test("Binding between rows is an error; after a reset it is not")
  func bindingMidway() throws {
    let connection = try openInMemory()
    let statement = try connection.prepare("SELECT ?")
    try statement.bind(1, at: 1)
    _ = try statement.step()
    let error = failure { () throws(SQLiteError) in try statement.bind(2, at: 1) }
    statement.reset()
    _ = try statement.step()
    let kept = statement.int64(0)
    statement.reset()
    statement.clearBindings()
    _ = try statement.step()
    let cleared = statement.isNull(0)
    #expect(error?.code == 21)
    #expect(kept == 1)
    #expect(cleared)
  }

  @Test("Only statements that change nothing are read-only")
  func readOnlyStatements() throws {
    let connection = try openInMemory()
    let query = try connection.prepare("SELECT 1")
    let change = try connection.prepare("CREATE TABLE t (x)")
    let flags = [query.isReadOnly, change.isReadOnly]
    #expect(flags == [true, false])
  }
}
