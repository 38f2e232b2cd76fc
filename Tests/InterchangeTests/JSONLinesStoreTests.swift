import CaseStore
import Headwater
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

/// JSON Lines between real cases.
@Suite struct JSONLinesStoreTests {
  private func written(_ file: CaseFile) throws -> [UInt8] {
    try file.read(revealWithheld: true) { reader in
      var bytes: [UInt8] = []
      _ = try JSONLinesWriter().write(reader) { bytes += $0 }
      return bytes
    }
  }

  private func read(_ path: String, into file: CaseFile) throws -> [WriteOutcome] {
    try file.write(author: "tester") { writer in
      var outcomes: [WriteOutcome] = []
      let reading = try JSONLinesReader(path: path).read(
        into: { record, _ in outcomes.append(try writer.write(record, mode: .addOnly)) },
        vocabulary: { writer.vocabulary })
      #expect(reading.problems == [])
      #expect(try writer.quotationProblems().isEmpty)
      return outcomes
    }
  }

  @Test("A case written as JSON Lines and read into another is the same", arguments: 0..<6)
  func roundTrip(block: Int) throws {
    for seed in UInt64(block * 5)..<UInt64(block * 5 + 5) {
      try withTemporaryFolder { folder in
        let first = try CaseFile.create(at: folder + "/first.db")
        try first.write(author: "tester") { writer in
          for record in RandomRecords.caseRecords(seed: seed) {
            _ = try writer.write(record, mode: .addOnly)
          }
        }
        let bytes = try written(first)
        let path = folder + "/case.jsonl"
        try WholeFile.write(bytes, to: path)
        let second = try CaseFile.create(at: folder + "/second.db")
        let outcomes = try read(path, into: second)
        #expect(outcomes.allSatisfy { $0 == .added }, "seed \(seed)")
        let isSame = try written(second) == bytes
        #expect(isSame, "seed \(seed)")
        let again = try read(path, into: second)
        #expect(again.allSatisfy { $0 == .unchanged }, "seed \(seed)")
      }
    }
  }
}
