public import HeadwaterModel

/// Why a chain goes no further upstream.
public enum ChainEnd: String, CaseIterable, Hashable, Sendable {
  /// Firsthand: nothing lies upstream.
  case origin
  /// The source does not say.
  case undisclosed
  /// Nothing is recorded upstream that carries this matter.
  case unexplored
  /// The only steps lead back into the chain.
  case circular
  /// A depth limit cut it.
  case limit

  /// What `edge` and its giver say lies upstream of the giver in this matter; nil where the step
  /// is not marked.
  init?(markOf edge: FlowEdge, from giver: GraphEntity) {
    switch edge.basis {
    case .origin: self = .origin
    case .undisclosed: self = .undisclosed
    case .relayed: return nil
    case nil:
      switch giver.upstream {
      case .origin: self = .origin
      case .undisclosed: self = .undisclosed
      case .unexplored: return nil
      }
    }
  }
}

/// One attribution of a hop.
public struct HopAttribution: Hashable, Sendable {
  public let edge: FlowEdge

  /// Nil where the step over it is established.
  public let why: PossibleReason?
}

/// One step of a chain, upstream from the receiver to the giver.
public struct Hop: Hashable, Sendable {
  public let giver: EntityID
  public let receiver: EntityID

  /// Nil where the hop is established.
  public let why: PossibleReason?

  /// Whether it is definitely later than the hop that it fed.
  public let isAnachronistic: Bool

  /// Those that can be chosen for this chain and its end, by id; never empty.
  public let attributions: [HopAttribution]

  public var isEstablished: Bool { why == nil }
}

/// A simple path upstream from a subject to where it ends.
public struct Chain: Hashable, Sendable {
  /// The subject first.
  public let entities: [EntityID]
  public let end: ChainEnd

  /// From the subject upstream: one fewer than the entities.
  public let hops: [Hop]

  /// Whether a step from its end leads back into it.
  public let revisits: Bool

  /// Whether attributions can be chosen so that every step is established.
  public var isEstablished: Bool { hops.allSatisfy(\.isEstablished) }

  public var isAnachronistic: Bool { hops.contains(where: \.isAnachronistic) }
}
