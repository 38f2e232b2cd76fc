import Foundation
import HeadwaterTestSupport
import Testing

private let table = "peps_graph/edges.csv"

/// Questions about Python's proposals, which mention each other, at the built program.
///
/// The figures were computed with networkx 3 on the rows of `edges.csv` whose relation is
/// `mentions`, target → source: `strongly_connected_components` for the groups; for a proposal p the
/// subgraph of `ancestors(p)` and p, in which the ends are the components of its `condensation` that
/// nothing enters; these, each drawn together into one vertex, hang on a super-source S:
/// `immediate_dominators` from S give the single points, `node_disjoint_paths` from S to p the
/// disjoint chains. The load is the number of vertices below one in the same dominator tree over
/// the whole graph.
@Suite(.enabled(if: SharedData.has(table), "the table peps_graph is not on this machine"))
struct RealDataCommandTests {
  /// Runs `body` in a folder whose `case.db` holds the proposals.
  private static func withProposals(_ body: (String) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      try await Program.check(
        [
          "import", "--from", "csv", try SharedData.path(table), "--map",
          Program.root + "/examples/mappings/peps-edges.map",
        ], in: folder)
      try await body(folder)
    }
  }

  private static func answer<Answer: Decodable>(
    _ type: Answer.Type, _ arguments: [String], in folder: String
  ) async throws -> Answer {
    let text = try await Program.check(arguments + ["--format", "json"], in: folder)
    return try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  private struct Loops: Decodable {
    struct Loop: Decodable {
      let members: [String]
      let cycle: [String]
    }

    let loops: [Loop]
  }

  @Test("43 groups draw on each other, the largest of 157 and the smallest, 27 of them, of two")
  func loops() async throws {
    try await Self.withProposals { folder in
      for arguments in [["loops"], ["loops", "--relation", "cited_by"]] {
        let loops = try await Self.answer(Loops.self, arguments, in: folder).loops
        let sizes = loops.map(\.members.count)
        #expect(sizes.count == 43)
        #expect(sizes.max() == 157)
        #expect(sizes.filter { $0 == 2 }.count == 27)
        let within = loops.allSatisfy { Set($0.cycle).isSubset(of: $0.members) }
        #expect(within)
      }
    }
  }

  private struct Loads: Decodable {
    struct Load: Decodable, Equatable {
      var key: String?
      var members: [String]?
      let documents: Int
    }

    let load: [Load]
  }

  @Test("The sources on which most proposals solely depend are those of the dominator tree")
  func load() async throws {
    let expected: [Loads.Load] = [
      .init(key: "pep3147", documents: 9), .init(key: "pep0013", documents: 8),
      .init(key: "pep0008", documents: 7), .init(members: ["pep0011", "pep0816"], documents: 7),
      .init(key: "pep0302", documents: 7), .init(key: "pep0305", documents: 7),
      .init(key: "pep0484", documents: 7), .init(key: "pep3149", documents: 7),
      .init(key: "pep0381", documents: 6), .init(key: "pep0387", documents: 6),
      .init(key: "pep3134", documents: 6),
    ]
    try await Self.withProposals { folder in
      let loads = try await Self.answer(Loads.self, ["load", "--limit", "11"], in: folder)
      #expect(loads.load == expected)
    }
  }

  private struct Independence: Decodable, Equatable {
    struct Interval: Decodable, Equatable {
      let lower: Int
      let upper: Int
    }

    let origins: Interval
    let disjointChains: Int
    let singlePoints: [String]
  }

  private struct Origins: Decodable {
    struct End: Decodable {
      let key: String?
      let members: [String]?
      let end: String
    }

    let origins: [End]
  }

  /// What is known of a proposal: its ends, circular ones among them, disjoint chains, single points.
  struct Figures: Sendable {
    let key: String
    let ends: Int
    let circles: Int
    let chains: Int
    let points: [String]
  }

  static let figures = [
    Figures(key: "pep0484", ends: 68, circles: 2, chains: 9, points: []),
    Figures(key: "pep0622", ends: 68, circles: 2, chains: 8, points: []),
    Figures(key: "pep0634", ends: 70, circles: 3, chains: 3, points: []),
    Figures(key: "pep0703", ends: 69, circles: 2, chains: 3, points: []),
    Figures(key: "pep0420", ends: 68, circles: 2, chains: 2, points: []),
    Figures(key: "pep3107", ends: 2, circles: 0, chains: 2, points: []),
    Figures(
      key: "pep0298", ends: 68, circles: 2, chains: 1, points: ["pep0296", "pep0358", "pep3137"]),
    Figures(
      key: "pep0603", ends: 8, circles: 0, chains: 1, points: ["pep0521", "pep0550", "pep0567"]),
    Figures(key: "pep0454", ends: 68, circles: 2, chains: 1, points: ["pep0432", "pep0445"]),
    Figures(key: "pep3120", ends: 1, circles: 0, chains: 1, points: ["pep0263"]),
  ]

  @Test("Origins and independence of ten proposals are those computed elsewhere")
  func independence() async throws {
    try await Self.withProposals { folder in
      for figures in Self.figures {
        let origins = try await Self.answer(Origins.self, ["origins", figures.key], in: folder)
        let circular = origins.origins.filter { $0.members != nil }
        #expect(origins.origins.count == figures.ends, "\(figures.key)")
        #expect(circular.count == figures.circles, "\(figures.key)")
        // Nobody marked a proposal as an origin: what nothing is recorded upstream of is unexplored.
        let others = Set(origins.origins.filter { $0.members == nil }.map(\.end))
        #expect(others == ["unexplored"], "\(figures.key)")
        let answer = try await Self.answer(
          Independence.self, ["independence", figures.key], in: folder)
        #expect(
          answer
            == Independence(
              origins: .init(lower: 0, upper: figures.ends), disjointChains: figures.chains,
              singlePoints: figures.points), "\(figures.key)")
      }
    }
  }
}
