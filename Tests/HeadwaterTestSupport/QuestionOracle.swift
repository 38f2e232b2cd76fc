/// An exhaustive second reading of `docs/design/questions.md`, to test quick answers against.
///
/// It was written from the definitions alone. Figures come of trying everything: every set of
/// entities, every set of ends, every set of verdicts. Cases must be small.
package struct QuestionOracle: Sendable {
  /// The case, in which those judged the same are one.
  package let world: OracleCase
  package let options: OracleOptions
  package let reading: QuestionReading

  /// Makes an oracle for `world`, whose verdicts it applies; `options` name what is left of it.
  package init(
    _ world: OracleCase, _ options: OracleOptions = OracleOptions(),
    reading: QuestionReading = QuestionReading(), withoutRetracted: Bool = false,
    withoutDisputed: Bool = false
  ) {
    let merged = world.merged
    var options = options.renamed(world.standingKeys)
    if withoutRetracted {
      options.without.formUnion(merged.retractedWorks)
      options.dropped.formUnion(merged.retractedAttributions)
    }
    if withoutDisputed { options.dropped.formUnion(merged.disputedAttributions) }
    self.world = merged
    self.options = options
    self.reading = reading
  }

  /// The same case and wishes over established steps only: the second figure of every answer.
  package var established: QuestionOracle {
    var options = options
    options.establishedOnly = true
    return QuestionOracle(world, options, reading: reading)
  }

  package func graph(of subject: String) -> QuestionGraph {
    QuestionGraph(world, options, subject: subject)
  }

  /// The graph of a subject that is asked about as a whole.
  package func documentGraph(of subject: String) -> QuestionGraph {
    var options = options
    options.isDocumentLevel = true
    options.about = nil
    return QuestionGraph(world, options, subject: subject)
  }

  package func chains(of subject: String) -> [OracleChain] {
    ChainOracle(world, options).chains(of: subject).chains
  }

  package func kind(of key: String) -> OracleKind? {
    world.entities.first { $0.key == key }?.kind
  }
}

/// One line of `origins`.
package struct QuestionOrigin: Hashable, Sendable {
  package var token: QuestionGraph.Token
  package var end: OracleEnd

  /// The least number of hops of a walk there.
  package var hops: Int
  package var isEstablished: Bool

  /// How many chains `trace` lists with this end; none where only walks that pass an entity twice
  /// get there.
  package var chains: Int
}

extension QuestionOracle {
  /// Where the walks from `subject` end: nearest first, then by key, then by the name of the end.
  package func origins(of subject: String) -> [QuestionOrigin] {
    origins(in: graph(of: subject), chains: chains(of: subject))
  }

  /// The same, of a graph and the chains that are at hand.
  package func origins(in graph: QuestionGraph, chains: [OracleChain]) -> [QuestionOrigin] {
    let hops = graph.hops
    let surely = graph.nodes(establishedOnly: true)
    var lines: [QuestionOrigin] = []
    for node in graph.entities.indices where graph.endNodes & (1 << UInt64(node)) != 0 {
      let end = graph.ends[node] ?? .circular
      let token = graph.endToken(of: node)
      let isEstablished = surely & (1 << UInt64(node)) != 0
      if let index = lines.firstIndex(where: { $0.token == token && $0.end == end }) {
        lines[index].hops = min(lines[index].hops, hops[node])
        if isEstablished { lines[index].isEstablished = true }
        continue
      }
      let listed = chains.filter {
        $0.end == end && token.members.contains($0.entities.last ?? "")
      }
      lines.append(
        QuestionOrigin(
          token: token, end: end, hops: hops[node], isEstablished: isEstablished,
          chains: listed.count))
    }
    return lines.sorted { one, other in
      if one.hops != other.hops { return one.hops < other.hops }
      let (key, otherKey) = (one.token.members[0], other.token.members[0])
      if key != otherKey { return OracleKeys.precede(key, otherKey) }
      return one.end.rawValue < other.end.rawValue
    }
  }
}
