import Foundation
import HeadwaterTestSupport
import Testing

/// Circular reporting in `examples/citogenesis`, at the built program.
@Suite struct CitogenesisTests {
  private static func ask<Answer: Decodable>(
    _ type: Answer.Type, _ arguments: [String]
  ) async throws -> Answer {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      try await Program.check(
        ["import", Program.root + "/examples/citogenesis/case"], in: folder)
      let text = try await Program.check(arguments + ["--format", "json"], in: folder)
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    }
  }

  private struct Loops: Decodable {
    struct Loop: Decodable, Equatable {
      let members: [String]
      let matter: String?
      let entry: [String]
      let selfSupporting: Bool
      let versions: [String: [String]]
      let acyclicVersions: Bool
    }

    let loops: [Loop]
  }

  @Test("As works the page and the article go round; the entry is told, and that versions do not")
  func loops() async throws {
    let loops = try await Self.ask(Loops.self, ["loops"]).loops
    let expected = [nil, "bridge-claim"].map {
      Loops.Loop(
        members: ["courier-article", "wiki-v1"], matter: $0, entry: ["heron22"],
        selfSupporting: false, versions: ["wiki-v1": ["wiki-v1", "wiki-v2"]],
        acyclicVersions: true)
    }
    #expect(loops == expected)
  }

  private struct Origins: Decodable {
    struct Origin: Decodable, Equatable {
      let key: String?
      let end: String
    }

    let origins: [Origin]
  }

  private struct Independence: Decodable, Equatable {
    struct Interval: Decodable, Equatable {
      let lower: Int
      let upper: Int
    }

    let assertingDocuments: Int?
    let origins: Interval
    let disjointChains: Int
    let singlePoints: [String]
  }

  @Test("Five documents assert the claim, and each chain of it ends at one editor without a source")
  func origins() async throws {
    let origins = try await Self.ask(Origins.self, ["origins", "bridge-claim"]).origins
    #expect(origins == [Origins.Origin(key: "heron22", end: "undisclosed")])
    let answer = try await Self.ask(Independence.self, ["independence", "bridge-claim"])
    #expect(
      answer
        == Independence(
          assertingDocuments: 5, origins: .init(lower: 0, upper: 1), disjointChains: 1,
          singlePoints: ["heron22", "wiki-v1"]))
  }
}
