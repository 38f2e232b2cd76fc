import CaseStore
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// What falls with some sources, against a second reading that tries everything.
@Suite struct ImpactTests {
  /// Sets of sources to ask about: each entity by itself, and two pairs.
  private static func sources(_ question: QuestionOracleTests.Question) -> [Set<String>] {
    let standing = question.world.standingKeys
    let keys = OracleKeys.sorted(Set(standing.values)).filter {
      !question.options.without.contains($0)
    }
    var sets = keys.map { Set([$0]) }
    for step in [1, 2] where keys.count > 2 {
      let first = Int(question.seed) % keys.count
      sets.append([keys[first], keys[(first + step) % keys.count]])
    }
    return sets
  }

  private static func question(_ seed: UInt64) -> QuestionOracleTests.Question {
    QuestionOracleTests.Question(seed: seed)
  }

  @Test(
    "It is the oracle's, for documents and for claims", arguments: 0..<Soak.amount(10, soak: 80))
  func oracle(block: Int) throws {
    var told = 0
    for seed in UInt64(block * 50)..<UInt64(block * 50 + 50) {
      let question = Self.question(seed)
      let graph = InMemoryGraph(question.world.merged.records)
      for sources in Self.sources(question) {
        for established in [false, true] {
          let comparison = try ImpactComparison(
            question, sources: sources, in: graph, establishedOnly: established)
          let which = "seed \(seed) \(sources.sorted()) \(established)"
          #expect(comparison.found == comparison.expected, "\(which)")
          told += comparison.found.count
        }
      }
    }
    #expect(told > 100)
  }

  @Test("Over a case file with its verdicts it is the same", arguments: 0..<4)
  func caseFile(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 20)..<UInt64(block * 20 + 20) {
        let question = Self.question(seed)
        let file = try CaseGraphTests.file(
          question.world.records, at: "\(folder)/\(seed).db")
        try file.read { reader in
          for sources in Self.sources(question) {
            let comparison = try ImpactComparison(question, sources: sources, in: reader)
            #expect(comparison.found == comparison.expected, "seed \(seed) \(sources.sorted())")
          }
        }
      }
    }
  }

  @Test("Retracting more never lets a work stand again, and nothing falls of nothing")
  func laws() throws {
    for seed in UInt64(0)..<150 {
      let question = Self.question(seed)
      let graph = InMemoryGraph(question.world.merged.records)
      let sets = Self.sources(question).map { $0.sorted() }.filter { $0.count == 2 }
      for pair in sets {
        let ids = try pair.map { try #require(try graph.entity(forKey: $0)) }
        let both = try Impact(of: ids, in: graph)
        let fallen = Set(both.unsupported.map(\.id)).union(ids)
        let lost = fallen.union(both.weakened.map(\.id))
        for id in ids {
          let one = try Impact(of: [id], in: graph)
          #expect(fallen.isSuperset(of: one.unsupported.map(\.id)), "seed \(seed)")
          #expect(lost.isSuperset(of: one.weakened.map(\.id)), "seed \(seed)")
          #expect(both.works.allSatisfy { $0.after <= $0.before }, "seed \(seed)")
        }
      }
      let none = try Impact(of: [], in: graph)
      #expect(none.works.isEmpty && none.standing == 0 && none.sources.isEmpty)
    }
  }

  @Test("A limit bounds what is told, and no number", arguments: UInt64(0)..<60)
  func limit(seed: UInt64) throws {
    let question = Self.question(seed)
    let graph = InMemoryGraph(question.world.merged.records)
    for sources in Self.sources(question) {
      let ids = try sources.map { try #require(try graph.entity(forKey: $0)) }
      let all = try Impact(of: ids, in: graph)
      let cut = try Impact(of: ids, in: graph, limit: 1)
      #expect(cut.unsupported == all.unsupported && cut.weakened == all.weakened)
      #expect(cut.standing == all.standing)
      #expect(cut.works.count { !$0.isAssertion && $0.state == .unsupported } <= 1)
      #expect(Set(cut.works).isSubset(of: all.works))
      #expect(cut.isCut == (cut.works.count < all.works.count))
    }
  }

  private static func impact(
    _ example: WorkedExample, _ sources: [String], _ notice: NoticeKind = .retraction,
    _ change: (inout TraceOptions) -> Void = { _ in }
  ) throws -> Impact {
    let graph = try example.graph()
    var options = TraceOptions()
    change(&options)
    return try Impact(
      of: try sources.map { try #require(try graph.entity(forKey: $0)) }, in: graph,
      options: options, notice: notice)
  }

  private static func lines(_ impact: Impact) -> [String] {
    impact.works.map { work in
      "\(work.entity.key)\(work.isAssertion ? " for it" : "") \(work.before) \(work.after)"
    }
  }

  @Test("Without the bureau four documents have nothing left, and the claim one origin of three")
  func workedExample() throws {
    let impact = try Self.impact(WorkedExample(), ["occrp"])
    #expect(impact.unsupported.map(\.key) == ["article", "daily-1", "daily-2", "wire"])
    #expect(impact.weakened.map(\.key) == ["claim"])
    #expect(impact.standing == 0)
    #expect(
      Self.lines(impact) == [
        "article 2 0", "daily-1 2 0", "daily-2 2 0", "wire 2 0", "claim 3 1", "article for it 2 0",
        "daily-1 for it 2 0", "daily-2 for it 2 0", "tabloid for it 1 1",
      ])
    let memo = try Self.impact(WorkedExample(), ["memo"])
    #expect(Self.lines(memo).prefix(2) == ["tabloid 1 0", "claim 3 2"])
    let all = try Self.impact(WorkedExample(), ["memo", "occrp"])
    #expect(all.unsupported.map(\.key).contains("claim"))
    #expect(try Self.impact(WorkedExample(), ["icrc"]).works.isEmpty)
  }

  @Test("Where the bureau needs both insiders, one of them is enough to lose")
  func joint() throws {
    var example = WorkedExample()
    for index in 0...1 { example.attributions[index] += " joint=both" }
    let impact = try Self.impact(example, ["insider-a"])
    #expect(impact.unsupported.map(\.key) == ["article", "daily-1", "daily-2", "wire"])
    #expect(Self.lines(impact).contains("claim 3 1"))
    let apart = try Self.impact(WorkedExample(), ["insider-a"])
    #expect(apart.unsupported.isEmpty)
    #expect(Self.lines(apart).contains("article 2 1"))
  }

  @Test("A correction and a concern let nothing fall, and list what to look at again")
  func recheck() throws {
    for notice in [NoticeKind.correction, .concern] {
      let impact = try Self.impact(WorkedExample(), ["occrp"], notice)
      #expect(impact.unsupported.isEmpty && impact.weakened.isEmpty && impact.works.isEmpty)
      #expect(
        impact.recheck.map(\.key) == ["article", "claim", "daily-1", "daily-2", "wire"])
      #expect(impact.standing == 5)
    }
    let withdrawn = try Self.impact(WorkedExample(), ["occrp"], .withdrawal)
    #expect(withdrawn.recheck.isEmpty && withdrawn.unsupported.count == 4)
  }

  @Test("With --about, documents are asked about for that claim")
  func about() throws {
    let impact = try Self.impact(WorkedExample(), ["occrp"]) { $0.about = EntityID(1) }
    #expect(impact.unsupported.map(\.key) == ["article", "daily-1", "daily-2", "wire"])
    #expect(impact.works.first?.matter == EntityID(1))
    var example = WorkedExample()
    example.entities.append("other claim")
    let number = Int64(example.entities.count)
    let other = try Self.impact(example, ["occrp"]) { $0.about = EntityID(number) }
    #expect(other.works.isEmpty)
  }

  @Test("What lay downstream of a source does not become an end by losing it")
  func noNewEnds() throws {
    let graph = try TraceTests.graph(
      ["a document", "b document", "c document", "d document", "x document"],
      ["a cited_by b", "b cited_by c", "x cited_by c", "c cited_by d"])
    let impact = try Impact(of: [EntityID(1)], in: graph)
    #expect(Self.lines(impact) == ["b 1 0", "c 2 1", "d 2 1"])
  }

  @Test("A circular end that a source is in is lost with it, one beside it stands")
  func circles() throws {
    let graph = try TraceTests.graph(
      ["a document", "b document", "c document", "d document", "e document", "f document"],
      [
        "a cited_by b", "b cited_by a", "c cited_by d", "d cited_by c", "b cited_by e",
        "d cited_by e", "b cited_by f",
      ])
    let impact = try Impact(of: [EntityID(1)], in: graph)
    #expect(Self.lines(impact) == ["b 1 0", "f 1 0", "e 2 1"])
  }

  @Test("What cannot be asked is refused by code; a stop leaves what was known")
  func refusals() throws {
    let graph = try WorkedExample().graph()
    let source = try #require(try graph.entity(forKey: "occrp"))
    func code(_ change: (inout TraceOptions) -> Void) -> QueryError.Code? {
      var options = TraceOptions()
      change(&options)
      do {
        _ = try Impact(of: [source], in: graph, options: options)
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code { $0.about = source } == .aboutNoClaim)
    #expect(code { $0.without = [source] } == .subjectLeftOut)
    #expect(code { _ in } == nil)
    for reason in [StopReason.time, .cancelled] {
      let stopped = try Impact(of: [source], in: graph, stopCheck: { reason })
      #expect(stopped.stopReason == reason && stopped.works.isEmpty)
    }
  }

  @Test("Where no source is named, it is what was retracted by who made it")
  func retracted() throws {
    let graph = try TraceTests.graph(
      ["outlet outlet", "story document", "other document", "claim claim", "reader person"],
      [
        "outlet published story", "outlet published other", "story asserted claim",
        "outlet retracted story", "reader retracted other", "outlet denied other",
      ])
    let found = try graph.entities(try Impact.retractedWorks(in: graph)).map(\.key)
    #expect(found == ["story"])
    #expect(try Impact.drops(EntityID(2), by: EntityID(1), in: graph))
    #expect(try !Impact.drops(EntityID(3), by: EntityID(5), in: graph))
  }
}

/// On plain citations, the rule that the benchmarks' reference uses.
@Suite struct PlainImpactTests {
  private struct Citations {
    let count: Int
    var givers: [Set<Int>]

    init(seed: UInt64) {
      var random = SplitMix64(seed: seed)
      count = 4 + Int(random.next() % 14)
      givers = Array(repeating: [], count: count)
      for _ in 0..<Int(random.next() % UInt64(count * 2)) {
        let (one, other) = (Int(random.next() % UInt64(count)), Int(random.next() % UInt64(count)))
        if one != other { givers[other].insert(one) }
      }
    }

    func graph() throws -> InMemoryGraph {
      var lines: [String] = []
      for (receiver, givers) in givers.enumerated() {
        for giver in givers.sorted() { lines.append("n\(giver) cited_by n\(receiver)") }
      }
      return try TraceTests.graph((0..<count).map { "n\($0) document" }, lines)
    }

    private func reached(from starts: Set<Int>, in allowed: Set<Int>) -> Set<Int> {
      var found = starts
      var stack = Array(starts)
      while let node = stack.popLast() {
        for next in allowed where givers[next].contains(node) && found.insert(next).inserted {
          stack.append(next)
        }
      }
      return found
    }

    /// All of whose ways to an end pass `source`, by what has a giver beside what is below it.
    func falling(_ source: Int) -> Set<Int> {
      let below = reached(from: [source], in: Set(0..<count)).subtracting([source])
      let seeds = below.filter { !givers[$0].isSubset(of: below.union([source])) }
      return below.subtracting(reached(from: seeds, in: below))
    }
  }

  @Test("What falls is what has no giver left beside it", arguments: 0..<20)
  func rule(block: Int) throws {
    for seed in UInt64(block * 25)..<UInt64(block * 25 + 25) {
      let citations = Citations(seed: seed)
      let graph = try citations.graph()
      for source in 0..<citations.count where citations.givers[source].isEmpty {
        let impact = try Impact(of: [EntityID(Int64(source + 1))], in: graph)
        let fallen = Set(impact.unsupported.map { Int($0.id.rawValue) - 1 })
        #expect(fallen == citations.falling(source), "seed \(seed), \(source)")
      }
    }
  }
}
