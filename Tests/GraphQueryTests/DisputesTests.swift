import CaseStore
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

/// Disputes against the oracle of the questions, and worked examples.
@Suite("What is disputed in a case") struct DisputesTests {
  typealias Token = QuestionGraph.Token

  /// A question without options: the oracle takes stances as they are recorded.
  static func question(_ seed: UInt64) -> QuestionOracleTests.Question {
    let question = QuestionOracleTests.Question(seed: seed)
    return question.with(question.world, OracleOptions())
  }

  static func differences(
    _ question: QuestionOracleTests.Question, in reader: some StanceReader,
    uid: (AttributionID) throws -> String, establishedOnly: Bool
  ) throws -> [String] {
    let plain = QuestionOracle(question.world)
    let oracle = establishedOnly ? plain.established : plain
    var options = TraceOptions()
    options.establishedOnly = establishedOnly
    let found = try Disputes(in: reader, options: options, listsAllClaims: true)
    let keys = oracle.world.entities.map(\.key)
    var key: [EntityID: String] = [:]
    for text in keys { key[try #require(try reader.entity(forKey: text))] = text }
    var claims: [String: QuestionDispute] = [:]
    var states: [String: QuestionState] = [:]
    for dispute in found.disputes {
      let state = QuestionState(rawValue: dispute.state.rawValue) ?? .none
      switch dispute.target {
      case .attribution(let id): states[try uid(id)] = state
      case .entity(let id):
        guard let name = key[id], oracle.kind(of: name) == .claim else { continue }
        claims[name] = QuestionDispute(
          state: state, originsFor: Token.tokens(dispute.support.origins) { key[$0] ?? "?" },
          originsAgainst: Token.tokens(dispute.objection.origins) { key[$0] ?? "?" })
      }
    }
    var expected = oracle.claimDisputes()
    for (claim, dispute) in expected {
      // A claim that nothing leads to has no origins.
      if dispute.originsFor == [Token(members: [claim], isGroup: false)] {
        expected[claim]?.originsFor = []
      }
    }
    var differences: [String] = []
    if claims != expected { differences.append("\(claims) not \(expected)") }
    let wanted = oracle.attributionDisputes()
    if states != wanted { differences.append("\(states) not \(wanted)") }
    let listed = try Disputes(in: reader, options: options)
    let against = found.disputes.filter { !$0.stances.isEmpty }
    if listed.disputes != against { differences.append("listed") }
    return differences
  }

  @Test("States and origins are those of the oracle", arguments: QuestionOracleTests.blocks)
  func inMemory(block: Int) throws {
    for seed in QuestionOracleTests.seeds(block) {
      let question = Self.question(seed)
      let reader = InMemoryGraph(question.world.merged.records)
      for establishedOnly in [false, true] {
        let found = try Self.differences(
          question, in: reader, uid: { reader.uid(of: $0) ?? "" },
          establishedOnly: establishedOnly)
        #expect(found.isEmpty, "seed \(seed) \(establishedOnly)\n\(question.lines)")
      }
    }
  }

  @Test("Over a case file states and origins are the same", arguments: 0..<3)
  func inFile(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 25)..<UInt64(block * 25 + 25) {
        let question = Self.question(seed)
        try question.inFile(folder) { reader in
          let found = try Self.differences(
            question, in: reader, uid: { try reader.details(of: [$0])[0].uid },
            establishedOnly: false)
          #expect(found.isEmpty, "seed \(seed)")
        }
      }
    }
  }

  @Test("The random cases meet every state of claims and of attributions")
  func coverage() {
    var claims: Set<QuestionState> = []
    var attributions: Set<QuestionState> = []
    for seed in QuestionOracleTests.seeds(0).lowerBound..<400 {
      let oracle = QuestionOracle(Self.question(seed).world)
      claims.formUnion(oracle.claimDisputes().values.map(\.state))
      attributions.formUnion(oracle.attributionDisputes().values)
    }
    #expect(claims == Set(QuestionState.allCases))
    #expect(attributions == [.denied, .both])
  }

  /// A bureau's article asserts c, which a ministry and a note deny; two stances are on attributions.
  static func records() throws -> [CaseRecord] {
    var records = try TraceTests.records(
      [
        "c claim", "d claim", "article document", "bureau outlet", "ministry organisation",
        "note document", "official person origin", "paper document",
      ],
      [
        "bureau told article about=c", "article asserted c", "ministry denied c date=2020-03",
        "note disputed c", "official told note about=c", "ministry refuted paper date=2021",
      ])
    for (id, source, relation, target) in [
      ("s1", "ministry", "denied", "a1"), ("s2", "bureau", "confirmed", "a1"),
      ("s3", "official", "disputed", "a0"),
    ] {
      records.append(
        .attribution(
          AttributionRecord(
            id: id, source: source, relation: relation, target: .attribution(target))))
    }
    return records
  }

  private static func lines(
    _ graph: InMemoryGraph, all: Bool = false, _ change: (inout TraceOptions) -> Void = { _ in }
  ) throws -> [String] {
    var options = TraceOptions()
    change(&options)
    let found = try Disputes(in: graph, options: options, listsAllClaims: all)
    func keys(_ ids: some Sequence<EntityID>) throws -> String {
      try graph.entities(Array(ids)).map(\.key).sorted().joined(separator: ",")
    }
    return try found.disputes.map { dispute in
      let target =
        switch dispute.target {
        case .entity(let id): try keys([id])
        case .attribution(let id): graph.uid(of: id) ?? ""
        }
      let support = try keys(dispute.support.origins.entities)
      let objection = try keys(dispute.objection.origins.entities)
      return "\(target) \(dispute.state) \(try keys(dispute.support.by))<\(support) "
        + "\(try keys(dispute.objection.by))<\(objection)"
    }
  }

  @Test("Both sides have their origins: agents themselves, documents what is upstream of them")
  func example() throws {
    let graph = InMemoryGraph(try Self.records())
    let found = try Self.lines(graph)
    #expect(
      found == [
        "c both article<bureau ministry,note<ministry,official",
        "paper denied < ministry<ministry", "a0 denied < official<official",
        "a1 both bureau<bureau ministry<ministry",
      ])
    let all = try Self.lines(graph, all: true)
    #expect(all.count == 5 && all[1] == "d none < <")
  }

  @Test("What is left out of a walk is left out of the stances: who, when, on which claim")
  func filters() throws {
    let graph = InMemoryGraph(try Self.records())
    let ministry = try #require(try graph.entity(forKey: "ministry"))
    let c = try #require(try graph.entity(forKey: "c"))
    let without = try Self.lines(graph) { $0.without = [ministry] }
    #expect(
      without == [
        "c both article<bureau note<official", "a0 denied < official<official",
      ])
    let earlier = try Self.lines(graph) {
      $0.asOf = DayBounds(earliest: 0, latest: 18_000)
    }
    #expect(earlier.first == "c both article<bureau note<official")
    #expect(!earlier.contains { $0.hasPrefix("paper") })
    let about = try Self.lines(graph) { $0.about = c }
    #expect(about.map { $0.prefix(2) } == ["c ", "a0", "a1"])
    #expect(throws: QueryError.self) { try Self.lines(graph) { $0.about = ministry } }
    let stopped = try Disputes(in: graph, stopCheck: { .cancelled })
    #expect(stopped.disputes.isEmpty && stopped.stopReason == .cancelled)
  }

  @Test("What is read grows with the stances and not with the case")
  func cost() throws {
    try withTemporaryFolder { folder in
      var rows: [Int] = []
      for others in [10, 1000] {
        var records = try Self.records()
        let more = try TraceTests.records(
          (0..<others).map { "other-\($0) document" } + ["root document"],
          (0..<others).map { "root cited_by other-\($0)" })
        for record in more {
          guard case .attribution(var attribution) = record else {
            records.insert(record, at: 0)
            continue
          }
          attribution.id = "x" + (attribution.id ?? "")
          records.append(.attribution(attribution))
        }
        let file = try CaseGraphTests.file(records, at: "\(folder)/\(others).db")
        let statistics = StatementStatistics()
        try file.read { reader in
          reader.statementStatistics = statistics
          let found = try Disputes(in: reader, listsAllClaims: true)
          #expect(found.disputes.count == 5)
        }
        rows.append(statistics.costs.reduce(0) { $0 + Int($1.rows) })
        for sql in Set(statistics.costs.map(\.sql)) where sql.contains("FROM attribution") {
          try file.withConnection { connection in
            for line in try connection.sqlite.queryPlan(sql) {
              #expect(line.contains("INDEX") || line.contains("PRIMARY KEY"), "\(sql): \(line)")
            }
          }
        }
      }
      #expect(rows[0] == rows[1])
    }
  }
}
