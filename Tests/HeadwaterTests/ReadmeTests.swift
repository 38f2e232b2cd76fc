import Headwater
import HeadwaterTestSupport
import Testing

@Suite("The README's Swift")
struct ReadmeTests {
  /// The lines of a file of the repository.
  private static func lines(_ path: String) throws -> [String] {
    let text = String(decoding: try WholeBytes.read(repository + "/" + path), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The blocks of a language in README.md, by what stands in them.
  private static func blocks(_ language: String) throws -> [[String]] {
    var blocks: [[String]] = []
    var isInside = false
    for line in try lines("README.md") {
      if line.hasPrefix("```") {
        isInside = line == "```" + language
        if isInside { blocks.append([]) }
      } else if isInside {
        blocks[blocks.count - 1].append(line)
      }
    }
    return blocks
  }

  @Test("It is what the test runs")
  func sameLines() throws {
    let source = try Self.lines("Tests/HeadwaterTests/ReadmeExample.swift")
    let start = try #require(source.firstIndex { $0.hasSuffix("shows what follows.") })
    let end = try #require(source.firstIndex { $0.hasSuffix("shows what stands before.") })
    let body = source[(start + 1)..<end].map { String($0.dropFirst(4)) }
    let block = try #require(try Self.blocks("swift").first)
    #expect(block == ["import Headwater", ""] + body)
  }

  @Test("It prints what the README says that it prints")
  func output() async throws {
    let printed = try await withTemporaryFolder { folder in
      try await ReadmeExample.run(at: folder + "/notes.case")
    }
    let block = try #require(try Self.blocks("text").first)
    #expect(printed == block.map { $0 + "\n" }.joined())
  }
}
