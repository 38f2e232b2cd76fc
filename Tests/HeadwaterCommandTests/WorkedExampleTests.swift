import Foundation
import HeadwaterTestSupport
import Testing

/// The worked example of section 5 of the design, number for number, at the built program.
@Suite struct WorkedExampleTests {
  static let entities = """
    key,kind,name,upstream
    claim,claim,The claim,
    article,document,,
    wire,document,,
    daily-1,document,,
    daily-2,document,,
    tabloid,document,,
    memo,document,,origin
    occrp,outlet,,
    insider-a,person,,origin
    insider-b,person,,origin
    icrc,organisation,,
    """

  static func attributions(joint: String = "") -> String {
    """
    source,relation,target,about,joint
    insider-a,leaked_to,occrp,claim,\(joint)
    insider-b,leaked_to,occrp,claim,\(joint)
    occrp,told,article,claim,
    occrp,told,wire,claim,
    wire,cited_by,daily-1,claim,
    wire,cited_by,daily-2,claim,
    memo,cited_by,tabloid,claim,
    article,asserted,claim,,
    daily-1,asserted,claim,,
    daily-2,asserted,claim,,
    tabloid,asserted,claim,,
    insider-a,insider_of,icrc,,
    insider-b,insider_of,icrc,,
    """
  }

  /// Runs `body` in a folder whose `case.db` holds the example.
  static func withExample(joint: String = "", _ body: (String) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/example", withIntermediateDirectories: false)
      try Program.write(entities, to: folder + "/example/entities.csv")
      try Program.write(attributions(joint: joint), to: folder + "/example/attributions.csv")
      try await Program.check(["init"], in: folder)
      try await Program.check(["import", "example"], in: folder)
      try await body(folder)
    }
  }

  /// The figures of one `independence` answer, as far as the design promises them.
  private struct Figures: Decodable, Equatable {
    struct Interval: Decodable, Equatable {
      let lower: Int
      let upper: Int
    }

    let assertingDocuments: Int?
    let origins: Interval
    let disjointChains: Int
    let cut: [String]
    let cutIsUnique: Bool?
    let singlePoints: [String]
    let minimalSupports: [[String]]?
    let minimalCuts: [[String]]?
  }

  private func independence(_ arguments: [String], in folder: String) async throws -> Figures {
    let text = try await Program.check(
      ["independence"] + arguments + ["--format", "json"], in: folder)
    return try JSONDecoder().decode(Figures.self, from: Data(text.utf8))
  }

  @Test("Four documents, three origins, two disjoint chains, a cut of two that is not the only one")
  func figures() async throws {
    try await Self.withExample { folder in
      let answer = try await independence(["claim"], in: folder)
      #expect(
        answer
          == Figures(
            assertingDocuments: 4, origins: .init(lower: 3, upper: 3), disjointChains: 2,
            cut: ["occrp", "tabloid"], cutIsUnique: false, singlePoints: [], minimalSupports: nil,
            minimalCuts: nil))
      let alone = try await independence(["claim", "--without", "tabloid"], in: folder)
      #expect(alone.singlePoints == ["occrp"])
      #expect(alone.cut == ["occrp"])
      #expect(alone.cutIsUnique == true)
      let article = try await independence(["article"], in: folder)
      #expect(article.assertingDocuments == nil)
      #expect(article.origins == .init(lower: 2, upper: 2))
    }
  }

  @Test("If the insiders may be one person there are two or three origins; verdicts can be undone")
  func identity() async throws {
    try await Self.withExample { folder in
      try await Program.check(
        ["identity", "possibly-same", "insider-a", "insider-b"], in: folder)
      let open = try await independence(["claim"], in: folder)
      #expect(open.origins == .init(lower: 2, upper: 3))
      #expect(open.disjointChains == 2)
      try await Program.check(["identity", "same", "insider-a", "insider-b"], in: folder)
      let one = try await independence(["claim"], in: folder)
      #expect(one.origins == .init(lower: 2, upper: 2))
      try await Program.check(["identity", "undo", "insider-a", "insider-b"], in: folder)
      let undone = try await independence(["claim"], in: folder)
      #expect(undone.origins.upper == 3)
    }
  }

  @Test("If both insiders are needed together, supports and cuts are those computed by hand")
  func joint() async throws {
    try await Self.withExample(joint: "both") { folder in
      let answer = try await independence(["claim"], in: folder)
      #expect(answer.minimalSupports == [["memo"], ["insider-a", "insider-b"]])
      #expect(answer.minimalCuts == [["insider-a", "memo"], ["insider-b", "memo"]])
      #expect(answer.singlePoints.isEmpty)
    }
  }

  @Test("The insiders' organisation is no origin, and stands beside them")
  func origins() async throws {
    try await Self.withExample { folder in
      let text = try await Program.check(["origins", "claim"], in: folder)
      #expect(
        text == """
          Origins of claim · The claim (claim)

          ● origin: firsthand, nothing lies upstream
            2 hops  1 chain   established  memo (document)
            3 hops  3 chains  established  insider-a (person), insider of icrc
            3 hops  3 chains  established  insider-b (person), insider of icrc

          3 origins and ends; over established steps alone as many.

          """)
      let table = try await Program.check(["origins", "claim", "--format", "csv"], in: folder)
      #expect(
        table == """
          key,end,hops,chains,status\r
          memo,origin,2,1,established\r
          insider-a,origin,3,3,established\r
          insider-b,origin,3,3,established\r

          """)
    }
  }

  @Test("The three numbers are told apart in one line each")
  func report() async throws {
    try await Self.withExample { folder in
      let text = try await Program.check(["independence", "claim"], in: folder)
      #expect(
        text == """
          Independence of claim · The claim (claim)

                               all steps  established
          asserting documents  4          4            documents that state it
          origins              3          3            firsthand for certain to all ends
          disjoint chains      2          2            ways to an end that share no entity
          smallest cut         2          2            the fewest that cut all ends off
          single points        0          0            without one of them nothing is left

          Smallest cut: occrp, tabloid (one of several of its size, the nearest to the subject).
          No single point of failure.

          """)
    }
  }

  @Test(
    "What cannot be asked is said, with the right exit code",
    arguments: [
      (["origins", "nobody"], 66, "nobody"), (["independence", "clame"], 66, "claim"),
      (["origins", "claim", "--about", "claim"], 64, "claim"),
      (["independence", "claim", "--without", "claim"], 64, "left out"),
      (["origins", "article", "--about", "wire"], 64, "only a claim"),
      (["origins"], 64, "subject"), (["origins", "claim", "--format", "pdf"], 64, "pdf"),
    ] as [([String], Int32, String)])
  func badInput(arguments: [String], status: Int32, word: String) async throws {
    try await Self.withExample { folder in
      let result = try await Program.run(arguments, in: folder)
      #expect(result.status == status, "\(result.errors)")
      #expect(result.errors.contains(word), "\(result.errors)")
      #expect(result.output.isEmpty)
    }
  }

  @Test("A case with one entity: it is its own end")
  func oneEntity() async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      try await Program.check(["add", "entity", "lone", "--kind", "document"], in: folder)
      let answer = try await independence(["lone"], in: folder)
      #expect(answer.origins == .init(lower: 0, upper: 1))
      #expect(answer.disjointChains == 0)
      #expect(answer.cut.isEmpty)
      let text = try await Program.check(["origins", "lone"], in: folder)
      #expect(text.contains("unexplored"))
    }
  }
}
