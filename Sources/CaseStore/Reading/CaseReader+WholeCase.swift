package import HeadwaterModel
import SQLite

/// A whole case, read once from end to end of a covering index.
extension CaseReader: WholeCaseReader {
  package func wholeCaseSize() throws(GraphReadError) -> WholeCaseSize {
    try reading {
      let entities = try connection.integer("SELECT count(*) FROM entity")
      let steps = try connection.integer("SELECT sum(steps) FROM fan_in")
      return WholeCaseSize(entities: Int(entities ?? 0), attributions: Int(steps ?? 0))
    }
  }

  /// By the numbers that the case gives them; a number that none has, has an empty name.
  package var flowRelations: [String] {
    let highest = numbered.relationOfNumber.keys.max() ?? 0
    return (0...max(highest, 0)).map { numbered.relationName($0) }
  }

  package func mergedEntities() throws(GraphReadError) -> [EntityPair] {
    try reading {
      var pairs: [EntityPair] = []
      guard !identity.isTrivial else { return pairs }
      try connection.forEachRow(
        "SELECT entity, canonical FROM canonical_entity WHERE entity <> canonical ORDER BY entity"
      ) { pairs.append(EntityPair(EntityID($0.int64(0)), EntityID($0.int64(1)))) }
      return pairs
    }
  }

  package func scanEntities(_ body: (ScannedEntity) -> Bool) throws(GraphReadError) {
    try reading {
      let statement = try connection.sqlite.cached(
        "SELECT id, kind, upstream FROM entity ORDER BY id")
      // Held here, so that it is not copied for each row.
      let numbered = numbered
      while try statement.step() {
        let entity = ScannedEntity(
          id: EntityID(statement.int64(0)), kind: numbered.base(statement.int64OrNil(1)),
          upstream: Code.mark(statement.int64(2)))
        if !body(entity) { break }
      }
    }
  }

  package func scanFlow(_ body: (ScannedFlow) -> Bool) throws(GraphReadError) {
    try reading {
      // In the order of the index: by target, of which there is none where an attribution is the
      // target. A NULL reads as zero, and no row has that number.
      let statement = try connection.sqlite.cached(
        """
        SELECT target, names, source, relation, basis, id
        FROM attribution INDEXED BY attribution_in
        WHERE target > 0 AND status = 0 AND role < 2 AND source <> target
        ORDER BY target
        """)
      while try statement.step() {
        let names = statement.int64(1)
        let flow = ScannedFlow(
          id: AttributionID(statement.int64(5)), source: EntityID(statement.int64(2)),
          target: EntityID(statement.int64(0)), names: names == 0 ? nil : EntityID(names),
          relation: UInt16(clamping: statement.int64(3)), basis: Code.basis(statement.int64(4)))
        if !body(flow) { break }
      }
    }
  }

  package func flowDates(
    of attributions: [AttributionID]
  ) throws(GraphReadError) -> [DayBounds?] {
    try reading {
      try attributions.map { id in
        var date: DayBounds?
        try scans.attributionDate.forEachRow(id.rawValue) { row in
          date = Self.bounds(row.int64OrNil(0), row.int64OrNil(1))
        }
        return date
      }
    }
  }
}
