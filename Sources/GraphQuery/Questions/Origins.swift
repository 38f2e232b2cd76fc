import GraphKernels
public import HeadwaterModel

/// Where the chains of a subject end: one entity and kind of end, or one group that rests on itself.
public struct Origin: Hashable, Sendable {
  /// The entity; the members of a circular origin, by key.
  public let entities: [EntityID]

  /// `circular` for a group, never `limit`.
  public let end: ChainEnd

  /// The least number of hops from the subject to it, or to the nearest member.
  public let hops: Int

  /// How many chains end there.
  public let chains: ChainTotal

  /// Whether established steps alone lead there.
  public let isEstablished: Bool
}

/// Where the chains of one subject end.
///
/// `docs/design/questions.md` says what counts.
public struct Origins: Sendable {
  public let network: UpstreamNetwork

  /// Nearest first, ties by key, then by end.
  public let origins: [Origin]

  /// Most chains gone through where they cannot be counted without.
  public static var enumerationLimit: Int { 1000 }

  /// - Complexity: O(V + E), and where walks are not chains the search for at most
  ///   `enumerationLimit` of them, bounded too.
  public init(_ network: UpstreamNetwork, stopCheck: @escaping StopCheck = { nil }) {
    self.network = network
    let count = EndCounts(network, stopCheck: stopCheck)
    var found: [Origin] = []
    for (index, node) in network.nodes.enumerated() {
      guard let end = node.end else { continue }
      found.append(
        Origin(
          entities: [node.entity], end: end, hops: node.hops,
          chains: count.chains(endingAt: index), isEstablished: node.isEstablished))
    }
    for (index, group) in network.circularEnds.enumerated() {
      found.append(
        Origin(
          entities: network.sorted(Set(group.map { network.nodes[$0].entity })), end: .circular,
          hops: group.map { network.nodes[$0].hops }.min() ?? 0,
          chains: count.chains(inGroup: index),
          isEstablished: group.contains { network.nodes[$0].isEstablished }))
    }
    origins = Self.merged(found).sorted { left, right in
      if left.hops != right.hops { return left.hops < right.hops }
      let (leftKey, rightKey) = (network.key(left.entities[0]), network.key(right.entities[0]))
      if leftKey != rightKey { return ByteOrder.precedes(leftKey, rightKey) }
      return left.end.rawValue < right.end.rawValue
    }
  }

  /// One line an entity and end: the nodes of an entity that has several are told as one.
  private static func merged(_ origins: [Origin]) -> [Origin] {
    struct Line: Hashable {
      let entities: [EntityID]
      let end: ChainEnd
    }
    var place: [Line: Int] = [:]
    var merged: [Origin] = []
    for origin in origins {
      let line = Line(entities: origin.entities, end: origin.end)
      guard let index = place[line] else {
        place[line] = merged.count
        merged.append(origin)
        continue
      }
      let known = merged[index]
      merged[index] = Origin(
        entities: known.entities, end: known.end, hops: min(known.hops, origin.hops),
        chains: known.chains, isEstablished: known.isEstablished || origin.isEstablished)
    }
    return merged
  }
}
