import HeadwaterModel
import HeadwaterTestSupport
import Testing

@testable import GraphQuery

/// The flow as it stands against the walk by the rules.
@Suite struct PlainLoadTests {
  /// A case in which nothing is named: documents and people who tell each other.
  private static func graph(seed: UInt64) throws -> InMemoryGraph {
    var random = SplitMix64(seed: seed)
    let marks: [UpstreamMark] = [
      .unexplored, .unexplored, .unexplored, .unexplored, .origin, .undisclosed,
    ]
    var entities: [CaseRecord] = []
    for number in 0..<8 {
      let isPerson = number >= 5
      let mark = marks[Int(random.next() % 6)]
      entities.append(
        .entity(
          EntityRecord(
            key: "e\(number)", kind: isPerson ? "person" : "document",
            upstream: mark)))
    }
    var seen: Set<[UInt64]> = []
    for _ in 0..<14 {
      let (from, to) = (random.next() % 8, random.next() % 8)
      guard from != to, seen.insert([from, to]).inserted else { continue }
      let byPerson = ["authored", "quoted_by"][Int(random.next() % 2)]
      let relation = to >= 5 ? "told" : from >= 5 ? byPerson : "cited_by"
      entities.append(
        .attribution(
          AttributionRecord(source: "e\(from)", relation: relation, target: .entity("e\(to)"))))
    }
    return InMemoryGraph(entities)
  }

  @Test("Where nothing is named both weigh alike, with people between", arguments: 0..<4)
  func agrees(block: Int) throws {
    var (withPeople, apart) = (0, 0)
    for seed in UInt64(block * 150)..<UInt64(block * 150 + 150) {
      let graph = try Self.graph(seed: seed)
      let snapshot = try CaseSnapshot(of: graph)
      let options = TraceOptions()
      let plain = try #require(try LoadGraph(plain: snapshot, options) { nil })
      let ruled = try LoadGraph(byRules: snapshot, graph, options) { nil }
      let expected = try Self.lines(LoadWeights(ruled) { nil }, snapshot)
      let weights = try LoadWeights(plain) { nil }
      if weights.hasCircularEnd(where: { snapshot.kind(Int($0)).isAgent }) {
        apart += 1
      } else {
        let found = try Self.lines(weights, snapshot)
        #expect(found == expected, "seed \(seed)")
        if ruled.owner.count > plain.owner.count { withPeople += 1 }
      }
      let load = try Load(in: graph).sources.map {
        "\($0.entities.map(\.id.rawValue).sorted()) \($0.isCircular) \($0.documents)"
      }.sorted()
      #expect(load == expected, "seed \(seed)")
    }
    #expect(withPeople > 0 && apart > 0)
  }

  private static func lines(
    _ weights: LoadWeights, _ snapshot: CaseSnapshot
  ) throws -> [String] {
    try weights.weights().map { weight in
      let ids = weight.nodes.map { snapshot.entity(Int($0)).rawValue }.sorted()
      return "\(ids) \(weight.isCircular) \(weight.documents)"
    }.sorted()
  }

  @Test("What is named into a person, or established steps alone, leave it to the rules")
  func rules() throws {
    let graph = try TraceTests.graph(
      ["leak document", "anna person", "daily document"],
      ["leak leaked_to anna", "anna quoted_by daily"])
    let snapshot = try CaseSnapshot(of: graph)
    let plain = try LoadGraph(plain: snapshot, TraceOptions()) { nil }
    #expect(plain != nil)
    var options = TraceOptions()
    options.establishedOnly = true
    let established = try LoadGraph(plain: snapshot, options) { nil }
    #expect(established == nil)
    let named = try TraceTests.graph(
      ["leak document", "anna person", "daily document", "sum claim"],
      ["leak leaked_to anna about=sum", "anna quoted_by daily"])
    let other = try LoadGraph(plain: try CaseSnapshot(of: named), TraceOptions()) { nil }
    #expect(other == nil)
  }
}
