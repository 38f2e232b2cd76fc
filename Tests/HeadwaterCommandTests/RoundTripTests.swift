import Foundation
import HeadwaterTestSupport
import Testing

/// Cases out and in again, by the built program.
@Suite struct RoundTripTests {
  @Test(
    "A case folder that is written reads back as the same case",
    arguments: ["icrc-azerbaijan", "tutorial"])
  func folder(example: String) async throws {
    try await withTemporaryFolder { folder in
      let source = Program.root + "/examples/\(example)/case"
      try await Program.check(["init"], in: folder)
      try await Program.check(["import", source], in: folder)
      try await Program.check(["export", "--output", "out"], in: folder)
      try await Program.check(["init", "again.db"], in: folder)
      try await Program.check(["import", "out", "--case", "again.db"], in: folder)
      let first = try await Program.check(["export", "--format", "json"], in: folder)
      let second = try await Program.check(
        ["export", "--format", "json", "--case", "again.db"], in: folder)
      #expect(first == second)
      let again = try await Program.run(["import", "out"], in: folder)
      #expect(again.errors.contains("unchanged") && !again.errors.contains("added"))
      // A folder that is there already is written again, file by file.
      try await Program.check(["export", "--output", "out"], in: folder)
      try await Program.check(["verify"], in: folder)
    }
  }

  @Test("What is added by command can be changed, shown, found and removed")
  func editing() async throws {
    try await withTemporaryFolder { folder in
      try Program.write("He said: it was cold.\n", to: folder + "/text.txt")
      for line in [
        ["init"], ["add", "entity", "story", "--kind", "document", "--name", "Köln story"],
        [
          "add", "entity", "witness", "--kind", "person", "--alias", "W", "--property",
          "age:integer=40",
        ],
        ["add", "text", "story", "text.txt"],
        [
          "add", "attribution", "story", "was told by", "witness", "--id", "a1", "--according-to",
          "story", "--quote", "it was cold", "--text-version", "1",
        ],
        ["edit", "entity", "witness", "--upstream", "origin", "--key", "w"],
        ["edit", "attribution", "a1", "--terms", "background"],
        ["add", "evidence", "a1", "--according-to", "story", "--locator", "line 1"],
        ["edit", "evidence", "a1", "2", "--locator", "line 2"],
        ["remove", "evidence", "a1", "2"],
      ] {
        try await Program.check(line, in: folder)
      }
      let shown = try await Program.check(["show", "w"], in: folder)
      #expect(shown.contains("age: 40") && shown.contains("also known as: W"))
      #expect(try await Program.check(["search", "koln"], in: folder).contains("story"))
      #expect(try await Program.check(["trace", "story"], in: folder).contains("origin"))
      let wrong = try await Program.run(
        ["edit", "evidence", "a1", "1", "--quote", "it was hot"], in: folder)
      #expect(wrong.status == 65 && wrong.errors.contains("quot"))
      try await Program.check(["remove", "entity", "w", "--cascade"], in: folder)
      try await Program.check(["verify"], in: folder)
      #expect(try await Program.check(["trace", "story"], in: folder).contains("unexplored"))
    }
  }

  @Test("A case has kinds and relations of its own, which bind and are traced")
  func vocabulary() async throws {
    try await withTemporaryFolder { folder in
      for line in [
        ["init"], ["kind", "add", "ministry", "--parent", "organisation"],
        [
          "relation", "add", "faxed_to", "--role", "transmission", "--phrase", "faxed to",
          "--inverse-phrase", "received a fax from", "--shapes", "organisation>document",
        ],
        ["add", "entity", "m", "--kind", "ministry", "--upstream", "origin"],
        ["add", "entity", "d", "--kind", "document"], ["add", "entity", "p", "--kind", "person"],
        ["add", "attribution", "d", "received a fax from", "m"],
      ] {
        try await Program.check(line, in: folder)
      }
      let traced = try await Program.check(["trace", "d"], in: folder)
      #expect(traced.contains("received a fax from m (ministry)") && traced.contains("origin"))
      for wrong in [
        ["add", "attribution", "p", "faxed_to", "d"],
        [
          "relation", "add", "cited_by", "--role", "stance", "--phrase", "x", "--inverse-phrase",
          "y",
        ],
        [
          "relation", "add", "x", "--role", "transmission", "--phrase", "x", "--inverse-phrase",
          "y",
          "--shapes", "claim>document",
        ],
        ["kind", "add", "x", "--parent", "nothing"],
        ["kind", "add", "person", "--parent", "group"],
      ] {
        let result = try await Program.run(wrong, in: folder)
        #expect(result.status == 65, "\(wrong): \(result.errors)")
      }
      try await Program.check(["export", "--output", "out"], in: folder)
      try await Program.check(["init", "again.db"], in: folder)
      try await Program.check(["import", "out", "--case", "again.db"], in: folder)
      #expect(
        try await Program.check(["relation", "list", "--case", "again.db"], in: folder)
          == Program.check(["relation", "list"], in: folder))
    }
  }

  @Test("A withheld source is shown as such everywhere, unless it is asked for")
  func withheld() async throws {
    try await withTemporaryFolder { folder in
      let secret = "Zaphod"
      for line in [
        ["init"], ["add", "entity", "story", "--kind", "document"],
        [
          "add", "entity", "zaphod", "--kind", "person", "--naming", "withheld", "--name", secret,
          "--upstream", "origin", "--description", "Known as \(secret)",
        ],
        [
          "add", "attribution", "zaphod", "told", "story", "--id", "a1", "--according-to", "story",
          "--locator", "\(secret)'s diary", "--note", "from \(secret)",
        ],
      ] {
        try await Program.check(line, in: folder)
      }
      for command in [
        ["trace", "story"], ["trace", "story", "--format", "json"],
        ["trace", "story", "--format", "dot"], ["trace", "story", "--format", "csv"],
        ["show", "story"], ["show", "zaphod"], ["show", "attribution:a1", "--format", "json"],
        ["search", "zaphod"], ["export", "--format", "json"], ["export", "--format", "dot"],
        ["stats"], ["verify"], ["trace", "zaphot"],
        ["edit", "entity", "zaphod", "--language", "en"], ["remove", "entity", "zaphot"],
      ] {
        let result = try await Program.run(command, in: folder)
        let all = (result.output + result.errors).lowercased()
          .replacingOccurrences(of: "zaphot", with: "")
        #expect(!all.contains("zaphod"), "\(command): \(all)")
      }
      let revealed = try await Program.check(["trace", "story", "--reveal-withheld"], in: folder)
      #expect(revealed.contains(secret))
    }
  }
}
