public import HeadwaterModel

/// A recorded stance that touches the chains of a subject.
public struct StanceFlag: Hashable, Sendable {
  /// What is said of it.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// By its own giver, receiver, author or publisher.
    case retracted
    /// Denied, disputed or refuted, by anybody.
    case disputed
  }

  /// What the stance is on.
  public enum Target: Hashable, Sendable {
    case entity(EntityID)
    case attribution(AttributionID)
  }

  public let kind: Kind
  public let target: Target
  public let stance: GraphStance
}

extension UpstreamNetwork {
  /// The retractions of works and attributions in it, then what speaks against an attribution.
  ///
  /// By stance. These are what `withoutRetracted` and `withoutDisputed` drop; a retraction of the
  /// subject itself is among them, and drops nothing.
  ///
  /// - Complexity: a look-up for each entity and attribution.
  public func flags(in reader: some GraphReader) throws(QueryError) -> [StanceFlag] {
    do {
      return try found(in: reader)
    } catch {
      throw .reading(error)
    }
  }

  private func found(in reader: some GraphReader) throws(GraphReadError) -> [StanceFlag] {
    var flags: Set<StanceFlag> = []
    let standing = Standing(reader: reader)
    let works = entityIDs.filter { entities[$0]?.kind.isWork == true }
    for (work, stances) in try standing.retractions(ofWorks: works) {
      for stance in stances {
        flags.insert(StanceFlag(kind: .retracted, target: .entity(work), stance: stance))
      }
    }
    var flow: [AttributionID: FlowEdge] = [:]
    for edge in edges {
      for attribution in edge.attributions { flow[attribution.edge.id] = attribution.edge }
    }
    let attributions = flow.values.sorted { $0.id < $1.id }
    for (attribution, stances) in try standing.retractions(of: attributions) {
      for stance in stances {
        flags.insert(
          StanceFlag(kind: .retracted, target: .attribution(attribution), stance: stance))
      }
    }
    let taken = try reader.stancesTaken(onAttributions: attributions.map(\.id))
    for (attribution, stances) in zip(attributions, taken) {
      for stance in stances where stance.isAgainst {
        flags.insert(
          StanceFlag(kind: .disputed, target: .attribution(attribution.id), stance: stance))
      }
    }
    return flags.sorted { $0.place.lexicographicallyPrecedes($1.place) }
  }
}

extension StanceFlag {
  /// Retractions first, then by stance, then by what it is on.
  fileprivate var place: [Int64] {
    let kindPlace: Int64 = kind == .retracted ? 0 : 1
    switch target {
    case .entity(let id): return [kindPlace, stance.id.rawValue, 0, id.rawValue]
    case .attribution(let id): return [kindPlace, stance.id.rawValue, 1, id.rawValue]
    }
  }
}
