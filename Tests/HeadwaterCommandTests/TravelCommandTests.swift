import Foundation
import HeadwaterTestSupport
import Testing

/// path, compare, disputes and timeline at the built program, on the worked example.
@Suite struct TravelCommandTests {
  private static func expect(
    _ line: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await WorkedExampleTests.withExample { folder in
      try await Self.extend(folder)
      let text = try await Program.check(line.split(separator: " ").map(String.init), in: folder)
      #expect(text == expected, sourceLocation: sourceLocation)
    }
  }

  /// Adds dates, and a stance by an agent and one by a document.
  private static func extend(_ folder: String) async throws {
    for line in [
      "add entity ministry --kind organisation",
      "add entity note --kind document --date 2020-03-09",
      "add attribution ministry denied claim --id n1 --date 2020-03",
      "add attribution wire quoted_by daily-1 --id n2 --about claim --date 2020-03-02",
      "add attribution note disputed attribution:n2 --id n3",
    ] {
      try await Program.check(line.split(separator: " ").map(String.init), in: folder)
    }
  }

  @Test("The shortest path is told hop by hop, with what stands behind each")
  func path() async throws {
    try await Self.expect(
      "path occrp daily-1",
      """
      From occrp (outlet) to daily-1 (document)

      2 hops, established
        occrp (outlet)
          ↓ told, about claim · no evidence recorded
        wire (document)
          ↓ cited by, about claim · no evidence recorded
          ↓ quoted by, 2020-03-02, about claim · no evidence recorded
        daily-1 (document)

      Over established steps alone the same.
      ✗ disputed by note: that wire quoted by daily-1
        --without-disputed leaves out what is.

      """)
  }

  @Test("All shortest paths are numbered and counted")
  func allShortest() async throws {
    try await Self.expect(
      "path wire claim --all-shortest",
      """
      From wire (document) to claim · The claim (claim)

      1. 2 hops, established
        wire (document)
          ↓ cited by, about claim · no evidence recorded
          ↓ quoted by, 2020-03-02, about claim · no evidence recorded
        daily-1 (document)
          ↓ asserted · no evidence recorded
        claim · The claim (claim)

      2. 2 hops, established
        wire (document)
          ↓ cited by, about claim · no evidence recorded
        daily-2 (document)
          ↓ asserted · no evidence recorded
        claim · The claim (claim)

      2 shortest paths.
      Over established steps alone the same ones.
      ✗ disputed by note: that wire quoted by daily-1
        --without-disputed leaves out what is.

      """)
  }

  @Test("Paths as a table")
  func pathTable() async throws {
    try await Self.expect(
      "path memo claim --format csv",
      """
      path,hop,from,to,relations,status,why,according_to
      1,1,memo,tabloid,cited_by,established,,
      1,2,tabloid,claim,asserted,established,,

      """)
  }

  @Test("Each is compared with each")
  func compare() async throws {
    try await Self.expect(
      "compare article daily-1 tabloid wire",
      """
      Comparison of
        article (document)
        daily-1 (document)
        tabloid (document)
        wire (document)

               daily-1        tabloid      wire
      article  share sources  independent  share sources
      daily-1                 independent  one draws on the other
      tabloid                              independent

      article and daily-1 share sources
        nearest shared: occrp (1 and 2 hops away)
        shared: insider-a, insider-b, occrp
        ends of both: insider-a, insider-b
      article and tabloid are independent: they share nothing, and all ends are origins
      article and wire share sources
        nearest shared: occrp (1 and 1 hops away)
        shared: insider-a, insider-b, occrp
        ends of both: insider-a, insider-b
      daily-1 and tabloid are independent: they share nothing, and all ends are origins
      daily-1 draws on wire
        shared: insider-a, insider-b, occrp
        ends of both: insider-a, insider-b
      tabloid and wire are independent: they share nothing, and all ends are origins

      ✗ disputed by note: that wire quoted by daily-1
        --without-disputed leaves out what is.

      """)
  }

  @Test("Disputes name both sides and where they have it from")
  func disputes() async throws {
    try await Self.expect(
      "disputes",
      """
      claim · The claim (claim)
        both: something is recorded for it, and something against it
        for: article, daily-1, daily-2, tabloid
          from insider-a, insider-b, memo
        against: ministry (denied, 2020-03)

      that wire quoted by daily-1
        denied: something is recorded against it, and nothing for it
        against: note (disputed, 2020-03-09)

      1 denied, 1 both.

      """)
  }

  @Test("A timeline is read from top to bottom")
  func timeline() async throws {
    try await Self.expect(
      "timeline claim",
      """
      Timeline of claim · The claim (claim)

         2020-03   ✗  ministry denied claim
      2020-03-02  ≈●  wire quoted by daily-1
      2020-03-09   ✗  note disputed that wire quoted by daily-1
         no date      article asserted claim
         no date      daily-1 asserted claim
         no date      daily-2 asserted claim
         no date      insider-a leaked to occrp
         no date      insider-b leaked to occrp
         no date      memo cited by tabloid
         no date      occrp told article
         no date      occrp told wire
         no date      tabloid asserted claim
         no date      wire cited by daily-1
         no date      wire cited by daily-2

      ● First: wire.
      ≈ Whether it came before or after the line above is not known.

      """)
  }

  /// The text with its broken lines joined.
  private static func joined(_ text: String) -> String {
    text.replacingOccurrences(of: "\n  ", with: " ")
  }

  @Test("Where nothing travelled that is the answer, and the other way is named")
  func noPath() async throws {
    try await WorkedExampleTests.withExample { folder in
      let none = try await Program.check(["path", "article", "memo"], in: folder)
      #expect(
        none.contains("Nothing is recorded by which something travelled from article to memo."))
      #expect(!none.contains("other way"))
      let back = try await Program.check(["path", "article", "occrp"], in: folder)
      #expect(Self.joined(back).contains("There is one the other way: --against."))
      let swapped = try await Program.check(["path", "occrp", "article", "--against"], in: folder)
      #expect(Self.joined(swapped).contains("There is one the other way: leave out --against."))
      let icrc = try await Program.check(["path", "icrc", "claim"], in: folder)
      #expect(icrc.contains("Nothing is recorded"))
    }
  }

  @Test(
    "Against the flow, arguments swapped, it is the same list",
    arguments: [["insider-a", "claim"], ["occrp", "daily-1"], ["article", "occrp"]])
  func against(ends: [String]) async throws {
    try await WorkedExampleTests.withExample { folder in
      for options in [[], ["--all-shortest"], ["--count", "4"]] {
        for format in ["json", "csv"] {
          let more = options + ["--format", format]
          let along = try await Program.check(["path"] + ends + more, in: folder)
          let back = try await Program.check(
            ["path"] + ends.reversed() + ["--against"] + more, in: folder)
          #expect(along == back)
        }
      }
    }
  }

  @Test("A cut list says so, and is no failure; a stopped one ends with 2")
  func cut() async throws {
    try await WorkedExampleTests.withExample { folder in
      let result = try await Program.run(
        ["path", "wire", "claim", "--all-shortest", "--limit", "1", "--format", "json"],
        in: folder)
      #expect(result.status == 0)
      #expect(result.errors.contains("only the first 1 of the paths"))
      #expect(result.output.contains("\"reason\": \"limit\""))
      for line in [
        "path insider-a claim", "compare article wire", "timeline claim", "disputes --all",
      ] {
        let words = line.split(separator: " ").map(String.init)
        let stopped = try await Program.run(
          words + ["--max-time", "0.0000001", "--format", "json"], in: folder)
        #expect(stopped.status == 2, "\(line): \(stopped.errors)")
        #expect(stopped.output.contains("\"reason\": \"time\""), "\(line)")
        let schema = try JSONSchema(path: "\(Program.root)/docs/json/\(words[0]).schema.json")
        #expect(try schema.problems(in: stopped.output) == [], "\(line)")
        let text = try await Program.run(words + ["--max-time", "0.0000001"], in: folder)
        #expect(text.status == 2 && text.errors.contains("Cut"), "\(line)")
        let table = try await Program.run(
          words + ["--max-time", "0.0000001", "--format", "csv"], in: folder)
        #expect(table.status == 2, "\(line)")
      }
    }
  }

  @Test("An empty case has no disputes, and one with one entity has no timeline")
  func smallCases() async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      let none = try await Program.check(["disputes", "--all"], in: folder)
      #expect(none == "No stance is recorded against anything.\n")
      try await Program.check(["add", "entity", "lone", "--kind", "document"], in: folder)
      let text = try await Program.check(["timeline", "lone"], in: folder)
      #expect(text == "Timeline of lone (document)\n\nNothing is recorded upstream.\n")
      let table = try await Program.check(["timeline", "lone", "--format", "csv"], in: folder)
      #expect(table.split(separator: "\r\n").count == 1)
    }
  }
}
