public import HeadwaterModel

/// What a trace takes into account.
public struct TraceOptions: Sendable {
  /// The claim to trace; nil for the subject as a whole.
  public var about: EntityID?

  /// Whether to walk steps on other matters, as possible ones.
  public var anyMatter = false

  /// Whether to walk established steps only.
  public var establishedOnly = false

  /// Entities that no step may lead to.
  public var without: Set<EntityID> = []

  /// The relations to walk, by name; empty for all.
  public var relations: Set<String> = []

  /// Attributions whose only evidence comes from these, or from works that they made, are dropped.
  public var notAccordingTo: Set<EntityID> = []

  /// Attributions that happened definitely later are dropped.
  public var asOf: DayBounds?

  /// Whether works that their makers retracted, and attributions that were, are dropped.
  public var withoutRetracted = false

  /// Whether attributions that somebody denied, disputed or refuted are dropped.
  public var withoutDisputed = false

  /// The most hops that a chain may have; nil for no limit.
  public var maxDepth: Int?

  public init() {}

  /// The entity that a question with these options is about.
  ///
  /// - Throws: `aboutNoClaim`, `subjectLeftOut`, `reading`.
  func subject(_ id: EntityID, in reader: some GraphReader) throws(QueryError) -> GraphEntity {
    let entities: [GraphEntity]
    do {
      entities = try reader.entities([id] + (about.map { [$0] } ?? []))
    } catch {
      throw .reading(error)
    }
    if about != nil, entities[1].kind != .claim {
      throw QueryError(.aboutNoClaim, "only a claim can be traced through other entities")
    }
    if without.contains(id) {
      throw QueryError(.subjectLeftOut, "the subject itself is left out")
    }
    return entities[0]
  }

  /// Whether some attributions are dropped for another reason than their matter.
  var hasFilters: Bool {
    !without.isEmpty || !relations.isEmpty || hasReadFilters
  }

  /// Whether some are dropped for what has to be read beside them: dates, evidence, stances.
  var hasReadFilters: Bool {
    !notAccordingTo.isEmpty || asOf != nil || withoutRetracted || withoutDisputed
  }
}

/// A failure to answer a question about a graph.
public struct QueryError: Error, Sendable {
  /// What went wrong, for a program to switch on.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// `about` does not name a claim.
    case aboutNoClaim
    /// The subject is a claim, and another was to be traced.
    case aboutWithClaimSubject
    /// The subject is among the entities left out.
    case subjectLeftOut
    /// One entity was given where two are asked about.
    case sameEntity
    /// The budget of time was used up before the answer could be begun.
    case outOfTime
    /// The question was called off.
    case cancelled
    /// The case is too large for the memory allowed; nothing was read.
    case tooLarge
    /// The graph could not be read.
    case reading
  }

  /// What went wrong.
  public let code: Code

  /// One sentence for a person.
  public let message: String

  /// Why the graph could not be read.
  public let cause: GraphReadError?

  /// What the case needs of memory and what it may have, where that is why.
  public let memory: MemoryNeed?

  init(
    _ code: Code, _ message: String, cause: GraphReadError? = nil, memory: MemoryNeed? = nil
  ) {
    self.code = code
    self.message = message
    self.cause = cause
    self.memory = memory
  }

  static func tooLarge(_ need: MemoryNeed) -> QueryError {
    let megabyte = 1_000_000
    return QueryError(
      .tooLarge,
      "the case is too large for memory: a question about all of it takes about "
        + "\(max(1, need.estimate / megabyte)) MB, and \(need.limit / megabyte) MB are allowed",
      memory: need)
  }

  static func stopped(_ reason: StopReason) -> QueryError {
    switch reason {
    case .time: QueryError(.outOfTime, "the time allowed was used up")
    case .cancelled: QueryError(.cancelled, "the question was cancelled")
    }
  }

  /// Why the question was stopped; nil where it failed for another reason.
  public var stopReason: StopReason? {
    switch code {
    case .outOfTime: .time
    case .cancelled: .cancelled
    default: nil
    }
  }

  /// Throws what `stopCheck` says, where it says stop.
  static func check(_ stopCheck: StopCheck) throws(QueryError) {
    if let reason = stopCheck() { throw .stopped(reason) }
  }

  static func reading(_ error: GraphReadError) -> QueryError {
    QueryError(.reading, error.message, cause: error)
  }
}

/// Why an answer was cut short.
public enum StopReason: String, Hashable, Sendable {
  case time
  /// Nobody waits for it any more: a task was cancelled, or the user pressed Ctrl-C.
  case cancelled = "interrupted"
}

/// Asked from time to time by whatever runs long; an answer stops it.
public typealias StopCheck = @Sendable () -> StopReason?
