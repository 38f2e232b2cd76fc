package import HeadwaterModel
import SQLite

/// An entity that a search found.
package struct SearchHit: Hashable, Sendable {
  package let entity: EntityID
}

/// How much a case holds.
package struct CaseStatistics: Hashable, Sendable {
  package typealias Counts = [(String, Int)]

  package var entitiesByKind: Counts = []
  package var entitiesByNaming: Counts = []
  package var attributionsByRelation: Counts = []
  package var attributionsByRole: Counts = []
  package var attributionsByStatus: Counts = []
  package var evidence = 0
  package var texts = 0
  package var identityVerdicts = 0
  package var changeSets = 0
  package var fileBytes = 0

  package static func == (left: CaseStatistics, right: CaseStatistics) -> Bool {
    left.summary == right.summary
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(summary) }

  private var summary: [String] {
    [
      entitiesByKind, entitiesByNaming, attributionsByRelation, attributionsByRole,
      attributionsByStatus,
    ].map { "\($0)" } + ["\(evidence) \(texts) \(identityVerdicts) \(changeSets) \(fileBytes)"]
  }
}

extension CaseReader {
  /// Entities in whose name, aliases or description every word occurs, or begins one.
  ///
  /// Best first, ties by key. Accents and letters' case do not matter. Withheld sources are not
  /// found, and those judged the same are found once. Any text is taken; one without words finds
  /// nothing.
  package func search(_ text: String, limit: Int) throws -> [SearchHit] {
    let words = text.split { !($0.isLetter || $0.isNumber) }
    guard !words.isEmpty else { return [] }
    // In quotation marks, no word is an operator of the full-text query.
    let query = words.map { "\"\($0)\"*" }.joined(separator: " ")
    var hits: [SearchHit] = []
    var seen: Set<EntityID> = []
    let statement = try connection.sqlite.cached(
      """
      SELECT s.rowid FROM entity_search s JOIN entity e ON e.id = s.rowid
      WHERE entity_search MATCH ? ORDER BY bm25(entity_search, 4, 4, 1), e.key
      """)
    try statement.bind(query, at: 1)
    while hits.count < limit, try statement.step() {
      let entity = EntityID(try identity.canonical(statement.int64(0)))
      if seen.insert(entity).inserted { hits.append(SearchHit(entity: entity)) }
    }
    return hits
  }

  /// Counts everything.
  ///
  /// - Complexity: O(size of the case).
  package func statistics() throws -> CaseStatistics {
    var statistics = CaseStatistics()
    statistics.entitiesByKind = try counts(
      """
      SELECT coalesce(k.name, 'no kind'), count(*) FROM entity e
      LEFT JOIN entity_kind k ON k.id = e.kind GROUP BY e.kind ORDER BY 1
      """)
    statistics.entitiesByNaming = try counts(
      "SELECT naming, count(*) FROM entities GROUP BY naming ORDER BY 1")
    statistics.attributionsByRelation = try counts(
      """
      SELECT r.name, count(*) FROM attribution a JOIN relation r ON r.id = a.relation
      GROUP BY a.relation ORDER BY 1
      """)
    statistics.attributionsByRole = try numbered("role", as: { Code.role($0).rawValue })
    statistics.attributionsByStatus = try numbered("status", as: { Code.status($0).rawValue })
    statistics.evidence = try count("evidence")
    statistics.texts = try count("document_text")
    statistics.identityVerdicts = try count("identity")
    statistics.changeSets = try count("change_set")
    statistics.fileBytes = Int(
      try connection.sqlite.integer("PRAGMA page_count")
        * connection.sqlite.integer("PRAGMA page_size"))
    return statistics
  }

  private func counts(_ sql: String) throws -> CaseStatistics.Counts {
    var counts: CaseStatistics.Counts = []
    try connection.forEachRow(sql) { counts.append((try $0.text(0), Int($0.int64(1)))) }
    return counts
  }

  private func numbered(
    _ column: String, as name: (Int64) -> String
  ) throws -> CaseStatistics.Counts {
    var counts: CaseStatistics.Counts = []
    let sql = "SELECT \(column), count(*) FROM attribution GROUP BY \(column) ORDER BY 1"
    try connection.forEachRow(sql) { counts.append((name($0.int64(0)), Int($0.int64(1)))) }
    return counts
  }

  private func count(_ table: String) throws -> Int {
    Int(try connection.integer("SELECT count(*) FROM \(table)") ?? 0)
  }
}
