import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

@Suite("Filling an empty case")
struct BulkLoadTests {
  @Test("A case that was filled at once is as one that grew", arguments: UInt64(0)..<30)
  func same(seed: UInt64) throws {
    let records = RandomRecords.caseRecords(
      seed: seed, options: .init(hasWithheld: false, leavesOutIDs: true))
    try withCase(holding: records) { grown in
      try withCase { filled, _ in
        try filled.write(author: "tester", isBulk: true) { writer in
          for record in records + records { _ = try writer.write(record, mode: .addOnly) }
        }
        for sql in [
          "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema ORDER BY name)",
          "SELECT group_concat(target || ':' || steps) FROM fan_in ORDER BY target",
          "SELECT group_concat(item || ':' || item_id || ':' || hex(became)) FROM change",
        ] {
          let same = try grown.text(sql) == filled.text(sql)
          #expect(same, "seed \(seed): \(sql)")
        }
        let contents = Set(try grown.contents()) == Set(try filled.contents())
        #expect(contents, "seed \(seed)")
        #expect(try filled.verify().findings.isEmpty, "seed \(seed)")
      }
    }
  }

  @Test("Keys are one whatever their letters' case, and ids are looked up exactly")
  func lookups() throws {
    try withCase { file, _ in
      try file.write(author: "tester", isBulk: true) { writer in
        _ = try writer.write(
          .entity(EntityRecord(key: "Memo", kind: "document")), mode: .addOnly)
        let again = #expect(throws: RecordProblem.self) {
          try writer.write(.entity(EntityRecord(key: "MEMO", kind: "claim")), mode: .addOnly)
        }
        #expect(again?.code == .differs)
        for id in 0..<5_000 {
          _ = try writer.write(
            .attribution(
              AttributionRecord(
                id: "id-\(id)", source: "memo", relation: "cited_by", target: .entity("MEMO"))),
            mode: .addOnly)
        }
        for id in [0, 1, 4_999] {
          let outcome = try writer.write(
            .attribution(
              AttributionRecord(
                id: "id-\(id)", source: "memo", relation: "cited_by", target: .entity("memo"))),
            mode: .addOnly)
          #expect(outcome == .unchanged)
        }
      }
      #expect(try file.integer("SELECT count(*) FROM attribution") == 5_000)
    }
  }

  @Test("What fails leaves an empty case with all its indexes")
  func failure() throws {
    try withCase { file, _ in
      let schema = "SELECT group_concat(sql) FROM sqlite_schema"
      let before = try file.text(schema)
      #expect(throws: TestFailure.self) {
        try file.write(author: "tester", isBulk: true) { writer in
          for record in Small.all { _ = try writer.write(record, mode: .addOnly) }
          throw TestFailure(message: "stop")
        }
      }
      let after = try file.text(schema)
      #expect(before == after)
      #expect(try file.integer("PRAGMA foreign_keys") == 1)
      #expect(try file.contents().isEmpty)
    }
  }
}
