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
      "add attribution ministry denied claim --id n1 --date 2020-03",
      "add entity note --kind document --date 2020-03-09",
      "add attribution note disputed attribution:n2 --id n3",
      "add attribution wire quoted_by daily-1 --id n2 --about claim --date 2020-03-02",
    ].sorted(by: { !$0.contains("n3") && $1.contains("n3") }) {
      try await Program.check(line.split(separator: " ").map(String.init), in: folder)
    }
  }

  @Test("The shortest path is told hop by hop, with what stands behind each")
  func path() async throws {
    try await Self.expect(
      "path occrp daily-1",
      """
      """)
  }

  @Test("All shortest paths are numbered and counted")
  func allShortest() async throws {
    try await Self.expect(
      "path insider-a claim --all-shortest",
      """
      """)
  }

  @Test("Paths as a table")
  func pathTable() async throws {
    try await Self.expect(
      "path memo claim --format csv",
      """
      """)
  }

  @Test("Each is compared with each")
  func compare() async throws {
    try await Self.expect(
      "compare article daily-1 tabloid wire",
      """
      """)
  }

  @Test("Disputes name both sides and where they have it from")
  func disputes() async throws {
    try await Self.expect(
      "disputes",
      """
      """)
  }

  @Test("A timeline is read from top to bottom")
  func timeline() async throws {
    try await Self.expect(
      "timeline claim",
      """
      """)
  }

  @Test("Where nothing travelled that is the answer, and the other way is named")
  func noPath() async throws {
    try await WorkedExampleTests.withExample { folder in
      let none = try await Program.check(["path", "article", "memo"], in: folder)
      #expect(
        none.contains("Nothing is recorded by which something travelled from article to memo."))
      #expect(!none.contains("other way"))
      let back = try await Program.check(["path", "article", "occrp"], in: folder)
      #expect(back.contains("There is one the other way: --against."))
      let swapped = try await Program.check(["path", "occrp", "article", "--against"], in: folder)
      #expect(swapped.contains("There is one the other way: leave out --against."))
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
        ["path", "insider-a", "claim", "--all-shortest", "--limit", "1", "--format", "json"],
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
