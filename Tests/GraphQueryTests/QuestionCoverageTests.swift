import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// What the seeds meet: a comparison proves nothing of what never comes about.
@Suite("The seeds of the questions meet what is rare")
struct QuestionCoverageTests {
  /// Something that a case can show, by the question that it matters to.
  enum Outcome: String, CaseIterable {
    case severalNodes, severalNodesBoundDiffers, circularOrigin, subjectInCircle, circularSingle,
      ownEnd, bothMarks, possibleEnd, endWithoutChain, jointChangesSingles, jointInGraph,
      jointNotWhole, jointReadingsDiffer, carryingReadingsDiffer, maybeNarrows, maybeKeptApart,
      maybeNarrowsThroughOthers, merged, mergedChangesEnds, retractionUpstream,
      disputeUpstream, retractionByAnother, cutUnique, cutNotUnique, cutOfTwo, single,
      establishedDiffers, loopOfClaim, loopSelfSupporting, loopEntered, loopPossible,
      loopThroughVersions, loopOnlyByVersions, loopHindered, loadShared, impactUnsupported,
      impactWeakened, impactStands, impactOfCircle, impactOfClaim, compareDraws, compareShares,
      compareIndependent, compareNothing, compareMaybeOne, comparePossible, pathsOfOneLength,
      stateNone, stateSupported, stateDenied, stateBoth, attributionSupported, attributionDenied,
      againstByDocument
  }

  private let question: QuestionOracleTests.Question
  private let oracle: QuestionOracle
  private let graph: QuestionGraph
  private var met: Set<Outcome> = []

  init() { self.init(seed: 0) }

  private init(seed: UInt64) {
    question = QuestionOracleTests.Question(seed: seed)
    oracle = question.oracle
    graph = oracle.graph(of: question.subject)
  }

  private mutating func note(_ outcome: Outcome, _ isMet: Bool) {
    if isMet { met.insert(outcome) }
  }

  /// What each part of a case can show; it is looked at no more once that was met often enough.
  private static let parts: [(shows: Set<Outcome>, look: @Sendable (inout Self) -> Void)] = [
    (
      [
        .severalNodes, .circularOrigin, .subjectInCircle, .ownEnd, .bothMarks, .possibleEnd,
        .endWithoutChain, .pathsOfOneLength,
      ], { $0.noteGraph() }
    ),
    (
      [
        .severalNodesBoundDiffers, .circularSingle, .cutUnique, .cutNotUnique, .cutOfTwo, .single,
        .establishedDiffers,
      ], { $0.noteIndependence() }
    ),
    (
      [
        .jointInGraph, .jointChangesSingles, .jointNotWhole, .jointReadingsDiffer,
        .carryingReadingsDiffer,
      ], { $0.noteJoint() }
    ),
    (
      [.maybeNarrows, .maybeKeptApart, .maybeNarrowsThroughOthers, .merged, .mergedChangesEnds],
      { $0.noteVerdicts() }
    ),
    ([.retractionUpstream, .disputeUpstream, .retractionByAnother], { $0.noteTrust() }),
    (
      [
        .loopOfClaim, .loopSelfSupporting, .loopEntered, .loopPossible, .loopThroughVersions,
        .loopOnlyByVersions, .loopHindered,
      ], { $0.noteLoops() }
    ),
    (
      [
        .loadShared, .impactUnsupported, .impactWeakened, .impactStands, .impactOfClaim,
        .impactOfCircle,
      ], { $0.noteImpact() }
    ),
    (
      [
        .compareDraws, .compareShares, .compareIndependent, .compareNothing, .compareMaybeOne,
        .comparePossible,
      ], { $0.noteComparison() }
    ),
    (
      [
        .stateNone, .stateSupported, .stateDenied, .stateBoth, .againstByDocument,
        .attributionSupported, .attributionDenied,
      ], { $0.noteDisputes() }
    ),
  ]

  @Test("Two thousand seeds meet each outcome at least 20 times")
  func coverage() {
    var counts: [Outcome: Int] = [:]
    for seed in UInt64(0)..<2000 {
      let wanted = Self.parts.filter { part in
        part.shows.contains { counts[$0, default: 0] < 20 }
      }
      if wanted.isEmpty { break }
      var one = Self(seed: seed)
      for part in wanted { part.look(&one) }
      for outcome in one.met { counts[outcome, default: 0] += 1 }
    }
    for outcome in Outcome.allCases {
      let count = counts[outcome, default: 0]
      #expect(count >= 20, "\(outcome.rawValue): \(count)")
    }
  }

  private mutating func noteGraph() {
    note(.severalNodes, !graph.hasOneNodeEach)
    note(.circularOrigin, !graph.groups.isEmpty)
    note(.subjectInCircle, graph.isOwnEnd && graph.ends[graph.start] == nil)
    note(.ownEnd, graph.ends[graph.start] != nil)
    let origins = oracle.origins(of: question.subject)
    note(.bothMarks, Set(origins.map(\.token)).count < origins.count)
    note(.possibleEnd, origins.contains { !$0.isEstablished })
    note(.endWithoutChain, origins.contains { $0.chains == 0 })
    let chains = oracle.chains(of: question.subject).map(\.entities)
    let beginnings = Set(chains.flatMap { chain in chain.indices.map { Array(chain[...$0]) } })
    let places = Set(beginnings.map { "\($0.count) \($0.last ?? "")" })
    note(.pathsOfOneLength, places.count < beginnings.count)
  }

  private mutating func noteIndependence() {
    let figures = oracle.independence(in: graph)
    let size = figures.smallestCuts.first?.count ?? 0
    note(.severalNodesBoundDiffers, figures.disjointMost < size)
    note(.circularSingle, figures.singles.contains(where: \.isGroup))
    note(.cutUnique, figures.smallestCuts.count == 1)
    note(.cutNotUnique, figures.smallestCuts.count > 1)
    note(.cutOfTwo, size == 2)
    note(.single, size == 1)
    let sure = oracle.established.independence(of: question.subject)
    note(.establishedDiffers, sure != figures)
  }

  private mutating func noteJoint() {
    note(.jointInGraph, graph.hasJointSteps)
    let figures = oracle.independence(in: graph)
    note(.jointChangesSingles, figures.supportSingles != figures.singles)
    let start: UInt64 = 1 << UInt64(graph.start)
    note(.jointNotWhole, graph.supported() & start == 0)
    note(.jointReadingsDiffer, graph.supported() != graph.supported(reading: .init(.steps)))
    guard graph.hasJointSteps else { return }
    let sources = oracle.world.entities.filter { $0.key != question.subject }.map(\.key)
    for source in sources {
      let out: Set = [QuestionGraph.Token(members: [source], isGroup: false)]
      let whole = graph.endsLeft(out: out, reading: .init(.steps, .wholeGroups))
      note(.carryingReadingsDiffer, graph.endsLeft(out: out, reading: .init(.steps)) != whole)
    }
  }

  private mutating func noteVerdicts() {
    let sure = oracle.surelyOrigins(in: graph)
    let lower = oracle.originsLower(in: graph, throughOthers: false)
    note(.maybeNarrows, lower < sure.count)
    let among = oracle.world.verdicts.filter {
      $0.judgement == .possiblySame && sure.contains($0.one) && sure.contains($0.other)
    }
    note(.maybeKeptApart, !among.isEmpty && sure.count - lower < among.count)
    note(
      .maybeNarrowsThroughOthers, oracle.originsLower(in: graph) < lower)
    let isMerged = question.world.entities.count > oracle.world.entities.count
    note(.merged, isMerged)
    guard isMerged else { return }
    let apart = OracleCase(
      entities: question.world.entities, attributions: question.world.attributions)
    let before = QuestionGraph(apart, question.options, subject: question.subject)
    note(.mergedChangesEnds, before.endTokens.count != graph.endTokens.count)
  }

  private mutating func noteTrust() {
    let world = question.world
    guard world.attributions.contains(where: { $0.id.hasPrefix("n") }) else { return }
    let figures = oracle.independence(in: graph)
    let kept = QuestionOracle(world, question.options, withoutRetracted: true)
    note(.retractionUpstream, kept.independence(of: question.subject) != figures)
    let calm = QuestionOracle(world, question.options, withoutDisputed: true)
    note(.disputeUpstream, calm.independence(of: question.subject) != figures)
    let merged = oracle.world
    note(
      .retractionByAnother,
      merged.attributions.contains { stance in
        guard stance.relation == "retracted", let work = stance.target else { return false }
        return !merged.retractedWorks.contains(work)
      })
  }

  private mutating func noteLoops() {
    let loops = oracle.loops()
    for loop in loops {
      note(.loopOfClaim, loop.matter != nil)
      note(.loopSelfSupporting, loop.isSelfSupporting)
      note(.loopEntered, !loop.isSelfSupporting)
      note(.loopPossible, !loop.isEstablished)
      let works = loop.members.filter { key in
        oracle.workKeys.filter { $0.value == key }.count > 1
      }
      note(.loopThroughVersions, !works.isEmpty)
      note(.loopOnlyByVersions, loop.acyclicVersions)
    }
    let mutual = oracle.world.entities.filter { entity in
      entity.kind == .outlet && goesRoundBySight(entity.key)
    }
    note(
      .loopHindered,
      mutual.contains { outlet in
        !loops.contains { $0.members.contains(outlet.key) }
      })
  }

  /// Whether plain arrows lead from an entity back to itself.
  private func goesRoundBySight(_ key: String) -> Bool {
    var reached: Set<String> = []
    var next = [key]
    while let one = next.popLast() {
      for step in oracle.world.attributions where step.target == one && step.status == .recorded {
        let isFlow = ["told", "leaked_to", "cited_by", "published", "authored", "quoted_by"]
          .contains(step.relation)
        if isFlow, reached.insert(step.source).inserted { next.append(step.source) }
      }
    }
    return reached.contains(key)
  }

  private mutating func noteImpact() {
    note(.loadShared, oracle.load().contains { $0.value > 1 })
    for entity in oracle.world.entities where entity.key != question.subject {
      let impact = oracle.impact(of: [entity.key])
      note(.impactUnsupported, impact.contains { $0.effect == .unsupported })
      note(.impactWeakened, impact.contains { $0.effect == .weakened })
      note(.impactStands, impact.contains { $0.effect == .stands })
      note(.impactOfClaim, impact.contains { $0.asserting.count > 1 })
      note(
        .impactOfCircle,
        impact.contains { work in
          work.before.contains { $0.isGroup && $0.members.contains(entity.key) }
        })
      break
    }
  }

  private mutating func noteComparison() {
    for entity in oracle.world.entities.reversed().prefix(3) where entity.key != question.subject {
      let found = oracle.comparison(of: question.subject, with: entity.key)
      note(.compareDraws, found.verdict == .oneDrawsOnTheOther)
      note(.compareShares, found.verdict == .shareSources)
      note(.compareIndependent, found.verdict == .independent)
      note(.compareNothing, found.verdict == .nothingShared)
      note(.compareMaybeOne, !found.possiblySame.isEmpty)
      note(.comparePossible, found.shared.values.contains(false))
    }
  }

  private mutating func noteDisputes() {
    for (claim, dispute) in oracle.claimDisputes() {
      note(.stateNone, dispute.state == .none)
      note(.stateSupported, dispute.state == .supported)
      note(.stateDenied, dispute.state == .denied)
      note(.stateBoth, dispute.state == .both)
      note(
        .againstByDocument,
        oracle.world.attributions.contains {
          $0.target == claim && $0.isAgainst && oracle.kind(of: $0.source) == .document
        })
    }
    for state in oracle.attributionDisputes().values {
      note(.attributionSupported, state == .both)
      note(.attributionDenied, state == .denied)
    }
  }
}
