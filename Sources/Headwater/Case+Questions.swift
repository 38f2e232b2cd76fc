import CaseStore
public import GraphQuery
import HeadwaterModel

/// Where chains end: one entity, or one group that rests on itself.
public struct OriginEntity: Hashable, Sendable {
  /// The entity; the members of a circular origin, by key.
  public let entities: [TracedEntity]

  /// Those that the entity is an insider of, by key: a tie and no origin.
  public let insiderOf: [String]

  /// `circular` for a group, never `limit`.
  public let end: ChainEnd

  /// The least number of hops from the subject.
  public let hops: Int

  /// How many chains end there, in decimal digits.
  public let chains: String

  /// Whether `chains` was counted; else it is a lower bound.
  public let isChainCountExact: Bool

  /// Whether established steps alone lead there.
  public let isEstablished: Bool
}

/// How many independent origins stand behind a subject, and what they hang on, by key.
///
/// The figures mean different things: `docs/design/questions.md` defines each.
public struct IndependenceFigures: Hashable, Sendable {
  /// Documents that assert the subject; nil unless it is a claim.
  public let assertingDocuments: Int?

  /// From the origins that are firsthand for certain, as few as open verdicts allow, to all ends.
  public let origins: ClosedRange<Int>

  /// The most ways to an end that share no entity: exact where both bounds are one number.
  public let disjointChains: ClosedRange<Int>

  /// A smallest cut, the one nearest the subject; circular ends stand in `cutGroups`.
  public let cut: [String]
  public let cutGroups: [[String]]

  /// Whether no other cut is as small; nil where that is not known.
  public let cutIsUnique: Bool?

  /// The entities without any one of which nothing is left.
  public let singlePoints: [String]

  /// The circular ends of which the same holds.
  public let singleGroups: [[String]]

  /// The minimal sets of ends that support the subject; nil without joint attributions upstream.
  public let minimalSupports: [[String]]?

  /// The minimal sets of ends that every support meets; nil without joint attributions upstream.
  public let minimalCuts: [[String]]?

  /// Whether both lists are whole.
  public let areSupportsComplete: Bool
}

extension Case {
  /// Where the chains upstream of an entity end, nearest first, ties by key.
  ///
  /// Cancelling the task stops it with `CancellationError`; `maxDepth` is not taken into account.
  ///
  /// - Throws: As the iterator of `trace` does.
  /// - Complexity: O(V + E) over what lies upstream; where walks are not chains, at most a thousand
  ///   of these are gone through.
  public func origins(
    _ key: String, options: TraceOptions = TraceOptions(), revealWithheld: Bool = false
  ) async throws -> [OriginEntity] {
    try await withReader(revealWithheld: revealWithheld) { reader, stop in
      try reader.originEntities(of: key, options, stop: stop)
    }
  }

  /// How independent the origins of an entity are.
  ///
  /// Cancelling the task stops it with `CancellationError`; `maxDepth` is not taken into account.
  ///
  /// - Throws: As the iterator of `trace` does.
  /// - Complexity: O(√V · E) over what lies upstream.
  public func independence(
    _ key: String, options: TraceOptions = TraceOptions(), revealWithheld: Bool = false
  ) async throws -> IndependenceFigures {
    try await withReader(revealWithheld: revealWithheld) { reader, stop in
      try reader.independenceFigures(of: key, options, stop: stop)
    }
  }
}

extension CaseReader {
  private func network(
    of key: String, _ options: Case.TraceOptions, stop: StopFlag
  ) throws -> UpstreamNetwork {
    try UpstreamNetwork(
      of: try requiredEntity(key), in: self, options: try resolve(options),
      stopCheck: stop.stopCheck)
  }

  func originEntities(
    of key: String, _ options: Case.TraceOptions, stop: StopFlag
  ) throws -> [OriginEntity] {
    let found = Origins(
      try network(of: key, options, stop: stop), stopCheck: stop.stopCheck
    ).origins
    try stop.check()
    var details = ChainDetails()
    return try found.map { origin in
      let places = try associates(of: origin.entities, relation: RelationDefinition.insiderOf)
      return OriginEntity(
        entities: try origin.entities.map { try details.entity($0, in: self) },
        insiderOf: try publicKeys(Set(places.joined())), end: origin.end, hops: origin.hops,
        chains: "\(origin.chains.count)", isChainCountExact: origin.chains.isExact,
        isEstablished: origin.isEstablished)
    }
  }

  func independenceFigures(
    of key: String, _ options: Case.TraceOptions, stop: StopFlag
  ) throws -> IndependenceFigures {
    let found = try Independence(
      try network(of: key, options, stop: stop), in: self, stopCheck: stop.stopCheck)
    return IndependenceFigures(
      assertingDocuments: found.assertingDocuments,
      origins: found.originsLower...found.originsUpper,
      disjointChains: found.disjointChains...found.disjointChainsUpper,
      cut: try publicKeys(found.cut), cutGroups: try found.cutGroups.map(publicKeys),
      cutIsUnique: found.cutIsUnique, singlePoints: try publicKeys(found.singlePoints),
      singleGroups: try found.singleGroups.map(publicKeys),
      minimalSupports: try found.joint?.supports.map(publicKeys),
      minimalCuts: try found.joint?.cuts.map(publicKeys),
      areSupportsComplete: found.joint?.isComplete ?? true)
  }

  /// The keys of entities, in their order.
  private func publicKeys(_ ids: some Collection<EntityID>) throws -> [String] {
    try entities(Array(ids)).map(\.key).sorted(by: ByteOrder.precedes)
  }
}
