import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// Laws that the oracle of the questions must keep, over random cases.
@Suite("The questions' oracle keeps its laws")
struct QuestionOracleTests {
  typealias Token = QuestionGraph.Token

  /// A case, a subject in it that stands for itself, and what is asked besides.
  struct Question {
    let seed: UInt64
    let world: OracleCase
    let subject: String
    let options: OracleOptions

    init(seed: UInt64, extras: QuestionExtras = .all) {
      self.seed = seed
      world = QuestionCaseGenerator.case(seed: seed, extras: extras)
      (subject, options) = QuestionCaseGenerator.question(seed: seed, case: world)
    }

    private init(
      seed: UInt64, world: OracleCase, subject: String, options: OracleOptions
    ) {
      (self.seed, self.world, self.subject, self.options) = (seed, world, subject, options)
    }

    /// The same question to another case.
    func with(_ world: OracleCase, _ options: OracleOptions? = nil) -> Self {
      Self(seed: seed, world: world, subject: subject, options: options ?? self.options)
    }

    var oracle: QuestionOracle { QuestionOracle(world, options) }
  }

  static let blocks = 0..<Soak.amount(6, soak: 60)

  static func seeds(_ block: Int) -> Range<UInt64> {
    UInt64(block * 100)..<UInt64(block * 100 + 100)
  }

  @Test(
    "Ways and cuts bound each other, and agree where each entity has one node", arguments: blocks)
  func menger(block: Int) {
    for seed in Self.seeds(block) {
      let question = Question(seed: seed)
      let graph = question.oracle.graph(of: question.subject)
      let figures = question.oracle.independence(in: graph)
      let size = figures.smallestCuts.first?.count ?? 0
      #expect(figures.disjointLeast <= figures.disjointMost, "seed \(seed)")
      #expect(figures.disjointMost <= size, "seed \(seed)")
      if graph.hasOneNodeEach {
        #expect(figures.disjointLeast == size, "seed \(seed)")
        #expect(graph.isOwnEnd || figures.nearestCut != nil, "seed \(seed)")
      }
      let isOne = size == 1
      #expect(isOne != figures.singles.isEmpty, "seed \(seed)")
      if isOne {
        #expect(figures.smallestCuts == Set(figures.singles.map { [$0] }), "seed \(seed)")
      }
      #expect(figures.originsLower <= figures.originsUpper, "seed \(seed)")
    }
  }

  @Test("Without a single point nothing is left, nor without a cut", arguments: blocks)
  func singles(block: Int) {
    for seed in Self.seeds(block) {
      let question = Question(seed: seed)
      let oracle = question.oracle
      let graph = oracle.graph(of: question.subject)
      let figures = oracle.independence(in: graph)
      for single in figures.singles.union(figures.supportSingles) {
        #expect(graph.endsLeft(out: [single]).isEmpty, "seed \(seed)")
      }
      for cut in figures.smallestCuts {
        #expect(graph.endsLeft(out: cut).isEmpty, "seed \(seed)")
      }
      if graph.hasJointSteps { continue }
      #expect(figures.singles == figures.supportSingles, "seed \(seed)")
      #expect(graph.endsLeft(out: []) == graph.endTokens, "seed \(seed)")
    }
  }

  @Test(
    "Supports and cuts of ends meet, and are single ends where nothing is joint", arguments: blocks)
  func supports(block: Int) {
    for seed in Self.seeds(block) {
      let question = Question(seed: seed)
      let graph = question.oracle.graph(of: question.subject)
      let figures = question.oracle.independence(in: graph)
      for support in figures.minimalSupports {
        let isMet = figures.minimalCuts.allSatisfy { !$0.isDisjoint(with: support) }
        #expect(isMet, "seed \(seed)")
        #expect(support.isSubset(of: graph.endTokens), "seed \(seed)")
      }
      if !graph.hasJointSteps {
        #expect(figures.minimalSupports == Set(graph.endTokens.map { [$0] }), "seed \(seed)")
        #expect(figures.minimalCuts == [graph.endTokens], "seed \(seed)")
      }
    }
  }

  @Test("What established steps find alone is found among all steps", arguments: blocks)
  func established(block: Int) {
    for seed in Self.seeds(block) {
      let question = Question(seed: seed)
      let graph = question.oracle.graph(of: question.subject)
      let sure = question.oracle.established
      let sureGraph = sure.graph(of: question.subject)
      let fromAll = Set(graph.members(of: graph.nodes(establishedOnly: true)))
      #expect(
        Set(sureGraph.members(of: sureGraph.nodes())).isSubset(of: fromAll), "seed \(seed)")
      let asserting = question.oracle.assertingDocuments(in: graph) ?? []
      let surely = sure.assertingDocuments(in: sureGraph) ?? []
      #expect(surely.isSubset(of: asserting), "seed \(seed)")
      #expect(
        sure.surelyOrigins(in: sureGraph).isSubset(of: question.oracle.surelyOrigins(in: graph)),
        "seed \(seed)")
    }
  }

  @Test("Under other keys everything is the same", arguments: blocks)
  func renamed(block: Int) {
    for seed in Self.seeds(block) {
      let question = Question(seed: seed)
      let names = QuestionCaseGenerator.names(seed: seed, for: question.world)
      let world = question.world.merged
      let renamed = world.renamed(names)
      let other = QuestionOracle(renamed, question.options.renamed(names))
      let subject = names[question.subject] ?? ""
      let figures = question.oracle.independence(of: question.subject)
      let expected = figures.renamed(names)
      let found = other.independence(of: subject)
      #expect(found == expected, "seed \(seed)")
      let chains = question.oracle.origins(of: question.subject).map {
        "\($0.end) \($0.hops) \($0.isEstablished) \($0.chains)"
      }
      let otherChains = other.origins(of: subject).map {
        "\($0.end) \($0.hops) \($0.isEstablished) \($0.chains)"
      }
      #expect(chains.sorted() == otherChains.sorted(), "seed \(seed)")
      let shapes = question.oracle.loops().map(\.shape).sorted()
      #expect(shapes == other.loops().map(\.shape).sorted(), "seed \(seed)")
      let load = question.oracle.load().renamed(names)
      #expect(load == other.load(), "seed \(seed)")
    }
  }

  @Test("A load is the number of documents that fall with it", arguments: blocks)
  func load(block: Int) {
    for seed in Self.seeds(block) {
      let question = Question(seed: seed, extras: [.motifs, .verdicts])
      let oracle = question.oracle
      let load = oracle.load()
      for entity in oracle.world.entities {
        let impact = oracle.impact(of: [entity.key])
        for work in impact {
          #expect(work.after.isSubset(of: work.before), "seed \(seed)")
        }
        let isInCircle = impact.contains { work in
          work.before.contains { $0.isGroup && $0.members.contains(entity.key) }
        }
        if isInCircle { continue }
        let fallen = impact.filter {
          oracle.kind(of: $0.work) == .document && $0.effect == .unsupported
        }
        let own = load[Token(members: [entity.key], isGroup: false), default: 0]
        #expect(own == fallen.count, "seed \(seed) \(entity.key)")
      }
    }
  }

  @Test("A path is the beginning of a chain, and each beginning is a path", arguments: blocks)
  func paths(block: Int) {
    for seed in Self.seeds(block) {
      let question = Question(seed: seed)
      let oracle = question.oracle
      let subject = question.subject
      let chains = oracle.chains(of: subject)
      for entity in oracle.world.entities where entity.key != subject {
        var beginnings: Set<[String]> = []
        for chain in chains {
          guard let index = chain.entities.firstIndex(of: entity.key) else { continue }
          beginnings.insert(chain.entities[...index].reversed())
        }
        #expect(Set(oracle.paths(from: entity.key, to: subject)) == beginnings, "seed \(seed)")
      }
    }
  }

  @Test("Chains are counted at the ends where they end", arguments: blocks)
  func chainCounts(block: Int) {
    for seed in Self.seeds(block) {
      let question = Question(seed: seed)
      let graph = question.oracle.graph(of: question.subject)
      let chains = question.oracle.chains(of: question.subject)
      let counted = question.oracle.origins(in: graph, chains: chains).reduce(0) { $0 + $1.chains }
      #expect(counted <= chains.count, "seed \(seed)")
      let goesRound = graph.edges.contains { edge in
        let above = graph.reached(from: 1 << UInt64(edge.to), over: graph.upstream)
        return above & (1 << UInt64(edge.from)) != 0
      }
      if graph.hasOneNodeEach, !goesRound {
        #expect(counted == chains.count, "seed \(seed)")
      }
    }
  }

  @Test("Two subjects compare alike from either side", arguments: blocks)
  func comparison(block: Int) {
    for seed in Self.seeds(block) {
      let question = Question(seed: seed)
      let oracle = question.oracle
      guard let other = oracle.world.entities.last?.key, other != question.subject else { continue }
      let one = oracle.comparison(of: question.subject, with: other)
      var two = oracle.comparison(of: other, with: question.subject)
      two.possiblySame = Set(two.possiblySame.map { $0.reversed() })
      #expect(one == two, "seed \(seed)")
    }
  }
}

extension QuestionIndependence {
  /// The same figures under other keys.
  fileprivate func renamed(_ names: [String: String]) -> QuestionIndependence {
    func renamed(_ set: Set<Token>) -> Set<Token> { Set(set.map { $0.renamed(names) }) }
    var copy = self
    copy.smallestCuts = Set(smallestCuts.map(renamed))
    copy.nearestCut = nearestCut.map(renamed)
    copy.singles = renamed(singles)
    copy.supportSingles = renamed(supportSingles)
    copy.minimalSupports = Set(minimalSupports.map(renamed))
    copy.minimalCuts = Set(minimalCuts.map(renamed))
    return copy
  }
}

extension QuestionGraph.Token {
  fileprivate func renamed(_ names: [String: String]) -> QuestionGraph.Token {
    var copy = self
    copy.members = OracleKeys.sorted(members.map { names[$0] ?? $0 })
    return copy
  }
}

extension [QuestionGraph.Token: Int] {
  fileprivate func renamed(_ names: [String: String]) -> [QuestionGraph.Token: Int] {
    Dictionary(uniqueKeysWithValues: map { ($0.key.renamed(names), $0.value) })
  }
}

extension QuestionLoop {
  /// All of it that does not hang on keys.
  fileprivate var shape: String {
    "\(matter == nil) \(members.count) \(isEstablished) \(cycle.count) \(entry.count) "
      + "\(acyclicVersions)"
  }
}
