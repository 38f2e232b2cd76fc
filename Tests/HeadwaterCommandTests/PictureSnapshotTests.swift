import Foundation
import HeadwaterTestSupport
import Testing

/// The pictures in the documents are what the program draws.
@Suite struct PictureSnapshotTests {
  /// A picture of `Scripts/pictures.txt`: its file without the ending, its case and its question.
  struct Picture: Sendable, CustomTestStringConvertible {
    let path: String
    let folder: String
    let question: [String]

    var testDescription: String { path }

    static let all: [Picture] = {
      let text = (try? Program.read(Program.root + "/Scripts/pictures.txt")) ?? ""
      return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        guard cells.count == 3 else { return nil }
        return Picture(
          path: cells[0], folder: cells[1],
          question: cells[2].split(separator: " ").map(String.init))
      }
    }()

    func written(_ ending: String) throws -> String {
      try Program.read("\(Program.root)/\(path).\(ending)")
    }

    func drawn(_ format: String) async throws -> String {
      try await withTemporaryFolder { folder in
        try await Program.check(["init"], in: folder)
        try await Program.check(["import", Program.root + "/" + self.folder], in: folder)
        return try await Program.check(question + ["--format", format], in: folder)
      }
    }
  }

  static let hasGraphviz =
    (try? Program.runBlocking(["dot", "-V"], in: "/", program: "/usr/bin/env").status) == 0

  @Test("Each picture of the list stands in the document beside it, or in the first one")
  func list() throws {
    #expect(!Picture.all.isEmpty)
    for picture in Picture.all {
      let parts = picture.path.split(separator: "/").map(String.init)
      let isExample = parts.first == "examples"
      let document = isExample ? "examples/\(parts[1])/README.md" : "README.md"
      let name = isExample ? parts.dropFirst(2).joined(separator: "/") : picture.path
      let text = try Program.read(Program.root + "/" + document)
      #expect(text.contains("](\(name).svg)"), "\(picture.path) does not stand in \(document)")
    }
  }

  @Test("The graph of a picture is what the program writes", arguments: Picture.all)
  func graph(picture: Picture) async throws {
    let drawn = try await picture.drawn("dot")
    #expect(try picture.written("dot") == drawn, "make pictures draws \(picture.path) anew")
  }

  /// Where a node or an edge stands depends on the version of Graphviz; which there are does not.
  @Test(
    "A picture has the nodes and edges that Graphviz draws",
    .enabled(if: hasGraphviz, "Graphviz is not there"), arguments: Picture.all)
  func nodesAndEdges(picture: Picture) async throws {
    let drawn = try await Self.titles(picture.drawn("svg"))
    let written = try Self.titles(picture.written("svg"))
    #expect(drawn.count > 5)
    #expect(written == drawn, "make pictures draws \(picture.path) anew")
  }

  /// What the nodes and edges of a picture are called, sorted.
  private static func titles(_ svg: String) throws -> [String] {
    svg.components(separatedBy: "<title>").dropFirst()
      .compactMap { $0.components(separatedBy: "</title>").first }.sorted()
  }
}
