import CaseStore
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport

extension QuestionOracleTests.Question {
  /// The oracle of this question, which leaves out on some seeds what was retracted or disputed.
  func trustingOracle(establishedOnly: Bool) -> QuestionOracle {
    let all = QuestionOracle(
      world, options, withoutRetracted: seed % 4 == 1, withoutDisputed: seed % 4 == 2)
    return establishedOnly ? all.established : all
  }

  /// The same options for the program.
  func traceOptions(in reader: some GraphReader, establishedOnly: Bool) throws -> TraceOptions {
    let found = try options.traceOptions(in: reader)
    var result = TraceOptions()
    result.about = found.about
    result.without = found.without
    result.notAccordingTo = found.notAccordingTo
    result.asOf = found.asOf
    result.anyMatter = options.anyMatter
    result.relations = options.relations
    result.establishedOnly = establishedOnly || options.establishedOnly
    result.withoutRetracted = seed % 4 == 1
    result.withoutDisputed = seed % 4 == 2
    return result
  }

  /// Runs `body` with and without possible steps, over the graph in memory.
  func inMemory(_ body: (InMemoryGraph, Bool) throws -> Void) throws {
    let reader = InMemoryGraph(world.merged.records)
    for establishedOnly in [false, true] where !(establishedOnly && options.anyMatter) {
      try body(reader, establishedOnly)
    }
  }

  /// Runs `body` over a case file with its verdicts.
  func inFile(_ folder: String, _ body: (CaseReader) throws -> Void) throws {
    let file = try CaseGraphTests.file(world.records, at: "\(folder)/\(seed).db")
    try file.read { try body($0) }
  }
}

extension QuestionGraph.Token {
  /// The ends that a set holds, in the oracle's words.
  static func tokens(_ ends: EndSet, _ key: (EntityID) -> String) -> Set<Self> {
    Set(
      ends.entities.map { Self(members: [key($0)], isGroup: false) }
        + ends.groups.map { Self(members: OracleKeys.sorted($0.map(key)), isGroup: true) })
  }
}
