import Foundation
import HeadwaterTestSupport
import JSONText
import Testing

/// Commands on a whole case, at the built program.
@Suite struct WholeCaseCommandTests {
  /// A case in a folder: an article that wiki and story copied from each other, and a claim.
  static func withLoop(_ body: (String) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let entities = """
        key,kind,upstream,date
        editor,person,origin,
        wiki-1,document,,2020-01-01
        wiki-2,document,,2020-03-01
        story,document,,2020-02-01
        daily,document,,2020-04-01
        """
      let attributions = """
        id,source,relation,target
        e1,editor,authored,wiki-1
        e2,wiki-1,revised_as,wiki-2
        e3,wiki-1,cited_by,story
        e4,story,cited_by,wiki-2
        e5,story,cited_by,daily
        """
      try FileManager.default.createDirectory(
        atPath: folder + "/in", withIntermediateDirectories: true)
      try Program.write(entities + "\n", to: folder + "/in/entities.csv")
      try Program.write(attributions + "\n", to: folder + "/in/attributions.csv")
      try await Program.check(["init"], in: folder)
      try await Program.check(["import", "in"], in: folder)
      try await body(folder)
    }
  }

  @Test("A loop is told so that it is understood at a glance")
  func text() async throws {
    try await Self.withLoop { folder in
      let text = try await Program.check(["loops"], in: folder)
      #expect(
        text == """
          Loop 1: 2 draw on each other (established)
            ↻ wiki-1 ← cites story
              story ← cites wiki-1
            came in from: editor
            versions: wiki-1 stands for wiki-1 → wiki-2
            Version by version it does not go round: it began before the circle closed.

          1 loop, by established steps.

          """)
    }
  }

  @Test("Loops in JSON are what their schema says, with versions and evidence")
  func json() async throws {
    try await Self.withLoop { folder in
      let text = try await Program.check(["loops", "--format", "json"], in: folder)
      let schema = try JSONSchema(path: "\(Program.root)/docs/json/loops.schema.json")
      #expect(try schema.problems(in: text) == [])
      let loop = try #require(try JSONValue(parsing: text)["loops"]?.elements?.first)
      #expect(loop["cycle"]?.elements?.compactMap(\.string) == ["story", "wiki-1"])
      #expect(loop["evidence"]?.elements?.compactMap(\.string) == ["e4", "e3"])
      #expect(loop["entry"]?.elements?.compactMap(\.string) == ["editor"])
      let versions = loop["versions"]?["wiki-1"]?.elements?.compactMap(\.string)
      #expect(versions == ["wiki-1", "wiki-2"])
      let csv = try await Program.check(["loops", "--format", "csv"], in: folder)
      #expect(csv.split(whereSeparator: \.isNewline).count == 2)
    }
  }

  @Test("The load of a case, and what it says where there is none")
  func load() async throws {
    try await Self.withLoop { folder in
      let text = try await Program.check(["load"], in: folder)
      #expect(
        text == """
          documents  share    source
          4          100.0 %  editor (person)
          3          75.0 %   wiki-1 (document, 2020-01-01)
          1          25.0 %   story (document, 2020-02-01)

          Of 4 documents; the source itself is not counted.

          """)
      let none = try await Program.check(["load", "--without", "wiki-1,story"], in: folder, or: 66)
      #expect(none.isEmpty)
      try await Program.check(["init", "empty.db"], in: folder)
      let empty = try await Program.check(["load", "--case", "empty.db"], in: folder)
      #expect(empty == "No document solely depends on another source.\n")
      let loops = try await Program.check(["loops", "--case", "empty.db"], in: folder)
      #expect(loops == "No circular reporting is recorded.\n")
    }
  }

  @Test(
    "Time that is used up ends with 2, an answer and what cut it", arguments: ["loops", "load"])
  func budget(command: String) async throws {
    try await Self.withLoop { folder in
      let result = try await Program.run(
        [command, "--max-time", "0.000000001", "--format", "json"], in: folder)
      #expect(result.status == 2)
      #expect(result.errors.hasPrefix("Cut: the time allowed was used up; "))
      let cut = try JSONValue(parsing: result.output)["cut"]
      #expect(cut?["reason"]?.string == "time")
      let limits = try await Program.run([command, "--max-memory", "0"], in: folder)
      #expect(limits.status == 64)
    }
  }

  @Test("A case too large for the memory allowed is refused with the estimate")
  func memory() async throws {
    try await withTemporaryFolder { folder in
      var entities = "key,kind\n"
      for number in 0..<12_000 { entities += "d\(number),document\n" }
      try FileManager.default.createDirectory(
        atPath: folder + "/in", withIntermediateDirectories: true)
      try Program.write(entities, to: folder + "/in/entities.csv")
      try Program.write(
        "source,relation,target\nd0,cited_by,d1\n", to: folder + "/in/attributions.csv")
      try await Program.check(["init"], in: folder)
      try await Program.check(["import", "in"], in: folder)
      let result = try await Program.run(["loops", "--max-memory", "1"], in: folder)
      #expect(result.status == 2)
      #expect(
        result.errors == """
          the case is too large for memory: a question about all of it takes about 1 MB, and 1 MB \
          are allowed; --max-memory allows more

          """)
      let allowed = try await Program.run(["loops", "--max-memory", "2"], in: folder)
      #expect(allowed.status == 0)
    }
  }
}

extension Program {
  /// Runs the program and expects this status.
  static func check(_ arguments: [String], in folder: String, or status: Int32) async throws
    -> String
  {
    let result = try await run(arguments, in: folder)
    guard result.status == status else {
      throw TestSetupError("\(arguments) ended with \(result.status): \(result.errors)")
    }
    return result.output
  }
}
