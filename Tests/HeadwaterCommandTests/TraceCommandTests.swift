import Foundation
import HeadwaterTestSupport
import Testing

/// What `trace` answers at the user's edge.
@Suite struct TraceCommandTests {
  static func withExample(_ body: (String) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      try await Program.check(
        ["import", Program.root + "/examples/icrc-azerbaijan/case"], in: folder)
      try await body(folder)
    }
  }

  static func json(_ text: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }

  @Test("The article leads to OCCRP and to unnamed insiders, established")
  func chain() async throws {
    try await Self.withExample { folder in
      let text = try await Program.check(["trace", "article", "--format", "json"], in: folder)
      let chains = try Self.json(text)["chains"] as? [[String: Any]] ?? []
      let chain = chains.first { chain in
        chain["entities"] as? [String]
          == ["article", "editorial", "occrp-report", "occrp", "icrc-insiders"]
      }
      #expect(chain?["status"] as? String == "established")
      #expect(chain?["end"] as? String == "origin")
      let entities = Set(chains.flatMap { $0["entities"] as? [String] ?? [] })
      #expect(!entities.contains("icrc"))
      let schema = try JSONSchema(path: Program.root + "/docs/json/trace.schema.json")
      #expect(try schema.problems(in: text) == [])
    }
  }

  @Test("A limit cuts the answer, and says so in the JSON and on standard error")
  func limit() async throws {
    try await Self.withExample { folder in
      let result = try await Program.run(
        ["trace", "article", "--format", "json", "--limit", "2"], in: folder)
      #expect(result.status == 0)
      #expect(result.errors.contains("only the first 2 chains"))
      let answer = try Self.json(result.output)
      #expect((answer["chains"] as? [Any])?.count == 2)
      #expect((answer["cut"] as? [String: Any])?["limit"] as? Int == 2)
      #expect((answer["total"] as? [String: Any])?["chains"] as? String != "2")
    }
  }

  @Test("Every format is written, and a picture is one that Graphviz made")
  func formats() async throws {
    try await Self.withExample { folder in
      let lines = try await Program.check(["trace", "article", "--format", "jsonl"], in: folder)
      for line in lines.split(separator: "\n") { _ = try Self.json(String(line)) }
      let table = try await Program.check(["trace", "article", "--format", "csv"], in: folder)
      #expect(table.hasPrefix("chain,hop,from,to,relations,status,why,anachronistic,end"))
      let mermaid = try await Program.check(
        ["trace", "article", "--format", "mermaid"], in: folder)
      #expect(mermaid.hasPrefix("flowchart LR\n"))
      let dot = try await Program.check(["trace", "article", "--format", "dot"], in: folder)
      #expect(dot.contains("digraph"))
      try await Program.check(
        ["trace", "article", "--format", "svg", "--output", "a.svg"], in: folder)
      #expect(try Program.read(folder + "/a.svg").contains("</svg>"))
    }
  }

  @Test("Without Graphviz on the path, a picture is refused with what to do")
  func noGraphviz() async throws {
    try await Self.withExample { folder in
      let result = try await Program.run(
        ["trace", "article", "--format", "svg"], in: folder, environment: ["PATH": folder])
      #expect(result.status == 66)
      #expect(result.errors.contains("graphviz"))
    }
  }

  @Test("The options change the walk as they say")
  func options() async throws {
    try await Self.withExample { folder in
      func count(_ options: [String]) async throws -> Int {
        let text = try await Program.check(
          ["trace", "article", "--format", "json"] + options, in: folder)
        return (try Self.json(text)["chains"] as? [Any])?.count ?? 0
      }
      let all = try await count([])
      #expect(try await count(["--without", "occrp-report"]) == all - 1)
      #expect(try await count(["--relation", "cites"]) < all)
      #expect(try await count(["--about", "convoy-claim"]) == 2)
      #expect(try await count(["--about", "convoy-claim", "--established"]) == 1)
      #expect(try await count(["--about", "convoy-claim", "--any-matter"]) > 2)
      #expect(try await count(["--not-according-to", "article"]) == 1)
      #expect(try await count(["--max-depth", "0"]) == 1)
    }
  }

  @Test("Text of a case is data on a terminal: control characters are shown, not obeyed")
  func controlCharacters() async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      try await Program.check(
        ["add", "entity", "x", "--kind", "document", "--name", "red \u{1B}[31m \u{202E}txt"],
        in: folder)
      for command in [["trace", "x"], ["show", "x"], ["search", "red"]] {
        let output = try await Program.check(command, in: folder)
        #expect(!output.contains("\u{1B}") && !output.contains("\u{202E}"))
        #expect(output.contains("\\u{1b}"))
      }
    }
  }

  @Test("The tree fits the width of the terminal", arguments: [50, 72, 120])
  func width(columns: Int) async throws {
    try await Self.withExample { folder in
      for command in [["trace", "article"], ["show", "article"], ["trace", "smuggling-claim"]] {
        let result = try await Program.run(
          command, in: folder, environment: ["COLUMNS": "\(columns)"])
        let widest = result.output.split(separator: "\n").map(\.count).max() ?? 0
        #expect(widest <= columns && widest > columns / 2)
      }
    }
  }

  @Test("A sub-tree already shown is referred to, and a stance is told once")
  func nothingTwice() async throws {
    try await Self.withExample { folder in
      let tree = try await Program.check(
        ["trace", "article", "--about", "convoy-claim"], in: folder)
      let lines = tree.split(separator: "\n")
      #expect(lines.count { $0.contains("upstream of occrp-report: as shown above") } == 1)
      #expect(lines.count { $0.contains("received a leak from icrc-insiders") } == 1)
      #expect(lines.count { $0.contains("convoy-claim (according") } == 1)
    }
  }

  @Test("A budget of time cuts the answer short, with exit code 2")
  func budget() async throws {
    try await withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/circle", withIntermediateDirectories: false)
      let numbers = 0..<13
      let rows = numbers.flatMap { from in
        numbers.filter { $0 != from }.map { "d\(from),cited_by,d\($0)\n" }
      }
      try Program.write(
        "key,kind\n" + numbers.map { "d\($0),document\n" }.joined(),
        to: folder + "/circle/entities.csv")
      try Program.write(
        "source,relation,target\n" + rows.joined(), to: folder + "/circle/attributions.csv")
      try await Program.check(["init"], in: folder)
      try await Program.check(["import", "circle"], in: folder)
      let result = try await Program.run(
        [
          "trace", "d0", "--format", "json", "--limit", "100000000", "--max-time", "0.3",
          "--max-depth", "12",
        ], in: folder)
      #expect(result.status == 2)
      #expect(result.errors.contains("time"))
      #expect(result.output.contains("\"reason\": \"time\""))
    }
  }
}
