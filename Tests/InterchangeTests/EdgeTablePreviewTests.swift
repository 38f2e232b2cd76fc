import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("A preview says in words what rows become")
struct EdgeTablePreviewTests {
  private func preview(
    _ table: String, _ mapping: String, count: Int = 10
  ) throws -> [AttributionPreview] {
    try withTemporaryFolder { folder in
      try WholeFile.write(Array(table.utf8), to: folder + "/t.csv")
      return try EdgeTableReader(
        path: folder + "/t.csv", mapping: try EdgeTableMapping(text: mapping)
      ).preview(count: count, vocabulary: Vocabulary())
    }
  }

  @Test(
    "The sentence shows who does what, and the flow who is upstream",
    arguments: [
      ("source cites target", "A cites B", "information flows B → A"),
      ("target cites source", "B cites A", "information flows A → B"),
      ("source cited_by target", "B cites A", "information flows A → B"),
      ("source told target", "A told B", "information flows A → B"),
      ("target authored source", "B authored A", "information flows B → A"),
      ("source translation of target", "B is translated by A", "information flows B → A"),
      (
        "source is owned by target", "A is owned by B",
        "no information flows: an association, stored A → B"
      ),
      (
        "source owns target", "B is owned by A",
        "no information flows: an association, stored B → A"
      ),
      (
        "source denied target", "A denied B", "no information flows: a stance, stored A → B"
      ),
    ])
  func words(sentence: String, words: String, flow: String) throws {
    let found = try preview("a,b\nA,B\n", EdgeTableMappingTests.ends + "relation = " + sentence)
    #expect(found.map(\.sentence) == [words])
    #expect(found.map(\.flow) == [flow])
    #expect(found.map(\.place.line) == [2])
  }

  @Test("The first different attributions are given, bad rows passed over, and no more read")
  func different() throws {
    let table = "a,b\nA,B\nA,B\nA,\nB,A\nC,D\nE,F\n\"never closed"
    let mapping = EdgeTableMappingTests.plain
    #expect(
      try preview(table, mapping, count: 3).map(\.sentence) == [
        "A cites B", "B cites A", "C cites D",
      ])
    #expect(try preview(table, mapping).count == 4)
    #expect(try preview(table, mapping, count: 0) == [])
  }

  @Test("An entity is shown with its key where that says more, and a withheld one is not shown")
  func names() throws {
    let mapping = """
      source = a
      source kind = person
      source naming = withheld
      target = b
      target kind = person
      target prefix = user-
      new relation.saw = association; saw; was seen by
      relation = source saw target
      """
    let found = try preview("a,b\nJane,30\n", mapping)
    #expect(found.map(\.sentence) == ["a withheld source saw 30 (user-30)"])
  }

  @Test("The worked example of the mappings' README comes out as it says")
  func example() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let text = try WholeFile.text(of: "/" + root + "/examples/mappings/README.md")
    let blocks = text.split(separator: "```", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element.drop { $0 != "\n" }.dropFirst()) }
    try #require(blocks.count >= 3)
    let found = try preview(blocks[0], blocks[1])
    let lines = blocks[2].split(separator: "\n").map { line in
      line.split(separator: "  ").map { $0.drop { $0 == " " } }
    }
    #expect(found.map(\.sentence) == lines.map { String($0[0]) })
    #expect(found.map(\.flow) == lines.map { String($0[$0.count - 1]) })
  }
}
