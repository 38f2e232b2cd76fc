/// What is recorded for and against a claim or an attribution.
package enum QuestionState: String, CaseIterable, Sendable {
  case none, supported, denied, both

  init(isSupported: Bool, isDenied: Bool) {
    self = isSupported ? (isDenied ? .both : .supported) : (isDenied ? .denied : .none)
  }
}

/// A claim with its state and where each side has it from.
package struct QuestionDispute: Hashable, Sendable {
  package var state: QuestionState
  package var originsFor: Set<QuestionGraph.Token>
  package var originsAgainst: Set<QuestionGraph.Token>

  package init(
    state: QuestionState, originsFor: Set<QuestionGraph.Token>,
    originsAgainst: Set<QuestionGraph.Token>
  ) {
    self.state = state
    self.originsFor = originsFor
    self.originsAgainst = originsAgainst
  }
}

extension QuestionOracle {
  private var recorded: [OracleAttribution] {
    world.attributions.filter { $0.status == .recorded }
  }

  /// Every claim, whether or not anything is against it.
  package func claimDisputes() -> [String: QuestionDispute] {
    var found: [String: QuestionDispute] = [:]
    for claim in world.entities.filter({ $0.kind == .claim }).map(\.key) {
      let on = recorded.filter { $0.target == claim }
      let against = on.filter(\.isAgainst)
      let isSupported = on.contains { $0.relation == "asserted" || $0.relation == "confirmed" }
      let originsFor = graph(of: claim).endTokens
      found[claim] = QuestionDispute(
        state: QuestionState(isSupported: isSupported, isDenied: !against.isEmpty),
        originsFor: originsFor,
        originsAgainst: against.reduce(into: []) {
          $0.formUnion(origins(against: claim, by: $1.source, besides: originsFor))
        })
    }
    return found
  }

  /// The origins of one who is against `claim`: an agent itself, a document where established
  /// steps lead, but for what stands behind the claim; where that is nothing, itself too.
  private func origins(
    against claim: String, by source: String, besides others: Set<QuestionGraph.Token>
  ) -> Set<QuestionGraph.Token> {
    let own = QuestionGraph.Token(members: [source], isGroup: false)
    guard kind(of: source) == .document else { return [own] }
    var options = options
    options.about = claim
    options.establishedOnly = true
    options.anyMatter = false
    let ends = QuestionGraph(world, options, subject: source).endTokens.subtracting(others)
    return ends.isEmpty ? [own] : ends
  }

  /// The state of every recorded attribution that somebody is against, by its id.
  package func attributionDisputes() -> [String: QuestionState] {
    var found: [String: QuestionState] = [:]
    for attribution in recorded {
      let on = recorded.filter { $0.targetAttribution == attribution.id }
      guard on.contains(where: \.isAgainst) else { continue }
      let isSupported =
        !attribution.evidenceDocuments.isEmpty || on.contains { $0.relation == "confirmed" }
      found[attribution.id] = QuestionState(isSupported: isSupported, isDenied: true)
    }
    return found
  }
}
