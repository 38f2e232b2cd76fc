import GraphKernels
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport

/// The program's figures on one question, in the oracle's words, and where they differ.
struct QuestionComparisonRun {
  typealias Token = QuestionGraph.Token

  let oracle: QuestionOracle
  let graph: QuestionGraph
  let origins: Origins
  let independence: Independence
  private(set) var differences: [String] = []

  /// Puts one question to both, with established steps only or with all.
  init(
    _ question: QuestionOracleTests.Question, in reader: some GraphReader,
    establishedOnly: Bool = false
  ) throws {
    let withoutRetracted = question.seed % 4 == 1
    let withoutDisputed = question.seed % 4 == 2
    let all = QuestionOracle(
      question.world, question.options, withoutRetracted: withoutRetracted,
      withoutDisputed: withoutDisputed)
    oracle = establishedOnly ? all.established : all
    graph = oracle.graph(of: question.subject)
    let found = try question.options.traceOptions(in: reader)
    var options = TraceOptions()
    options.about = found.about
    options.without = found.without
    options.notAccordingTo = found.notAccordingTo
    options.asOf = found.asOf
    options.anyMatter = question.options.anyMatter
    options.relations = question.options.relations
    options.establishedOnly = establishedOnly || question.options.establishedOnly
    options.withoutRetracted = withoutRetracted
    options.withoutDisputed = withoutDisputed
    guard let subject = try reader.entity(forKey: question.subject) else {
      preconditionFailure("the subject is in the case")
    }
    let network = try UpstreamNetwork(of: subject, in: reader, options: options)
    origins = Origins(network)
    independence = try Independence(network, in: reader)
    compareOrigins(question.subject)
    compareIndependence()
  }

  private mutating func expect(_ isSo: Bool, _ text: String) {
    if !isSo { differences.append(text) }
  }

  private func key(_ id: EntityID) -> String { origins.network.entity(id)?.key ?? "?" }

  private func token(_ id: EntityID) -> Token { Token(members: [key(id)], isGroup: false) }

  private func token(_ group: [EntityID]) -> Token {
    Token(members: group.map(key), isGroup: true)
  }

  private mutating func compareOrigins(_ subject: String) {
    let expected = oracle.origins(of: subject)
    let lines = origins.origins.map { line in
      "\(line.entities.map(key)) \(line.end.rawValue) \(line.hops) \(line.isEstablished)"
    }
    let wanted = expected.map { line in
      "\(line.token.members) \(line.end.rawValue) \(line.hops) \(line.isEstablished)"
    }
    expect(lines == wanted, "origins \(lines) not \(wanted)")
    guard lines == wanted else { return }
    for (line, other) in zip(origins.origins, expected) {
      let count = Int("\(line.chains.count)") ?? .max
      let isRight = line.chains.isExact ? count == other.chains : count <= other.chains
      expect(isRight, "chains \(line.chains) not \(other)")
    }
  }

  private mutating func compareIndependence() {
    let figures = oracle.independence(in: graph)
    let found = independence
    expect(
      found.assertingDocuments == figures.assertingDocuments,
      "asserting \(String(describing: found.assertingDocuments))")
    expect(
      found.originsLower == figures.originsLower,
      "lower \(found.originsLower) not \(figures.originsLower)")
    expect(
      found.originsUpper == figures.originsUpper,
      "upper \(found.originsUpper) not \(figures.originsUpper)")
    compareWays(figures)
    compareCut(figures)
    compareSupport(figures)
  }

  private mutating func compareWays(_ figures: QuestionIndependence) {
    let (lower, upper) = (independence.disjointChains, independence.disjointChainsUpper)
    let text = "ways \(lower)…\(upper) not \(figures.disjointLeast)…\(figures.disjointMost)"
    expect(lower <= figures.disjointMost && upper >= figures.disjointLeast, text)
    if graph.hasOneNodeEach { expect(lower == figures.disjointMost && upper == lower, text) }
  }

  private mutating func compareCut(_ figures: QuestionIndependence) {
    let cut = Set(independence.cut.map(token) + independence.cutGroups.map(token))
    let text =
      "cut \(names(cut)) lower \(independence.cutLower) unique "
      + "\(String(describing: independence.cutIsUnique)) not \(figures.smallestCuts.map(names))"
      + " nearest \(figures.nearestCut.map(names) ?? [])"
    if graph.isOwnEnd {
      expect(cut.isEmpty, text)
      return
    }
    if independence.joint != nil, !figures.supportSingles.isEmpty {
      expect(cut.count == 1 && cut.isSubset(of: figures.supportSingles), "joint " + text)
      return
    }
    let size = figures.smallestCuts.first?.count ?? 0
    expect(graph.isCut(cut) && independence.cutLower <= size, text)
    if independence.cutLower == cut.count { expect(cut.count == size, text) }
    if let isUnique = independence.cutIsUnique {
      expect(isUnique == (figures.smallestCuts.count == 1), text)
    }
    if graph.hasOneNodeEach, independence.joint == nil {
      expect(cut == figures.nearestCut && independence.cutIsUnique != nil, text)
    }
  }

  private mutating func compareSupport(_ figures: QuestionIndependence) {
    let singles = Set(
      independence.singlePoints.map(token) + independence.singleGroups.map(token))
    let isJoint = independence.joint != nil
    let wanted = isJoint ? figures.supportSingles : figures.singles
    expect(singles == wanted, "singles \(names(singles)) not \(names(wanted))")
    // Where ends support the subject each alone, nothing is said of supports.
    let isPlain = figures.minimalSupports == Set(graph.endTokens.map { [$0] })
    expect(isJoint || isPlain, "no supports, though \(figures.minimalSupports.map(names))")
    guard let joint = independence.joint, joint.isComplete else { return }
    let supports = Set(joint.supports.map { Set($0.map(key)) })
    let cuts = Set(joint.cuts.map { Set($0.map(key)) })
    let wantedSupports = Set(figures.minimalSupports.map(firsts))
    // Where nothing supports the subject there is nothing to cut.
    let wantedCuts = Set(figures.minimalCuts.map(firsts).filter { !$0.isEmpty })
    expect(supports == wantedSupports, "supports \(supports) not \(wantedSupports)")
    expect(cuts == wantedCuts, "cuts of ends \(cuts) not \(wantedCuts)")
  }

  private func names(_ tokens: Set<Token>) -> [[String]] { tokens.inOrder().map(\.members) }

  private func firsts(_ tokens: Set<Token>) -> Set<String> {
    Set(tokens.compactMap(\.members.first))
  }
}
