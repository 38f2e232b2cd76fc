import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// `load` against taking each source away.
@Suite struct LoadTests {
  @Test("The load of each source is that of the oracle", arguments: 0..<20)
  func agrees(block: Int) throws {
    for seed in UInt64(block * 100)..<UInt64(block * 100 + 100) {
      let world =
        seed % 2 == 0 ? LoopCaseGenerator.case(seed: seed) : OracleCaseGenerator.case(seed: seed)
      let asked = LoopCaseGenerator.options(seed: seed, world)
      let graph = InMemoryGraph(world.records)
      var options = try LoopsTests.options(asked, in: graph)
      options.establishedOnly = seed % 5 == 0
      let load = try Load(in: graph, options: options)
      var found: [[String]: Int] = [:]
      for source in load.sources { found[source.entities.map(\.key)] = source.documents }
      let expected = LoadOracle(
        world: world, options: asked, establishedOnly: options.establishedOnly
      ).load()
      #expect(found == expected, "seed \(seed)")
      let documents = load.sources.map(\.documents)
      #expect(documents == documents.sorted(by: >), "seed \(seed)")
    }
  }

  @Test("A memo that a wire passed on carries all that the wire carries")
  func wire() throws {
    let graph = try TraceTests.graph(
      ["memo document", "wire document", "daily-1 document", "daily-2 document"],
      ["memo cited_by wire", "wire cited_by daily-1", "wire cited_by daily-2"])
    let load = try Load(in: graph)
    let rows = load.sources.map { "\($0.entities[0].key) \($0.documents)" }
    #expect(rows == ["memo 3", "wire 2"])
    #expect(load.documentCount == 4)
    let first = try Load(in: graph, limit: 1)
    #expect(first.sources.map(\.documents) == [3] && first.count == 2)
  }
}
