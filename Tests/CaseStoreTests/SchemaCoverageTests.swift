import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

/// The random cases of the tests against the schema: a column that they never fill proves nothing.
@Suite("Random cases fill the schema")
struct SchemaCoverageTests {
  /// The seeds that the round trips use.
  private static let seeds = UInt64(0)..<60

  @Test("Every column of every table holds a value in some random case")
  func columns() throws {
    var filled: Set<String> = []
    var all: Set<String> = []
    for seed in Self.seeds {
      let records = RandomRecords.caseRecords(
        seed: seed, options: .init(hasWithheld: seed % 2 == 0))
      try withCase(holding: records) { file in
        try Self.changeEveryEntity(records, in: file)
        for column in try Self.columns(of: file) {
          all.insert(column.name)
          if filled.contains(column.name) { continue }
          let sql = "SELECT count(*) FROM \(column.table) WHERE \(column.column) IS NOT NULL"
          if try file.integer(sql) > 0 { filled.insert(column.name) }
        }
      }
    }
    #expect(all.count > 90)
    #expect(all.subtracting(filled).sorted() == [])
  }

  /// The journal says why, and what was, only of what is changed.
  private static func changeEveryEntity(_ records: [CaseRecord], in file: CaseFile) throws {
    try file.write(author: "tester", reason: "to have something to undo") { writer in
      for case .entity(let entity) in records {
        guard let key = entity.key else { continue }
        var changed = entity
        changed.language = entity.language == nil ? "en" : nil
        _ = try writer.replaceEntity(key: key, with: changed)
      }
    }
  }

  private static func columns(
    of file: CaseFile
  ) throws -> [(name: String, table: String, column: String)] {
    // The tables of the full-text index are SQLite's own.
    let sql = """
      SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
      WHERE m.type = 'table' AND m.name NOT LIKE 'entity_search_%' AND m.name NOT LIKE 'sqlite_%'
      """
    return try file.withConnection { connection in
      var columns: [(name: String, table: String, column: String)] = []
      let statement = try connection.sqlite.prepare(sql)
      while try statement.step() {
        let (table, column) = (try statement.text(0), try statement.text(1))
        columns.append(("\(table).\(column)", table, column))
      }
      return columns
    }
  }
}
