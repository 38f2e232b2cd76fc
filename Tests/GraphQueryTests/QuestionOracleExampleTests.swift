import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// Examples whose numbers were worked out elsewhere, put to the oracle of the questions.
@Suite("The questions' oracle on worked examples")
struct QuestionOracleExampleTests {
  typealias Token = QuestionGraph.Token

  /// Builds a case from lines "key kind [mark]" and "source relation target [field=value …]".
  static func world(
    _ entities: [String], _ attributions: [String], _ verdicts: [OracleVerdict] = []
  ) throws -> OracleCase {
    var world = OracleCase(entities: [], attributions: [], verdicts: verdicts)
    for line in entities {
      let words = line.split(separator: " ").map(String.init)
      let kind = try #require(OracleKind(rawValue: words[1]))
      let mark = words.count > 2 ? try #require(OracleUpstream(rawValue: words[2])) : .unexplored
      world.entities.append(OracleEntity(key: words[0], kind: kind, upstream: mark))
    }
    for (index, line) in attributions.enumerated() {
      let words = line.split(separator: " ").map(String.init)
      var attribution = OracleAttribution(
        id: "a\(index)", source: words[0], relation: words[1], target: words[2])
      for field in words.dropFirst(3) {
        let parts = field.split(separator: "=").map(String.init)
        switch parts[0] {
        case "about": attribution.about = parts[1]
        case "basis": attribution.basis = OracleBasis(rawValue: parts[1])
        case "joint": attribution.joint = parts[1]
        case "day":
          let day = try #require(Int(parts[1]))
          attribution.date = OracleDate(text: "", first: day, last: day)
        case "on":
          attribution.target = nil
          attribution.targetAttribution = parts[1]
        default: Issue.record("unknown field \(field)")
        }
      }
      world.attributions.append(attribution)
    }
    return world
  }

  static func one(_ key: String) -> Token { Token(members: [key], isGroup: false) }

  static func set(_ keys: String...) -> Set<Token> { Set(keys.map(one)) }

  /// The acceptance example of the design: two insiders, a bureau, four documents.
  static func acceptance(
    joint: Bool = false, verdicts: [OracleVerdict] = []
  ) throws -> OracleCase {
    let together = joint ? " joint=j" : ""
    return try world(
      [
        "claim claim", "article document", "wire document", "daily-1 document",
        "daily-2 document", "tabloid document", "occrp outlet", "insider-a person origin",
        "insider-b person origin", "memo document origin", "icrc organisation",
      ],
      [
        "insider-a leaked_to occrp about=claim" + together,
        "insider-b leaked_to occrp about=claim" + together,
        "occrp told article about=claim", "occrp told wire about=claim",
        "wire cited_by daily-1 about=claim", "wire cited_by daily-2 about=claim",
        "memo cited_by tabloid about=claim", "article asserted claim", "daily-1 asserted claim",
        "daily-2 asserted claim", "tabloid asserted claim", "insider-a insider_of icrc",
        "insider-b insider_of icrc",
      ], verdicts)
  }

  @Test("The acceptance example has the numbers of the design")
  func acceptanceExample() throws {
    let oracle = QuestionOracle(try Self.acceptance())
    let origins = oracle.origins(of: "claim")
    #expect(origins.map(\.token.members) == [["memo"], ["insider-a"], ["insider-b"]])
    #expect(origins.map(\.hops) == [2, 3, 3])
    #expect(origins.map(\.chains) == [1, 3, 3])
    let allSure = origins.allSatisfy { $0.isEstablished && $0.end == .origin }
    #expect(allSure)
    let figures = oracle.independence(of: "claim")
    #expect(figures.assertingDocuments == 4)
    #expect([figures.originsLower, figures.originsUpper] == [3, 3])
    #expect([figures.disjointLeast, figures.disjointMost] == [2, 2])
    #expect(figures.smallestCuts == [Self.set("occrp", "tabloid"), Self.set("occrp", "memo")])
    #expect(figures.nearestCut == Self.set("occrp", "tabloid"))
    #expect(figures.singles.isEmpty)
    #expect(figures == oracle.established.independence(of: "claim"))
  }

  @Test("Without the tabloid, the bureau is the single point of failure")
  func withoutTabloid() throws {
    let options = OracleOptions(without: ["tabloid"])
    let figures = QuestionOracle(try Self.acceptance(), options).independence(of: "claim")
    #expect(figures.assertingDocuments == 3)
    #expect(figures.originsUpper == 2)
    #expect(figures.disjointMost == 1)
    #expect(figures.smallestCuts == [Self.set("occrp")])
    #expect(figures.singles == Self.set("occrp"))
  }

  @Test("Retracting the bureau leaves four documents unsupported and the claim weakened")
  func retraction() throws {
    let impact = QuestionOracle(try Self.acceptance()).impact(of: ["occrp"])
    let effects = impact.map { "\($0.work) \($0.effect) \($0.before.count) \($0.after.count)" }
    #expect(
      effects == [
        "article unsupported 2 0", "claim weakened 3 1", "daily-1 unsupported 2 0",
        "daily-2 unsupported 2 0", "wire unsupported 2 0",
      ])
    let claim = try #require(impact.first { $0.work == "claim" })
    let left = claim.asserting.mapValues { $0.map(\.count) }
    #expect(
      left == ["article": [2, 0], "daily-1": [2, 0], "daily-2": [2, 0], "tabloid": [1, 1]])
  }

  @Test("The load of the acceptance example follows its dominators")
  func load() throws {
    let load = QuestionOracle(try Self.acceptance()).load()
    #expect(
      load == [
        Self.one("occrp"): 4, Self.one("wire"): 2, Self.one("memo"): 1,
      ])
  }

  @Test("Where the insiders may be one person, the origins are two or three, the chains two")
  func possiblySame() throws {
    let verdict = OracleVerdict("insider-a", "insider-b", .possiblySame)
    let world = try Self.acceptance(verdicts: [verdict])
    let figures = QuestionOracle(world).independence(of: "claim")
    #expect([figures.originsLower, figures.originsUpper] == [2, 3])
    #expect(figures.disjointMost == 2)
    let apart = try Self.acceptance(
      verdicts: [verdict, OracleVerdict("insider-a", "insider-b", .distinct)])
    #expect(QuestionOracle(apart).independence(of: "claim").originsLower == 3)
  }

  @Test("Where the insiders are one person, the origins are two")
  func same() throws {
    let world = try Self.acceptance(verdicts: [OracleVerdict("insider-b", "insider-a", .same)])
    let oracle = QuestionOracle(world)
    let figures = oracle.independence(of: "claim")
    #expect([figures.originsLower, figures.originsUpper] == [2, 2])
    #expect(oracle.origins(of: "claim").map(\.token.members) == [["memo"], ["insider-a"]])
    #expect(oracle.origins(of: "claim").map(\.chains) == [1, 3])
    #expect(figures.smallestCuts.count == 4)
    #expect(figures.nearestCut == Self.set("occrp", "tabloid"))
  }

  @Test("Where the bureau needs both insiders, two supports and two cuts are minimal")
  func joint() throws {
    let oracle = QuestionOracle(try Self.acceptance(joint: true))
    let figures = oracle.independence(of: "claim")
    #expect(figures.minimalSupports == [Self.set("insider-a", "insider-b"), Self.set("memo")])
    #expect(
      figures.minimalCuts == [Self.set("insider-a", "memo"), Self.set("insider-b", "memo")])
    #expect(figures.disjointMost == 2)
    #expect(figures.supportSingles.isEmpty)
    let impact = oracle.impact(of: ["insider-a"])
    let effects = impact.map { "\($0.work) \($0.effect) \($0.before.count) \($0.after.count)" }
    #expect(
      effects == [
        "article unsupported 2 0", "claim weakened 3 1", "daily-1 unsupported 2 0",
        "daily-2 unsupported 2 0", "wire unsupported 2 0",
      ])
    // Who leaves out one of the two leaves what they gave together without support.
    let withoutOne = QuestionOracle(
      try Self.acceptance(joint: true), OracleOptions(without: ["insider-a"]))
    let left = withoutOne.independence(of: "claim")
    #expect(left.minimalSupports == [Self.set("memo")])
    #expect(left.supportSingles == Self.set("memo", "tabloid"))
    let without = OracleOptions(without: ["tabloid"])
    let alone = QuestionOracle(try Self.acceptance(joint: true), without)
      .independence(of: "claim")
    #expect(alone.singles == Self.set("occrp"))
    #expect(alone.supportSingles == Self.set("occrp", "insider-a", "insider-b"))
  }

  /// A wiki that cites a story that rests on the wiki's first version.
  static func wiki(editor mark: String) throws -> OracleCase {
    try world(
      ["wiki-1 document", "story document", "wiki-2 document", "editor person" + mark],
      [
        "editor authored wiki-1 day=10", "wiki-1 cited_by story day=15",
        "story cited_by wiki-2 day=20", "wiki-1 revised_as wiki-2 day=20",
      ])
  }

  @Test("The wiki and the story go round, their versions do not: it began with the editor")
  func citogenesis() throws {
    let loops = QuestionOracle(try Self.wiki(editor: " undisclosed")).loops()
    #expect(loops.map(\.matter) == [nil])
    #expect(loops.map(\.members) == [["story", "wiki-1"]])
    #expect(loops.map(\.cycle) == [["story", "wiki-1"]])
    #expect(loops.map(\.entry) == [["editor"]])
    #expect(loops.map(\.isEstablished) == [true])
    #expect(loops.map(\.acyclicVersions) == [true])
    // An author without a mark, who was told nothing, is a byline: no step, and so no entry.
    let bare = QuestionOracle(try Self.wiki(editor: "")).loops()
    #expect(bare.map(\.isSelfSupporting) == [true])
  }

  @Test("Through an outlet with two documents nothing goes round")
  func outlet() throws {
    let lines = [
      "leak told outlet about=story-1", "outlet published story-1", "story-1 cited_by report",
      "report told outlet about=story-2", "outlet published story-2",
    ]
    let world = try Self.world(
      [
        "leak person", "outlet outlet", "story-1 document", "report document",
        "story-2 document",
      ], lines)
    #expect(QuestionOracle(world).loops().isEmpty)
    let oneMatter = try Self.world(
      [
        "leak person", "outlet outlet", "story-1 document", "report document",
        "story-2 document",
      ], lines + ["report told outlet about=story-1"])
    let loops = QuestionOracle(oneMatter).loops()
    #expect(loops.map(\.members) == [["outlet", "report", "story-1"]])
    #expect(loops.map(\.entry) == [["leak"]])
    #expect(loops.map(\.cycle) == [["outlet", "story-1", "report"]])
  }

  @Test("A retraction counts by who made it; a denial only where it is asked to")
  func trust() throws {
    let world = try Self.world(
      [
        "claim claim", "article document", "paper document", "paper-maker outlet",
        "memo document origin",
        "source person origin", "rival outlet",
      ],
      [
        "article asserted claim", "paper asserted claim", "paper-maker published paper",
        "memo cited_by paper about=claim", "source told article about=claim",
        "paper-maker retracted paper", "rival retracted article", "rival denied - on=a4",
        "rival retracted - on=a4",
      ])
    func upper(_ retracted: Bool, _ disputed: Bool) -> [Int] {
      let oracle = QuestionOracle(
        world, withoutRetracted: retracted, withoutDisputed: disputed)
      let figures = oracle.independence(of: "claim")
      return [figures.assertingDocuments ?? -1, figures.originsLower, figures.originsUpper]
    }
    #expect(upper(false, false) == [2, 2, 2])
    #expect(upper(true, false) == [1, 1, 1])
    #expect(upper(false, true) == [2, 1, 2])
    #expect(upper(true, true) == [1, 0, 1])
  }

  @Test("A path, a comparison and a dispute are as drawn in the definitions")
  func others() throws {
    let square = try Self.world(
      ["a document", "b document", "c document", "d document"],
      ["a cited_by b", "b cited_by d", "a cited_by c", "c cited_by d"])
    let oracle = QuestionOracle(square)
    #expect(oracle.paths(from: "a", to: "d") == [["a", "b", "d"], ["a", "c", "d"]])
    #expect(oracle.paths(from: "d", to: "a").isEmpty)
    let shared = try Self.world(
      ["a person", "bureau outlet", "article document", "daily document"],
      [
        "a told bureau about=article", "a told bureau about=daily", "bureau told article",
        "bureau told daily",
      ])
    let comparison = QuestionOracle(shared).comparison(of: "article", with: "daily")
    #expect(comparison.shared == ["a": true, "bureau": true])
    #expect(comparison.nearest == ["bureau"])
    #expect(comparison.sharedEnds == Self.set("a"))
    #expect(comparison.verdict == .shareSources)
    let denied = try Self.world(
      ["bureau outlet", "article document", "c claim", "ministry organisation"],
      ["bureau told article about=c", "article asserted c", "ministry denied c"])
    let dispute = QuestionOracle(denied).claimDisputes()["c"]
    #expect(dispute?.state == .both)
    #expect(dispute?.originsFor == Self.set("bureau"))
    #expect(dispute?.originsAgainst == Self.set("ministry"))
  }
}
