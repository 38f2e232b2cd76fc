import GraphKernels
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// The worked example of section 5 of the design, computed by hand, and its variants.
struct WorkedExample {
  var entities = [
    "claim claim", "article document", "wire document", "daily-1 document", "daily-2 document",
    "tabloid document", "memo document origin", "occrp outlet", "insider-a person origin",
    "insider-b person origin", "icrc organisation",
  ]
  var attributions = [
    "insider-a leaked_to occrp about=claim", "insider-b leaked_to occrp about=claim",
    "occrp told article about=claim", "occrp told wire about=claim",
    "wire cited_by daily-1 about=claim", "wire cited_by daily-2 about=claim",
    "memo cited_by tabloid about=claim", "article asserted claim", "daily-1 asserted claim",
    "daily-2 asserted claim", "tabloid asserted claim", "insider-a insider_of icrc",
    "insider-b insider_of icrc",
  ]
  var identity: [IdentityRecord] = []

  func records() throws -> [CaseRecord] {
    try TraceTests.records(entities, attributions) + identity.map { .identity($0) }
  }

  func graph() throws -> InMemoryGraph { InMemoryGraph(try records()) }

  func independence(
    _ subject: String = "claim", without: [String] = []
  ) throws -> Independence {
    let graph = try graph()
    var options = TraceOptions()
    options.without = Set(try without.map { try #require(try graph.entity(forKey: $0)) })
    let network = try UpstreamNetwork(
      of: try #require(try graph.entity(forKey: subject)), in: graph, options: options)
    return try Independence(network, in: graph)
  }
}

extension UpstreamNetwork {
  func keys(_ ids: [EntityID]) -> [String] { ids.map { entity($0)?.key ?? "?" } }
}

@Suite struct IndependenceTests {
  @Test("The worked example gives the numbers that were computed by hand")
  func workedExample() throws {
    let answer = try WorkedExample().independence()
    #expect(answer.assertingDocuments == 4)
    #expect(answer.originsLower == 3)
    #expect(answer.originsUpper == 3)
    #expect(answer.disjointChains == 2)
    #expect(answer.disjointChainsUpper == 2)
    #expect(answer.network.keys(answer.cut) == ["occrp", "tabloid"])
    #expect(answer.cutIsUnique == false)
    #expect(answer.singlePoints.isEmpty)
    let origins = Origins(answer.network).origins
    let keys = origins.map { answer.network.keys($0.entities)[0] }
    #expect(keys == ["memo", "insider-a", "insider-b"])
    #expect(origins.map(\.hops) == [2, 3, 3])
    let chains = origins.map(\.chains.count.description)
    #expect(chains == ["1", "3", "3"])
  }

  @Test("Without the tabloid the outlet is the only single point of failure")
  func withoutTabloid() throws {
    let answer = try WorkedExample().independence(without: ["tabloid"])
    #expect(answer.network.keys(answer.singlePoints) == ["occrp"])
    #expect(answer.network.keys(answer.cut) == ["occrp"])
    #expect(answer.cutIsUnique == true)
    #expect(answer.disjointChains == 1)
  }

  @Test("Two insiders who may be one person widen the interval and change no chain")
  func possiblySame() throws {
    var example = WorkedExample()
    example.identity = [
      IdentityRecord(entity: "insider-a", other: "insider-b", verdict: .possiblySame)
    ]
    let answer = try example.independence()
    #expect(answer.originsLower == 2)
    #expect(answer.originsUpper == 3)
    #expect(answer.disjointChains == 2)
  }

  @Test("Insiders who are needed together: minimal supports and cuts as computed by hand")
  func joint() throws {
    var example = WorkedExample()
    for index in 0...1 { example.attributions[index] += " joint=both" }
    let answer = try example.independence()
    let joint = try #require(answer.joint)
    let supports = joint.supports.map { answer.network.keys($0) }
    let cuts = joint.cuts.map { answer.network.keys($0) }
    #expect(supports == [["memo"], ["insider-a", "insider-b"]])
    #expect(cuts == [["insider-a", "memo"], ["insider-b", "memo"]])
    #expect(joint.isComplete)
    #expect(answer.singlePoints.isEmpty)
    #expect(answer.cut.count == 2)
    let alone = try example.independence(without: ["tabloid"])
    #expect(alone.network.keys(alone.singlePoints) == ["insider-a", "insider-b", "occrp"])
    let broken = try example.independence(without: ["tabloid", "insider-b"])
    let brokenJoint = try #require(broken.joint)
    #expect(brokenJoint.supports.isEmpty)
  }

  @Test("Whatever is asked, the insiders' organisation is upstream of nothing")
  func association() throws {
    let answer = try WorkedExample().independence()
    let keys = Set(answer.network.keys(answer.network.entityIDs))
    #expect(!keys.contains("icrc"))
    #expect(keys.contains("insider-a"))
  }
}
