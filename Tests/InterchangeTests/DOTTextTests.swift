import Foundation
import HeadwaterModel
import Interchange
import Testing

/// Text in pictures: broken into lines, cut, and never read as anything but text.
@Suite struct DOTTextTests {
  /// The lines that Graphviz draws.
  private static func drawn(_ picture: Picture) throws -> [String] {
    let (status, svg) = try PictureTests.run("dot", ["-Tsvg"], DOTWriter.dot(picture))
    #expect(status == 0)
    return svg.components(separatedBy: "<text").dropFirst().map { part in
      PictureTests.plain(String(part.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }))
    }
  }

  private static func drawn(name: String) throws -> [String] {
    try drawn(Picture(nodes: [PictureNode(id: "n", name: name, kind: .person)], edges: []))
      .dropLast()
  }

  @Test("A long name is broken at spaces", .enabled(if: PictureTests.hasGraphviz))
  func wrapping() throws {
    #expect(
      try Self.drawn(name: "Minutes of the  harbour board, as questioned in parliament")
        == ["Minutes of the harbour", "board, as questioned in", "parliament"])
  }

  @Test("A very long name ends in an ellipsis", .enabled(if: PictureTests.hasGraphviz))
  func cutting() throws {
    let lines = try Self.drawn(name: String(repeating: "x", count: 5_000))
    #expect(lines.map(\.count) == [26, 26, 26, 26, 26, 26])
    #expect(lines.last == String(repeating: "x", count: 25) + "…")
    let words = try Self.drawn(name: String(repeating: "word ", count: 500))
    #expect(words.count == 6 && words.last == "word word word word word…")
  }

  @Test("A name at the limit is whole", .enabled(if: PictureTests.hasGraphviz))
  func limit() throws {
    let name = String(repeating: "x", count: 6 * 26)
    #expect(try Self.drawn(name: name).joined() == name)
  }

  @Test("One character of many scalars cannot make a label grow")
  func marks() {
    let name = "a" + String(repeating: "\u{301}", count: 100_000)
    let dot = DOTWriter.dot(
      Picture(nodes: [PictureNode(id: "n", name: name, kind: .person)], edges: []))
    #expect(dot.utf8.count < 3_000)
  }

  @Test("Ideographs and emoji take two columns", .enabled(if: PictureTests.hasGraphviz))
  func wide() throws {
    #expect(
      try Self.drawn(name: String(repeating: "語", count: 20)).map(\.count) == [13, 7])
  }

  @Test(
    "Marks of direction and what XML cannot hold are shown",
    .enabled(if: PictureTests.hasGraphviz))
  func direction() throws {
    // In one test, since test logs would show arguments as they are.
    let shown = [
      "\u{202E}a": "\\u{202e}a", "\u{61C}a": "\\u{61c}a", "a\u{FFFF}": "a\\u{ffff}",
      "\u{2066}a": "\\u{2066}a", "\u{0}\u{1B}[0m": "\\u{0}\\u{1b}[0m",
    ]
    for (name, line) in shown { #expect(try Self.drawn(name: name) == [line]) }
  }

  @Test("The label of an edge is read back as it was", .enabled(if: PictureTests.hasGraphviz))
  func edges() throws {
    for text in PictureTests.nasty where !text.isEmpty && text.count < 18 {
      let nodes = ["a", "b"].map { PictureNode(id: $0, name: $0, kind: .person) }
      let edge = PictureEdge(
        id: text, source: "a", target: "b", phrase: text, locator: text, role: .transmission)
      let lines = try Self.drawn(Picture(nodes: nodes, edges: [edge]))
      let shown = text.replacingOccurrences(of: "\n", with: "⏎")
        .replacingOccurrences(of: "\t", with: " ")
        .replacingOccurrences(of: "\u{202E}", with: "\\u{202e}")
      #expect(lines.count { $0 == shown } == 2, "\(lines)")
    }
  }

  @Test("Ids that differ stay different", .enabled(if: PictureTests.hasGraphviz))
  func ids() throws {
    let ids = [
      "a", "A", "a\n", "a⏎", "a\u{202E}", "a\\u{202e}", "a\"", "a\\", "a\\\"", "a\\\\", "", " ",
      "a:b", "a:b:c", "node", "<a>", "a\t",
    ]
    let dot = DOTWriter.dot(
      Picture(nodes: ids.map { PictureNode(id: $0, name: "x", kind: .person) }, edges: []))
    let (status, counted) = try PictureTests.run("gc", ["-n"], dot)
    #expect(status == 0)
    #expect(counted.split(separator: " ").first.flatMap { Int($0) } == ids.count)
  }

  @Test("Nothing of a name reaches the DOT as control, direction or line")
  func source() {
    let dot = DOTWriter.dot(PictureTests.picture(PictureTests.nasty))
    let unfit = dot.unicodeScalars.filter { scalar in
      scalar != "\n"
        && [.control, .lineSeparator, .paragraphSeparator, .format].contains(
          scalar.properties.generalCategory)
    }
    #expect(unfit.isEmpty)
  }
}
