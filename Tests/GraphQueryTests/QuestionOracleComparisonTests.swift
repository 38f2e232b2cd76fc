import CaseStore
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// The questions against a second reading of their definitions, which tries everything.
@Suite("Questions are answered as the oracle does")
struct QuestionOracleComparisonTests {
  static let blocks = 0..<8

  /// Seeds on which an answer is not what the definitions say, by what differs.
  static let open: [String: Set<UInt64>] = [:]

  static func isOpen(_ seed: UInt64) -> Bool { open.values.contains { $0.contains(seed) } }

  @Test("Origins and independence, in memory", arguments: blocks)
  func inMemory(block: Int) throws {
    for seed in QuestionOracleTests.seeds(block) where !Self.isOpen(seed) {
      let question = QuestionOracleTests.Question(seed: seed)
      let reader = InMemoryGraph(question.world.merged.records)
      for establishedOnly in [false, true] where !(establishedOnly && question.options.anyMatter) {
        let run = try QuestionComparisonRun(
          question, in: reader, establishedOnly: establishedOnly)
        if run.differences.isEmpty { continue }
        let which = "seed \(seed)\(establishedOnly ? " established" : ""): \(run.differences)"
        let example = Self.smallest(question, like: run.differences, establishedOnly)
        Issue.record("\(which)\n\(example)")
      }
    }
  }

  /// The smallest case in which the first of `differences` is found still.
  private static func smallest(
    _ question: QuestionOracleTests.Question, like differences: [String], _ established: Bool
  ) -> String {
    func wrong(_ question: QuestionOracleTests.Question) -> [String] {
      let reader = InMemoryGraph(question.world.merged.records)
      let run = try? QuestionComparisonRun(question, in: reader, establishedOnly: established)
      return run?.differences ?? []
    }
    let word = differences.first?.prefix { $0 != " " } ?? ""
    let smallest = QuestionShrinking.shrunk(question) { question in
      wrong(question).contains { $0.hasPrefix(word) }
    }
    return smallest.lines + "\n\(wrong(smallest))"
  }

  @Test("What is open is open still: a seed that agrees again belongs to the others")
  func open() throws {
    for seed in Set(Self.open.values.joined()).sorted() {
      let question = QuestionOracleTests.Question(seed: seed)
      let reader = InMemoryGraph(question.world.merged.records)
      let differs = try [false, true].contains { establishedOnly in
        try !QuestionComparisonRun(question, in: reader, establishedOnly: establishedOnly)
          .differences.isEmpty
      }
      #expect(differs, "seed \(seed)")
    }
  }

  @Test("Origins and independence, over a case file with its verdicts", arguments: 0..<4)
  func inFile(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 25)..<UInt64(block * 25 + 25) where !Self.isOpen(seed) {
        let question = QuestionOracleTests.Question(seed: seed)
        let path = "\(folder)/\(seed).db"
        let file = try CaseGraphTests.file(question.world.records, at: path)
        let run = try file.read { try QuestionComparisonRun(question, in: $0) }
        #expect(run.differences.isEmpty, "seed \(seed)")
      }
    }
  }
}
