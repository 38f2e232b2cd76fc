package import HeadwaterModel
import SQLite

/// All stances and claims of a case, by ranges of the indexes that hold only them.
extension CaseReader: StanceReader {
  package func stances(of relations: Set<String>) throws(GraphReadError) -> [PlacedStance] {
    try reading {
      let numbers = Set(relations.compactMap { numbered.relationNumber[$0] })
      var found: [PlacedStance] = []
      for number in numbers.sorted() {
        let sql = """
          SELECT id, source, target, relation, earliest, latest FROM attribution
          WHERE relation = ? AND role = 2 AND status = 0 AND target IS NOT NULL
          """
        try connection.forEachRow(sql, [.integer(number)]) { row in
          found.append(
            PlacedStance(Self.stance(row, numbered), on: .entity(EntityID(row.int64(2)))))
        }
      }
      let onAttributions = """
        SELECT id, source, target_attribution, relation, earliest, latest
        FROM attribution INDEXED BY attribution_on_attribution
        WHERE target_attribution IS NOT NULL AND role = 2 AND status = 0
        """
      try connection.forEachRow(onAttributions) { row in
        guard numbers.contains(row.int64(3)) else { return }
        found.append(
          PlacedStance(
            Self.stance(row, numbered), on: .attribution(AttributionID(row.int64(2)))))
      }
      return try found.map(standing).sorted { $0.stance.id < $1.stance.id }
    }
  }

  private static func stance(
    _ row: borrowing Statement, _ numbered: NumberedVocabulary
  ) -> GraphStance {
    GraphStance(
      id: AttributionID(row.int64(0)), source: EntityID(row.int64(1)),
      relation: numbered.relationName(row.int64(3)),
      date: bounds(row.int64OrNil(4), row.int64OrNil(5)))
  }

  /// The same between the entities that stand for theirs.
  private func standing(_ placed: PlacedStance) throws -> PlacedStance {
    if identity.isTrivial { return placed }
    let stance = placed.stance
    let target: StanceTarget =
      switch placed.target {
      case .entity(let id): .entity(EntityID(try identity.canonical(id.rawValue)))
      case .attribution: placed.target
      }
    return PlacedStance(
      GraphStance(
        id: stance.id, source: EntityID(try identity.canonical(stance.source.rawValue)),
        relation: stance.relation, date: stance.date), on: target)
  }

  package func places(
    of attributions: [AttributionID]
  ) throws(GraphReadError) -> [AttributionPlace?] {
    try reading {
      try attributions.map { id in
        var ends: [Int64?]?
        try connection.forEachRow(
          "SELECT source, target, about FROM attribution WHERE id = ? AND status = 0",
          [.integer(id.rawValue)]
        ) { ends = [$0.int64(0), $0.int64OrNil(1), $0.int64OrNil(2)] }
        guard let ends else { return nil }
        let standing = try ends.map { try $0.map { EntityID(try identity.canonical($0)) } }
        return standing[0].map {
          AttributionPlace(source: $0, target: standing[1], about: standing[2])
        }
      }
    }
  }

  package func claims() throws(GraphReadError) -> [EntityID] {
    try reading {
      let kinds = numbered.kindNumber.values.filter { numbered.base($0) == .claim }
      var found: [Int64] = []
      for kind in kinds.sorted() {
        try connection.forEachRow("SELECT id FROM entity WHERE kind = ?", [.integer(kind)]) {
          found.append($0.int64(0))
        }
      }
      return Set(try found.map { EntityID(try identity.canonical($0)) }).sorted()
    }
  }
}
