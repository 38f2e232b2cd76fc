/// The figures of `independence`, as far as they are one number whichever way they are found.
package struct QuestionIndependence: Hashable, Sendable {
  package typealias Token = QuestionGraph.Token

  /// How many documents assert the subject; nil where it is no claim.
  package var assertingDocuments: Int?
  package var originsLower: Int
  package var originsUpper: Int

  /// The most ways to ends of which no two share an entity, where a circular end has a name of
  /// its own, and where it shares its members' names.
  package var disjointMost: Int
  package var disjointLeast: Int

  /// Every smallest set without which no end is reached.
  package var smallestCuts: Set<Set<Token>>

  /// The one of them with which the least is reached; nil where there is none such.
  package var nearestCut: Set<Token>?

  /// Entities and groups that every way passes.
  package var singles: Set<Token>

  /// Entities and groups without which the subject is unsupported.
  package var supportSingles: Set<Token>

  /// The minimal sets of ends that support the subject, and those that every support meets.
  package var minimalSupports: Set<Set<Token>>
  package var minimalCuts: Set<Set<Token>>
}

extension QuestionOracle {
  package func independence(of subject: String) -> QuestionIndependence {
    independence(in: graph(of: subject))
  }

  package func independence(in graph: QuestionGraph) -> QuestionIndependence {
    let cuts = graph.smallestCuts
    let supports = graph.minimalSupports(reading)
    return QuestionIndependence(
      assertingDocuments: assertingDocuments(in: graph)?.count,
      originsLower: originsLower(in: graph), originsUpper: graph.endTokens.count,
      disjointMost: graph.disjointWays(groupsShareNames: false),
      disjointLeast: graph.disjointWays(groupsShareNames: true),
      smallestCuts: cuts, nearestCut: graph.nearest(of: cuts), singles: graph.singles,
      supportSingles: graph.supportSingles(reading), minimalSupports: supports,
      minimalCuts: graph.minimalCuts(reading))
  }

  /// The documents with a step to the subject over `asserted`.
  package func assertingDocuments(in graph: QuestionGraph) -> Set<String>? {
    guard kind(of: graph.subject) == .claim else { return nil }
    let steps = graph.edges.filter {
      $0.from == graph.start && $0.attribution.relation == "asserted"
    }
    return Set(steps.map { graph.entities[$0.to] }.filter { kind(of: $0) == .document })
  }

  /// The entities at which walks of established steps end as origins.
  package func surelyOrigins(in graph: QuestionGraph) -> Set<String> {
    let surely = graph.nodes(establishedOnly: true)
    let nodes = graph.entities.indices.filter {
      graph.ends[$0] == .origin && surely & (1 << UInt64($0)) != 0
    }
    return Set(nodes.map { graph.entities[$0] })
  }

  /// The fewest that those origins may be, by trying which verdicts of `possibly_same` hold.
  ///
  /// Those that hold join origins, or with `throughOthers` any entities, so that two origins may
  /// be one by way of a third that is none; they may never join two that are distinct.
  package func originsLower(in graph: QuestionGraph, throughOthers: Bool = true) -> Int {
    let origins = surelyOrigins(in: graph)
    let maybes = Array(
      Set(
        world.verdicts.filter {
          $0.judgement == .possiblySame
            && (throughOthers || origins.contains($0.one) && origins.contains($0.other))
        }))
    let distinct = world.verdicts.filter { $0.judgement == .distinct }
    var fewest = origins.count
    for choice in 0..<(1 << maybes.count) {
      var group = Dictionary(uniqueKeysWithValues: world.entities.map { ($0.key, $0.key) })
      for (index, maybe) in maybes.enumerated() where choice & (1 << index) != 0 {
        let (one, other) = (group[maybe.one], group[maybe.other])
        for (key, name) in group where name == other { group[key] = one }
      }
      if distinct.contains(where: { group[$0.one] == group[$0.other] }) { continue }
      fewest = min(fewest, Set(origins.compactMap { group[$0] }).count)
    }
    return fewest
  }
}
