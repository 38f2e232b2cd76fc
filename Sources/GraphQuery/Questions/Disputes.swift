public import HeadwaterModel

/// What is recorded for and against something; not what is true.
public enum DisputeState: String, CaseIterable, Hashable, Sendable {
  case none, supported, denied, both

  init(isSupported: Bool, isDenied: Bool) {
    self = isSupported ? (isDenied ? .both : .supported) : (isDenied ? .denied : .none)
  }
}

/// One side of a dispute.
public struct DisputeSide: Hashable, Sendable {
  /// Who takes it, by key.
  public let by: [EntityID]

  /// Where they have it from.
  public let origins: EndSet
}

/// Something that a stance was taken against, or may be.
public struct Dispute: Hashable, Sendable {
  /// What it is about.
  public let target: StanceTarget

  /// What is recorded of it.
  public let state: DisputeState

  /// Who stands for it, and where they have it from.
  public let support: DisputeSide

  /// Who stands against it, and where they have it from.
  public let objection: DisputeSide

  /// The stances against it, by id.
  public let stances: [GraphStance]
}

/// What in a case somebody took a stance against: denied, disputed or refuted.
///
/// `docs/design/questions.md` says what counts.
public struct Disputes: Sendable {
  /// Entities by key, then attributions in the order in which they were recorded.
  public let disputes: [Dispute]

  /// Why it was stopped before all were told; nil where it was not.
  public let stopReason: StopReason?

  /// Goes through the stances of a case.
  ///
  /// - Parameters:
  ///   - reader: The case.
  ///   - options: What is taken into account; with `about`, that claim alone and the attributions
  ///     that carry it.
  ///   - listsAllClaims: Whether claims that nothing is against are told as well.
  ///   - stopCheck: Asked before each of them and during its walks.
  /// - Throws: `aboutNoClaim`, `reading`.
  /// - Complexity: O(stances), then for each that is told the walks of its origins.
  public init(
    in reader: some StanceReader, options: TraceOptions = TraceOptions(),
    listsAllClaims: Bool = false, stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    var search = DisputeSearch(reader: reader, options: options, stopCheck: stopCheck)
    var found: [Dispute] = []
    var reason: StopReason?
    do throws(QueryError) {
      for subject in try search.subjects(allClaims: listsAllClaims) {
        try QueryError.check(stopCheck)
        found.append(try search.dispute(on: subject))
      }
    } catch {
      guard let stopped = error.stopReason else { throw error }
      reason = stopped
    }
    disputes = found
    stopReason = reason
  }
}
