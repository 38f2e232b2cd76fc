import Foundation
import HeadwaterTestSupport
import Testing

/// What `impact` and `retract` say at the user's edge.
@Suite struct ImpactCommandTests {
  private struct Answer: Decodable {
    struct Work: Decodable, Equatable {
      let key: String
      let kind: String
      let matter: String?
      let before: Int
      let after: Int
      let state: String
    }
    struct Figures: Decodable {
      let unsupported: [String]
      let weakened: [String]
      let stands: Int
    }
    struct Recorded: Decodable {
      let by: String
      let relation: String
      let attributions: [String]
      let drops: Bool
    }
    struct Cut: Decodable { let reason: String }

    let retracted: [String]
    let `as`: String
    let unsupported: [String]
    let weakened: [String]
    let stands: Int
    let works: [Work]
    let recheck: [String]
    let established: Figures?
    let recorded: Recorded?
    let cut: Cut?
  }

  private static func answer(_ arguments: [String], in folder: String) async throws -> Answer {
    let text = try await Program.check(arguments + ["--format", "json"], in: folder)
    return try JSONDecoder().decode(Answer.self, from: Data(text.utf8))
  }

  @Test("The worked example: what falls, what is weakened, and what it has left through whom")
  func workedExample() async throws {
    try await WorkedExampleTests.withExample { folder in
      let answer = try await Self.answer(["impact", "occrp"], in: folder)
      #expect(answer.retracted == ["occrp"] && answer.as == "retraction")
      #expect(answer.unsupported == ["article", "daily-1", "daily-2", "wire"])
      #expect(answer.weakened == ["claim"] && answer.stands == 0 && answer.recheck.isEmpty)
      let claim = answer.works.first { $0.key == "claim" }
      #expect(claim?.before == 3 && claim?.after == 1)
      #expect(
        answer.works.last
          == Answer.Work(
            key: "tabloid", kind: "document", matter: "claim", before: 1, after: 1, state: "stands"
          ))
      #expect(answer.established?.unsupported == answer.unsupported)
      let text = try await Program.check(["impact", "occrp"], in: folder)
      #expect(
        text == """
          If occrp (outlet) is retracted

          ✗ Loses all support: 4 works
            ends
            2 → 0  article (document)
            2 → 0  daily-1 (document)
            2 → 0  daily-2 (document)
            2 → 0  wire (document)

          ▼ Weakened: 1 work
            ends
            3 → 1  claim · The claim (claim)
            2 → 0        of it by article (document)
            2 → 0        of it by daily-1 (document)
            2 → 0        of it by daily-2 (document)
            1 → 1        of it by tabloid (document)

          Nothing else is downstream.
          Over established steps alone: the same.

          """)
      let csv = try await Program.check(["impact", "memo", "--format", "csv"], in: folder)
      #expect(csv.contains("\r\nclaim,claim,,3,2,weakened\r\n"))
      #expect(csv.contains("\r\narticle,document,claim,2,2,stands\r\n"))
    }
  }

  @Test("Where both insiders are needed, one of them takes everything with it but the memo")
  func joint() async throws {
    try await WorkedExampleTests.withExample(joint: "both") { folder in
      let answer = try await Self.answer(["impact", "insider-a"], in: folder)
      #expect(answer.unsupported == ["article", "daily-1", "daily-2", "wire"])
      #expect(answer.weakened == ["claim"])
    }
    try await WorkedExampleTests.withExample { folder in
      let answer = try await Self.answer(["impact", "insider-a"], in: folder)
      #expect(answer.unsupported.isEmpty && answer.weakened.count == 5)
      let both = try await Self.answer(["impact", "insider-a", "insider-b"], in: folder)
      #expect(both.unsupported == ["article", "daily-1", "daily-2", "wire"])
    }
  }

  @Test("Nothing downstream, nothing retracted, nothing in the case: plain sentences")
  func nothing() async throws {
    try await WorkedExampleTests.withExample { folder in
      let text = try await Program.check(["impact", "icrc"], in: folder)
      #expect(text.contains("Nothing is recorded downstream: nothing falls."))
      let none = try await Program.run(["impact", "--what-if"], in: folder)
      #expect(none.status == 0 && none.output == "Nothing is asked about.\n")
      #expect(none.errors.contains("No work is recorded as retracted"))
      let concern = try await Program.check(
        ["impact", "icrc", "--as", "concern"], in: folder)
      #expect(concern.contains("Nothing is recorded downstream."))
    }
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      let answer = try await Self.answer(["impact"], in: folder)
      #expect(answer.retracted.isEmpty && answer.works.isEmpty && answer.cut == nil)
    }
  }

  @Test("A concern lists what to look at again; a limit cuts lists and says so")
  func recheckAndLimit() async throws {
    try await WorkedExampleTests.withExample { folder in
      let answer = try await Self.answer(["impact", "occrp", "--as", "concern"], in: folder)
      #expect(answer.recheck == ["article", "claim", "daily-1", "daily-2", "wire"])
      #expect(answer.stands == 5 && answer.unsupported.isEmpty)
      let result = try await Program.run(
        ["impact", "occrp", "--limit", "2", "--format", "json"], in: folder)
      let cut = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
      #expect(cut.unsupported == ["article", "daily-1"] && cut.cut?.reason == "limit")
      #expect(result.errors.contains("only the first 2"))
      let text = try await Program.check(["impact", "occrp", "--limit", "2"], in: folder)
      #expect(text.contains("Loses all support: 4 works"))
    }
  }

  @Test(
    "What cannot be answered ends with the code that says why",
    arguments: [
      (66, "impact ocrp", "did you mean occrp"), (66, "impact occrp nobody", "nobody"),
      (64, "impact --without-retracted", "leaves out the very sources"),
      (64, "impact occrp --without occrp", "left out"), (64, "impact occrp --limit 0", "--limit"),
      (64, "impact occrp --as gossip", "as"), (64, "impact occrp --about article", "claim"),
      (64, "impact occrp --format pdf", "csv"), (2, "impact occrp --max-time 0.0000001", "time"),
      (64, "retract article", "by"), (66, "retract artcle --by occrp", "did you mean article"),
      (66, "retract article --by nobody", "nobody"),
      (64, "retract occrp --by memo", "a document or a claim"),
      (64, "retract article --by occrp --corrected-by wire", "--as correction"),
      (66, "retract article --by occrp --as correction --corrected-by none", "none"),
      (64, "retract article --by occrp --quote words", "--according-to"),
      (65, "retract article --by occrp --date someday", "date"),
      (65, "retract article --by claim", "claim"),
      (65, "retract article --by occrp --according-to nowhere", "nowhere"),
      (66, "retract article --by occrp --without nobody", "nobody"),
    ])
  func refusals(status: Int32, line: String, message: String) async throws {
    try await WorkedExampleTests.withExample { folder in
      let before = try await Program.check(["export", "--format", "jsonl"], in: folder)
      let result = try await Program.run(line.split(separator: " ").map(String.init), in: folder)
      #expect(result.status == status, "\(result.errors)")
      #expect(result.errors.contains(message), "\(result.errors)")
      let after = try await Program.check(["export", "--format", "jsonl"], in: folder)
      #expect(after == before)
    }
  }

  @Test("A retraction is recorded once, in one change, counts, and leaves the case sound")
  func retract() async throws {
    try await WorkedExampleTests.withExample { folder in
      try await Program.check(["add", "attribution", "occrp", "published", "article"], in: folder)
      let line = [
        "retract", "article", "--by", "occrp", "--date", "2024-05", "--according-to", "wire",
        "--locator", "¶2", "--reason", "as announced",
      ]
      let first = try await Self.answer(line, in: folder)
      #expect(first.recorded?.drops == true && first.recorded?.relation == "retracted")
      #expect(first.recorded?.attributions.count == 1 && first.weakened.isEmpty)
      let again = try await Program.run(line, in: folder)
      #expect(again.status == 0 && again.errors.contains("is there already"))
      let export = try await Program.check(["export", "--format", "jsonl"], in: folder)
      let stances = export.split(separator: "\n").filter { $0.contains("\"retracted\"") }
      #expect(stances.count == 1)
      #expect(stances.first?.contains("notice") == true)
      try await Program.check(["verify"], in: folder)
      let recorded = try await Self.answer(["impact"], in: folder)
      #expect(recorded.retracted == ["article"])
      let flags = try await Program.check(["independence", "claim"], in: folder)
      #expect(flags.contains("retracted"))
    }
  }

  @Test("A correction records the new version too, unless it is there")
  func correction() async throws {
    try await WorkedExampleTests.withExample { folder in
      let line = [
        "retract", "wire", "--by", "occrp", "--as", "correction", "--corrected-by", "memo",
      ]
      let first = try await Self.answer(line, in: folder)
      #expect(first.recorded?.relation == "corrected")
      #expect(first.recorded?.attributions.count == 2)
      #expect(first.recheck == ["claim", "daily-1", "daily-2", "memo"])
      let second = try await Self.answer(line, in: folder)
      #expect(second.recorded?.attributions.count == 1)
      try await Program.check(["verify"], in: folder)
    }
  }

  @Test("Whoever did not make it drops nothing by a retraction, and is told so")
  func stranger() async throws {
    try await WorkedExampleTests.withExample { folder in
      let text = try await Program.check(["retract", "wire", "--by", "memo"], in: folder)
      #expect(text.contains("who did not make wire: it drops nothing by itself"))
      #expect(text.contains("✗ Loses all support: 2 works"))
      let none = try await Program.check(["impact"], in: folder)
      #expect(none == "Nothing is asked about.\n")
    }
  }

  @Test("What if: nothing of the case's content is changed, and the impact is the same")
  func whatIf() async throws {
    try await WorkedExampleTests.withExample { folder in
      let before = try Data(contentsOf: URL(filePath: folder + "/case.db"))
      let line = ["retract", "wire", "--by", "occrp"]
      let result = try await Program.run(line + ["--what-if"], in: folder)
      #expect(result.status == 0 && result.errors.contains("Nothing is changed"))
      #expect(try Data(contentsOf: URL(filePath: folder + "/case.db")) == before)
      let recorded = try await Program.check(line, in: folder)
      #expect(recorded == result.output)
      #expect(try Data(contentsOf: URL(filePath: folder + "/case.db")) != before)
    }
  }

  @Test("A case that cannot be written is still told what would fall")
  func readOnly() async throws {
    try await WorkedExampleTests.withExample { folder in
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o444], ofItemAtPath: folder + "/case.db")
      let answer = try await Self.answer(
        ["retract", "wire", "--by", "occrp", "--what-if"], in: folder)
      #expect(answer.unsupported == ["daily-1", "daily-2"])
      #expect(answer.recorded?.attributions == [])
    }
  }
}
