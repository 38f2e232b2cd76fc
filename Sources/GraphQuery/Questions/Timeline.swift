public import HeadwaterModel

/// A step or a stance, in the order of time.
public struct TimelineEvent: Hashable, Sendable {
  /// The attribution.
  public let id: AttributionID

  /// The giver, or who took the stance.
  public let source: EntityID

  /// The receiver, or what the stance is on.
  public let target: StanceTarget

  /// The name of its relation.
  public let relation: String

  /// When it happened; nil where that is not known.
  public let date: DayBounds?

  /// Whether it is a stance and no step.
  public let isStance: Bool

  /// Whether some step over it is established; stances are.
  public let isEstablished: Bool

  /// Whether it is a step that no other is definitely before.
  public fileprivate(set) var isFirst = false

  /// Whether its order to the one listed before it is not known.
  public fileprivate(set) var isOrderUnknown = false
}

/// How something travelled: the steps of an upstream graph by their dates, and stances among them.
///
/// `docs/design/questions.md` says what counts.
public struct Timeline: Sendable {
  /// The upstream graph.
  public let network: UpstreamNetwork

  /// Those with a date: by the earliest day, then by the latest, then by keys and ids.
  public private(set) var events: [TimelineEvent]

  /// Those without, by keys and ids.
  public let undated: [TimelineEvent]

  /// The givers of the first steps, by key.
  public let first: [EntityID]

  /// - Parameters:
  ///   - network: The upstream graph.
  ///   - reader: Where the stances are read.
  ///   - options: What is taken into account, as for the network.
  ///   - stopCheck: Asked every thousand look-ups.
  /// - Throws: `outOfTime`, `cancelled`, `reading`.
  /// - Complexity: a look-up for each entity and attribution, and a sort.
  public init(
    _ network: UpstreamNetwork, in reader: some GraphReader,
    options: TraceOptions = TraceOptions(), stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    self.network = network
    var filter = StanceFilter(reader, options)
    let stances = try Self.stances(network, in: reader, &filter, stopCheck)
    let order = TimelineOrder(network, filter.sources)
    let found = (Self.steps(network) + stances).sorted(by: order.precedes)
    events = found.filter { $0.date != nil }
    undated = found.filter { $0.date == nil }
    let latest = events.filter { !$0.isStance }.compactMap { $0.date?.latest }.min()
    var givers: Set<EntityID> = []
    for index in events.indices {
      let event = events[index]
      if !event.isStance, !Self.isAfter(event.date, latest) {
        events[index].isFirst = true
        givers.insert(event.source)
      }
      guard index > 0, let date = event.date, let before = events[index - 1].date else { continue }
      events[index].isOrderUnknown = date.order(relativeTo: before) == .unknown
    }
    first = network.sorted(givers)
  }

  /// Whether every day of a date is after the day on which another was over.
  private static func isAfter(_ date: DayBounds?, _ latest: Int32?) -> Bool {
    guard let earliest = date?.earliest, let latest else { return false }
    return latest < earliest
  }

  private static func bounded(_ date: DayBounds?) -> DayBounds? {
    date?.earliest == nil && date?.latest == nil ? nil : date
  }

  private static func steps(_ network: UpstreamNetwork) -> [TimelineEvent] {
    var edges: [AttributionID: FlowEdge] = [:]
    var established: Set<AttributionID> = []
    for attribution in network.edges.flatMap(\.attributions) {
      edges[attribution.edge.id] = attribution.edge
      if attribution.why == nil { established.insert(attribution.edge.id) }
    }
    return edges.values.map { edge in
      TimelineEvent(
        id: edge.id, source: edge.source, target: .entity(edge.target), relation: edge.relation,
        date: bounded(network.date(of: edge)), isStance: false,
        isEstablished: established.contains(edge.id))
    }
  }

  /// The stances on the entities and attributions of the graph, and on what these name.
  private static func stances(
    _ network: UpstreamNetwork, in reader: some GraphReader, _ filter: inout StanceFilter,
    _ stopCheck: @escaping StopCheck
  ) throws(QueryError) -> [TimelineEvent] {
    let named = network.edges.flatMap { $0.attributions.compactMap(\.edge.names) }
    let entities = Set(network.entityIDs + named).sorted().map { StanceTarget.entity($0) }
    let targets = entities + network.attributions.map { .attribution($0) }
    var found: [TimelineEvent] = []
    for start in stride(from: 0, to: targets.count, by: 1000) {
      try QueryError.check(stopCheck)
      do throws(GraphReadError) {
        let some = targets[start..<min(start + 1000, targets.count)]
        for placed in try filter.kept(try Self.stances(on: some, in: reader)) {
          found.append(
            TimelineEvent(
              id: placed.stance.id, source: placed.stance.source, target: placed.target,
              relation: placed.stance.relation, date: bounded(filter.date(of: placed.stance)),
              isStance: true, isEstablished: true))
        }
      } catch {
        throw .reading(error)
      }
    }
    return found
  }

  private static func stances(
    on targets: ArraySlice<StanceTarget>, in reader: some GraphReader
  ) throws(GraphReadError) -> [PlacedStance] {
    var entities: [EntityID] = []
    var attributions: [AttributionID] = []
    for target in targets {
      switch target {
      case .entity(let id): entities.append(id)
      case .attribution(let id): attributions.append(id)
      }
    }
    var placed: [PlacedStance] = []
    for (entity, stances) in zip(entities, try reader.stancesTaken(onEntities: entities)) {
      placed += stances.map { PlacedStance($0, on: .entity(entity)) }
    }
    let taken = try reader.stancesTaken(onAttributions: attributions)
    for (attribution, stances) in zip(attributions, taken) {
      placed += stances.map { PlacedStance($0, on: .attribution(attribution)) }
    }
    return placed
  }
}

/// The order of events: a day that is not bounded comes before all, or after all.
private struct TimelineOrder {
  private let network: UpstreamNetwork

  /// Those who took stances: they need not be in the graph.
  private let others: [EntityID: GraphEntity]

  init(_ network: UpstreamNetwork, _ others: [EntityID: GraphEntity]) {
    self.network = network
    self.others = others
  }

  func precedes(_ left: TimelineEvent, _ right: TimelineEvent) -> Bool {
    let (one, other) = (days(left), days(right))
    if one != other { return one.lexicographicallyPrecedes(other) }
    let (keys, otherKeys) = (keys(left), self.keys(right))
    if keys != otherKeys {
      return keys.lexicographicallyPrecedes(otherKeys, by: ByteOrder.precedes)
    }
    return left.id < right.id
  }

  private func days(_ event: TimelineEvent) -> [Int64] {
    [
      event.date?.earliest.map(Int64.init) ?? .min, event.date?.latest.map(Int64.init) ?? .max,
    ]
  }

  private func keys(_ event: TimelineEvent) -> [String] {
    switch event.target {
    case .entity(let target): [key(event.source), key(target)]
    case .attribution: [key(event.source), ""]
    }
  }

  private func key(_ id: EntityID) -> String {
    network.entity(id)?.key ?? others[id]?.key ?? ""
  }
}
