public import HeadwaterModel

/// Whether two subjects rest on the same sources, so far as it is recorded.
public enum ComparisonVerdict: String, CaseIterable, Hashable, Sendable {
  /// One of them is upstream of the other.
  case oneDrawsOnTheOther = "one_draws_on_the_other"
  /// Something is upstream of both.
  case shareSources = "share_sources"
  /// Nothing is shared, and all ends of both are origins.
  case independent
  /// Nothing is shared so far as recorded: some end is no origin, or some may be one.
  case nothingShared = "nothing_shared"
}

/// An entity upstream of two subjects, with the least hops from each.
public struct SharedEntity: Hashable, Sendable {
  public let entity: EntityID

  /// The least hops from the first subject.
  public let hopsFromOne: Int

  /// The least hops from the second.
  public let hopsFromOther: Int

  /// Whether established steps alone lead to it from both.
  public let isEstablished: Bool
}

/// What two subjects share.
public struct PairComparison: Hashable, Sendable {
  /// The first subject.
  public let one: EntityID

  /// The second subject.
  public let other: EntityID

  /// What they are to each other, so far as it is recorded.
  public let verdict: ComparisonVerdict

  /// What is upstream of both, by key; a subject is upstream of itself here.
  public let shared: [SharedEntity]

  /// Those of them with the least sum of hops, by key.
  public let nearest: [SharedEntity]

  /// The ends of both.
  public let sharedEnds: EndSet

  /// Pairs that may be one, what is upstream of the first subject first, by keys.
  public let possiblySame: [EntityPair]

  /// Whether established steps alone lead to the verdict; nil where nothing is shared.
  public let isEstablished: Bool?
}

/// Subjects compared with one another.
///
/// `docs/design/questions.md` says what counts.
public struct Comparison: Sendable {
  /// The upstream graphs of the subjects, in the order given.
  public let networks: [UpstreamNetwork]

  /// The first with all after it, then the second, and so on.
  public private(set) var pairs: [PairComparison] = []

  /// Why it was stopped before all pairs were compared; nil where it was not.
  public private(set) var stopReason: StopReason?

  /// Compares the subjects of networks, all of them walked with the same options.
  ///
  /// - Throws: `sameEntity` where two have one subject, `reading`.
  /// - Complexity: O(V) for each pair, beside the verdicts of the case once.
  public init(
    _ networks: [UpstreamNetwork], in reader: some GraphReader,
    stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    self.networks = networks
    try Self.check(networks.map(\.subject.id))
    let subjects = networks.map(ComparedSubject.init)
    let verdicts: OpenVerdicts
    do {
      verdicts = try reader.openVerdicts()
    } catch {
      throw .reading(error)
    }
    for (index, one) in subjects.enumerated() {
      for other in subjects[(index + 1)...] {
        stopReason = stopCheck()
        if stopReason != nil { return }
        pairs.append(PairComparison(one, other, verdicts.possiblySame))
      }
    }
  }

  /// Checks that subjects can be compared: no two are one.
  ///
  /// - Throws: `sameEntity`.
  public static func check(_ subjects: [EntityID]) throws(QueryError) {
    if Set(subjects).count < subjects.count {
      throw QueryError(.sameEntity, "entities are compared with others, and two of these are one")
    }
  }
}

/// What a comparison has to know of a subject.
private struct ComparedSubject {
  struct Place {
    var hops: Int
    var isEstablished: Bool
  }

  let network: UpstreamNetwork
  let ends: EndSet
  var reach: [EntityID: Place] = [:]

  init(_ network: UpstreamNetwork) {
    self.network = network
    ends = network.ends
    for node in network.nodes {
      let known = reach[node.entity]
      reach[node.entity] = Place(
        hops: min(known?.hops ?? .max, node.hops),
        isEstablished: known?.isEstablished == true || node.isEstablished)
    }
  }

  var hasOnlyOrigins: Bool {
    network.circularEnds.isEmpty && network.nodes.allSatisfy { $0.end == nil || $0.end == .origin }
  }
}

extension PairComparison {
  fileprivate init(
    _ left: ComparedSubject, _ right: ComparedSubject, _ open: [EntityPair]
  ) {
    one = left.network.subject.id
    other = right.network.subject.id
    var found: [SharedEntity] = []
    for entity in left.network.sorted(left.reach.keys) {
      guard let near = left.reach[entity], let far = right.reach[entity] else { continue }
      found.append(
        SharedEntity(
          entity: entity, hopsFromOne: near.hops, hopsFromOther: far.hops,
          isEstablished: near.isEstablished && far.isEstablished))
    }
    shared = found
    let least = found.map { $0.hopsFromOne + $0.hopsFromOther }.min()
    nearest = found.filter { $0.hopsFromOne + $0.hopsFromOther == least }
    sharedEnds = left.ends.intersection(right.ends)
    var pairs: [EntityPair] = []
    for pair in open {
      for (near, far) in [(pair.source, pair.target), (pair.target, pair.source)]
      where left.reach[near] != nil && right.reach[far] != nil {
        pairs.append(EntityPair(near, far))
      }
    }
    possiblySame = pairs.sorted { one, other in
      let near = [left.network.key(one.source), right.network.key(one.target)]
      let far = [left.network.key(other.source), right.network.key(other.target)]
      return near.lexicographicallyPrecedes(far, by: ByteOrder.precedes)
    }
    let drawsOn = [left.reach[other], right.reach[one]].compactMap { $0 }
    if !drawsOn.isEmpty {
      verdict = .oneDrawsOnTheOther
      isEstablished = drawsOn.contains(where: \.isEstablished)
    } else if !found.isEmpty {
      verdict = .shareSources
      isEstablished = found.contains(where: \.isEstablished)
    } else {
      let isIndependent = left.hasOnlyOrigins && right.hasOnlyOrigins && pairs.isEmpty
      verdict = isIndependent ? .independent : .nothingShared
      isEstablished = nil
    }
  }
}
