import HeadwaterModel

/// Attributions into one target that are needed together.
struct JointGroup: Hashable, Sendable {
  let target: EntityID
  let key: String

  /// The group of an attribution; nil where it stands by itself.
  init?(_ edge: FlowEdge) {
    guard let key = edge.joint else { return nil }
    target = edge.target
    self.key = key
  }
}

/// Reads incoming attributions once each, with the filters of a trace applied.
struct FlowSource {
  /// Above so many attributions into one entity, only those that may fit the matter are read.
  static var hubThreshold: Int { 256 }

  let reader: any GraphReader
  let options: TraceOptions
  var entities = EntityMap<GraphEntity>()

  private var edgesOfEntity = EntityMap<[FlowEdge]>()
  private var edgesOfVertex: [MatterVertex: [FlowEdge]] = [:]

  /// Joint groups of which the filters dropped an attribution: what is left of one supports nothing.
  private(set) var brokenGroups: Set<JointGroup> = []

  /// How many attributions pass the filters into each entity that was read.
  private(set) var flowCount = EntityMap<Int>()

  init(reader: any GraphReader, options: TraceOptions) {
    self.reader = reader
    self.options = options
  }

  /// The attributions into a vertex that was read: all of them, or those that may fit.
  func edges(into vertex: MatterVertex) -> [FlowEdge] {
    edgesOfEntity[vertex.entity] ?? edgesOfVertex[vertex] ?? []
  }

  /// Reads what is not known yet of these entities.
  mutating func readEntities(_ ids: [EntityID]) throws(GraphReadError) {
    var missing = EntityMap<Bool>()
    for id in ids where !entities.contains(id) { _ = missing.insert(id, true) }
    guard !missing.keys.isEmpty else { return }
    for entity in try reader.entities(missing.keys) { entities.set(entity.id, to: entity) }
  }

  /// Reads the attributions into the vertices that were not read yet, and all entities on them.
  mutating func read(_ vertices: [MatterVertex]) throws(GraphReadError) {
    let unread = vertices.filter {
      !edgesOfEntity.contains($0.entity) && (edgesOfVertex.isEmpty || edgesOfVertex[$0] == nil)
    }
    guard !unread.isEmpty else { return }
    try readEntities(unread.map(\.entity))
    var whole = EntityMap<Bool>()
    var requests: [(vertex: MatterVertex, request: FlowRequest)] = []
    for (vertex, naming) in zip(unread, try selections(for: unread)) {
      if naming == .all, !whole.insert(vertex.entity, true) { continue }
      requests.append((vertex, FlowRequest(target: vertex.entity, naming: naming)))
    }
    let answers = try reader.flowInto(requests.map(\.request))
    var met: [EntityID] = []
    for ((vertex, request), answer) in zip(requests, answers) {
      let kept = try filtered(answer)
      if request.naming == .all {
        edgesOfEntity.set(vertex.entity, to: kept)
        flowCount.set(vertex.entity, to: kept.count)
      } else {
        edgesOfVertex[vertex] = kept
      }
      for edge in kept {
        met.append(edge.source)
        if let named = edge.names { met.append(named) }
      }
    }
    try readEntities(met)
  }

  /// The attributions out of these entities that pass the filters, and lead to none left out.
  ///
  /// All entities on them are read as well.
  mutating func edges(
    outOf sources: [EntityID]
  ) throws(GraphReadError) -> [FlowEdge] {
    let found = try reader.flowOutOf(sources).flatMap { $0 }
      .filter { !options.without.contains($0.target) }
    // A work may give the date of what leads into it.
    if options.asOf != nil { try readEntities(found.map(\.target)) }
    let kept = try filtered(found)
    try readEntities(kept.map(\.target) + kept.compactMap(\.names))
    return kept
  }

  /// Takes these for all the attributions into an entity, in place of reading them.
  mutating func take(_ edges: [FlowEdge], into target: EntityID) {
    edgesOfEntity.set(target, to: edges)
  }

  /// Forgets what was read of hubs for single matters: it is of no use to a walk with others.
  mutating func forgetMatters() { edgesOfVertex = [:] }

  /// Whether anything that passes the filters leads into an entity.
  ///
  /// Without filters it is not read: the case keeps count.
  mutating func hasFlow(into entity: EntityID) throws(GraphReadError) -> Bool {
    guard options.hasFilters else { return try reader.flowCountsInto([entity])[0] > 0 }
    let vertex = MatterVertex(entity: entity, matter: Matter())
    try read([vertex])
    return !edges(into: vertex).isEmpty
  }

  /// What to ask for: everything, or at a hub what may fit the matter.
  ///
  /// A hub's list then costs what fits and not its degree: an outlet has thousands of stories.
  private mutating func selections(
    for vertices: [MatterVertex]
  ) throws(GraphReadError) -> [NamedSelection] {
    if options.anyMatter || options.hasFilters {
      return Array(repeating: .all, count: vertices.count)
    }
    // Without a document in view there is no bound on what may fit.
    let bounded = vertices.indices.filter { vertices[$0].matter.document != nil }
    var selections = [NamedSelection](repeating: .all, count: vertices.count)
    guard !bounded.isEmpty else { return selections }
    let counts = try reader.flowCountsInto(bounded.map { vertices[$0].entity })
    for (index, count) in zip(bounded, counts) {
      let vertex = vertices[index]
      guard count > Self.hubThreshold, let names = try namesThatMayFit(vertex),
        names.count < count / 4
      else { continue }
      flowCount.set(vertex.entity, to: count)
      selections[index] = .nothingOr(names)
    }
    return selections
  }

  /// All that an attribution may name and be a step; nil where that has no bound.
  private func namesThatMayFit(_ vertex: MatterVertex) throws(GraphReadError) -> Set<EntityID>? {
    guard let document = vertex.matter.document else { return nil }
    var names = Set(try reader.transmitters(to: [document]).flatMap { $0 })
    names.insert(document)
    if let claim = vertex.matter.claim {
      let claims = [claim] + (try reader.variants(of: [claim]).flatMap { $0 })
      names.formUnion(claims)
      names.formUnion(try reader.asserters(of: claims).flatMap { $0 })
      return names
    }
    let claims = try reader.claimsAsserted(by: [document]).flatMap { $0 }
    return claims.isEmpty ? nil : names.union(claims)
  }

  /// What the filters leave; joint groups that they take something from are noted as broken.
  private mutating func filtered(_ edges: [FlowEdge]) throws(GraphReadError) -> [FlowEdge] {
    guard options.hasFilters else { return edges }
    let kept = try passing(edges)
    guard kept.count < edges.count, edges.contains(where: { $0.joint != nil }) else { return kept }
    let keptIDs = Set(kept.map(\.id))
    for edge in edges where !keptIDs.contains(edge.id) {
      if let group = JointGroup(edge) { brokenGroups.insert(group) }
    }
    return kept
  }

  private func passing(_ edges: [FlowEdge]) throws(GraphReadError) -> [FlowEdge] {
    var kept = edges.filter { edge in
      if options.without.contains(edge.source) { return false }
      if !options.relations.isEmpty, !options.relations.contains(edge.relation) { return false }
      if let asOf = options.asOf, let date = date(of: edge) {
        return date.order(relativeTo: asOf) != .after
      }
      return true
    }
    if options.withoutRetracted || options.withoutDisputed {
      kept = try Standing(reader: reader).standing(kept, options)
    }
    guard !options.notAccordingTo.isEmpty, !kept.isEmpty else { return kept }
    let documents = try reader.evidenceDocuments(of: kept.map(\.id))
    let distrusted = try distrusted(among: Set(documents.flatMap { $0 }))
    let rests = documents.map { !$0.isEmpty && distrusted.isSuperset(of: $0) }
    kept = zip(kept, rests).filter { !$0.1 }.map(\.0)
    return kept
  }

  /// Those documents that are among, or were made by, what is not to be relied on.
  func distrusted(
    among documents: Set<EntityID>
  ) throws(GraphReadError) -> Set<EntityID> {
    var pairs: [EntityPair] = []
    for maker in options.notAccordingTo {
      for document in documents { pairs.append(EntityPair(maker, document)) }
    }
    var found = documents.intersection(options.notAccordingTo)
    for (pair, made) in zip(pairs, try reader.made(pairs)) where made { found.insert(pair.target) }
    return found
  }

  /// When it happened: its own date, or else that of the work that it leads into.
  func date(of edge: FlowEdge) -> DayBounds? {
    edge.date ?? workDate(edge.target)
  }

  private func workDate(_ id: EntityID) -> DayBounds? {
    guard let entity = entities[id], entity.kind.isWork else { return nil }
    return entity.date
  }
}
