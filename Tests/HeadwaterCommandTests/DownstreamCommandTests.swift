import Foundation
import HeadwaterTestSupport
import Testing

/// What `downstream` answers at the user's edge.
@Suite struct DownstreamCommandTests {
  @Test("It lists who carried the insiders' leak, nearest first, after saying who they are")
  func text() async throws {
    try await TraceCommandTests.withExample { folder in
      let text = try await Program.check(
        ["downstream", "icrc-insiders", "--about", "convoy-claim"], in: folder)
      #expect(
        text == """
          Downstream of icrc-insiders · Unnamed ICRC insiders (group, unnamed)
          hops  status       entity
          1     established  occrp · OCCRP (outlet)
          2     established  occrp-report · OCCRP report on convoys to Karabakh (document)
          3     established  article · Article on the Red Cross in Azerbaijan (document)
          3     established  editorial · Editorial on the article's own site (document)

          """)
      let claim = try await Program.check(["downstream", "convoy-claim"], in: folder)
      #expect(claim.contains("A claim passes nothing on"))
      let nothing = try await Program.check(
        ["downstream", "icrc-insiders", "--about", "convoy-claim", "--without", "occrp"],
        in: folder)
      #expect(nothing.contains("Nothing is recorded downstream."))
    }
  }

  @Test("It agrees with trace --reach of what it lists", arguments: [[], ["--any-matter"]])
  func agreesWithReach(options: [String]) async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      try await Program.check(["import", Program.root + "/examples/tutorial/case"], in: folder)
      let table = try await Program.check(
        ["downstream", "memo", "--format", "csv"] + options, in: folder)
      let rows = table.split(separator: "\r\n").dropFirst()
        .map { $0.split(separator: ",").map(String.init) }
      #expect(rows.count > 3)
      for row in rows {
        let reach = try await Program.check(
          ["trace", row[0], "--reach", "--format", "csv"] + options, in: folder)
        #expect(reach.contains("\r\nmemo,\(row[1]),\(row[2])\r\n"), "\(row)")
      }
    }
  }

  @Test("A limit cuts the list, and says so in the JSON and on standard error")
  func limit() async throws {
    try await TraceCommandTests.withExample { folder in
      let result = try await Program.run(
        ["downstream", "icrc-insiders", "--format", "json", "--limit", "2"], in: folder)
      #expect(result.status == 0)
      #expect(result.errors.contains("only the first 2 entities"))
      let answer = try TraceCommandTests.json(result.output)
      #expect((answer["downstream"] as? [Any])?.count == 2)
      #expect((answer["cut"] as? [String: Any])?["limit"] as? Int == 2)
    }
  }

  @Test(
    "What cannot be answered ends with the code that says why",
    arguments: [
      (66, ["icrc-insider"], "did you mean"), (66, ["icrc", "--about", "none"], "none"),
      (64, ["icrc", "--about", "article"], "claim"), (64, ["icrc", "--format", "svg"], "csv"),
      (64, ["icrc", "--without", "icrc"], "left out"), (64, ["icrc", "--limit", "0"], "--limit"),
      (64, ["icrc", "--max-depth=-1"], "--max-depth"), (64, ["icrc", "--max-time", "0"], "above"),
      (64, ["icrc", "--relation", "denied"], "stance"), (64, ["icrc", "--as-of", "x"], "--as-of"),
      (64, [], "subject"), (2, ["article", "--max-time", "0.0000001"], "time"),
    ])
  func refusals(status: Int32, arguments: [String], message: String) async throws {
    try await TraceCommandTests.withExample { folder in
      let result = try await Program.run(["downstream"] + arguments, in: folder)
      #expect(result.status == status, "\(result.errors)")
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(result.output.isEmpty)
    }
  }

  @Test("A withheld source is listed under its placeholder alone")
  func withheld() async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      for words in [
        ["memo", "--kind", "document"], ["deep", "--kind", "person", "--naming", "withheld"],
      ] {
        try await Program.check(["add", "entity"] + words, in: folder)
      }
      try await Program.check(["add", "attribution", "memo", "cited_by", "deep"], in: folder)
      for format in ["text", "json", "csv"] {
        let command = ["downstream", "memo", "--format", format]
        let shown = try await Program.check(command, in: folder)
        #expect(!shown.contains("deep"))
        if format != "csv" { #expect(shown.contains("Withheld source")) }
      }
    }
  }
}
