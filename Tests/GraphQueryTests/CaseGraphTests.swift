import CaseStore
import GraphKernels
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

/// The same questions over a case file: the same answers, at a cost that follows the answer.
@Suite struct CaseGraphTests {
  @Test("A case file answers as the graph in memory does", arguments: 0..<20)
  func agrees(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 10)..<UInt64(block * 10 + 10) {
        let question = OracleQuestion(seed: seed)
        let records = question.world.records
        let file = try Self.file(records, at: "\(folder)/\(seed).db")
        let inFile = try file.read { try question.answer(in: $0) }
        let inMemory = try question.answer(in: InMemoryGraph(records))
        #expect(inFile.answer.chains == inMemory.answer.chains, "seed \(seed)")
        #expect(inFile.answer.otherMatters == inMemory.answer.otherMatters, "seed \(seed)")
        #expect(inFile.trace.exactCount == inMemory.trace.exactCount, "seed \(seed)")
      }
    }
  }

  static func file(_ records: [CaseRecord], at path: String) throws -> CaseFile {
    let file = try CaseFile.create(at: path)
    try file.write(author: "test") { writer in
      for record in records { _ = try writer.write(record, mode: .addOnly) }
    }
    return file
  }

  /// A story of four documents and two agents, beside `others` stories that share its outlet.
  static func outlet(others: Int) throws -> [CaseRecord] {
    var entities = ["story document", "outlet outlet", "witness person origin", "report document"]
    var attributions = [
      "outlet published story", "witness told outlet about=story", "report cited_by story",
    ]
    entities.append("other person")
    entities.append("claim claim")
    attributions.append("story asserted claim")
    for index in 0..<others {
      entities += ["story-\(index) document", "claim-\(index) claim"]
      attributions += [
        "outlet published story-\(index)", "story-\(index) asserted claim-\(index)",
        "other told outlet about=claim-\(index)",
      ]
    }
    return try TraceTests.records(entities, attributions)
  }

  @Test("What a trace reads does not grow with the case, and is read from covering indexes")
  func cost() throws {
    try withTemporaryFolder { folder in
      var rows: [Int] = []
      var machineSteps: [Int] = []
      for others in [400, 4000] {
        let path = "\(folder)/\(others).db"
        let file = try Self.file(try Self.outlet(others: others), at: path)
        let statistics = StatementStatistics()
        let otherMatters = try file.read { reader in
          reader.statementStatistics = statistics
          let subject = try #require(try reader.entity(forKey: "story"))
          let trace = try Trace(of: subject, in: reader)
          #expect(trace.map(\.entities.count).sorted() == [2, 3])
          return trace.otherMatters
        }
        #expect(otherMatters == others)
        let costs = statistics.costs
        #expect(!costs.isEmpty)
        #expect(costs.allSatisfy { $0.fullScanSteps == 0 }, "\(costs)")
        #expect(costs.allSatisfy { $0.automaticIndexRows == 0 })
        rows.append(costs.reduce(0) { $0 + Int($1.rows) })
        machineSteps.append(costs.reduce(0) { $0 + Int($1.virtualMachineSteps) })
        try Self.checkPlans(Set(costs.map(\.sql)), file)
      }
      #expect(rows[0] == rows[1])
      #expect(machineSteps[0] == machineSteps[1])
    }
  }

  /// No statement scans, and those on attributions never touch the table.
  static func checkPlans(_ statements: Set<String>, _ file: CaseFile) throws {
    try file.withConnection { connection in
      for sql in statements {
        for line in try connection.sqlite.queryPlan(sql) {
          #expect(!line.contains("SCAN"), "\(sql): \(line)")
          if line.contains(" attribution ") {
            #expect(line.contains("COVERING INDEX"), "\(sql): \(line)")
          }
        }
      }
    }
  }
}
