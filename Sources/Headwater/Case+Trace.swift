import CaseStore
import GraphQuery
public import HeadwaterModel

extension Case {
  /// What a trace takes into account.
  public struct TraceOptions: Hashable, Sendable {
    /// The claim to trace, by key; nil for the subject as a whole.
    public var about: String?

    /// Whether to walk steps on other matters, as possible ones.
    public var anyMatter: Bool

    /// Whether to walk established steps only.
    public var establishedOnly: Bool

    /// Entities that no step may lead to, by key.
    public var without: [String]

    /// The relations to walk, by name or either phrase; empty for all.
    public var relations: [String]

    /// Entities, by key: attributions known only according to these, or to works that they made,
    /// are dropped.
    public var notAccordingTo: [String]

    /// Attributions that happened definitely later than this are dropped.
    public var asOf: EDTFDate?

    /// Whether works that their makers retracted, and attributions that were, are dropped.
    public var withoutRetracted: Bool

    /// Whether attributions that somebody denied, disputed or refuted are dropped.
    public var withoutDisputed: Bool

    /// The most hops that a chain may have, from 0; nil for no limit.
    public var maxDepth: Int?

    public init(
      about: String? = nil, anyMatter: Bool = false, establishedOnly: Bool = false,
      without: [String] = [], relations: [String] = [], notAccordingTo: [String] = [],
      asOf: EDTFDate? = nil, withoutRetracted: Bool = false, withoutDisputed: Bool = false,
      maxDepth: Int? = nil
    ) {
      self.about = about
      self.anyMatter = anyMatter
      self.establishedOnly = establishedOnly
      self.without = without
      self.relations = relations
      self.notAccordingTo = notAccordingTo
      self.asOf = asOf
      self.withoutRetracted = withoutRetracted
      self.withoutDisputed = withoutDisputed
      self.maxDepth = maxDepth
    }
  }

  /// The chains upstream of an entity, read as they are asked for.
  ///
  /// Shortest first, ties by the list of keys, subject first, as Unicode scalars, then by end.
  /// Nothing is read before the first chain is asked for, and errors come with it. Each iteration
  /// sees one state of the case to its end, on a connection and a thread of its own, and waits for
  /// nothing else; memory grows with what lies upstream, not with the number of chains, of which
  /// there may be very many: `prefix` takes the first.
  ///
  /// Cancelling the task stops the search and makes the next chain throw `CancellationError`: what
  /// ends by itself is whole.
  ///
  /// Its iterator throws `CaseError` with `unknownEntity`, and the nearest keys, `closed`, `busy`
  /// or `corrupted`; `QueryError` with `aboutNoClaim`, `aboutWithClaimSubject` or
  /// `subjectLeftOut`; `RecordProblem` with `unknownRelation`, or with `unknownValue` for a
  /// relation along which nothing flows.
  ///
  /// - Complexity: O(V + E) over what lies upstream for the first chain; each further one is a
  ///   search among paths that reach an end.
  public func trace(
    _ key: String, options: TraceOptions = TraceOptions(), revealWithheld: Bool = false
  ) -> ChainSequence {
    ChainSequence(owner: self, subject: key, options: options, revealWithheld: revealWithheld)
  }

  /// How many chains there are upstream of an entity, without going through them.
  ///
  /// Exact where what lies upstream has no circle and each entity stands in it with one matter;
  /// elsewhere up to a million are gone through, and the count is a lower bound.
  ///
  /// - Throws: As the iterator of `trace` does.
  public func chainCount(
    upstreamOf key: String, options: TraceOptions = TraceOptions()
  ) async throws -> ChainCount {
    try await withReader(revealWithheld: false) { reader, stop in
      let trace = try reader.trace(key, options, stop: stop)
      var seen = 0
      if trace.exactCount == nil {
        var iterator = trace.makeIterator()
        while seen < 1_000_000, iterator.next() != nil { seen += 1 }
        try stop.check()
      }
      let total = trace.total(seen: seen)
      return ChainCount(
        digits: "\(total.count)", isExact: total.isExact,
        otherMatters: trace.otherMatters)
    }
  }

  /// Everything upstream of an entity, nearest first, ties by key as Unicode scalars.
  ///
  /// The entity itself is not among them. In graphs with circles, an entity can be reached that
  /// stands on no chain. Cancelling the task stops it with `CancellationError`.
  ///
  /// - Throws: As the iterator of `trace` does.
  /// - Complexity: O(V + E) over what lies upstream, and O(V log V) to order it.
  public func reach(
    _ key: String, options: TraceOptions = TraceOptions(), revealWithheld: Bool = false
  ) async throws -> [UpstreamEntity] {
    try await withReader(revealWithheld: revealWithheld) { reader, stop in
      try reader.upstreamEntities(of: key, options, stop: stop)
    }
  }
}

extension CaseReader {
  func trace(_ key: String, _ options: Case.TraceOptions, stop: StopFlag) throws -> Trace {
    try Trace(
      of: try requiredEntity(key), in: self, options: try resolve(options),
      stopCheck: stop.stopCheck)
  }

  func upstreamEntities(
    of key: String, _ options: Case.TraceOptions, stop: StopFlag
  ) throws -> [UpstreamEntity] {
    let reach = try Reach(
      of: try requiredEntity(key), in: self, options: try resolve(options),
      stopCheck: stop.stopCheck)
    var details = ChainDetails()
    return try reach.entities.map { reached in
      try stop.check()
      return UpstreamEntity(
        entity: try details.entity(reached.entity.id, in: self), hops: reached.hops,
        isEstablished: reached.isEstablished)
    }
  }

  /// The options with what they name looked up.
  func resolve(_ options: Case.TraceOptions) throws -> TraceOptions {
    var resolved = TraceOptions()
    resolved.about = try options.about.map { try requiredEntity($0) }
    resolved.anyMatter = options.anyMatter
    resolved.establishedOnly = options.establishedOnly
    resolved.without = Set(try options.without.map { try requiredEntity($0) })
    resolved.notAccordingTo = Set(try options.notAccordingTo.map { try requiredEntity($0) })
    resolved.asOf = options.asOf?.bounds
    resolved.withoutRetracted = options.withoutRetracted
    resolved.withoutDisputed = options.withoutDisputed
    resolved.maxDepth = options.maxDepth.map { max(0, $0) }
    for text in options.relations {
      let relation = try vocabulary.readRelation(text).relation
      guard relation.role.isFlow else {
        throw RecordProblem(
          .unknownValue, column: "relation",
          "\(relation.name) is of role \(relation.role.rawValue), and only information that flows "
            + "is walked")
      }
      resolved.relations.insert(relation.name)
    }
    return resolved
  }
}
