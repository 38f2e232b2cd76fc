import GraphKernels
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// Cases small enough to be read, one for each rule that a story of ours turns on.
@Suite struct TraceTests {
  /// Builds a graph from lines "key kind [mark]" and "source relation target [field=value …]".
  static func graph(_ entities: [String], _ attributions: [String]) throws -> InMemoryGraph {
    InMemoryGraph(try records(entities, attributions))
  }

  static func records(_ entities: [String], _ attributions: [String]) throws -> [CaseRecord] {
    var records: [CaseRecord] = []
    for line in entities {
      let words = line.split(separator: " ").map(String.init)
      records.append(
        .entity(
          EntityRecord(
            key: words[0], kind: words[1],
            upstream: words.count > 2
              ? try #require(UpstreamMark(rawValue: words[2])) : .unexplored)))
    }
    for (index, line) in attributions.enumerated() {
      let words = line.split(separator: " ").map(String.init)
      var record = AttributionRecord(
        id: "a\(index)", source: words[0], relation: words[1], target: .entity(words[2]))
      for field in words.dropFirst(3) {
        let parts = field.split(separator: "=").map(String.init)
        switch parts[0] {
        case "about": record.about = parts[1]
        case "joint": record.joint = parts[1]
        case "basis": record.basis = Basis(rawValue: parts[1])
        case "date": record.date = try EDTFDate(parts[1])
        default: Issue.record("unknown field \(field)")
        }
      }
      records.append(.attribution(record))
    }
    return records
  }

  static func lines(
    _ graph: InMemoryGraph, _ subject: String, _ options: TraceOptions = TraceOptions()
  ) throws -> [String] {
    let trace = try Trace(
      of: try #require(try graph.entity(forKey: subject)), in: graph, options: options)
    return trace.map { chain in
      let keys = chain.entities.map { trace.entity($0)?.key ?? "?" }.joined(separator: " ")
      return "\(keys): \(chain.end.rawValue)\(chain.isEstablished ? "" : "?")"
    }
  }

  @Test("A leak about a report reaches the article that cites the editorial on it")
  func leak() throws {
    let graph = try Self.graph(
      [
        "article document", "editorial document", "occrp-report document", "occrp outlet",
        "icrc-insiders group origin", "icrc organisation",
      ],
      [
        "editorial cited_by article", "occrp-report cited_by editorial",
        "occrp published occrp-report", "icrc-insiders leaked_to occrp about=occrp-report",
        "icrc-insiders insider_of icrc",
      ])
    #expect(
      try Self.lines(graph, "article") == [
        "article editorial occrp-report occrp icrc-insiders: origin"
      ])
  }

  @Test("An outlet's thousands of other stories are no upstream of this one")
  func otherStories() throws {
    var attributions = [
      "outlet published story", "witness told outlet about=story",
    ]
    var entities = ["story document", "outlet outlet", "witness person origin", "other person"]
    for index in 0..<2000 {
      entities.append("story-\(index) document")
      attributions.append("outlet published story-\(index)")
      attributions.append("other told outlet about=story-\(index)")
    }
    let graph = try Self.graph(entities, attributions)
    #expect(try Self.lines(graph, "story") == ["story outlet witness: origin"])
    let trace = try Trace(of: try #require(try graph.entity(forKey: "story")), in: graph)
    #expect(trace.otherMatters == 2000)
  }

  @Test("A byline without anything further upstream is no source")
  func byline() throws {
    let graph = try Self.graph(
      ["story document", "outlet outlet"], ["outlet published story"])
    #expect(try Self.lines(graph, "story") == ["story: unexplored"])
    let trace = try Trace(of: EntityID(1), in: graph)
    #expect(trace.bylines[EntityID(1)]?.map(\.relation) == ["published"])
  }

  @Test("A ladder of 60 rungs has 2⁶⁰ chains, counted at once and listed lazily")
  func ladder() throws {
    var entities = ["n0 document"]
    var attributions: [String] = []
    for rung in 0..<60 {
      entities += ["l\(rung) document", "r\(rung) document", "n\(rung + 1) document"]
      attributions += [
        "l\(rung) cited_by n\(rung)", "r\(rung) cited_by n\(rung)",
        "n\(rung + 1) cited_by l\(rung)", "n\(rung + 1) cited_by r\(rung)",
      ]
    }
    let graph = try Self.graph(entities, attributions)
    let trace = try Trace(of: EntityID(1), in: graph)
    #expect(trace.exactCount?.description == "1152921504606846976")
    let chains = Array(trace.prefix(3))
    #expect(chains.map(\.hops.count) == [120, 120, 120])
    #expect(Set(chains).count == 3)
  }

  @Test("A complete circle of 20 documents yields its first chain at once")
  func completeCircle() throws {
    let entities = (0..<20).map { "d\($0) document" }
    var attributions: [String] = []
    for from in 0..<20 {
      for to in 0..<20 where from != to { attributions.append("d\(from) cited_by d\(to)") }
    }
    let graph = try Self.graph(entities, attributions)
    let trace = try Trace(of: EntityID(1), in: graph)
    #expect(trace.exactCount == nil)
    let chain = try #require(Array(trace.prefix(1)).first)
    #expect(chain.end == .circular && chain.hops.count == 19)
  }

  @Test("A chain is anachronistic where a hop is definitely later than what it fed")
  func anachronism() throws {
    let graph = try Self.graph(
      ["a document", "b document", "c document"],
      ["b cited_by a date=2020", "c cited_by b date=2021-05"])
    let trace = try Trace(of: EntityID(1), in: graph)
    #expect(trace.map(\.isAnachronistic) == [true])
  }

  @Test("What cannot be asked is refused by code")
  func refusals() throws {
    let graph = try Self.graph(
      ["a document", "c claim", "d document"], ["d asserted c", "d cited_by a"])
    func code(_ subject: Int64, _ change: (inout TraceOptions) -> Void) -> QueryError.Code? {
      var options = TraceOptions()
      change(&options)
      do {
        _ = try Trace(of: EntityID(subject), in: graph, options: options)
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code(1) { $0.about = EntityID(3) } == .aboutNoClaim)
    #expect(code(2) { $0.about = EntityID(2) } == .aboutWithClaimSubject)
    #expect(code(1) { $0.without = [EntityID(1)] } == .subjectLeftOut)
    #expect(code(1) { $0.about = EntityID(2) } == nil)
  }
}
