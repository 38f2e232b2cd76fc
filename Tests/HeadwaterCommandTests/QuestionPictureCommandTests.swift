import Foundation
import HeadwaterTestSupport
import Testing

/// The pictures of questions at the built program.
@Suite struct QuestionPictureCommandTests {
  private static let questions = [
    ["origins", "claim"], ["independence", "claim"], ["independence", "article"], ["loops"],
    ["compare", "article", "daily-1", "tabloid"], ["timeline", "claim"], ["impact", "occrp"],
  ]

  /// The attributes of the line that begins with an id.
  private static func line(_ id: String, in dot: String) -> String {
    dot.split(separator: "\n").map { $0.drop { $0 == " " } }
      .first { $0.hasPrefix("\"\(id)\" [") }.map(String.init) ?? ""
  }

  @Test("Every entity of an answer is in its picture, and what the cut is stands out")
  func independence() async throws {
    try await WorkedExampleTests.withExample { folder in
      let dot = try await Program.check(
        ["independence", "claim", "--format", "dot"], in: folder)
      #expect(dot.contains("3 origins, 2 chains that share no entity"))
      #expect(dot.contains("occrp, tabloid (one of several cuts of that size)"))
      for key in ["occrp", "tabloid"] {
        #expect(Self.line(key, in: dot).contains("✂ smallest cut"), "\(key)")
      }
      for key in ["article", "wire", "daily-1", "daily-2", "memo", "insider-a", "insider-b"] {
        let line = Self.line(key, in: dot)
        #expect(!line.isEmpty && !line.contains("smallest cut"), "\(key)")
      }
      #expect(dot.components(separatedBy: "way 1").count == 3)
      #expect(dot.components(separatedBy: "way 2").count == 4)
      let alone = try await Program.check(
        ["independence", "claim", "--without", "tabloid", "--format", "dot"], in: folder)
      #expect(Self.line("occrp", in: alone).contains("◆ single point"))
      #expect(alone.contains("all chains share an entity"))
    }
  }

  @Test("Each end in the picture of origins says what it is; the organisation is none")
  func origins() async throws {
    try await WorkedExampleTests.withExample { folder in
      let dot = try await Program.check(["origins", "claim", "--format", "dot"], in: folder)
      #expect(dot.contains("3 ends: 3 origins."))
      for (key, chains) in [("memo", "1 chain, 2 hops"), ("insider-a", "3 chains, 3 hops")] {
        let line = Self.line(key, in: dot)
        #expect(line.contains(chains) && line.contains("● origin"), "\(line)")
      }
      #expect(!Self.line("icrc", in: dot).contains("●"))
      let bare = try await Program.check(
        ["origins", "claim", "--format", "dot", "--no-legend"], in: folder)
      #expect(!bare.contains("Legend") && dot.contains("Legend"))
    }
  }

  @Test("Loops are rings: members on a circle with places, who brought it in outside")
  func loops() async throws {
    try await WholeCaseCommandTests.withLoop { folder in
      let dot = try await Program.check(["loops", "--format", "dot"], in: folder)
      #expect(dot.contains("layout=\"neato\""))
      #expect(dot.contains("1 loop: 1 with something from outside."))
      #expect(dot.components(separatedBy: "class=\"transmission cited_by ring\"").count == 5)
      #expect(dot.contains("▷ brought it in"))
      #expect(dot.contains("by version no circle"))
    }
    try await WorkedExampleTests.withExample { folder in
      let none = try await Program.check(["loops", "--format", "dot"], in: folder)
      #expect(none.contains("None that is recorded."))
    }
  }

  @Test("What two share stands out, the nearest most")
  func compare() async throws {
    try await WorkedExampleTests.withExample { folder in
      let dot = try await Program.check(
        ["compare", "article", "daily-1", "--format", "dot"], in: folder)
      #expect(dot.contains("nearest ◆: “occrp”."))
      #expect(Self.line("occrp", in: dot).contains("◆ nearest shared"))
      #expect(Self.line("insider-a", in: dot).contains("◇ shared"))
      #expect(!Self.line("wire", in: dot).contains("shared"))
      let apart = try await Program.check(
        ["compare", "article", "tabloid", "--format", "dot"], in: folder)
      #expect(apart.contains("Independent: nothing is shared"))
      #expect(!Self.line("memo", in: apart).contains("shared"))
    }
  }

  @Test("What falls is greyed, what is weakened half, and what holds it stays as it was")
  func impact() async throws {
    try await WorkedExampleTests.withExample { folder in
      let dot = try await Program.check(["impact", "occrp", "--format", "dot"], in: folder)
      #expect(Self.line("occrp", in: dot).contains("✕ taken out"))
      for key in ["article", "wire", "daily-1", "daily-2"] {
        let line = Self.line(key, in: dot)
        #expect(line.contains("✗ loses all support") && line.contains("#c4c4c4"), "\(key)")
      }
      let claim = Self.line("claim", in: dot)
      #expect(claim.contains("▽ weakened") && claim.contains("ends: 3 → 1"), "\(claim)")
      #expect(!Self.line("memo", in: dot).contains("#c4c4c4"))
      #expect(Self.line("insider-a", in: dot).isEmpty)
      #expect(dot.components(separatedBy: " falls\"").count == 8)
    }
  }

  @Test("In a timeline, what is dated stands under its time, and the rest apart")
  func timeline() async throws {
    try await WholeCaseCommandTests.withLoop { folder in
      let dot = try await Program.check(["timeline", "daily", "--format", "dot"], in: folder)
      let scale = dot.matches(of: /"time [0-9]" \[label="([^"]*)"/).map { String($0.output.1) }
      #expect(scale == scale.sorted() && scale.contains("2020-02-01") && !scale.isEmpty)
      #expect(dot.contains("▷ first to carry it"))
      #expect(dot.contains("1. "))
    }
    try await WorkedExampleTests.withExample { folder in
      let undated = try await Program.check(["timeline", "claim", "--format", "dot"], in: folder)
      #expect(undated.contains("No step has a date."))
      #expect(!undated.contains("\"time 1\""))
    }
  }

  @Test(
    "Graphviz draws the picture of every question", .enabled(if: ProtectedSourceTests.hasGraphviz),
    arguments: questions)
  func svg(question: [String]) async throws {
    try await WorkedExampleTests.withExample { folder in
      let svg = try await Program.check(question + ["--format", "svg"], in: folder)
      #expect(svg.contains("</svg>"))
      try await Program.check(question + ["--format", "png", "--output", "a.png"], in: folder)
      let mermaid = try await Program.check(question + ["--format", "mermaid"], in: folder)
      #expect(mermaid.contains("flowchart LR\n"))
    }
  }

  @Test("A large answer is drawn in part, and the picture says which")
  func large() async throws {
    try await withTemporaryFolder { folder in
      var entities = ["key,kind,upstream", "c,claim,"]
      var attributions = ["source,relation,target,about"]
      for layer in 0..<6 {
        for place in 0..<60 {
          entities.append("d\(layer)-\(place),document,\(layer == 5 ? "origin" : "")")
          guard layer > 0 else {
            attributions.append("d0-\(place),asserted,c,")
            continue
          }
          for next in [place, (place * 7 + layer) % 60, (place + 13) % 60] {
            attributions.append("d\(layer)-\(place),cited_by,d\(layer - 1)-\(next),c")
          }
        }
      }
      try FileManager.default.createDirectory(
        atPath: folder + "/in", withIntermediateDirectories: true)
      try Program.write(entities.joined(separator: "\n") + "\n", to: folder + "/in/entities.csv")
      try Program.write(
        attributions.joined(separator: "\n") + "\n", to: folder + "/in/attributions.csv")
      try await Program.check(["init"], in: folder)
      try await Program.check(["import", "in"], in: folder)
      for question in [["independence", "c"], ["origins", "c"], ["timeline", "c"]] {
        let dot = try await Program.check(
          question + ["--format", "dot", "--no-legend"], in: folder)
        #expect(dot.contains("of 361 entities"))
        let drawn = dot.matches(of: /\n  "[dc][0-9-]*" \[/).count
        #expect((100...150).contains(drawn), "\(question): \(drawn)")
        #expect(!Self.line("c", in: dot).isEmpty)
      }
    }
  }
}
