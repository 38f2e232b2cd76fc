/// What a stance is on.
public enum StanceTarget: Hashable, Sendable {
  case entity(EntityID)
  case attribution(AttributionID)
}

/// A recorded stance with what it is on.
public struct PlacedStance: Hashable, Sendable {
  public let stance: GraphStance
  public let target: StanceTarget

  public init(_ stance: GraphStance, on target: StanceTarget) {
    self.stance = stance
    self.target = target
  }
}

/// The ends of a recorded attribution of any role.
public struct AttributionPlace: Hashable, Sendable {
  public let source: EntityID

  /// Nil for a stance on an attribution.
  public let target: EntityID?
  public let about: EntityID?

  public init(source: EntityID, target: EntityID?, about: EntityID?) {
    self.source = source
    self.target = target
    self.about = about
  }
}

/// A graph that can be asked for all stances and all claims of its case, without reading the rest.
public protocol StanceReader: GraphReader {
  /// The recorded stances of these relations in the whole case, by id.
  ///
  /// - Complexity: O(stances of these relations, and stances on attributions), each with a look-up.
  func stances(of relations: Set<String>) throws(GraphReadError) -> [PlacedStance]

  /// The ends of each attribution, in the order asked; nil for one that is not recorded.
  func places(
    of attributions: [AttributionID]
  ) throws(GraphReadError) -> [AttributionPlace?]

  /// All claims, ascending; those judged the same once.
  ///
  /// - Complexity: O(claims).
  func claims() throws(GraphReadError) -> [EntityID]
}
