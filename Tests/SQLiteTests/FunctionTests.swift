import SQLite
import Testing

@Suite struct FunctionTests {
  @Test(
    "Arguments and results of every type pass through",
    arguments: [
      SQLiteValue.null, .integer(.min), .real(0.5), .text("a\0é"), .text(""), .blob([0, 1]),
      .blob([]),
    ])
  func identity(value: SQLiteValue) throws {
    let connection = try openInMemory()
    try connection.createScalarFunction("same", argumentCount: 1, isDeterministic: true) {
      arguments throws(SQLiteError) in arguments[0]
    }
    let statement = try connection.prepare("SELECT same(?)")
    try statement.bind(value, at: 1)
    _ = try statement.step()
    let found = try statement.value(0)
    #expect(found == value)
  }

  @Test("What a function throws is what the statement throws")
  func throwing() throws {
    let connection = try openInMemory()
    try connection.createScalarFunction("refuse", argumentCount: -1, isDeterministic: false) {
      _ throws(SQLiteError) in
      throw SQLiteError(extendedCode: 9, message: "refused")
    }
    let error = failure { () throws(SQLiteError) in try connection.execute("SELECT refuse(1, 2)") }
    #expect(error?.message == "refused")
    #expect(error?.isInterrupted == true)
  }

  @Test("A view cannot depend on a function")
  func directOnly() throws {
    let connection = try openInMemory()
    try connection.createScalarFunction("one", argumentCount: 0, isDeterministic: true) {
      _ throws(SQLiteError) in .integer(1)
    }
    try connection.execute("CREATE VIEW v AS SELECT one() AS x")
    let error = failure { () throws(SQLiteError) in try connection.execute("SELECT * FROM v") }
    #expect(error?.message == "unsafe use of one()")
  }

  @Test("A function dies with its connection, or when it is replaced or refused")
  func lifetime() throws {
    final class Token: Sendable {}
    weak var first: Token?
    weak var second: Token?
    weak var third: Token?
    do {
      let connection = try openInMemory()
      func add(_ count: Int32) -> (Token?, SQLiteError?) {
        let token = Token()
        weak let kept = token
        let error = failure { () throws(SQLiteError) in
          try connection.createScalarFunction("f", argumentCount: count, isDeterministic: true) {
            [token] _ throws(SQLiteError) in
            withExtendedLifetime(token) { .null }
          }
        }
        return (kept, error)
      }
      first = add(0).0
      #expect(first != nil)
      second = add(0).0
      #expect(first == nil)
      #expect(second != nil)
      let refused = add(1000)
      third = refused.0
      #expect(refused.1?.code == 21)
    }
    #expect(second == nil)
    #expect(third == nil)
  }
}
