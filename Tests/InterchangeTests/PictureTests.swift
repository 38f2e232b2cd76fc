import Foundation
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

/// Pictures as Graphviz reads them.
@Suite struct PictureTests {
  /// Whether Graphviz is there; `make test` installs it.
  static let hasGraphviz = FileManager.default.isExecutableFile(atPath: "/usr/bin/dot")

  /// Names made to break out of a label, an id or a line.
  static let nasty = [
    "\"];}", "<b>bold</b>", "\\", "\\N \\G \\l", "two\nlines", "😀 emoji", "\u{202E}txt.exe",
    "-- -> %%", "`end`", "&lt;&amp;", "tab\there", "trailing\\", "\"quoted\"", "]]>", "end",
    String(repeating: "x", count: 5000), "", "{a|b}", "#35;",
  ]

  static func picture(_ names: [String]) -> Picture {
    let kinds = BaseKind.allCases
    let nodes = names.enumerated().map { index, name in
      PictureNode(
        id: "n\(index)\(name.prefix(20))", name: name, kind: kinds[index % kinds.count],
        naming: Naming.allCases[index % 5], isSubject: index == 0,
        detail: index % 3 == 0 ? [name] : [],
        end: index % 4 == 0 ? "origin" : nil, group: index % 5 == 0 ? name : nil)
    }
    var edges: [PictureEdge] = []
    for index in nodes.indices.dropFirst() {
      edges.append(
        PictureEdge(
          id: "e\(index)\(names[index].prefix(20))", source: nodes[index].id,
          target: nodes[index - 1].id, phrase: names[index], date: "2023",
          locator: names[index - 1], role: RelationRole.allCases[index % 4],
          isPossible: index % 2 == 0, isAnachronistic: index % 5 == 0, isAgainst: index % 4 == 2))
    }
    if let first = edges.first, let last = nodes.last {
      edges.append(
        PictureEdge(
          id: "stance", source: last.id, target: first.id, isTargetEdge: true, phrase: "denied",
          role: .stance, isAgainst: true))
    }
    return Picture(nodes: nodes, edges: edges, legend: false)
  }

  /// Runs a program with `input`, and gives what it printed.
  static func run(_ program: String, _ arguments: [String], _ input: String) throws -> (
    Int32, String
  ) {
    try withTemporaryFolder { folder in
      try Data(input.utf8).write(to: URL(filePath: folder + "/in"))
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/" + program)
      process.arguments = arguments + [folder + "/in"]
      _ = FileManager.default.createFile(atPath: folder + "/out", contents: nil)
      let output = try FileHandle(forWritingTo: URL(filePath: folder + "/out"))
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      let data = try Data(contentsOf: URL(filePath: folder + "/out"))
      return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
  }

  @Test("Graphviz counts the nodes and edges of the picture", .enabled(if: hasGraphviz))
  func counts() throws {
    let picture = Self.picture(Self.nasty)
    let dot = DOTWriter.dot(picture)
    // The edge that a stance is on is split at a point of its own.
    let (status, counted) = try Self.run("gc", ["-n", "-e"], dot)
    #expect(status == 0)
    let numbers = counted.split(separator: " ").compactMap { Int($0) }
    #expect(numbers == [picture.nodes.count + 1, picture.edges.count + 1])
    #expect(try Self.run("acyclic", ["-n"], dot).0 == 0)
  }

  @Test("Names that try to break out are read back as they are", .enabled(if: hasGraphviz))
  func labels() throws {
    for name in Self.nasty where name.count < 24 && !name.isEmpty {
      let node = PictureNode(id: "a" + name, name: name, kind: .person)
      let dot = DOTWriter.dot(Picture(nodes: [node], edges: []))
      let (status, svg) = try Self.run("dot", ["-Tsvg"], dot)
      #expect(status == 0, "\(name)")
      let shown = svg.components(separatedBy: "<text").dropFirst().map { part in
        let text = part.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
        return Self.plain(String(text))
      }
      let expected = name.split(separator: " ").joined(separator: " ")
        .replacingOccurrences(of: "\n", with: "⏎").replacingOccurrences(of: "\t", with: " ")
        .replacingOccurrences(of: "\u{202E}", with: "\\u{202e}")
      #expect(shown == [expected, "person"], "\(name)")
    }
  }

  /// The text of an SVG element.
  static func plain(_ text: String) -> String {
    [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#45;", "-"),
      ("&#160;", " "), ("&#xa0;", " "), ("&#123;", "{"), ("&#125;", "}"), ("&amp;", "&"),
    ].reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }

  @Test("Every colour has six digits, and every attribute is in quotation marks")
  func colours() throws {
    var picture = Self.picture(["plain", "names", "only", "here"])
    picture.legend = true
    let dot = DOTWriter.dot(picture)
    let colours = dot.matches(of: /#[0-9a-fA-F]+/).map { String($0.output) }
    #expect(!colours.isEmpty && colours.allSatisfy { $0.count == 7 })
    #expect(dot.firstMatch(of: /=[^" ]/) == nil)
  }

  @Test("No text of a picture can end a Mermaid label")
  func mermaid() {
    let text = MermaidWriter.mermaid(Self.picture(Self.nasty))
    for line in text.split(separator: "\n") where line.contains("\"") {
      #expect(line.count { $0 == "\"" } == 2, "\(line)")
    }
  }
}
