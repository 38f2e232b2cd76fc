import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

@Suite struct ReachTests {
  @Test("What is reached stands on the oracle's chains, at the same distance", arguments: 0..<20)
  func agreesWithChains(block: Int) throws {
    for seed in UInt64(block * 50)..<UInt64(block * 50 + 50) {
      let question = OracleQuestion(seed: seed)
      let options = question.options
      if options.maxDepth != nil { continue }
      let graph = InMemoryGraph(question.world.records)
      let traceOptions = try question.traceOptions(in: graph)
      let subject = try #require(try graph.entity(forKey: question.subject))
      let reach = try Reach(of: subject, in: graph, options: traceOptions)
      let (answer, trace) = try question.answer(in: graph)
      #expect(reach.otherMatters == answer.otherMatters, "seed \(seed)")

      var nearest: [String: Int] = [:]
      var established: Set<String> = []
      for chain in question.oracle().chains {
        for (hops, key) in chain.entities.enumerated() where hops > 0 {
          nearest[key] = min(nearest[key] ?? .max, hops)
          if chain.established { established.insert(key) }
        }
      }
      let reached = Dictionary(
        uniqueKeysWithValues: reach.entities.map { ($0.entity.key, $0) })
      #expect(Set(nearest.keys).isSubset(of: reached.keys), "seed \(seed)")
      for (key, hops) in nearest {
        let found = try #require(reached[key])
        #expect(found.hops <= hops, "seed \(seed), \(key)")
        #expect(found.isEstablished || !established.contains(key), "seed \(seed), \(key)")
      }
      // Without circles, with one matter an entity, every walk is a chain.
      if trace.exactCount != nil {
        #expect(reached.mapValues(\.hops) == nearest, "seed \(seed)")
      }
    }
  }

  @Test("A limit on the depth is a limit on the hops", arguments: 0..<5)
  func depth(limit: Int) throws {
    let graph = try TraceTests.graph(
      ["a document", "b document", "c document", "d document"],
      ["b cited_by a", "c cited_by b", "d cited_by c"])
    var options = TraceOptions()
    options.maxDepth = limit
    let reach = try Reach(of: EntityID(1), in: graph, options: options)
    #expect(reach.entities.map(\.entity.key) == Array(["b", "c", "d"].prefix(limit)))
  }

  @Test("Nearest come first, ties by key")
  func order() throws {
    let records = try TraceTests.records(
      ["subject document", "b document", "a document", "far document"],
      ["b cited_by subject", "a cited_by subject", "far cited_by b", "far cited_by a"])
    let graph = InMemoryGraph(records)
    let subject = try #require(try graph.entity(forKey: "subject"))
    let reach = try Reach(of: subject, in: graph)
    #expect(reach.entities.map(\.entity.key) == ["a", "b", "far"])
    #expect(reach.entities.map(\.hops) == [1, 1, 2])
  }
}
