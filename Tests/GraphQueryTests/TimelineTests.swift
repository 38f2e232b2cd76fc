import CaseStore
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// Timelines against the record read by plain rules, and worked examples.
@Suite("How something travelled, by date") struct TimelineTests {
  typealias Question = QuestionOracleTests.Question

  /// Whether one date is definitely before another.
  private static func isBefore(_ one: DayBounds?, _ other: DayBounds?) -> Bool {
    guard let latest = one?.latest, let earliest = other?.earliest else { return false }
    return latest < earliest
  }

  static func check(_ timeline: Timeline, _ seed: UInt64) {
    let network = timeline.network
    let events = timeline.events + timeline.undated
    let steps = events.filter { !$0.isStance }.map(\.id).sorted()
    #expect(steps == network.attributions, "seed \(seed)")
    #expect(Set(events.map(\.id)).count == events.count, "seed \(seed)")
    #expect(timeline.events.allSatisfy { $0.date != nil }, "seed \(seed)")
    #expect(timeline.undated.allSatisfy { $0.date == nil && !$0.isFirst }, "seed \(seed)")
    var first: Set<EntityID> = []
    for (index, event) in timeline.events.enumerated() {
      let isInOrder = timeline.events[..<index].allSatisfy { !isBefore(event.date, $0.date) }
      #expect(isInOrder, "seed \(seed)")
      let isFirst =
        !event.isStance
        && !timeline.events.contains { !$0.isStance && isBefore($0.date, event.date) }
      #expect(event.isFirst == isFirst, "seed \(seed)")
      if isFirst { first.insert(event.source) }
      let before = index == 0 ? nil : timeline.events[index - 1]
      let isUnknown = before.map { !isBefore($0.date, event.date) } ?? false
      #expect(event.isOrderUnknown == isUnknown, "seed \(seed)")
    }
    let keys = OracleKeys.sorted(network.keys(Array(first)))
    #expect(network.keys(timeline.first) == keys, "seed \(seed)")
  }

  /// Every recorded stance on what is in the graph or named there, by id.
  private static func stances(
    _ network: UpstreamNetwork, _ world: OracleCase, uid: (AttributionID) -> String
  ) -> Set<String> {
    let steps = Set(network.attributions.map(uid))
    var entities = Set(network.keys(network.entityIDs))
    for attribution in world.attributions where steps.contains(attribution.id) {
      if let about = attribution.about { entities.insert(about) }
    }
    let found = world.attributions.filter { attribution in
      attribution.status == .recorded && OracleRole(relation: attribution.relation) == .stance
        && (attribution.target.map(entities.contains) ?? false
          || attribution.targetAttribution.map(steps.contains) ?? false)
    }
    return Set(found.map(\.id))
  }

  @Test(
    "Its steps are the attributions of the graph, in order, each stance on them once",
    arguments: QuestionOracleTests.blocks)
  func inMemory(block: Int) throws {
    for seed in QuestionOracleTests.seeds(block) {
      let question = Question(seed: seed)
      let world = question.world.merged
      try question.inMemory { reader, establishedOnly in
        let options = try question.traceOptions(in: reader, establishedOnly: establishedOnly)
        let subject = try #require(try reader.entity(forKey: question.subject))
        let network = try UpstreamNetwork(of: subject, in: reader, options: options)
        let timeline = try Timeline(network, in: reader, options: options)
        Self.check(timeline, seed)
        let whole = try Timeline(network, in: reader)
        let uid = { (id: AttributionID) in reader.uid(of: id) ?? "" }
        let found = Set(
          (whole.events + whole.undated).filter(\.isStance).map { uid($0.id) })
        #expect(found == Self.stances(network, world, uid: uid), "seed \(seed)")
        let kept = Set((timeline.events + timeline.undated).filter(\.isStance).map(\.id))
        let all = Set((whole.events + whole.undated).map(\.id))
        #expect(kept.isSubset(of: all), "seed \(seed)")
      }
    }
  }

  @Test("Over a case file the lines are the same", arguments: 0..<3)
  func inFile(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 25)..<UInt64(block * 25 + 25) {
        let question = Question(seed: seed)
        func lines(_ reader: some GraphReader, uid: (AttributionID) throws -> String) throws
          -> [String]
        {
          let options = try question.traceOptions(in: reader, establishedOnly: false)
          let subject = try #require(try reader.entity(forKey: question.subject))
          let network = try UpstreamNetwork(of: subject, in: reader, options: options)
          let timeline = try Timeline(network, in: reader, options: options)
          Self.check(timeline, seed)
          return try (timeline.events + timeline.undated).map { event in
            "\(try uid(event.id)) \(event.isFirst) \(event.isOrderUnknown) \(event.isEstablished)"
          }.sorted()
        }
        let memory = InMemoryGraph(question.world.merged.records)
        let expected = try lines(memory) { memory.uid(of: $0) ?? "" }
        try question.inFile(folder) { reader in
          let found = try lines(reader) { try reader.details(of: [$0])[0].uid }
          #expect(found == expected, "seed \(seed)")
        }
      }
    }
  }

  /// "a0 [≈●] " for each dated line, then the undated ones.
  private static func lines(
    _ records: [CaseRecord], _ subject: String, _ options: TraceOptions = TraceOptions()
  ) throws -> (lines: [String], first: [String]) {
    let graph = InMemoryGraph(records)
    let id = try #require(try graph.entity(forKey: subject))
    let network = try UpstreamNetwork(of: id, in: graph, options: options)
    let timeline = try Timeline(network, in: graph, options: options)
    let lines = (timeline.events + timeline.undated).map { event in
      (graph.uid(of: event.id) ?? "?") + (event.isOrderUnknown ? "≈" : "")
        + (event.isFirst ? "●" : "") + (event.isStance ? "!" : "")
        + (event.date == nil ? " undated" : "")
    }
    return (lines, network.keys(timeline.first))
  }

  @Test("The memo was first; a day in a month is not known to come after the month")
  func example() throws {
    var records = try TraceTests.records(
      ["memo document", "wire document", "daily document", "c claim", "ministry organisation"],
      [
        "wire cited_by daily date=2020-03-02 about=c", "memo cited_by wire date=2019 about=c",
        "daily asserted c", "ministry denied c date=2020-04", "memo quoted_by wire date=2020-03",
      ])
    records.append(
      .attribution(
        AttributionRecord(
          id: "s", source: "ministry", relation: "disputed", target: .attribution("a0"))))
    let found = try Self.lines(records, "c")
    #expect(found.lines == ["a1●", "a4", "a0≈", "a3!", "a2 undated", "s! undated"])
    #expect(found.first == ["memo"])
    var options = TraceOptions()
    options.asOf = DayBounds(earliest: nil, latest: try EDTFDate("2020-03-31").bounds.latest)
    #expect(try Self.lines(records, "c", options).lines.contains("a3!") == false)
  }

  @Test("A step takes the date of the work it leads into, and a stance that of its document")
  func borrowedDates() throws {
    let records: [CaseRecord] = [
      .entity(EntityRecord(key: "letter", kind: "document")),
      .entity(EntityRecord(key: "story", kind: "document", date: try EDTFDate("2021-05"))),
      .entity(EntityRecord(key: "reply", kind: "document", date: try EDTFDate("2021-01-09"))),
      .attribution(
        AttributionRecord(
          id: "cites", source: "letter", relation: "cited_by", target: .entity("story"))),
      .attribution(
        AttributionRecord(
          id: "denies", source: "reply", relation: "denied", target: .attribution("cites"))),
      .attribution(
        AttributionRecord(
          id: "doubts", source: "reply", relation: "disputed", target: .entity("story"),
          date: try EDTFDate("2022"))),
    ]
    #expect(try Self.lines(records, "story").lines == ["denies!", "cites●", "doubts!"])
    #expect(try Self.lines(records, "letter").lines.isEmpty)
  }

  @Test("One that is stopped has no lines")
  func stopped() throws {
    let graph = try WorkedExample().graph()
    let claim = try #require(try graph.entity(forKey: "claim"))
    let network = try UpstreamNetwork(of: claim, in: graph)
    #expect(throws: QueryError.self) {
      try Timeline(network, in: graph, stopCheck: { .cancelled })
    }
  }

  @Test("Where nothing has a date nobody is first")
  func undated() throws {
    let records = try TraceTests.records(
      ["a document", "b document", "c document"], ["a cited_by b", "b cited_by c"])
    let found = try Self.lines(records, "c")
    #expect(found.lines == ["a0 undated", "a1 undated"])
    #expect(found.first.isEmpty)
  }
}
