package import HeadwaterModel
import SQLite

/// The graph of a case: every neighbour list is a range of a covering index.
extension CaseReader: GraphReader {
  package func entity(forKey key: String) throws(GraphReadError) -> EntityID? {
    try reading {
      try number(forKey: key).map { EntityID(try identity.canonical($0)) }
    }
  }

  package func entities(_ ids: [EntityID]) throws(GraphReadError) -> [GraphEntity] {
    try reading {
      try ids.map { id in try graphEntity(id.rawValue) }
    }
  }

  private func graphEntity(_ id: Int64) throws -> GraphEntity {
    let row = try entityRow(id)
    guard !identity.isTrivial else { return row }
    // One of several judged the same knows what the others know of what lies upstream.
    let members = try identity.members(id).map { $0 == id ? row : try entityRow($0) }
    let marks = members.map(\.upstream)
    let upstream: UpstreamMark =
      marks.contains(.origin)
      ? .origin : marks.contains(.undisclosed) ? .undisclosed : .unexplored
    return GraphEntity(
      id: row.id, key: row.key, kind: row.kind, upstream: upstream,
      date: row.date ?? members.compactMap(\.date).first)
  }

  private func entityRow(_ id: Int64) throws -> GraphEntity {
    var found: GraphEntity?
    try scans.entity.forEachRow(id) { row in
      found = GraphEntity(
        id: EntityID(id), key: try row.textOrNil(0) ?? "_:\(id)",
        kind: numbered.base(row.int64OrNil(1)), upstream: Code.mark(row.int64(2)),
        date: Self.bounds(row.int64OrNil(3), row.int64OrNil(4)))
    }
    guard let found else {
      throw CaseError(.corrupted, "an attribution leads to an entity that is missing")
    }
    return found
  }

  static func bounds(_ earliest: Int64?, _ latest: Int64?) -> DayBounds? {
    if earliest == nil, latest == nil { return nil }
    return DayBounds(
      earliest: earliest.map { Int32(clamping: $0) }, latest: latest.map { Int32(clamping: $0) })
  }

  package func flowInto(_ requests: [FlowRequest]) throws(GraphReadError) -> [[FlowEdge]] {
    try reading {
      try requests.map { request in
        identity.isTrivial
          ? try flow(into: request.target.rawValue, naming: request.naming)
          : try mergedFlow(into: request.target.rawValue)
      }
    }
  }

  private func flow(into target: Int64, naming: NamedSelection) throws -> [FlowEdge] {
    var edges: [FlowEdge] = []
    func append(_ row: borrowing Statement) throws {
      edges.append(
        FlowEdge(
          id: AttributionID(row.int64(0)), source: EntityID(row.int64(1)),
          target: EntityID(target), names: row.int64OrNil(2).map(EntityID.init),
          relation: numbered.relationName(row.int64(3)), role: Code.role(row.int64(4)),
          basis: Code.basis(row.int64OrNil(5)),
          date: Self.bounds(row.int64OrNil(6), row.int64OrNil(7)),
          joint: try row.textOrNil(8)))
    }
    switch naming {
    case .all:
      try scans.flow.forEachRow(target, nil, append)
    case .nothingOr(let names):
      try scans.flowNamingNothing.forEachRow(target, nil, append)
      for name in names.sorted() { try scans.flowNaming.forEachRow(target, name.rawValue, append) }
    }
    if edges.count > 1 { edges.sort { $0.id < $1.id } }
    return edges
  }

  /// Where some entities are judged the same: all that leads into any member of the group.
  private func mergedFlow(into target: Int64) throws -> [FlowEdge] {
    try merged(try identity.members(target).flatMap { try flow(into: $0, naming: .all) })
  }

  /// Attributions between the entities that stand for their groups, by id.
  private func merged(_ edges: [FlowEdge]) throws -> [FlowEdge] {
    func canonical(_ id: EntityID) throws -> EntityID {
      EntityID(try identity.canonical(id.rawValue))
    }
    var merged: [FlowEdge] = []
    for edge in edges {
      let source = try canonical(edge.source)
      let target = try canonical(edge.target)
      guard source != target else { continue }
      var names = try edge.names.map(canonical)
      if names == source || names == target { names = nil }
      merged.append(
        FlowEdge(
          id: edge.id, source: source, target: target, names: names, relation: edge.relation,
          role: edge.role, basis: edge.basis, date: edge.date, joint: edge.joint))
    }
    return merged.sorted { $0.id < $1.id }
  }

  package func flowOutOf(_ sources: [EntityID]) throws(GraphReadError) -> [[FlowEdge]] {
    try reading {
      try sources.map { source in
        let edges = try identity.members(source.rawValue).flatMap(flow(outOf:))
        return identity.isTrivial ? edges : try merged(edges)
      }
    }
  }

  private func flow(outOf source: Int64) throws -> [FlowEdge] {
    var edges: [FlowEdge] = []
    try scans.flowOut.forEachRow(source) { row in
      edges.append(
        FlowEdge(
          id: AttributionID(row.int64(0)), source: EntityID(source),
          target: EntityID(row.int64(1)), names: row.int64OrNil(2).map(EntityID.init),
          relation: numbered.relationName(row.int64(3)), role: Code.role(row.int64(4)),
          basis: Code.basis(row.int64OrNil(5)),
          date: Self.bounds(row.int64OrNil(6), row.int64OrNil(7)),
          joint: try row.textOrNil(8)))
    }
    if edges.count > 1 { edges.sort { $0.id < $1.id } }
    return edges
  }

  package func flowCountsInto(_ targets: [EntityID]) throws(GraphReadError) -> [Int] {
    try reading {
      try targets.map { target in
        if !identity.isTrivial { return try mergedFlow(into: target.rawValue).count }
        var count = 0
        try scans.fanIn.forEachRow(target.rawValue) { count = Int($0.int64(0)) }
        return count
      }
    }
  }

  package func claimsAsserted(by sources: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    let sql = """
      SELECT target FROM attribution
      WHERE source = ? AND role = 1 AND relation = ? AND target IS NOT NULL AND status = 0
      """
    return try ends(sql, of: sources, relation: RelationDefinition.asserted)
  }

  package func asserters(of claims: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    let sql = """
      SELECT source FROM attribution
      WHERE target = ? AND status = 0 AND role = 1 AND relation = ?
      """
    return try ends(sql, of: claims, relation: RelationDefinition.asserted)
  }

  package func transmitters(to targets: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    try ends(
      "SELECT source FROM attribution WHERE target = ? AND status = 0 AND role = 0", of: targets,
      relation: nil)
  }

  package func variants(of claims: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    let forward = """
      SELECT target FROM attribution
      WHERE source = ? AND role = 3 AND relation = ? AND target IS NOT NULL AND status = 0
      """
    let backward = """
      SELECT source FROM attribution
      WHERE target = ? AND status = 0 AND role = 3 AND relation = ?
      """
    let given = try ends(forward, of: claims, relation: RelationDefinition.variantOf)
    let taken = try ends(backward, of: claims, relation: RelationDefinition.variantOf)
    return zip(given, taken).map { Set($0 + $1).sorted() }
  }

  /// The other ends of the attributions of each entity, one canonical entity once, ascending.
  func ends(
    _ sql: String, of ids: [EntityID], relation: String?
  ) throws(GraphReadError) -> [[EntityID]] {
    try reading {
      let number = relation.map { SQLiteValue.integer(numbered.relationNumber[$0] ?? -1) }
      return try ids.map { id in
        var found: Set<EntityID> = []
        for member in try identity.members(id.rawValue) {
          var others: [Int64] = []
          try connection.forEachRow(sql, [.integer(member)] + (number.map { [$0] } ?? [])) {
            others.append($0.int64(0))
          }
          for other in others { found.insert(EntityID(try identity.canonical(other))) }
        }
        return found.sorted()
      }
    }
  }

  package func asserted(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool] {
    try joined(pairs, role: 1, relations: [RelationDefinition.asserted])
  }

  package func made(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool] {
    try joined(
      pairs, role: 1, relations: [RelationDefinition.authored, RelationDefinition.published])
  }

  package func transmitted(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool] {
    try joined(pairs, role: 0, relations: [])
  }

  /// Whether an attribution of the role, and of one of the relations if any are given, joins each.
  private func joined(
    _ pairs: [EntityPair], role: Int64, relations: [String]
  ) throws(GraphReadError) -> [Bool] {
    try reading {
      let numbers = Set(relations.compactMap { numbered.relationNumber[$0] })
      let sql = """
        SELECT relation FROM attribution
        WHERE source = ? AND role = ? AND target = ? AND status = 0
        """
      return try pairs.map { pair in
        for source in try identity.members(pair.source.rawValue) {
          for target in try identity.members(pair.target.rawValue) {
            var isJoined = false
            try connection.forEachRow(
              sql, [.integer(source), .integer(role), .integer(target)]
            ) { row in
              if relations.isEmpty || numbers.contains(row.int64(0)) { isJoined = true }
            }
            if isJoined { return true }
          }
        }
        return false
      }
    }
  }

  package func evidenceDocuments(
    of attributions: [AttributionID]
  ) throws(GraphReadError) -> [[EntityID]] {
    try reading {
      try attributions.map { id in
        var documents: [Int64] = []
        try connection.forEachRow(
          "SELECT DISTINCT document FROM evidence WHERE attribution = ?",
          [.integer(id.rawValue)]
        ) { documents.append($0.int64(0)) }
        return Set(try documents.map { EntityID(try identity.canonical($0)) }).sorted()
      }
    }
  }

  func reading<Result>(_ body: () throws -> Result) throws(GraphReadError) -> Result {
    do {
      return try body()
    } catch let error as SQLiteError {
      let cause = connection.explain(error)
      let code: GraphReadError.Code = cause.code == .interrupted ? .interrupted : .engine
      throw GraphReadError(code, cause.message, cause: cause)
    } catch let error as CaseError {
      throw GraphReadError(.corrupted, error.message, cause: error)
    } catch {
      throw GraphReadError(.engine, "the case cannot be read", cause: error)
    }
  }
}

/// The queries that a walk repeats for each entity.
final class GraphScans {
  private static let flowInto = """
    SELECT id, source, names, relation, role, basis, earliest, latest, joint FROM attribution
    WHERE target = ?1 AND status = 0 AND source <> target
    """

  /// One range for each role: for `role IN (0, 1)` SQLite makes a temporary table each time.
  private static func ofEachRole(_ condition: String) -> String {
    flowInto + " AND role = 0 AND " + condition + " UNION ALL " + flowInto
      + " AND role = 1 AND " + condition
  }

  let entity: IndexScan
  let fanIn: IndexScan
  let attributionDate: IndexScan
  let key: IndexScan
  let relation: IndexScan
  let flow: IndexScan
  let flowNamingNothing: IndexScan
  let flowNaming: IndexScan
  let flowOut: IndexScan

  init(_ connection: CaseConnection) {
    entity = IndexScan(
      connection, "SELECT key, kind, upstream, earliest, latest FROM entity WHERE id = ?")
    key = IndexScan(connection, "SELECT key, naming FROM entity WHERE id = ?")
    relation = IndexScan(connection, "SELECT uid, relation FROM attribution WHERE id = ?")
    attributionDate = IndexScan(
      connection, "SELECT earliest, latest FROM attribution WHERE id = ?")
    fanIn = IndexScan(connection, "SELECT steps FROM fan_in WHERE target = ?")
    flow = IndexScan(connection, Self.flowInto + " AND role < 2")
    flowNamingNothing = IndexScan(connection, Self.ofEachRole("names IS NULL"))
    flowNaming = IndexScan(connection, Self.ofEachRole("names = ?2"))
    flowOut = IndexScan(
      connection,
      """
      SELECT id, target, names, relation, role, basis, earliest, latest, joint FROM attribution
      WHERE source = ?1 AND status = 0 AND role < 2 AND target <> source
      """)
  }
}
