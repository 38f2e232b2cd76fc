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
  /// Beside the attributions given: what decides whether these are steps (what their documents
  /// assert, what lies between their entities, variants of their claims), stances on them and on
  /// their entities, and ties of these. Beside the entities given: whatever one of these refers to,
  /// and whoever is judged the same. So a chain in the part is what it is in the case.
  package func selection(
    entities: some Sequence<EntityID>, attributions: some Sequence<AttributionID>
  ) throws -> CaseSelection {
    var members: Set<Int64> = []
    for id in entities { members.formUnion(try identity.members(id.rawValue)) }
    var chosen = Set(attributions.map(\.rawValue))
    try addReferences(of: chosen, to: &members)
    try addSideFacts(of: members, to: &chosen)
    try addStances(on: &chosen)
    try addReferences(of: chosen, to: &members)
    return CaseSelection(entities: members, attributions: chosen)
  }

  private func addReferences(of chosen: Set<Int64>, to members: inout Set<Int64>) throws {
    let table = AttributionTable(connection: connection)
    for id in chosen.sorted() {
      guard let stored = try table.load(id, numbered) else { continue }
      members.formUnion([stored.source, stored.target, stored.about].compactMap { $0 })
      members.formUnion(stored.evidence.map(\.document))
    }
  }

  private func addSideFacts(of members: Set<Int64>, to chosen: inout Set<Int64>) throws {
    let asserted = numbered.relationNumber[RelationDefinition.asserted] ?? -1
    let variant = numbered.relationNumber[RelationDefinition.variantOf] ?? -1
    for id in members.sorted() {
      try connection.forEachRow(
        "SELECT id, role, relation, target FROM attribution WHERE source = ?", [.integer(id)]
      ) { row in
        let isBetween = row.int64OrNil(3).map(members.contains) ?? false
        let isOwn = row.int64(1) == 3 || row.int64(2) == asserted
        if isOwn || (isBetween && row.int64(1) < 2) { chosen.insert(row.int64(0)) }
      }
      try connection.forEachRow(
        """
        SELECT id FROM attribution WHERE target = ?1 AND (role = 2 OR relation = ?2)
        UNION SELECT id FROM attribution WHERE target = ?1 AND relation = ?3
        """, [.integer(id), .integer(variant), .integer(asserted)]
      ) { chosen.insert($0.int64(0)) }
    }
  }

  private func addStances(on chosen: inout Set<Int64>) throws {
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
  }
}
