public import HeadwaterModel

/// Works of which there are several versions, told as one.
public struct LoopWork: Hashable, Sendable {
  /// The version that names the work: none of the others was revised into it.
  public let entity: GraphEntity

  /// All versions in the order in which they came.
  public let versions: [GraphEntity]
}

/// Circular reporting: entities each of which is upstream of the others.
public struct Loop: Sendable {
  /// By key; of a work with several versions the one that names it.
  public let members: [GraphEntity]

  /// The claim that goes round; nil where works are asked about as a whole.
  public let matter: GraphEntity?

  /// Members in the order in which it goes round, giver before receiver, from the least key; the
  /// first is not repeated.
  public let cycle: [EntityID]

  /// Whether it is known that none is shorter.
  public let isCycleShortest: Bool

  /// For each member of the cycle the attributions by which it gave to the next, ascending.
  public let evidence: [[AttributionID]]

  /// Who brought the information in: givers from outside, earliest first, undated last.
  public let entry: [GraphEntity]

  /// Whether established steps alone go round among the same members.
  public let isEstablished: Bool

  /// Works with several versions among the members, by key.
  public let works: [LoopWork]

  /// Whether nothing goes round any more once versions are taken apart.
  public let isAcyclicByVersion: Bool

  /// Whether nothing comes in from outside.
  public var isSelfSupporting: Bool { entry.isEmpty }
}

/// The loops of a whole case, at document level and for each claim.
///
/// Largest first, ties by the keys of members, then document level before claims, then by the
/// claim's key.
public struct Loops: Sendable {
  public let loops: [Loop]

  /// The loops of established steps alone; nil where they are the same.
  public let established: [Loop]?

  /// How many there are, listed or not.
  public let count: Int

  /// Why more may be missing than a limit left out; nil where nothing stopped it.
  public let stopReason: StopReason?

  /// Looks for loops.
  ///
  /// Of the options those count that say what to leave out or whom to trust.
  ///
  /// - Parameters:
  ///   - reader: The case, unchanged while this runs.
  ///   - options: What is taken into account.
  ///   - limit: The most loops to tell; nil for all.
  ///   - memoryLimit: The bytes that it may take; nil for no limit.
  ///   - stopCheck: Asked many times a second; what is known when it stops is the answer.
  /// - Throws: `tooLarge`, `reading`.
  /// - Complexity: O(V + E) to find them where no agent takes part, else with an agent counted once
  ///   for each document that is in view there; a shortest cycle O(V · E) of its group.
  public init(
    in reader: some WholeCaseReader, options: TraceOptions = TraceOptions(), limit: Int? = nil,
    memoryLimit: Int? = nil, stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    var teller = LoopTeller(limit: limit)
    var stopReason: StopReason?
    do throws(QueryError) {
      let snapshot = try CaseSnapshot(of: reader, memoryLimit: memoryLimit, stopCheck: stopCheck)
      let search = try LoopSearch(snapshot, in: reader, options: options, stopCheck: stopCheck)
      try teller.tell(search, establishedOnly: options.establishedOnly)
    } catch {
      switch error.code {
      case .outOfTime: stopReason = .time
      case .cancelled: stopReason = .cancelled
      default: throw error
      }
    }
    loops = teller.loops
    established = teller.established
    count = teller.count
    self.stopReason = stopReason
  }
}
