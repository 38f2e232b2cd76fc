/// Whether two subjects share sources.
package struct QuestionComparison: Hashable, Sendable {
  package enum Verdict: String, CaseIterable, Sendable {
    case oneDrawsOnTheOther = "one_draws_on_the_other"
    case shareSources = "share_sources"
    case independent
    case nothingShared = "nothing_shared"
  }

  /// What is upstream of both, and whether established steps lead there from both.
  package var shared: [String: Bool]

  /// Those with the least sum of hops.
  package var nearest: Set<String>
  package var sharedEnds: Set<QuestionGraph.Token>
  package var verdict: Verdict

  /// Pairs that may be one, the first upstream of the first subject, the other of the other.
  package var possiblySame: Set<[String]>
}

extension QuestionOracle {
  package func comparison(of one: String, with other: String) -> QuestionComparison {
    let graphs = [graph(of: one), graph(of: other)]
    let reached = graphs.map { Set($0.members(of: $0.nodes())) }
    let surely = graphs.map { Set($0.members(of: $0.nodes(establishedOnly: true))) }
    let hops = graphs.map { graph in
      Dictionary(zip(graph.entities, graph.hops)) { min($0, $1) }
    }
    let shared = reached[0].intersection(reached[1])
    let sums = shared.map { ($0, (hops[0][$0] ?? 0) + (hops[1][$0] ?? 0)) }
    let least = sums.map(\.1).min()
    var pairs: Set<[String]> = []
    for verdict in world.verdicts where verdict.judgement == .possiblySame {
      for (left, right) in [(verdict.one, verdict.other), (verdict.other, verdict.one)]
      where left != right && reached[0].contains(left) && reached[1].contains(right) {
        pairs.insert([left, right])
      }
    }
    return QuestionComparison(
      shared: Dictionary(
        uniqueKeysWithValues: shared.map { ($0, surely[0].contains($0) && surely[1].contains($0)) }),
      nearest: Set(sums.filter { $0.1 == least }.map(\.0)),
      sharedEnds: graphs[0].endTokens.intersection(graphs[1].endTokens),
      verdict: verdict(
        graphs, shared, drawsOn: reached[0].contains(other) || reached[1].contains(one),
        maybeOne: !pairs.isEmpty), possiblySame: pairs)
  }

  private func verdict(
    _ graphs: [QuestionGraph], _ shared: Set<String>, drawsOn: Bool, maybeOne: Bool
  ) -> QuestionComparison.Verdict {
    if drawsOn { return .oneDrawsOnTheOther }
    if !shared.isEmpty { return .shareSources }
    let areOrigins = graphs.allSatisfy { graph in
      graph.groups.isEmpty && graph.ends.allSatisfy { $0 == nil || $0 == .origin }
    }
    return areOrigins && !maybeOne ? .independent : .nothingShared
  }

  /// Every way from `giver` to `receiver` along the flow: shortest first, then by keys.
  package func paths(from giver: String, to receiver: String) -> [[String]] {
    if giver == receiver { return [] }
    let (unmarked, marked) = ChainOracle.Run(of: ChainOracle(world, options), subject: receiver)
      .allWalks()
    let walks = (unmarked + marked.map(\.walk)).filter { $0.entities.last == giver }
    return Set(walks.map { Array($0.entities.reversed()) }).sorted { one, other in
      one.count == other.count ? OracleKeys.precede(one, other) : one.count < other.count
    }
  }
}
