import HeadwaterModel

/// An attribution between positions in an `AuditCase`.
struct AuditEdge: Sendable {
  let attribution: AuditedAttribution
  let giver: Int

  /// Nil for a stance on an attribution.
  let receiver: Int?
  let about: Int?
  var hasEvidence = false

  var id: AttributionID { attribution.id }
  var relation: String { attribution.relation }

  /// Whether it may be a hop: information flows, and to another entity.
  var isHop: Bool { attribution.role.isFlow && receiver != nil && receiver != giver }

  var isTransmission: Bool { isHop && attribution.role == .transmission }

  var isByline: Bool {
    relation == RelationDefinition.authored || relation == RelationDefinition.published
  }

  /// What it names: what it is about, where that is neither of its ends.
  var names: Int? { about == giver || about == receiver ? nil : about }
}

/// A whole case in memory: what the rules of an audit look at.
///
/// Entities judged the same are one. Entities have positions in the order of their keys,
/// attributions in the order in which they came; only recorded ones are there.
struct AuditCase: Sendable {
  /// By canonical id.
  private(set) var entities = EntityMap<AuditedEntity>()
  private(set) var edges: [AuditEdge] = []

  /// Names and other names, with the entity that bears each and its position.
  private(set) var names: [(entity: EntityID, position: Int, text: String)] = []
  private(set) var evidence: [(edge: Int, document: Int)] = []
  private(set) var lostQuotations: [(edge: Int, document: Int)] = []
  private(set) var verdicts: [AuditedVerdict] = []
  private(set) var suggested = 0

  /// The hops into, and out of, each entity, as positions in `edges`.
  private(set) var hopsInto = AuditAdjacency()
  private(set) var hopsOutOf = AuditAdjacency()

  /// The position of each entity, or of the one that stands for it.
  private var canonical = EntityMap<Int>()
  private var edgeOfID: [AttributionID: Int] = [:]
  private var stances: [AttributionID: [Int]] = [:]

  /// Reads the case.
  ///
  /// - Complexity: O(size of the case) time and memory, texts left out; these are read one by one,
  ///   and only `withQuotations`.
  init(
    _ reader: some AuditReader, withQuotations: Bool, stopCheck: @escaping StopCheck
  ) throws(QueryError) {
    do throws(GraphReadError) {
      var polling = Polling(stopCheck)
      try readEntities(reader, &polling)
      try readAttributions(reader, &polling)
      try readOthers(reader, withQuotations: withQuotations, &polling)
    } catch {
      throw .reading(error)
    }
    try QueryError.check(stopCheck)
    hopsInto = AuditAdjacency(count: entities.values.count, edges) { $0.isHop ? $0.receiver : nil }
    hopsOutOf = AuditAdjacency(count: entities.values.count, edges) { $0.isHop ? $0.giver : nil }
  }

  private mutating func readEntities(
    _ reader: some AuditReader, _ polling: inout Polling
  ) throws(GraphReadError) {
    var rows: [AuditedEntity] = []
    try reader.scanEntities { entity in
      rows.append(entity)
      return polling.goesOn()
    }
    for row in rows {
      if let position = entities.position(of: row.canonical) {
        entities.set(row.canonical, to: entities.values[position].joined(with: row))
      } else {
        _ = entities.insert(row.canonical, row)
      }
      let position = entities.position(of: row.canonical) ?? 0
      _ = canonical.insert(row.id, position)
      if let name = row.name { names.append((row.id, position, name)) }
    }
    try reader.scanAliases { entity, alias in
      if let position = canonical[entity] { names.append((entity, position, alias)) }
      return polling.goesOn()
    }
  }

  private mutating func readAttributions(
    _ reader: some AuditReader, _ polling: inout Polling
  ) throws(GraphReadError) {
    try reader.scanAttributions { attribution in
      if let giver = entities.position(of: attribution.source) {
        edgeOfID[attribution.id] = edges.count
        if let on = attribution.targetAttribution { stances[on, default: []].append(edges.count) }
        edges.append(
          AuditEdge(
            attribution: attribution, giver: giver,
            receiver: attribution.target.flatMap(entities.position(of:)),
            about: attribution.about.flatMap(entities.position(of:))))
      }
      return polling.goesOn()
    }
    try reader.scanEvidence { attribution, document in
      if let edge = edgeOfID[attribution], let position = entities.position(of: document) {
        edges[edge].hasEvidence = true
        evidence.append((edge, position))
      }
      return polling.goesOn()
    }
  }

  private mutating func readOthers(
    _ reader: some AuditReader, withQuotations: Bool, _ polling: inout Polling
  ) throws(GraphReadError) {
    try reader.scanVerdicts { verdict in
      verdicts.append(verdict)
      return polling.goesOn()
    }
    suggested = try reader.countSuggested()
    guard withQuotations else { return }
    try reader.scanLostQuotations { attribution, document in
      if let edge = edgeOfID[attribution], let position = entities.position(of: document) {
        lostQuotations.append((edge, position))
      }
      return polling.goesOn(every: 1)
    }
  }

  /// The position of an entity, or of the one that stands for it.
  func position(of id: EntityID) -> Int? { canonical[id] }

  func edge(of id: AttributionID) -> Int? { edgeOfID[id] }

  func stances(onAttribution id: AttributionID) -> [AuditEdge] {
    (stances[id] ?? []).map { edges[$0] }
  }

  func id(_ position: Int) -> EntityID { entities.keys[position] }

  /// An entity as a finding names it.
  func subject(_ position: Int) -> AuditSubject { .entity(id(position)) }

  /// When a hop happened: its own date, or that of the work it leads into.
  func date(of edge: AuditEdge) -> DayBounds? {
    if let date = edge.attribution.date { return date }
    guard let receiver = edge.receiver, entities.values[receiver].kind.isWork else { return nil }
    return entities.values[receiver].date
  }

  /// The claims that an entity asserted.
  func claims(of position: Int) -> some Sequence<Int> {
    hopsOutOf[position].lazy.compactMap { index in
      let edge = edges[index]
      return edge.relation == RelationDefinition.asserted ? edge.receiver : nil
    }
  }
}

extension AuditedEntity {
  /// One of several judged the same, with what another of them knows.
  fileprivate func joined(with other: AuditedEntity) -> AuditedEntity {
    let isOrigin = upstream == .origin || other.upstream == .origin
    let isKnown = naming != .unnamed && naming != .role
    return AuditedEntity(
      id: id, canonical: canonical, kind: id == canonical ? kind : other.kind,
      naming: isKnown ? naming : other.naming,
      upstream: isOrigin ? .origin : upstream == .unexplored ? other.upstream : upstream,
      date: date ?? other.date, name: name ?? other.name,
      isDescribed: isDescribed || other.isDescribed)
  }
}

/// The edges at each entity, side by side.
struct AuditAdjacency: Sendable {
  private var starts: [Int32] = []
  private var items: [Int32] = []

  init() {}

  /// Sorts edges by the entity that `end` gives, by counting; in each list they keep their order.
  init(count: Int, _ edges: [AuditEdge], _ end: (AuditEdge) -> Int?) {
    starts = Array(repeating: 0, count: count + 1)
    for edge in edges {
      if let position = end(edge) { starts[position + 1] += 1 }
    }
    for position in 0..<count { starts[position + 1] += starts[position] }
    items = Array(repeating: 0, count: Int(starts[count]))
    var next = starts
    for (index, edge) in edges.enumerated() {
      guard let position = end(edge) else { continue }
      items[Int(next[position])] = Int32(index)
      next[position] += 1
    }
  }

  subscript(position: Int) -> some Sequence<Int> {
    items[Int(starts[position])..<Int(starts[position + 1])].lazy.map(Int.init)
  }
}

/// Asks now and then whether to go on.
private struct Polling {
  private let stopCheck: StopCheck
  private var rows = 0

  init(_ stopCheck: @escaping StopCheck) {
    self.stopCheck = stopCheck
  }

  mutating func goesOn(every count: Int = 4_096) -> Bool {
    rows += 1
    return rows % count != 0 || stopCheck() == nil
  }
}
