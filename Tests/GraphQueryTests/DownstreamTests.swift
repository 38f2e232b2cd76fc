import CaseStore
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

/// `Downstream` against its definition: X is downstream of S if S is in the reach of X.
@Suite struct DownstreamTests {
  /// What each entity has downstream, a line each, by asking every other what lies upstream of it.
  private static func expected(
    _ ids: [EntityID], in reader: some GraphReader, _ options: TraceOptions
  ) throws -> [String: [String]] {
    var carriers: [EntityID: [(hops: Int, key: String, isEstablished: Bool)]] = [:]
    for carrier in try reader.entities(ids) {
      let reach: Reach
      do throws(QueryError) {
        reach = try Reach(of: carrier.id, in: reader, options: options)
      } catch {
        // A claim is its own matter, and what is left out cannot be asked about.
        guard [.aboutWithClaimSubject, .subjectLeftOut].contains(error.code) else { throw error }
        continue
      }
      for subject in reach.entities {
        carriers[subject.entity.id, default: []].append(
          (subject.hops, carrier.key, subject.isEstablished))
      }
    }
    var lines: [String: [String]] = [:]
    for subject in try reader.entities(ids) {
      let found = (carriers[subject.id] ?? []).sorted { ($0.hops, $0.key) < ($1.hops, $1.key) }
      lines[subject.key] = found.map { line($0.key, $0.hops, $0.isEstablished) }
    }
    return lines
  }

  private static func answer(
    _ ids: [EntityID], in reader: some GraphReader, _ options: TraceOptions
  ) throws -> [String: [String]] {
    var lines: [String: [String]] = [:]
    for subject in try reader.entities(ids) {
      lines[subject.key] = []
      if options.without.contains(subject.id) { continue }
      let downstream = try Downstream(of: subject.id, in: reader, options: options)
      lines[subject.key] = downstream.entities.map(line)
      var any = options
      any.anyMatter = true
      let all = try Downstream(of: subject.id, in: reader, options: any)
      let isMore =
        !options.establishedOnly && all.entities.count > downstream.entities.count
      #expect(downstream.leavesOutOtherMatters == isMore, "\(subject.key)")
    }
    return lines
  }

  private static func line(_ reached: ReachedEntity) -> String {
    line(reached.entity.key, reached.hops, reached.isEstablished)
  }

  private static func line(_ key: String, _ hops: Int, _ isEstablished: Bool) -> String {
    "\(key) \(hops)\(isEstablished ? "" : "?")"
  }

  private static func ids(_ keys: [String], in reader: some GraphReader) throws -> [EntityID] {
    Set(try keys.compactMap { try reader.entity(forKey: $0) }).sorted()
  }

  @Test("It has what has the subject upstream, as far away, as well known", arguments: 0..<20)
  func law(block: Int) throws {
    var met = 0
    for seed in UInt64(block * 30)..<UInt64(block * 30 + 30) {
      let question = OracleQuestion(seed: seed)
      let graph = InMemoryGraph(question.world.records)
      let options = try question.traceOptions(in: graph)
      let ids = try Self.ids(question.world.entities.map(\.key), in: graph)
      let expected = try Self.expected(ids, in: graph, options)
      #expect(try Self.answer(ids, in: graph, options) == expected, "seed \(seed)")
      met += expected.values.reduce(0) { $0 + $1.count }
    }
    #expect(met > 100)
  }

  @Test("Over case files too, with entities judged the same", arguments: 0..<8)
  func caseFiles(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 10)..<UInt64(block * 10 + 10) {
        let question = OracleQuestion(seed: seed)
        var records = question.world.records
        let keys = question.world.entities.map(\.key)
        if seed % 3 == 0, let same = Self.pair(in: question.world) {
          records.append(.identity(same))
        }
        let file = try CaseGraphTests.file(records, at: "\(folder)/\(seed).db")
        try file.read { reader in
          let options = try question.traceOptions(in: reader)
          let ids = try Self.ids(keys, in: reader)
          let expected = try Self.expected(ids, in: reader, options)
          let answer = try Self.answer(ids, in: reader, options)
          #expect(answer == expected, "seed \(seed)")
          if seed % 3 != 0 {
            let memory = InMemoryGraph(records)
            let same = try Self.answer(
              Self.ids(keys, in: memory), in: memory, question.traceOptions(in: memory))
            #expect(answer == same, "seed \(seed)")
          }
        }
      }
    }
  }

  /// A verdict on the first two entities of one kind; nil where there are none.
  private static func pair(in world: OracleCase) -> IdentityRecord? {
    var first: [String: String] = [:]
    for entity in world.entities {
      if let other = first.updateValue(entity.key, forKey: "\(entity.kind)") {
        return IdentityRecord(entity: other, other: entity.key, verdict: .same)
      }
    }
    return nil
  }

  private func downstream(
    _ graph: InMemoryGraph, _ subject: String, _ change: (inout TraceOptions) -> Void = { _ in }
  ) throws -> [String] {
    var options = TraceOptions()
    change(&options)
    let subject = try #require(try graph.entity(forKey: subject))
    return try Downstream(of: subject, in: graph, options: options).entities.map(Self.line)
  }

  @Test("A walk does not go on from a mark, and may end at one")
  func marks() throws {
    let graph = try TraceTests.graph(
      ["a document", "b document origin", "c document"], ["b cited_by a", "c cited_by b"])
    #expect(try downstream(graph, "b") == ["a 1"])
    #expect(try downstream(graph, "c") == ["b 1"])
  }

  @Test("What an outlet published is downstream of it where something lies upstream of it")
  func bylines() throws {
    let entities = ["story document", "outlet outlet", "witness person", "other document"]
    let attributions = ["outlet published story", "outlet published other"]
    let bare = try TraceTests.graph(entities, attributions)
    #expect(try downstream(bare, "outlet") == [])
    let graph = try TraceTests.graph(
      entities, attributions + ["witness told outlet about=story"])
    #expect(try downstream(graph, "outlet") == ["story 1"])
    #expect(try downstream(graph, "witness") == ["outlet 1", "story 2"])
    #expect(try downstream(graph, "witness") { $0.maxDepth = 1 } == ["outlet 1"])
    #expect(try downstream(graph, "witness") { $0.maxDepth = 0 } == [])
  }

  @Test("An agent that is asked about takes every step, one on the way those of its matter")
  func agents() throws {
    let graph = try TraceTests.graph(
      ["a person", "b person", "c person", "one claim", "two claim"],
      ["a told b about=one", "b told c about=two"])
    #expect(try downstream(graph, "a") == ["b 1"])
    #expect(try downstream(graph, "a") { $0.anyMatter = true } == ["b 1", "c 2?"])
    #expect(try downstream(graph, "a") { $0.about = EntityID(4) } == ["b 1"])
    #expect(try downstream(graph, "a") { $0.about = EntityID(5) } == [])
    #expect(try downstream(graph, "one") == [])
  }

  @Test("What cannot be asked is refused by code, and a budget of time is kept")
  func refusals() throws {
    let graph = try TraceTests.graph(["a document", "b document"], ["a cited_by b"])
    func code(_ stop: StopReason?, _ change: (inout TraceOptions) -> Void) -> QueryError.Code? {
      var options = TraceOptions()
      change(&options)
      do {
        _ = try Downstream(of: EntityID(1), in: graph, options: options, stopCheck: { stop })
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code(nil) { $0.about = EntityID(2) } == .aboutNoClaim)
    #expect(code(nil) { $0.without = [EntityID(1)] } == .subjectLeftOut)
    #expect(code(.time) { _ in } == .outOfTime)
    #expect(code(.cancelled) { _ in } == .cancelled)
    #expect(code(nil) { _ in } == nil)
  }

  /// A memo that a report and an article carry, and the article's `others` other sources.
  private static func records(others: Int) throws -> [CaseRecord] {
    var entities = [
      "memo document", "report document", "article document", "leaker person origin",
      "outlet outlet", "claim claim",
    ]
    var attributions = [
      "leaker leaked_to outlet about=article", "memo cited_by report", "report cited_by article",
      "outlet published article", "article asserted claim",
    ]
    for index in 0..<others {
      entities += ["other-\(index) document", "story-\(index) document"]
      attributions += [
        "other-\(index) cited_by article", "other-\(index) cited_by story-\(index)",
        "outlet published story-\(index)", "leaker leaked_to outlet about=story-\(index)",
      ]
    }
    return try TraceTests.records(entities, attributions)
  }

  @Test("What it reads does not grow with the case, nor with what else lies upstream")
  func cost() throws {
    try withTemporaryFolder { folder in
      var rows: [Int] = []
      var machineSteps: [Int] = []
      for others in [200, 2000] {
        let path = "\(folder)/\(others).db"
        let file = try CaseGraphTests.file(try Self.records(others: others), at: path)
        let statistics = StatementStatistics()
        try file.read { reader in
          reader.statementStatistics = statistics
          let subject = try #require(try reader.entity(forKey: "memo"))
          let found = try Downstream(of: subject, in: reader).entities.map(Self.line)
          #expect(found == ["report 1", "article 2", "claim 3?"])
        }
        let costs = statistics.costs
        #expect(costs.allSatisfy { $0.fullScanSteps == 0 }, "\(costs)")
        #expect(costs.allSatisfy { $0.automaticIndexRows == 0 })
        rows.append(costs.reduce(0) { $0 + Int($1.rows) })
        machineSteps.append(costs.reduce(0) { $0 + Int($1.virtualMachineSteps) })
        try CaseGraphTests.checkPlans(Set(costs.map(\.sql)), file)
      }
      #expect(rows[0] == rows[1] && rows[0] < 20, "\(rows)")
      #expect(machineSteps[0] == machineSteps[1])
    }
  }
}
