package import HeadwaterModel
import SQLite

/// A part of a case, closed under what its rows refer to.
package struct CaseSelection: Sendable {
  let entities: Set<Int64>
  let attributions: Set<Int64>
}

extension CaseReader {
  /// The part of the case that some steps and their entities make, with what belongs to it.
  ///
  /// Beside the attributions given: bylines on its documents, what its documents assert among its
  /// claims, stances on its entities and attributions, and ties between its entities. Beside the
  /// entities given: whatever one of these attributions refers to, and whoever is judged the same.
  package func selection(
    entities: some Sequence<EntityID>, attributions: some Sequence<AttributionID>
  ) throws -> CaseSelection {
    let table = AttributionTable(connection: connection)
    var members: Set<Int64> = []
    for id in entities { members.formUnion(try identity.members(id.rawValue)) }
    var chosen = Set(attributions.map(\.rawValue))
    for id in members.sorted() {
      for sql in [
        "SELECT id FROM attribution WHERE target = ? AND role IN (1, 2)",
        "SELECT id FROM attribution WHERE source = ? AND role = 3",
      ] { try connection.forEachRow(sql, [.integer(id)]) { chosen.insert($0.int64(0)) } }
    }
    var waiting = chosen
    while !waiting.isEmpty {
      var found: Set<Int64> = []
      for id in waiting {
        try connection.forEachRow(
          "SELECT id FROM attribution WHERE target_attribution = ?", [.integer(id)]
        ) { found.insert($0.int64(0)) }
      }
      waiting = found.subtracting(chosen)
      chosen.formUnion(found)
    }
    for id in chosen.sorted() {
      guard let stored = try table.load(id, numbered) else { continue }
      members.formUnion([stored.source, stored.target, stored.about].compactMap { $0 })
      members.formUnion(stored.evidence.map(\.document))
      if let on = stored.targetAttribution { chosen.insert(on) }
    }
    return CaseSelection(entities: members, attributions: chosen)
  }
}
