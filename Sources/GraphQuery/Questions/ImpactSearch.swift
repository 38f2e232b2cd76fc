import HeadwaterModel

/// Looks for what hangs on some sources: documents in one graph, then claims, some at a time.
struct ImpactSearch {
  struct Found {
    let entity: GraphEntity
    let state: ImpactState
  }

  /// A graph of claims with fewer nodes than this is followed by one of twice as many claims,
  /// and a larger one by one of half as many: what is held does not grow with their number.
  static var claimNodes: Int { 400_000 }

  /// Every work that is downstream.
  private(set) var found: [Found] = []

  /// Works that lose support, each with its figures and after it those of what asserts it.
  private(set) var rows: [EntityID: [ImpactedWork]] = [:]

  /// Whether the limit cut off documents that assert a claim.
  private(set) var isCut = false

  private let sources: [EntityID]
  private let isSource: Set<EntityID>
  private let reader: any GraphReader
  private let options: TraceOptions
  private let limit: Int
  private let stopCheck: StopCheck
  private var source: FlowSource

  init(
    of sources: [EntityID], in reader: any GraphReader, options: TraceOptions, limit: Int?,
    stopCheck: @escaping StopCheck
  ) {
    self.sources = sources
    isSource = Set(sources)
    self.reader = reader
    self.options = options
    self.limit = limit ?? .max
    self.stopCheck = stopCheck
    var options = options
    options.maxDepth = nil
    source = FlowSource(reader: reader, options: options)
  }

  mutating func run() throws(QueryError) {
    let candidates = try ImpactCandidates(
      of: sources, in: reader, options: options, stopCheck: stopCheck)
    try look(at: candidates.documents, isDocumentLevel: options.about == nil)
    var claims = candidates.claims[...]
    if let about = options.about { claims = claims.filter { $0.id == about }[...] }
    var size = 64
    while !claims.isEmpty {
      let nodes = try look(at: Array(claims.prefix(size)), isDocumentLevel: false)
      claims = claims.dropFirst(size)
      size = nodes < Self.claimNodes ? size * 2 : max(1, size / 2)
    }
  }

  /// Works out the figures of some works.
  ///
  /// - Returns: How many nodes their graph has.
  @discardableResult
  private mutating func look(
    at works: [GraphEntity], isDocumentLevel: Bool
  ) throws(QueryError) -> Int {
    if works.isEmpty { return 0 }
    let graph = try graph(of: works, isDocumentLevel: isDocumentLevel)
    try take(works, try ImpactFigures(graph, stopCheck: stopCheck))
    return graph.nodeCount
  }

  /// What was walked is let go of as soon as its graph is made.
  private mutating func graph(
    of works: [GraphEntity], isDocumentLevel: Bool
  ) throws(QueryError) -> ImpactGraph {
    try ImpactGraph(
      try walk(works, isDocumentLevel: isDocumentLevel), subjects: works.count,
      without: isSource, stopCheck: stopCheck)
  }

  private mutating func walk(
    _ works: [GraphEntity], isDocumentLevel: Bool
  ) throws(QueryError) -> UpstreamGraph {
    var builder = UpstreamBuilder(
      works: works, isDocumentLevel: isDocumentLevel, reading: lendSource(), stopCheck: stopCheck)
    let walked = try builder.build()
    source = builder.source
    return walked
  }

  /// Gives away what was read, so that it is changed in place and not copied.
  private mutating func lendSource() -> FlowSource {
    var lent = FlowSource(reader: reader, options: source.options)
    swap(&lent, &source)
    lent.forgetMatters()
    return lent
  }

  private mutating func take(
    _ works: [GraphEntity], _ figures: ImpactFigures
  ) throws(QueryError) {
    for work in figures.works {
      found.append(Found(entity: works[work.subject], state: work.state))
    }
    var told: [(work: GraphEntity, rows: [ImpactGraph.Row])] = []
    for state in [ImpactState.unsupported, .weakened] {
      let those = figures.works.filter { $0.state == state }
        .sorted { Impact.precedes(works[$0.subject], works[$1.subject]) }
      for work in those.prefix(limit) {
        told.append((works[work.subject], listed(figures.rows(of: work))))
      }
    }
    let counts = try figures.counts(of: told.flatMap(\.rows))
    var position = 0
    for (work, rows) in told {
      for row in rows {
        let (before, after) = counts[position]
        position += 1
        let document = row.asserting.flatMap { source.entities[$0] }
        let asked = work.kind == .claim ? nil : options.about
        self.rows[work.id, default: []].append(
          ImpactedWork(
            document ?? work, matter: document == nil ? asked : work.id,
            isAssertion: document != nil, before: before, after: after))
      }
    }
  }

  /// The work itself and the documents that assert it, by key, up to the limit.
  private mutating func listed(_ rows: [ImpactGraph.Row]) -> [ImpactGraph.Row] {
    var asserting: [(key: String, row: ImpactGraph.Row)] = []
    for row in rows {
      guard let document = row.asserting else { continue }
      asserting.append((source.entities[document]?.key ?? "", row))
    }
    if asserting.count > limit { isCut = true }
    asserting.sort { ByteOrder.precedes($0.key, $1.key) }
    return [rows[0]] + asserting.prefix(limit).map(\.row)
  }
}
