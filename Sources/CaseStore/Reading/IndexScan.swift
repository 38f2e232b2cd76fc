import SQLite

/// One query over integers that is run again and again: compiled once, without a look-up each time.
///
/// It must not be run again while its rows are being read.
final class IndexScan {
  private let connection: CaseConnection
  private let sql: String
  private var statement: Statement?

  init(_ connection: CaseConnection, _ sql: String) {
    self.connection = connection
    self.sql = sql
  }

  /// Hands on each row for these values of the parameters.
  func forEachRow(
    _ first: Int64, _ second: Int64? = nil, _ body: (borrowing Statement) throws -> Void
  ) throws {
    if statement == nil { statement = try connection.sqlite.prepare(sql) }
    switch statement {
    case .some(let statement):
      try statement.bind(first, at: 1)
      if let second { try statement.bind(second, at: 2) }
      defer { statement.reset() }
      while try statement.step() { try body(statement) }
    case .none: break
    }
  }
}
