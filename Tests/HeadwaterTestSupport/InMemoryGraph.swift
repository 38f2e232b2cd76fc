package import HeadwaterModel

/// A graph in dictionaries, read straight from records: the other reader that tests compare with.
///
/// Entities are numbered in the order given; of verdicts on identity, `same` is not applied.
package struct InMemoryGraph: GraphReader, Sendable {
  private struct Row {
    let id: AttributionID
    let record: AttributionRecord
    let role: RelationRole
    let source: EntityID
    let target: EntityID?
    let about: EntityID?
    let targetAttribution: String?
    let documents: [EntityID]
  }

  private var nodes: [GraphEntity] = []
  private var numberOfKey: [String: EntityID] = [:]
  private var rows: [Row] = []
  private var verdicts: [IdentityRecord] = []

  /// Builds the graph.
  ///
  /// - Precondition: the records would be accepted by a case.
  package init(_ records: [CaseRecord]) {
    var vocabulary = Vocabulary()
    for record in records {
      switch record {
      case .kind(let kind): try? vocabulary.define(kind)
      case .relation(let relation): try? vocabulary.define(relation)
      case .entity(let entity): add(entity, vocabulary)
      case .attribution(let attribution): add(attribution, vocabulary)
      case .identity(let verdict): verdicts.append(verdict)
      case .evidence, .text: break
      }
    }
  }

  private mutating func add(_ record: EntityRecord, _ vocabulary: Vocabulary) {
    let id = EntityID(Int64(nodes.count + 1))
    let key = record.key ?? ""
    numberOfKey[EntityKey.folded(key)] = id
    nodes.append(
      GraphEntity(
        id: id, key: key, kind: vocabulary.baseKind(of: record.kind ?? "") ?? .document,
        upstream: record.upstream, date: record.date?.bounds))
  }

  private mutating func add(_ record: AttributionRecord, _ vocabulary: Vocabulary) {
    guard let source = number(record.source), let relation = vocabulary.relations[record.relation]
    else { preconditionFailure("the records are not those of a case") }
    var target: EntityID?
    var targetAttribution: String?
    switch record.target {
    case .entity(let key): target = number(key)
    case .attribution(let uid): targetAttribution = uid
    }
    rows.append(
      Row(
        id: AttributionID(Int64(rows.count + 1)), record: record, role: relation.role,
        source: source, target: target, about: record.about.flatMap(number),
        targetAttribution: targetAttribution,
        documents: Set(record.evidence.compactMap { number($0.document) }).sorted()))
  }

  private func number(_ key: String) -> EntityID? { numberOfKey[EntityKey.folded(key)] }

  var allEntities: [GraphEntity] { nodes }

  var allFlow: [FlowEdge] { flow { _ in true } }

  private var recorded: [Row] { rows.filter { $0.record.status == .recorded } }

  /// The id that an attribution was given in its record.
  package func uid(of attribution: AttributionID) -> String? {
    rows[Int(attribution.rawValue) - 1].record.id
  }

  package func entity(forKey key: String) throws(GraphReadError) -> EntityID? { number(key) }

  package func entities(_ ids: [EntityID]) throws(GraphReadError) -> [GraphEntity] {
    ids.map { nodes[Int($0.rawValue) - 1] }
  }

  private func flow(_ isWanted: (Row) -> Bool) -> [FlowEdge] {
    rows.compactMap { row in
      guard isWanted(row), row.record.status == .recorded, row.role.isFlow,
        let target = row.target, target != row.source
      else { return nil }
      let isEnd = row.about == row.source || row.about == target
      return FlowEdge(
        id: row.id, source: row.source, target: target, names: isEnd ? nil : row.about,
        relation: row.record.relation, role: row.role, basis: row.record.basis,
        date: row.record.date?.bounds, joint: row.record.joint)
    }
  }

  private func flow(into target: EntityID) -> [FlowEdge] { flow { $0.target == target } }

  package func flowOutOf(_ sources: [EntityID]) throws(GraphReadError) -> [[FlowEdge]] {
    sources.map { source in flow { $0.source == source } }
  }

  package func flowInto(_ requests: [FlowRequest]) throws(GraphReadError) -> [[FlowEdge]] {
    requests.map { request in
      flow(into: request.target).filter { edge in
        guard case .nothingOr(let names) = request.naming, let named = edge.names else {
          return true
        }
        return names.contains(named)
      }
    }
  }

  package func flowCountsInto(_ targets: [EntityID]) throws(GraphReadError) -> [Int] {
    targets.map { flow(into: $0).count }
  }

  private func ends(
    _ wanted: (Row) -> Bool, _ end: (Row) -> EntityID?
  ) -> [EntityID] {
    Set(recorded.filter(wanted).compactMap(end)).sorted()
  }

  package func claimsAsserted(by sources: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    sources.map { source in
      ends({ $0.source == source && $0.record.relation == "asserted" }, { $0.target })
    }
  }

  package func asserters(of claims: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    claims.map { claim in
      ends({ $0.target == claim && $0.record.relation == "asserted" }, { $0.source })
    }
  }

  private func joined(_ pairs: [EntityPair], _ wanted: (Row) -> Bool) -> [Bool] {
    var joined: Set<EntityPair> = []
    for row in recorded where wanted(row) {
      if let target = row.target { joined.insert(EntityPair(row.source, target)) }
    }
    return pairs.map { joined.contains($0) }
  }

  package func asserted(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool] {
    joined(pairs) { $0.record.relation == "asserted" }
  }

  package func made(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool] {
    joined(pairs) { $0.record.relation == "authored" || $0.record.relation == "published" }
  }

  package func transmitted(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool] {
    joined(pairs) { $0.role == .transmission }
  }

  package func transmitters(to targets: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    targets.map { target in
      ends({ $0.target == target && $0.role == .transmission }, { $0.source })
    }
  }

  package func variants(of claims: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    claims.map { claim in
      let forward = ends(
        { $0.source == claim && $0.record.relation == "variant_of" }, { $0.target })
      let backward = ends(
        { $0.target == claim && $0.record.relation == "variant_of" }, { $0.source })
      return Set(forward + backward).sorted()
    }
  }

  package func evidenceDocuments(
    of attributions: [AttributionID]
  ) throws(GraphReadError) -> [[EntityID]] {
    attributions.map { rows[Int($0.rawValue) - 1].documents }
  }

  private func stances(_ isWanted: (Row) -> Bool) -> [GraphStance] {
    recorded.filter { $0.role == .stance && isWanted($0) }.map { row in
      GraphStance(
        id: row.id, source: row.source, relation: row.record.relation,
        date: row.record.date?.bounds)
    }
  }

  package func stancesTaken(
    onEntities ids: [EntityID]
  ) throws(GraphReadError) -> [[GraphStance]] {
    ids.map { id in stances { $0.target == id } }
  }

  package func stancesTaken(
    onAttributions ids: [AttributionID]
  ) throws(GraphReadError) -> [[GraphStance]] {
    ids.map { id in
      let uid = uid(of: id)
      return stances { $0.targetAttribution != nil && $0.targetAttribution == uid }
    }
  }

  package func entities(withStance relation: String) throws(GraphReadError) -> [EntityID] {
    ends({ $0.role == .stance && $0.record.relation == relation }, { $0.target })
  }

  package func associates(
    of ids: [EntityID], relation: String
  ) throws(GraphReadError) -> [[EntityID]] {
    ids.map { id in
      ends(
        { $0.source == id && $0.role == .association && $0.record.relation == relation },
        { $0.target })
    }
  }

  package func openVerdicts() throws(GraphReadError) -> OpenVerdicts {
    let replaced = Set(verdicts.compactMap(\.supersedes))
    func pairs(_ verdict: IdentityVerdict) -> [EntityPair] {
      var found: Set<EntityPair> = []
      for record in verdicts where record.verdict == verdict && !replaced.contains(record.id ?? "")
      {
        guard let one = number(record.entity), let other = number(record.other), one != other
        else { continue }
        found.insert(EntityPair(min(one, other), max(one, other)))
      }
      return found.sorted(by: EntityPair.precedes)
    }
    return OpenVerdicts(possiblySame: pairs(.possiblySame), distinct: pairs(.distinct))
  }
}

extension InMemoryGraph: StanceReader {
  package func stances(of relations: Set<String>) throws(GraphReadError) -> [PlacedStance] {
    recorded.compactMap { row in
      guard row.role == .stance, relations.contains(row.record.relation) else { return nil }
      let stance = GraphStance(
        id: row.id, source: row.source, relation: row.record.relation,
        date: row.record.date?.bounds)
      if let target = row.target { return PlacedStance(stance, on: .entity(target)) }
      let target = rows.first { $0.record.id != nil && $0.record.id == row.targetAttribution }
      return target.map { PlacedStance(stance, on: .attribution($0.id)) }
    }
  }

  package func places(
    of attributions: [AttributionID]
  ) throws(GraphReadError) -> [AttributionPlace?] {
    attributions.map { id in
      let row = rows[Int(id.rawValue) - 1]
      guard row.record.status == .recorded else { return nil }
      return AttributionPlace(source: row.source, target: row.target, about: row.about)
    }
  }

  package func claims() throws(GraphReadError) -> [EntityID] {
    nodes.filter { $0.kind == .claim }.map(\.id)
  }
}
