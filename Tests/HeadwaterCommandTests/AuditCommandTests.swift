import Foundation
import GraphQuery
import HeadwaterTestSupport
import Testing

/// `headwater audit` at the built program.
@Suite struct AuditCommandTests {
  private static func withCase(_ lines: [String], _ body: (String) async throws -> Void)
    async throws
  {
    try await withTemporaryFolder { folder in
      for line in ["init"] + lines {
        try await Program.check(line.split(separator: " ").map(String.init), in: folder)
      }
      try await body(folder)
    }
  }

  private static func audit(_ line: String, in folder: String) async throws -> ProgramResult {
    try await Program.run(["audit"] + line.split(separator: " ").map(String.init), in: folder)
  }

  /// One error, one warning and one note.
  private static let mixed = [
    "add entity notes --kind document", "add entity report --kind document --date 2021",
    "add entity story --kind document --date 2020",
    "add attribution report cited_by story",
    "add attribution story cited_by notes --status suggested",
  ]

  @Test("It exits 1 where there is a finding at or above the weight asked for")
  func exitCodes() async throws {
    try await Self.withCase(Self.mixed) { folder in
      for (line, status) in [
        ("", 1), ("--fail-on warning", 1), ("--fail-on note", 1), ("--fail-on never", 0),
        ("--skip HW003", 0), ("--skip HW003 --fail-on warning", 1),
        ("--only HW015 --fail-on warning", 0), ("--only HW015 --fail-on note", 1),
        ("--limit 1 --fail-on note", 1), ("--skip HW003 --limit 1 --fail-on note", 1),
      ] {
        let result = try await Self.audit(line, in: folder)
        #expect(result.status == Int32(status), "\(line): \(result.output)")
      }
    }
  }

  @Test("What is not listed is counted, and it is said that the list is cut")
  func limit() async throws {
    try await Self.withCase(Self.mixed) { folder in
      let text = try await Self.audit("--limit 2", in: folder)
      #expect(text.output.hasSuffix("1 error, 1 warning, 1 note.\n"))
      #expect(
        text.errors == "Cut: only the first 2 of 3 findings are listed; --limit lists more.\n")
      let json = try await Self.audit("--limit 2 --format json", in: folder)
      let schema = try JSONSchema(path: "\(Program.root)/docs/json/audit.schema.json")
      #expect(try schema.problems(in: json.output) == [])
      #expect(json.output.contains("\"reason\": \"limit\""))
      let time = try await Self.audit("--max-time 0.000001", in: folder)
      #expect(time.status == 2 && time.errors.contains("Cut:"))
    }
  }

  @Test("Nothing is found in an empty case, nor in one with a single entity")
  func small() async throws {
    try await Self.withCase([]) { folder in
      #expect(try await Self.audit("", in: folder).output == "Nothing was found.\n")
      try await Program.check(["add", "entity", "a", "--kind", "person"], in: folder)
      #expect(try await Self.audit("", in: folder).output == "Nothing was found.\n")
      let csv = try await Self.audit("--format csv", in: folder)
      let header = "code,severity,subject,message,related,fix"
      #expect(csv.output.trimmingCharacters(in: .whitespacesAndNewlines) == header)
      let json = try await Self.audit("--format json", in: folder)
      #expect(json.status == 0 && json.output.contains("\"cut\": null"))
    }
  }

  @Test("Codes and numbers that there are not are errors of usage, with the nearest code")
  func badUsage() async throws {
    try await Self.withCase([]) { folder in
      for line in [
        "--only HW0O1", "--skip policy/x", "--only hw", "--limit 0", "--max-time 0",
        "--fail-on all", "--format dot", "story",
      ] {
        let result = try await Self.audit(line, in: folder)
        #expect(result.status == 64, "\(line)")
      }
      let near = try await Self.audit("--only HW0O1", in: folder)
      #expect(near.errors.contains("did you mean") && near.errors.contains("HW001"))
      #expect(try await Self.audit("--case none.db", in: folder).status == 66)
    }
  }

  @Test("SARIF has what version 2.1.0 requires, and names the case as it was named")
  func sarif() async throws {
    try await Self.withCase(Self.mixed) { folder in
      try FileManager.default.copyItem(
        atPath: folder + "/case.db", toPath: folder + "/a b:ä.db")
      let result = try await Program.run(
        ["audit", "--format", "sarif", "--case", "a b:ä.db"], in: folder)
      #expect(result.status == 1)
      let log = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      let root = try #require(log as? [String: Any])
      #expect(root["version"] as? String == "2.1.0")
      let run = try #require((root["runs"] as? [[String: Any]])?.first)
      let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
      #expect(driver["name"] as? String == "headwater")
      let rules = try #require(driver["rules"] as? [[String: Any]])
      #expect(rules.compactMap { $0["id"] as? String } == AuditRule.all.map(\.code))
      let results = try #require(run["results"] as? [[String: Any]])
      #expect(results.compactMap { $0["level"] as? String } == ["error", "warning", "note"])
      for result in results {
        let index = try #require(result["ruleIndex"] as? Int)
        #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        #expect((result["message"] as? [String: Any])?["text"] is String)
        let location = try #require((result["locations"] as? [[String: Any]])?.first)
        let artifact = (location["physicalLocation"] as? [String: Any])?["artifactLocation"]
        #expect((artifact as? [String: Any])?["uri"] as? String == "a%20b%3A%C3%A4.db")
      }
      let related = try #require(results[0]["relatedLocations"] as? [[String: Any]])
      let names = related.compactMap { ($0["logicalLocations"] as? [[String: Any]])?.first }
      #expect(names.compactMap { $0["fullyQualifiedName"] as? String } == ["story", "report"])
      #expect(!result.output.contains(folder))
    }
  }

  @Test("The document on audits has the codes of the program, with their weights")
  func document() throws {
    let sections = try Program.read(Program.root + "/docs/audit.md")
      .components(separatedBy: "\n## ").dropFirst().filter { $0.hasPrefix("HW") }
    #expect(sections.map { String($0.prefix(5)) } == AuditRule.all.map(\.code))
    for (section, rule) in zip(sections, AuditRule.all) {
      let opening = "\(rule.title). *\("\(rule.severity)".capitalized).*"
      #expect(section.contains(opening), "\(rule.code): \(opening)")
      #expect(
        section.contains("Example:") && section.replacing("\n", with: " ").contains("o fix:"),
        "\(rule.code)")
    }
  }

  @Test("Commands that a finding gives mend it")
  func fixes() async throws {
    try await Self.withCase([
      "add entity notes --kind document", "add entity bureau --kind outlet --name Harbour",
      "add entity agency --kind outlet --name harbour", "add entity c --kind claim",
    ]) { folder in
      let before = try await Self.audit("--format json", in: folder)
      #expect(before.output.contains("headwater identity same agency bureau"))
      #expect(before.output.contains("headwater add attribution SOURCE asserted c"))
      for line in [
        "identity same agency bureau", "add attribution agency asserted c --according-to notes",
      ] { try await Program.check(line.split(separator: " ").map(String.init), in: folder) }
      #expect(try await Self.audit("", in: folder).output == "Nothing was found.\n")
    }
  }

  @Test("A withheld source is called by its placeholder, and its name meets no other's")
  func withheld() async throws {
    try await Self.withCase([
      "add entity quiet --kind person --naming withheld --name Quietname",
      "add entity other --kind person --name Quietname", "add entity paper --kind outlet",
      "add entity notes --kind document",
      "add attribution quiet told paper --according-to notes --quote words",
    ]) { folder in
      try Program.write("none of it", to: folder + "/text")
      try await Program.check(["add", "text", "notes", "text"], in: folder)
      for format in ["text", "json", "csv", "sarif"] {
        let found = try await Self.audit("--format \(format)", in: folder)
        #expect(found.status == 0 && found.output.contains("Withheld source 1 told paper"))
        #expect(!found.output.lowercased().contains("quiet"))
        let revealed = try await Self.audit("--format \(format) --reveal-withheld", in: folder)
        #expect(revealed.status == 1 && revealed.output.contains("quiet told paper"))
      }
      let duplicates = try await Self.audit("--only HW010 --reveal-withheld", in: folder)
      #expect(duplicates.output == "Nothing was found.\n")
    }
  }
}
