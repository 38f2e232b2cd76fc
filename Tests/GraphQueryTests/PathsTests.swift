import CaseStore
import GraphKernels
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// Paths against every walk that a chain could begin with, and worked examples.
@Suite("Paths between two entities") struct PathsTests {
  typealias Question = QuestionOracleTests.Question

  private static func isExactly(_ count: Int, _ total: ChainTotal?) -> Bool {
    total?.count == BigCount(UInt64(count)) && total?.isExact == true
  }

  /// What differs from the oracle on one question, for every giver of the case.
  static func differences(
    _ question: Question, in reader: some GraphReader, uid: (AttributionID) throws -> String,
    establishedOnly: Bool
  ) throws -> [String] {
    let oracle = question.trustingOracle(establishedOnly: establishedOnly)
    let options = try question.traceOptions(in: reader, establishedOnly: establishedOnly)
    let subject = try #require(try reader.entity(forKey: question.subject))
    let network = try UpstreamNetwork(of: subject, in: reader, options: options)
    func keys(_ path: TravelPath) -> [String] {
      path.entities.map { network.entity($0)?.key ?? "?" }
    }
    var differences: [String] = []
    for giver in oracle.world.entities.map(\.key) where giver != question.subject {
      guard !oracle.options.without.contains(giver) else { continue }
      let id = try #require(try reader.entity(forKey: giver))
      let expected = oracle.toldPaths(from: giver, to: question.subject)
      let all = Paths(from: id, in: network, .first(expected.count + 3))
      let told = try all.paths.map { path in
        QuestionPath(
          entities: keys(path), isEstablished: path.isEstablished,
          attributions: try path.hops.map { Set(try $0.attributions.map { try uid($0.edge.id) }) })
      }
      if told != expected { differences.append("\(giver): \(told) not \(expected)") }
      for path in all.paths {
        let isJoined =
          path.hops.map(\.giver) == Array(path.entities.dropLast())
          && path.hops.map(\.receiver) == Array(path.entities.dropFirst())
        if !isJoined { differences.append("\(giver): hops") }
      }
      let length = expected.first?.entities.count
      let shortest = expected.filter { $0.entities.count == length }.map(\.entities)
      let found = Paths(from: id, in: network, .allShortest(limit: 1000))
      let isCounted = isExactly(shortest.count, found.total)
      if found.paths.map(keys) != shortest || !isCounted || found.limit != nil {
        differences.append("\(giver): shortest \(found.paths.map(keys)) not \(shortest)")
      }
      let one = Paths(from: id, in: network)
      if one.paths.map(keys) != Array(shortest.prefix(1)) { differences.append("\(giver): one") }
    }
    return differences
  }

  @Test("All paths are those of the oracle, in its order", arguments: QuestionOracleTests.blocks)
  func paths(block: Int) throws {
    for seed in QuestionOracleTests.seeds(block) {
      let question = Question(seed: seed)
      try question.inMemory { reader, establishedOnly in
        let found = try Self.differences(
          question, in: reader, uid: { reader.uid(of: $0) ?? "" },
          establishedOnly: establishedOnly)
        #expect(found.isEmpty, "seed \(seed) \(establishedOnly)\n\(question.lines)")
      }
    }
  }

  @Test("Over a case file paths are the same", arguments: 0..<3)
  func pathsInFile(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 25)..<UInt64(block * 25 + 25) {
        let question = Question(seed: seed)
        try question.inFile(folder) { reader in
          let found = try Self.differences(
            question, in: reader, uid: { try reader.details(of: [$0])[0].uid },
            establishedOnly: false)
          #expect(found.isEmpty, "seed \(seed)")
        }
      }
    }
  }

  private static func network(
    _ graph: InMemoryGraph, _ subject: String
  ) throws -> UpstreamNetwork {
    try UpstreamNetwork(of: try #require(try graph.entity(forKey: subject)), in: graph)
  }

  private static func keys(_ paths: Paths) -> [String] {
    paths.paths.map { path in
      path.entities.map { paths.network.entity($0)?.key ?? "?" }.joined(separator: " ")
    }
  }

  @Test("Of two shortest ways both are told, and the longer one after them")
  func example() throws {
    let graph = InMemoryGraph(
      try TraceTests.records(
        ["a document", "b document", "c document", "d document", "e document"],
        [
          "a cited_by b", "a cited_by c", "b cited_by d", "c cited_by d", "c quoted_by d",
          "c cited_by e", "e cited_by d",
        ]))
    let network = try Self.network(graph, "d")
    let from = try #require(try graph.entity(forKey: "a"))
    let all = Paths(from: from, in: network, .allShortest(limit: 10))
    #expect(Self.keys(all) == ["a b d", "a c d"])
    #expect(Self.isExactly(2, all.total))
    #expect(all.paths[1].hops[1].attributions.count == 2)
    let three = Paths(from: from, in: network, .first(9))
    #expect(Self.keys(three) == ["a b d", "a c d", "a c e d"])
    let cut = Paths(from: from, in: network, .allShortest(limit: 1))
    #expect(Self.keys(cut) == ["a b d"] && cut.limit == 1)
    let d = try #require(try graph.entity(forKey: "d"))
    let back = Paths(from: d, in: try Self.network(graph, "a"))
    #expect(back.paths.isEmpty && back.limit == nil)
  }

  @Test("A mark ends a path: what lies upstream of it is not come to")
  func marks() throws {
    let graph = InMemoryGraph(
      try TraceTests.records(
        ["a document", "b document", "c document"],
        ["a cited_by b", "b cited_by c basis=undisclosed"]))
    let network = try Self.network(graph, "c")
    let a = try #require(try graph.entity(forKey: "a"))
    let b = try #require(try graph.entity(forKey: "b"))
    #expect(Self.keys(Paths(from: a, in: network)).isEmpty)
    #expect(Self.keys(Paths(from: b, in: network)) == ["b c"])
  }

  @Test("A ladder of 60 rungs has 2⁶⁰ shortest paths, and is counted at once")
  func ladder() throws {
    var entities = ["n0 document"]
    var attributions: [String] = []
    for rung in 1...60 {
      entities += ["n\(rung) document", "l\(rung) document", "r\(rung) document"]
      for side in ["l", "r"] {
        attributions.append("n\(rung - 1) cited_by \(side)\(rung)")
        attributions.append("\(side)\(rung) cited_by n\(rung)")
      }
    }
    let graph = InMemoryGraph(try TraceTests.records(entities, attributions))
    let network = try Self.network(graph, "n60")
    let from = try #require(try graph.entity(forKey: "n0"))
    let all = Paths(from: from, in: network, .allShortest(limit: 5))
    #expect("\(all.total?.count ?? BigCount())" == "1152921504606846976")
    #expect(all.paths.count == 5 && all.limit == 5)
    #expect(all.paths.allSatisfy { $0.hops.count == 120 })
    let some = Paths(from: from, in: network, .first(5))
    #expect(some.paths == all.paths)
  }

  /// A leak that an outlet got about another story, which comes to the first by that story alone.
  private static func detour() throws -> (UpstreamNetwork, EntityID) {
    let graph = InMemoryGraph(
      try TraceTests.records(
        ["story document", "outlet outlet", "report document", "leak document"],
        [
          "outlet published story", "report cited_by outlet about=story",
          "outlet published report", "leak cited_by outlet about=report",
        ]))
    let leak = try #require(try graph.entity(forKey: "leak"))
    return (try network(graph, "story"), leak)
  }

  @Test("A walk that passes an entity twice is no path, and the search for others is bounded")
  func detours() throws {
    let (network, leak) = try Self.detour()
    #expect(network.entityIDs.contains(leak))
    let all = Paths(from: leak, in: network, .first(3))
    #expect(all.paths.isEmpty && all.limit == nil && all.stopReason == nil)
    let shortest = Paths(from: leak, in: network, .allShortest(limit: 3))
    #expect(Self.isExactly(0, shortest.total))
    let bounded = Paths(
      from: leak, in: network, .allShortest(limit: 3), detourLimit: 1, placeLimit: 100)
    #expect(bounded.paths.isEmpty && bounded.limit == 1 && bounded.total?.isExact == false)
    let small = Paths(from: leak, in: network, .shortest, detourLimit: 9, placeLimit: -1000)
    #expect(small.paths.isEmpty && small.limit != nil)
  }

  @Test("One that is stopped says why; an entity and itself, or one left out, is refused")
  func refusals() throws {
    let (network, leak) = try Self.detour()
    let stopped = Paths(from: leak, in: network, .first(2), stopCheck: { .time })
    #expect(stopped.stopReason == .time && stopped.paths.isEmpty)
    func code(_ giver: EntityID, _ options: TraceOptions) -> QueryError.Code? {
      do throws(QueryError) {
        try Paths.check(from: giver, to: network.subject.id, options)
        return nil
      } catch {
        return error.code
      }
    }
    var without = TraceOptions()
    without.without = [leak]
    #expect(code(leak, TraceOptions()) == nil)
    #expect(code(leak, without) == .subjectLeftOut)
    #expect(code(network.subject.id, TraceOptions()) == .sameEntity)
  }
}
