import GraphKernels
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// Chains against the exhaustive oracle, which was written from the design alone.
@Suite struct OracleTests {
  static let seeds: Range<UInt64> = 0..<6000

  @Test("Chains are those of the oracle, in its order", arguments: 0..<30)
  func chains(block: Int) throws {
    for seed in UInt64(block * 200)..<UInt64(block * 200 + 200) {
      let question = OracleQuestion(seed: seed)
      let (answer, trace) = try question.answer(in: InMemoryGraph(question.world.records))
      let oracle = question.oracle()
      #expect(answer.chains == oracle.chains, "seed \(seed)")
      if let exact = trace.exactCount {
        // Where it is counted, every walk is a chain, and other matters are those of the oracle.
        #expect("\(exact)" == "\(oracle.chains.count)", "seed \(seed)")
        #expect(answer.otherMatters == oracle.otherMatters, "seed \(seed)")
      }
    }
  }

  @Test("The seeds meet every outcome of every rule at least 20 times")
  func coverage() {
    var met: [String: Int] = [:]
    for seed in Self.seeds {
      met.merge(OracleQuestion(seed: seed).oracle().coverage) { $0 + $1 }
    }
    for outcome in OracleOutcome.allCases {
      #expect(met[outcome.rawValue, default: 0] >= 20, "\(outcome.rawValue)")
    }
  }

  @Test("Getting any one rule wrong shows in some seed", arguments: OracleRule.allCases)
  func everyRuleMatters(rule: OracleRule) {
    let isSeen = Self.seeds.contains { seed in
      let question = OracleQuestion(seed: seed)
      return !question.oracle().agrees(with: question.oracle(disabled: [rule]))
    }
    #expect(isSeen, "no seed tells whether \(rule.rawValue) holds")
  }
}
