public import GraphQuery
public import HeadwaterModel

/// A chain: a simple path upstream from a subject, hop by hop, to where it ends.
public struct TracedChain: Hashable, Sendable {
  /// The subject first, then upstream.
  public let entities: [TracedEntity]

  /// From the subject upstream: one fewer than the entities.
  public let hops: [TracedHop]

  /// Why it goes no further.
  public let end: ChainEnd

  /// Whether a step from its end leads back into it.
  public let revisits: Bool

  /// The entities' keys, subject first.
  public var keys: [String] { entities.map(\.key) }

  /// Whether attributions can be chosen so that every step is established; else it is possible.
  public var isEstablished: Bool { hops.allSatisfy(\.isEstablished) }

  /// Whether a hop of it is definitely later than the one that it fed.
  public var isAnachronistic: Bool { hops.contains(where: \.isAnachronistic) }
}

/// An entity of a chain, as much of it as names it.
public struct TracedEntity: Hashable, Sendable {
  /// The key; that of a withheld source is a random one, unless it is revealed.
  public let key: String

  /// The kind's name; nil in an open case, where there may be none.
  public let kind: String?

  /// The base kind that the kind descends from; without a kind, a document.
  public let baseKind: BaseKind

  /// The name, the key of what has none, or "Withheld source 2".
  public let name: String
  public let naming: Naming

  /// Whether it is a withheld source that was not revealed.
  public let isPlaceholder: Bool
}

/// One step of a chain, upstream from the receiver to the giver.
public struct TracedHop: Hashable, Sendable {
  /// The key of whoever passed the information on.
  public let giver: String

  /// The key of whoever it reached.
  public let receiver: String

  /// What makes the hop possible and no more; nil where it is established.
  public let why: PossibleReason?

  /// Whether it is definitely later than the hop that it fed.
  public let isAnachronistic: Bool

  /// Those that can be chosen for this hop of this chain; never empty.
  public let attributions: [TracedAttribution]

  /// Recorded positions taken on the giver, on the hop's attributions, or on what these name.
  ///
  /// A stance stands beside a hop and is never one.
  public let stances: [AttributionRecord]

  /// Whether the matter is recorded here; else the hop is possible.
  public var isEstablished: Bool { why == nil }
}

/// One attribution of a hop.
public struct TracedAttribution: Hashable, Sendable {
  /// The attribution with its evidence.
  ///
  /// Its ends are as they were recorded: where entities were judged the same, they may be others
  /// than those of the chain.
  public let record: AttributionRecord
  public let relation: RelationDefinition

  /// What makes the step over it possible and no more; nil where it is established.
  public let why: PossibleReason?

  /// Whether the step over it is established.
  public var isEstablished: Bool { why == nil }
}

/// An entity upstream of a subject.
public struct UpstreamEntity: Hashable, Sendable {
  public let entity: TracedEntity

  /// The least number of hops from the subject to it.
  public let hops: Int

  /// Whether established steps lead to it, of any number.
  public let isEstablished: Bool
}

/// The number of chains upstream of a subject.
public struct ChainCount: Hashable, Sendable {
  /// Decimal digits: there may be more chains than any integer counts.
  public let digits: String

  /// Whether it was counted; else it is a lower bound.
  public let isExact: Bool

  /// How many attributions were left out as they are on another matter.
  public let otherMatters: Int
}
