import HeadwaterModel

/// Which stances count, by the same options that steps are filtered by.
struct StanceFilter {
  private let reader: any GraphReader
  private let options: TraceOptions

  /// What is known of those who took the stances that were asked about.
  private(set) var sources: [EntityID: GraphEntity] = [:]

  init(_ reader: some GraphReader, _ options: TraceOptions) {
    self.reader = reader
    self.options = options
  }

  /// When a stance was taken: its own date, or else that of the document that takes it.
  ///
  /// - Precondition: `kept` was asked about it.
  func date(of stance: GraphStance) -> DayBounds? {
    if let date = stance.date { return date }
    guard let source = sources[stance.source], source.kind.isWork else { return nil }
    return source.date
  }

  /// Those that the options leave, in their order.
  ///
  /// - Complexity: a look-up each, and for the rarer options a few more.
  mutating func kept(_ stances: [PlacedStance]) throws(GraphReadError) -> [PlacedStance] {
    let unknown = Set(stances.map(\.stance.source)).filter { sources[$0] == nil }.sorted()
    for entity in try reader.entities(unknown) { sources[entity.id] = entity }
    var kept = stances.filter { placed in
      if options.without.contains(placed.stance.source) { return false }
      if case .entity(let target) = placed.target, options.without.contains(target) {
        return false
      }
      if let asOf = options.asOf, let date = date(of: placed.stance) {
        return date.order(relativeTo: asOf) != .after
      }
      return true
    }
    if options.withoutRetracted || options.withoutDisputed {
      // Only who took a stance takes it back: both ends are the same, for that matter.
      let edges = kept.map(Self.edge)
      let standing = Set(
        try Standing(reader: reader).standing(edges, options).map(\.id))
      kept.removeAll { !standing.contains($0.stance.id) }
    }
    guard !options.notAccordingTo.isEmpty, !kept.isEmpty else { return kept }
    let documents = try reader.evidenceDocuments(of: kept.map(\.stance.id))
    let source = FlowSource(reader: reader, options: options)
    let distrusted = try source.distrusted(among: Set(documents.flatMap { $0 }))
    return zip(kept, documents)
      .filter { $0.1.isEmpty || !distrusted.isSuperset(of: $0.1) }.map(\.0)
  }

  private static func edge(_ placed: PlacedStance) -> FlowEdge {
    let stance = placed.stance
    return FlowEdge(
      id: stance.id, source: stance.source, target: stance.source, names: nil,
      relation: stance.relation, role: .stance, basis: nil, date: stance.date)
  }
}
