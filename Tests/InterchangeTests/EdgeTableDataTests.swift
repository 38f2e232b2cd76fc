import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("The mappings of examples/mappings read the real tables that they are for")
struct EdgeTableDataTests {
  private static let pages = "peps_graph/edges.csv"
  private static let outlets = "localnews/local_news_dataset_2018.csv"
  private static let votes = "wiki-vote/wiki-Vote.txt"

  @Test(
    "Python's proposals: 1,663 citations over 657 of them",
    .enabled(if: SharedData.has(pages), "the table peps_graph is not on this machine"))
  func proposals() throws {
    let content = try EdgeTableContent(
      of: SharedData.path(Self.pages), SharedData.mapping("peps-edges.map"))
    #expect(content.reading.problems == [])
    #expect(content.reading.entities == 1_109)
    #expect(content.reading.attributionsByRelation == ["cited_by": 1_663, "authored": 1_150])
    #expect(content.reading.skippedRows == 319)
    #expect(content.reading.reciprocalPairs == 147)
    let citations = content.attributions.filter { $0.relation == "cited_by" }
    let ends = citations.map(\.source) + citations.map(\.target.text)
    #expect(Set(ends).count == 657)
    // PEP 1's page mentions others, so they are upstream of it.
    #expect(citations[0].target == .entity("pep0001"))
    let first = try #require(content.entities.first { $0.key == "pep0008" })
    #expect(first.kind == "document" && first.name == "Style Guide for Python Code")
    #expect(first.properties.map(\.name) == ["created", "status", "type"])
    let alone = try EdgeTableContent(
      of: SharedData.path("peps_graph/nodes.csv"), SharedData.mapping("peps-nodes.map"))
    #expect(alone.entities == content.entities)
  }

  @Test(
    "Local news: 2,483 outlets with an owner, 626 with Sinclair and 198 with Nexstar",
    .enabled(if: SharedData.has(outlets), "the table localnews is not on this machine"))
  func localNews() throws {
    let content = try EdgeTableContent(
      of: SharedData.path(Self.outlets), SharedData.mapping("localnews.map"))
    #expect(content.reading.problems == [])
    #expect(content.reading.rows == 8_720)
    #expect(content.reading.attributionsByRelation == ["owned_by": 2_483])
    func outlets(of owner: String) -> Int {
      Set(content.attributions.filter { $0.target == .entity(owner) }.map(\.source)).count
    }
    #expect(outlets(of: "sinclair") == 626)
    #expect(outlets(of: "nexstar") == 198)
    let owners = content.entities.filter { $0.kind == "organisation" }
    // The table has 633 spellings; two of them differ in a blank at the end.
    #expect(owners.count == 632)
    #expect(owners.contains { $0.name == "Silver Point Capital" })
    #expect(content.reading.warnings.contains { $0.code == .similarTexts })
  }

  @Test(
    "Votes: 7,115 people and 103,689 votes, by a relation of the table's own",
    .enabled(if: SharedData.has(votes), "the table wiki-vote is not on this machine"))
  func wikiVote() throws {
    let content = try EdgeTableContent(
      of: SharedData.path(Self.votes), SharedData.mapping("wiki-vote.map"))
    #expect(content.reading.problems == [])
    #expect(content.reading.attributions == 103_689)
    #expect(content.reading.joinedEntities == 7_115)
    #expect(content.reading.entities == 7_116)
    #expect(content.edges.first == "user-30 voted_on user-1412")
    #expect(content.places.last?.line == 103_693)
  }

  @Test(
    "A strict case takes the real tables",
    .enabled(
      if: SharedData.has(pages) && SharedData.has(outlets),
      "the tables peps_graph and localnews are not on this machine"),
    arguments: [(pages, "peps-edges.map"), (outlets, "localnews.map")])
  func store(table: String, mapping: String) throws {
    try withTemporaryFolder { folder in
      let mapping = try SharedData.mapping(mapping)
      let path = try SharedData.path(table)
      let file = try CaseFile.create(at: folder + "/case.db")
      let reading = try file.write(author: "tester") { writer in
        try EdgeTableReader(path: path, mapping: mapping).read(
          into: { record, _ in
            let outcome = try writer.write(record, mode: .addOnly)
            #expect(outcome == .added)
          }, vocabulary: { writer.vocabulary })
      }
      #expect(reading.problems == [])
    }
  }

  @Test(
    "The previews of the real tables say who is upstream",
    .enabled(
      if: SharedData.has(pages) && SharedData.has(outlets) && SharedData.has(votes),
      "the tables are not on this machine"))
  func previews() throws {
    func preview(_ table: String, _ mapping: String) throws -> AttributionPreview {
      let previews = try EdgeTableReader(
        path: SharedData.path(table), mapping: SharedData.mapping(mapping)
      ).preview(count: 10, vocabulary: Vocabulary())
      #expect(previews.count == 10 && Set(previews.map(\.sentence)).count == 10)
      return previews[0]
    }
    let pages = try preview(Self.pages, "peps-edges.map")
    #expect(
      pages.sentence
        == "Alyssa Coghlan (p-alyssa-coghlan) authored PEP Purpose and Guidelines (pep0001)")
    let outlet = try preview(Self.outlets, "localnews.map")
    #expect(outlet.sentence == "KWHE (kwhe-hi-kwhe.com) is owned by LeSea")
    let vote = try preview(Self.votes, "wiki-vote.map")
    #expect(vote.sentence == "30 (user-30) voted on 1412 (user-1412)")
    #expect(
      vote.flow
        == "no information flows: an association, stored 30 (user-30) → 1412 (user-1412)")
  }

  @Test("Every example is a mapping of at most 25 lines")
  func examples() throws {
    for name in ["peps-edges.map", "peps-nodes.map", "localnews.map", "wiki-vote.map"] {
      let mapping = try SharedData.mapping(name)
      let text = try WholeFile.text(of: mapping.file)
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 26)
    }
  }
}
