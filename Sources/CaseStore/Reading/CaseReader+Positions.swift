package import HeadwaterModel
import SQLite

/// What stands beside the flow: stances, ties, and verdicts that join nothing.
extension CaseReader {
  package func stancesTaken(
    onEntities ids: [EntityID]
  ) throws(GraphReadError) -> [[GraphStance]] {
    let sql = """
      SELECT id, source, relation, earliest, latest FROM attribution
      WHERE target = ? AND status = 0 AND role = 2
      """
    return try reading {
      try ids.map { id in
        try identity.members(id.rawValue).flatMap { try stances(sql, on: $0) }
          .sorted { $0.id < $1.id }
      }
    }
  }

  package func stancesTaken(
    onAttributions ids: [AttributionID]
  ) throws(GraphReadError) -> [[GraphStance]] {
    let sql = """
      SELECT id, source, relation, earliest, latest FROM attribution
      WHERE target_attribution = ? AND status = 0 AND role = 2 ORDER BY id
      """
    return try reading { try ids.map { try stances(sql, on: $0.rawValue) } }
  }

  private func stances(_ sql: String, on id: Int64) throws -> [GraphStance] {
    var found: [GraphStance] = []
    try connection.forEachRow(sql, [.integer(id)]) { row in
      found.append(
        GraphStance(
          id: AttributionID(row.int64(0)), source: EntityID(row.int64(1)),
          relation: numbered.relationName(row.int64(2)),
          date: Self.bounds(row.int64OrNil(3), row.int64OrNil(4))))
    }
    if identity.isTrivial { return found }
    return try found.map { stance in
      GraphStance(
        id: stance.id, source: EntityID(try identity.canonical(stance.source.rawValue)),
        relation: stance.relation, date: stance.date)
    }
  }

  package func entities(withStance relation: String) throws(GraphReadError) -> [EntityID] {
    try reading {
      guard let number = numbered.relationNumber[relation] else { return [] }
      var found: [Int64] = []
      try connection.forEachRow(
        """
        SELECT DISTINCT target FROM attribution
        WHERE relation = ? AND role = 2 AND status = 0 AND target IS NOT NULL
        """, [.integer(number)]
      ) { found.append($0.int64(0)) }
      return Set(try found.map { EntityID(try identity.canonical($0)) }).sorted()
    }
  }

  package func associates(
    of ids: [EntityID], relation: String
  ) throws(GraphReadError) -> [[EntityID]] {
    try ends(
      """
      SELECT target FROM attribution
      WHERE source = ? AND role = 3 AND relation = ? AND target IS NOT NULL AND status = 0
      """, of: ids, relation: relation)
  }

  package func openVerdicts() throws(GraphReadError) -> OpenVerdicts {
    try reading {
      var rows: [(pair: EntityPair, isDistinct: Bool)] = []
      let sql = """
        SELECT i.entity, i.other, i.verdict FROM identity i
        WHERE i.verdict IN ('possibly_same', 'distinct')
          AND NOT EXISTS (SELECT 1 FROM identity s WHERE s.supersedes = i.id)
        """
      try connection.forEachRow(sql) { row in
        rows.append(
          (
            EntityPair(EntityID(row.int64(0)), EntityID(row.int64(1))),
            try row.text(2) == IdentityVerdict.distinct.rawValue
          ))
      }
      var possiblySame: Set<EntityPair> = []
      var distinct: Set<EntityPair> = []
      for (pair, isDistinct) in rows {
        let one = EntityID(try identity.canonical(pair.source.rawValue))
        let other = EntityID(try identity.canonical(pair.target.rawValue))
        if one == other { continue }
        let ordered = EntityPair(min(one, other), max(one, other))
        if isDistinct { distinct.insert(ordered) } else { possiblySame.insert(ordered) }
      }
      return OpenVerdicts(
        possiblySame: possiblySame.sorted(by: EntityPair.precedes),
        distinct: distinct.sorted(by: EntityPair.precedes))
    }
  }
}
