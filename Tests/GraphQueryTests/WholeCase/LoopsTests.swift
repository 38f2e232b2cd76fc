import CaseStore
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// `loops` against what going through everything finds.
@Suite struct LoopsTests {
  static func options(
    _ options: OracleOptions, in reader: some GraphReader
  ) throws -> TraceOptions {
    let found = try options.traceOptions(in: reader)
    var traceOptions = TraceOptions()
    traceOptions.without = found.without
    traceOptions.notAccordingTo = found.notAccordingTo
    traceOptions.asOf = found.asOf
    traceOptions.relations = options.relations
    return traceOptions
  }

  static func told(
    _ loops: [Loop], uid: (AttributionID) throws -> String, key: (EntityID) throws -> String
  ) rethrows -> [ToldLoop] {
    try loops.map { loop in
      ToldLoop(
        members: loop.members.map(\.key), matter: loop.matter?.key, cycle: try loop.cycle.map(key),
        evidence: try loop.evidence.map { try $0.map(uid).sorted() },
        entry: loop.entry.map(\.key), isEstablished: loop.isEstablished,
        versions: Dictionary(
          uniqueKeysWithValues: loop.works.map { ($0.entity.key, $0.versions.map(\.key)) }),
        isAcyclicByVersion: loop.isAcyclicByVersion)
    }.sorted()
  }

  static func check(_ world: OracleCase, _ asked: OracleOptions, _ name: String) throws -> [String]
  {
    let graph = InMemoryGraph(world.records)
    let options = try Self.options(asked, in: graph)
    let loops = try Loops(in: graph, options: options)
    let key = { (id: EntityID) in try graph.entities([id])[0].key }
    let found = try told(loops.loops, uid: { graph.uid(of: $0) ?? "" }, key: key)
    let oracle = LoopOracle(world: world, options: asked)
    let expected = oracle.loops(establishedOnly: false)
    #expect(found == expected, "\(name)")
    let sure = try told(
      loops.established ?? loops.loops, uid: { graph.uid(of: $0) ?? "" }, key: key)
    let expectedSure = oracle.loops(establishedOnly: true)
    #expect(sure.map(\.members) == expectedSure.map(\.members), "\(name)")
    if loops.established != nil { #expect(sure == expectedSure, "\(name)") }
    return expected.map(\.description)
  }

  @Test("Loops are those of the oracle on cases dense in circles", arguments: 0..<20)
  func dense(block: Int) throws {
    for seed in UInt64(block * 100)..<UInt64(block * 100 + 100) {
      let world = LoopCaseGenerator.case(seed: seed)
      _ = try Self.check(world, LoopCaseGenerator.options(seed: seed, world), "seed \(seed)")
    }
  }

  @Test("Loops are those of the oracle on the cases that chains are tested on", arguments: 0..<10)
  func chainCases(block: Int) throws {
    for seed in UInt64(block * 100)..<UInt64(block * 100 + 100) {
      let world = OracleCaseGenerator.case(seed: seed)
      _ = try Self.check(world, OracleOptions(), "seed \(seed)")
    }
  }

  @Test("The seeds meet loops of every sort")
  func coverage() {
    var met: [String: Int] = [:]
    for seed in UInt64(0)..<2000 {
      let world = LoopCaseGenerator.case(seed: seed)
      let options = LoopCaseGenerator.options(seed: seed, world)
      for loop in LoopOracle(world: world, options: options).loops(establishedOnly: false) {
        let agents = loop.members.filter { key in
          world.entities.contains { $0.key == key && $0.kind.isAgent }
        }
        met["loop", default: 0] += 1
        if loop.matter != nil { met["claim", default: 0] += 1 }
        if !agents.isEmpty { met["agent", default: 0] += 1 }
        if !loop.isEstablished { met["possible", default: 0] += 1 }
        if !loop.versions.isEmpty { met["versions", default: 0] += 1 }
        if loop.isAcyclicByVersion { met["acyclic", default: 0] += 1 }
        if loop.entry.isEmpty { met["selfSupporting", default: 0] += 1 }
        if loop.entry.count > 1 { met["entries", default: 0] += 1 }
        if loop.members.count > 3 { met["large", default: 0] += 1 }
      }
    }
    for sort in [
      "loop", "claim", "agent", "possible", "versions", "acyclic", "selfSupporting", "entries",
      "large",
    ] {
      let count = met[sort, default: 0]
      #expect(count >= 20, "\(sort)")
    }
  }

  @Test("A case file answers as the graph in memory does", arguments: 0..<10)
  func caseFile(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 30)..<UInt64(block * 30 + 30) {
        let world = LoopCaseGenerator.case(seed: seed)
        let asked = LoopCaseGenerator.options(seed: seed, world)
        let graph = InMemoryGraph(world.records)
        let inMemory = try Loops(in: graph, options: try Self.options(asked, in: graph))
        let file = try CaseGraphTests.file(world.records, at: "\(folder)/\(seed).db")
        try file.read { reader in
          let inFile = try Loops(in: reader, options: try Self.options(asked, in: reader))
          let found = try Self.told(
            inFile.loops, uid: { try reader.details(of: [$0])[0].uid },
            key: { try reader.entities([$0])[0].key })
          let expected = try Self.told(
            inMemory.loops, uid: { graph.uid(of: $0) ?? "" },
            key: { try graph.entities([$0])[0].key })
          #expect(found == expected, "seed \(seed)")
          let load = try Load(in: reader, options: try Self.options(asked, in: reader))
          let other = try Load(in: graph, options: try Self.options(asked, in: graph))
          let rows = load.sources.map { "\($0.entities.map(\.key)) \($0.documents)" }
          let others = other.sources.map { "\($0.entities.map(\.key)) \($0.documents)" }
          #expect(rows == others, "seed \(seed)")
        }
        try file.close()
      }
    }
  }

  @Test("An outlet with many stories joins none of them")
  func outlet() throws {
    let entities = [
      "outlet outlet", "leak document", "story-1 document", "report document", "story-2 document",
    ]
    let attributions = [
      "leak leaked_to outlet about=story-1", "outlet published story-1", "story-1 cited_by report",
      "report leaked_to outlet about=story-2", "outlet published story-2",
    ]
    let none = try Loops(in: try TraceTests.graph(entities, attributions))
    #expect(none.loops.isEmpty)
    let closed = try Loops(
      in: try TraceTests.graph(entities, attributions + ["story-2 cited_by story-1"]))
    let members = closed.loops.map { $0.members.map(\.key) }
    #expect(members == [["outlet", "report", "story-1", "story-2"]])
  }

  @Test("Citogenesis goes round as works, and not as versions")
  func citogenesis() throws {
    let graph = try TraceTests.graph(
      ["editor person origin", "wiki-1 document", "wiki-2 document", "story document"],
      [
        "editor authored wiki-1", "wiki-1 revised_as wiki-2", "wiki-1 cited_by story",
        "story cited_by wiki-2",
      ])
    let loops = try Loops(in: graph).loops
    #expect(loops.count == 1)
    let loop = try #require(loops.first)
    #expect(loop.members.map(\.key) == ["story", "wiki-1"])
    #expect(loop.entry.map(\.key) == ["editor"])
    #expect(loop.isAcyclicByVersion && !loop.isSelfSupporting)
    #expect(loop.works.map { $0.versions.map(\.key) } == [["wiki-1", "wiki-2"]])
  }
}
