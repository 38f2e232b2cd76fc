import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// Comparisons against the oracle of the questions, and worked examples.
@Suite("Subjects compared with one another") struct ComparisonTests {
  typealias Question = QuestionOracleTests.Question
  typealias Token = QuestionGraph.Token

  /// A pair in the oracle's words, with what the oracle does not tell.
  private static func told(
    _ pair: PairComparison, _ key: (EntityID) -> String
  ) -> QuestionComparison {
    QuestionComparison(
      shared: Dictionary(
        uniqueKeysWithValues: pair.shared.map { (key($0.entity), $0.isEstablished) }),
      nearest: Set(pair.nearest.map { key($0.entity) }),
      sharedEnds: Token.tokens(pair.sharedEnds, key),
      verdict: QuestionComparison.Verdict(rawValue: pair.verdict.rawValue) ?? .independent,
      possiblySame: Set(pair.possiblySame.map { [key($0.source), key($0.target)] }))
  }

  /// What differs from the oracle, and from the same put the other way round, for every other.
  static func differences(
    _ question: Question, in reader: some GraphReader, establishedOnly: Bool
  ) throws -> [String] {
    let oracle = question.trustingOracle(establishedOnly: establishedOnly)
    let options = try question.traceOptions(in: reader, establishedOnly: establishedOnly)
    let subject = try #require(try reader.entity(forKey: question.subject))
    let one = try UpstreamNetwork(of: subject, in: reader, options: options)
    var differences: [String] = []
    for entity in oracle.world.entities where entity.key != question.subject {
      if oracle.options.without.contains(entity.key) { continue }
      if entity.kind == .claim, options.about != nil { continue }
      let id = try #require(try reader.entity(forKey: entity.key))
      let other = try UpstreamNetwork(of: id, in: reader, options: options)
      func key(_ id: EntityID) -> String {
        one.entity(id)?.key ?? other.entity(id)?.key ?? "?"
      }
      let pair = try Comparison([one, other], in: reader).pairs[0]
      let expected = oracle.comparison(of: question.subject, with: entity.key)
      let found = told(pair, key)
      if found != expected { differences.append("\(entity.key): \(found) not \(expected)") }
      let keys = pair.shared.map { key($0.entity) }
      if keys != OracleKeys.sorted(keys) { differences.append("\(entity.key): order") }
      var back = told(try Comparison([other, one], in: reader).pairs[0], key)
      back.possiblySame = Set(back.possiblySame.map { $0.reversed() })
      if back != found { differences.append("\(entity.key): not symmetric") }
    }
    return differences
  }

  @Test(
    "Pairs are those of the oracle, from either side", arguments: QuestionOracleTests.blocks)
  func pairs(block: Int) throws {
    for seed in QuestionOracleTests.seeds(block) {
      let question = Question(seed: seed)
      try question.inMemory { reader, establishedOnly in
        let found = try Self.differences(question, in: reader, establishedOnly: establishedOnly)
        #expect(found.isEmpty, "seed \(seed) \(establishedOnly)\n\(question.lines)")
      }
    }
  }

  @Test("Over a case file pairs are the same", arguments: 0..<3)
  func pairsInFile(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 25)..<UInt64(block * 25 + 25) {
        let question = Question(seed: seed)
        try question.inFile(folder) { reader in
          let found = try Self.differences(question, in: reader, establishedOnly: false)
          #expect(found.isEmpty, "seed \(seed)")
        }
      }
    }
  }

  @Test("The random cases meet every verdict, established and possible")
  func coverage() throws {
    var met: Set<String> = []
    for seed in UInt64(0)..<600 where met.count < 6 {
      let question = Question(seed: seed)
      let reader = InMemoryGraph(question.world.merged.records)
      let options = try question.traceOptions(in: reader, establishedOnly: false)
      let keys = question.world.merged.entities.filter { $0.kind != .claim }.map(\.key)
        .filter { !question.options.renamed(question.world.standingKeys).without.contains($0) }
      let networks = try keys.compactMap { key in
        try reader.entity(forKey: key).map {
          try UpstreamNetwork(of: $0, in: reader, options: options)
        }
      }
      for pair in try Comparison(networks, in: reader).pairs {
        met.insert("\(pair.verdict.rawValue) \(pair.isEstablished.map { "\($0)" } ?? "-")")
      }
    }
    #expect(
      met == [
        "one_draws_on_the_other true", "one_draws_on_the_other false", "share_sources true",
        "share_sources false", "independent -", "nothing_shared -",
      ])
  }

  private static func pairs(
    _ keys: [String], _ example: WorkedExample
  ) throws -> (comparison: Comparison, graph: InMemoryGraph) {
    let graph = try example.graph()
    let networks = try keys.map { key in
      try UpstreamNetwork(of: try #require(try graph.entity(forKey: key)), in: graph)
    }
    return (try Comparison(networks, in: graph), graph)
  }

  @Test("In the worked example two share the outlet, and one is independent of both")
  func example() throws {
    let (comparison, _) = try Self.pairs(["article", "daily-1", "tabloid"], WorkedExample())
    let verdicts = comparison.pairs.map(\.verdict)
    #expect(verdicts == [.shareSources, .independent, .independent])
    let pair = comparison.pairs[0]
    let network = comparison.networks[0]
    #expect(network.keys(pair.shared.map(\.entity)) == ["insider-a", "insider-b", "occrp"])
    #expect(network.keys(pair.nearest.map(\.entity)) == ["occrp"])
    #expect(pair.nearest.map(\.hopsFromOne) == [1])
    #expect(pair.nearest.map(\.hopsFromOther) == [2])
    #expect(pair.sharedEnds.entities.count == 2)
    // An attribution about the claim is established for a document that is asked about as a whole.
    #expect(pair.isEstablished == true)
    let (draws, _) = try Self.pairs(["wire", "daily-1"], WorkedExample())
    #expect(draws.pairs[0].verdict == .oneDrawsOnTheOther)
  }

  @Test("Where some may be one nothing is independent, and both are named")
  func possiblySame() throws {
    var example = WorkedExample()
    example.identity = [IdentityRecord(entity: "memo", other: "insider-b", verdict: .possiblySame)]
    let (comparison, _) = try Self.pairs(["article", "tabloid"], example)
    let pair = comparison.pairs[0]
    #expect(pair.verdict == .nothingShared)
    #expect(comparison.networks[0].keys(pair.possiblySame.map(\.source)) == ["insider-b"])
    #expect(comparison.networks[1].keys(pair.possiblySame.map(\.target)) == ["memo"])
  }

  @Test("One that is stopped tells the pairs before; the same subject twice is refused")
  func refusals() throws {
    let (comparison, graph) = try Self.pairs(["article", "tabloid"], WorkedExample())
    let stopped = try Comparison(comparison.networks, in: graph, stopCheck: { .cancelled })
    #expect(stopped.pairs.isEmpty && stopped.stopReason == .cancelled)
    let article = comparison.networks[0].subject.id
    #expect(throws: QueryError.self) { try Comparison.check([article, EntityID(9), article]) }
  }
}
