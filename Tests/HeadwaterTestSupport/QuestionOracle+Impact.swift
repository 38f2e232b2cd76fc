/// What is left of one work when sources are taken out.
package struct QuestionImpact: Hashable, Sendable {
  package typealias Token = QuestionGraph.Token

  package enum Effect: String, CaseIterable, Sendable {
    case unsupported, weakened, stands
  }

  package var work: String
  package var before: Set<Token>
  package var after: Set<Token>

  /// For a claim, the documents that assert it with what they had and have left for it.
  package var asserting: [String: [Set<Token>]]

  package var effect: Effect {
    if before.count == after.count { return .stands }
    return after.isEmpty ? .unsupported : .weakened
  }
}

extension QuestionOracle {
  /// What becomes of every work downstream of `sources`, without the sources; by key.
  package func impact(of sources: Set<String>) -> [QuestionImpact] {
    var found: [QuestionImpact] = []
    for work in OracleKeys.sorted(world.entities.filter(\.kind.isWork).map(\.key)) {
      if sources.contains(work) { continue }
      let isClaim = kind(of: work) == .claim
      let graph = isClaim ? graph(of: work) : documentGraph(of: work)
      let above = graph.nodes()
      let isBelow = graph.entities.indices.contains {
        above & (1 << UInt64($0)) != 0 && sources.contains(graph.entities[$0])
      }
      guard isBelow else { continue }
      let out = tokens(of: sources, in: graph)
      var asserting: [String: [Set<QuestionImpact.Token>]] = [:]
      for document in assertingDocuments(in: graph) ?? [] {
        let nodes = nodes(asserting: document, in: graph)
        asserting[document] = [[], out].map {
          graph.endsLeft(from: nodes, out: $0, reading: reading)
        }
      }
      found.append(
        QuestionImpact(
          work: work, before: graph.endsLeft(out: [], reading: reading),
          after: graph.endsLeft(out: out, reading: reading), asserting: asserting))
    }
    return found
  }

  /// The sources, and the circular groups that hold one: without it they are not what they were.
  private func tokens(of sources: Set<String>, in graph: QuestionGraph) -> Set<QuestionGraph.Token>
  {
    Set(graph.tokens.filter { !sources.isDisjoint(with: $0.members) })
  }

  private func nodes(asserting document: String, in graph: QuestionGraph) -> UInt64 {
    graph.edges.filter {
      $0.from == graph.start && $0.attribution.relation == "asserted"
        && graph.entities[$0.to] == document
    }.reduce(0) { $0 | (1 << UInt64($1.to)) }
  }

  /// For each entity and circular group, how many documents have no way to an end but through it.
  ///
  /// What no document depends on is left out.
  package func load() -> [QuestionGraph.Token: Int] {
    var load: [QuestionGraph.Token: Int] = [:]
    for entity in world.entities where entity.kind == .document {
      for single in documentGraph(of: entity.key).singles { load[single, default: 0] += 1 }
    }
    return load
  }
}
