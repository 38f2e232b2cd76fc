import Foundation
import HeadwaterTestSupport
import Testing

/// Commands on a case as a whole: copies, the past, verdicts, reviews.
@Suite struct CaseCommandTests {
  private static let example = "\(Program.root)/examples/tutorial/case"

  /// Gives `body` a folder with a case of two people who may be one, and a suggestion.
  private static func withCase(_ body: (String) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      for line in [
        "init", "add entity ann --kind person --upstream origin", "add entity anne --kind person",
        "add entity bob --kind person", "add entity paper --kind outlet",
        "add entity story --kind document", "add attribution anne told paper --about story",
        "add attribution paper published story",
        "add attribution bob told paper --about story --status suggested --id hint",
      ] { try await Program.check(line.split(separator: " ").map(String.init), in: folder) }
      try await body(folder)
    }
  }

  private static func run(_ line: String, in folder: String) async throws -> ProgramResult {
    try await Program.run(line.split(separator: " ").map(String.init), in: folder)
  }

  private static func check(_ line: String, in folder: String) async throws -> String {
    try await Program.check(line.split(separator: " ").map(String.init), in: folder)
  }

  @Test("A verdict makes two entities one in a trace, and undoing it takes that back")
  func identity() async throws {
    try await Self.withCase { folder in
      let before = try await Self.check("trace story", in: folder)
      #expect(before.contains("unexplored") && !before.contains("● origin"))
      _ = try await Self.check("identity same ann anne --reason voice", in: folder)
      let same = try await Self.check("trace story", in: folder)
      #expect(same.contains("● origin"))
      // What contradicts a verdict names the pair.
      let refused = try await Self.run("identity distinct anne ann", in: folder)
      #expect(refused.status == 65)
      #expect(refused.errors.contains("“ann”") && refused.errors.contains("“anne”"))
      _ = try await Self.check("identity undo anne ann", in: folder)
      let after = try await Self.check("trace story", in: folder)
      #expect(after == before)
      _ = try await Self.check("identity distinct ann bob", in: folder)
      _ = try await Self.check("identity same anne ann", in: folder)
      let contradiction = try await Self.run("identity same bob anne", in: folder)
      #expect(contradiction.status == 65)
      #expect(contradiction.errors.contains("“ann”") && contradiction.errors.contains("“bob”"))
      let list = try await Self.check("identity list --all --format json", in: folder)
      let schema = try JSONSchema(path: "\(Program.root)/docs/json/identity.schema.json")
      #expect(try schema.problems(in: list) == [])
      #expect(list.contains("undone"))
      let none = try await Self.run("identity undo bob paper", in: folder)
      #expect(none.status == 65)
      #expect(try await Self.check("verify", in: folder) == "Nothing wrong was found.\n")
    }
  }

  @Test("A suggestion counts once it is accepted, and a rejected one never does")
  func review() async throws {
    try await Self.withCase { folder in
      let list = try await Self.check("review", in: folder)
      #expect(list.contains("hint") && list.contains("bob"))
      let json = try await Self.check("review --format json", in: folder)
      let schema = try JSONSchema(path: "\(Program.root)/docs/json/review.schema.json")
      #expect(try schema.problems(in: json) == [])
      #expect(try await !Self.check("trace story", in: folder).contains("bob"))
      _ = try await Self.check("review accept bob", in: folder)
      #expect(try await Self.check("trace story", in: folder).contains("bob"))
      #expect(try await Self.check("review", in: folder) == "Nothing is suggested.\n")
      let again = try await Self.run("review reject hint", in: folder)
      #expect(again.status == 65 && again.errors.contains("recorded"))
      let unknown = try await Self.run("review accept nobody", in: folder)
      #expect(unknown.status == 66)
      let nothing = try await Self.run("review accept", in: folder)
      #expect(nothing.status == 64)
    }
  }

  @Test("The case is read as it was recorded by a time")
  func past() async throws {
    try await Self.withCase { folder in
      let moment = Date().ISO8601Format(.iso8601(timeZone: .gmt, includingFractionalSeconds: true))
      try await Task.sleep(for: .milliseconds(5))
      let before = try await Self.check("show paper", in: folder)
      _ = try await Self.check("remove entity anne --cascade", in: folder)
      _ = try await Self.check("edit entity paper --name Paper", in: folder)
      #expect(try await Self.check("show paper", in: folder) != before)
      let past = try await Self.check("show paper --recorded-as-of \(moment)", in: folder)
      #expect(past == before)
      let none = try await Self.check("stats --recorded-as-of 2001-01-01", in: folder)
      #expect(!none.contains("person"))
      let bad = try await Self.run("show paper --recorded-as-of yesterday", in: folder)
      #expect(bad.status == 64 && bad.errors.contains("--recorded-as-of"))
    }
  }

  @Test("History says who changed what, when, why, and what it was")
  func history() async throws {
    try await Self.withCase { folder in
      _ = try await Self.check("edit entity bob --name Robert --reason renamed", in: folder)
      let text = try await Self.check("history bob", in: folder)
      #expect(text.contains("(renamed)"))
      #expect(text.contains("name: none → \"Robert\""))
      let json = try await Self.check("history bob --format json --limit 1", in: folder)
      let schema = try JSONSchema(path: "\(Program.root)/docs/json/history.schema.json")
      #expect(try schema.problems(in: json) == [])
      #expect(json.contains("\"author\": \"tester\""))
      _ = try await Self.check("remove entity bob --cascade", in: folder)
      // What is gone still has its history, by the key that it had.
      #expect(try await Self.check("history bob", in: folder).contains("removed entity bob"))
      #expect(try await Self.run("history nobody", in: folder).status == 66)
    }
  }

  @Test("A backup is a whole case, and takes no file's place")
  func backup() async throws {
    try await Self.withCase { folder in
      _ = try await Self.check("backup copy.db", in: folder)
      let left = try await Self.check("export --format jsonl", in: folder)
      let right = try await Self.check("export --format jsonl --case copy.db", in: folder)
      #expect(left == right)
      #expect(try await Self.check("verify --case copy.db", in: folder).contains("Nothing wrong"))
      #expect(try await Self.run("backup copy.db", in: folder).status == 73)
      #expect(try await Self.run("backup nowhere/copy.db", in: folder).status == 73)
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/copy.db")
      #expect(mode[.posixPermissions] as? Int == 0o600)
      #expect(try await Self.check("migrate", in: folder).isEmpty)
    }
  }

  @Test("What lies upstream is exported as a case of its own, with the same chains")
  func part() async throws {
    try await withTemporaryFolder { folder in
      for line in [
        "init", "import \(Program.root)/examples/icrc-azerbaijan/case",
        "export --format jsonl --subject article --output part.jsonl", "init --case part.db",
        "import part.jsonl --case part.db",
      ] { _ = try await Self.check(line, in: folder) }
      let whole = try await Self.check("trace article --format csv", in: folder)
      let part = try await Self.check("trace article --format csv --case part.db", in: folder)
      #expect(whole == part)
      #expect(try await Self.check("verify --case part.db", in: folder).contains("Nothing wrong"))
      let counts = try await Self.check("stats --case part.db", in: folder)
      #expect(try await counts != Self.check("stats", in: folder))
    }
  }

  @Test("A shell's completions are a script that the shell accepts", arguments: ["bash"])
  func completions(shell: String) async throws {
    try await withTemporaryFolder { folder in
      let script = try await Self.check("completions \(shell)", in: folder)
      try script.write(toFile: folder + "/script", atomically: true, encoding: .utf8)
      let process = Process()
      process.executableURL = URL(filePath: "/bin/bash")
      process.arguments = ["-n", folder + "/script"]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(script.contains("recorded-as-of"))
      #expect(try await Self.run("completions tcsh", in: folder).status == 64)
    }
  }

  @Test("A table is shown in words before it is imported, and its direction can be seen")
  func edgeTable() async throws {
    try await withTemporaryFolder { folder in
      try "who,whom\r\nA,B\r\nA,B\r\nB,B\r\n".write(
        toFile: folder + "/t.csv", atomically: true, encoding: .utf8)
      try """
      source = who
      target = whom
      relation = source cites target
      kind = "document"
      """.write(toFile: folder + "/t.map", atomically: true, encoding: .utf8)
      _ = try await Self.check("init", in: folder)
      let trial = try await Self.run("import --from csv t.csv --map t.map --dry-run", in: folder)
      #expect(trial.status == 0)
      #expect(trial.output.hasPrefix("A cites B  (information flows B → A)\n"))
      #expect(trial.errors.contains("Nothing was imported"))
      #expect(trial.errors.contains("warning"))
      #expect(try await !Self.check("stats", in: folder).contains("document"))
      _ = try await Self.check("import --from csv t.csv --map t.map", in: folder)
      #expect(try await Self.check("trace a --reach --format csv", in: folder).contains("b,1,"))
      try "source = nothing\n".write(
        toFile: folder + "/bad.map", atomically: true, encoding: .utf8)
      let bad = try await Self.run("import --from csv t.csv --map bad.map", in: folder)
      #expect(bad.status == 65 && bad.errors.contains("bad.map:"))
      #expect(try await Self.run("import --from csv t.csv", in: folder).status == 64)
    }
  }
}
