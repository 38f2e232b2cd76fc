public import HeadwaterModel

/// How well a claim is founded: the figures of `independence` that a policy may ask for.
public struct ClaimFigures: Hashable, Sendable {
  /// Answers for one claim.
  public typealias Source = (EntityID) throws(QueryError) -> ClaimFigures

  /// Origins that are certainly different, at the ends of established chains.
  public let originsLower: Int

  /// All ends, at most, those of possible chains among them.
  public let originsUpper: Int

  /// Established chains that share no entity, as many as are certain.
  public let disjointChains: Int

  /// Entities that every established chain passes.
  public let singlePoints: [EntityID]

  public init(
    originsLower: Int, originsUpper: Int, disjointChains: Int, singlePoints: [EntityID]
  ) {
    self.originsLower = originsLower
    self.originsUpper = originsUpper
    self.disjointChains = disjointChains
    self.singlePoints = singlePoints
  }

  /// Works out the figures of a claim.
  ///
  /// - Throws: `outOfTime`, `cancelled`, `reading`.
  /// - Complexity: That of two `Independence`: over all steps, and over established ones.
  public init(
    of claim: EntityID, in reader: some GraphReader, stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    let all = try Independence(
      UpstreamNetwork(of: claim, in: reader, stopCheck: stopCheck), in: reader,
      stopCheck: stopCheck)
    var options = TraceOptions()
    options.establishedOnly = true
    let established = try Independence(
      UpstreamNetwork(of: claim, in: reader, options: options, stopCheck: stopCheck), in: reader,
      stopCheck: stopCheck)
    self.init(
      originsLower: all.originsLower, originsUpper: all.originsUpper,
      disjointChains: established.disjointChains, singlePoints: established.singlePoints)
  }
}
