public import GraphKernels
public import HeadwaterModel

/// The number of chains, and whether it is exact.
public struct ChainTotal: Hashable, Sendable {
  public let count: BigCount

  /// Whether it was counted; else it is a lower bound.
  public let isExact: Bool
}

/// The chains upstream of one subject.
///
/// Making one reads what lies upstream; going through its chains reads nothing more. Chains come
/// shortest first, ties by the list of keys, subject first, as Unicode scalars, then by end.
public struct Trace: Sequence, Sendable {
  public let subject: GraphEntity

  /// How many attributions were left out as they are on another matter.
  public let otherMatters: Int

  /// Bylines that are no step, by the document that they are on: a byline is not a source.
  public let bylines: [EntityID: [FlowEdge]]

  /// The number of chains where it can be counted without going through them; else nil.
  public let exactCount: BigCount?

  private let graph: UpstreamGraph
  private let hops: EntityHops
  private let maxDepth: Int?
  private let stopCheck: StopCheck

  /// Walks upstream of `subject`, by the rules of section 4 of the design.
  ///
  /// - Parameters:
  ///   - subject: The entity to trace.
  ///   - reader: The graph, unchanged while this runs.
  ///   - options: What is taken into account.
  ///   - stopCheck: Asked once a level, and later while chains are gone through.
  /// - Throws: `aboutNoClaim`, `aboutWithClaimSubject`, `subjectLeftOut`, `outOfTime`,
  ///   `cancelled`, `reading`.
  /// - Complexity: O(V + E) over what lies upstream, entities counted once a matter.
  public init(
    of subject: EntityID, in reader: some GraphReader, options: TraceOptions = TraceOptions(),
    stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    let entity = try Self.check(subject, in: reader, options)
    var builder = UpstreamBuilder(
      reader: reader, subject: entity, options: options, stopCheck: stopCheck)
    var graph = try builder.build()
    graph.rankKeys()
    self.graph = graph
    hops = EntityHops(graph)
    self.subject = entity
    self.stopCheck = stopCheck
    maxDepth = options.maxDepth
    otherMatters = graph.otherMatters
    bylines = graph.bylines
    exactCount = ChainCounter(graph, hops: hops, maxDepth: options.maxDepth).count()
  }

  static func check(
    _ subject: EntityID, in reader: some GraphReader, _ options: TraceOptions
  ) throws(QueryError) -> GraphEntity {
    let entity = try options.subject(subject, in: reader)
    if options.about != nil, entity.kind == .claim {
      throw QueryError(
        .aboutWithClaimSubject, "the subject is a claim, and is itself what is traced")
    }
    return entity
  }

  /// The total, given how many chains have been gone through.
  public func total(seen: Int) -> ChainTotal {
    if let exactCount { return ChainTotal(count: exactCount, isExact: true) }
    return ChainTotal(count: BigCount(UInt64(seen)), isExact: false)
  }

  /// What is known of an entity on a chain.
  public func entity(_ id: EntityID) -> GraphEntity? {
    graph.entities[id]
  }

  public func makeIterator() -> ChainIterator {
    ChainIterator(
      enumerator: ChainEnumerator(graph, hops: hops, maxDepth: maxDepth, stopCheck: stopCheck),
      teller: ChainTeller(graph))
  }
}

/// Goes through the chains of a trace, one at a time.
public struct ChainIterator: IteratorProtocol, Sendable {
  private var enumerator: ChainEnumerator
  private let teller: ChainTeller

  init(enumerator: ChainEnumerator, teller: ChainTeller) {
    self.enumerator = enumerator
    self.teller = teller
  }

  /// Why it ended before the last chain; nil where it did not.
  public var stopReason: StopReason? { enumerator.stopReason }

  public mutating func next() -> Chain? {
    enumerator.next().map(teller.tell)
  }
}
