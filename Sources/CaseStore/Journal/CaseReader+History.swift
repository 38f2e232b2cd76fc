import HeadwaterModel
package import JSONText
import SQLite

/// One row of the journal as it may be shown.
package struct ChangeDetail: Sendable {
  package let sequence: Int64
  package let time: String
  package let author: String
  package let reason: String?

  /// `entity`, `attribution`, `text`, `identity`, `relation` or `kind`.
  package let item: String

  /// The key, id or name of the row, as it was before where it is gone.
  package let name: String

  /// `added`, `changed` or `removed`.
  package let action: String

  /// The row before, other rows named by their keys; nil where it was added, or is withheld.
  package let was: JSONValue?

  /// The row after; nil where it was removed, or is withheld.
  package let became: JSONValue?

  /// Whether what it was and became stays withheld.
  package let isWithheld: Bool

  /// Whether what it was or became was purged, so that nobody knows.
  package let isPurged: Bool
}

extension CaseReader {
  /// The changes of an entity, or of everything, latest first.
  ///
  /// What an entity's history holds: its own rows, and those of attributions from, to and about it
  /// as they are.
  ///
  /// - Throws: `unknownEntity`, `unknownAttribution`.
  /// - Complexity: O(changes shown).
  package func history(of subject: HistorySubject, limit: Int?) throws -> [ChangeDetail] {
    let items = try items(of: subject)
    let history = try HistoryReader(self)
    var sequences: [Int64] = []
    if let items {
      var found: Set<Int64> = []
      for (item, id) in items {
        try connection.forEachRow(
          "SELECT sequence FROM change WHERE item = ? AND item_id = ?",
          [.integer(item.rawValue), .integer(id)]
        ) { found.insert($0.int64(0)) }
      }
      sequences = found.sorted(by: >)
    } else {
      let sql = "SELECT sequence FROM change ORDER BY sequence DESC LIMIT ?"
      try connection.forEachRow(sql, [.integer(Int64(limit ?? -1))]) {
        sequences.append($0.int64(0))
      }
    }
    return try sequences.prefix(limit ?? .max).compactMap(history.detail)
  }

  /// What a history is of.
  package enum HistorySubject: Hashable, Sendable {
    case everything
    case entity(String)
    case attribution(String)
  }

  /// The number of the entity that had this key and is gone; nil where one has it now.
  private func removedEntity(_ key: String) throws -> Int64? {
    if try number(forKey: key) != nil { return nil }
    let folded = EntityKey.folded(key)
    var found: Int64?
    try connection.forEachRow(
      """
      SELECT c.item_id, c.was FROM change c WHERE c.item = 0 AND c.became IS NULL
        AND NOT EXISTS (SELECT 1 FROM change_salt t WHERE t.sequence = c.sequence)
      ORDER BY c.sequence
      """
    ) { row in
      let json = try JSONValue(parsing: row.text(1))
      if let known = json["key"]?.string, EntityKey.folded(known) == folded {
        found = row.int64(0)
      }
    }
    return found
  }

  private func items(of subject: HistorySubject) throws -> [(JournalItem, Int64)]? {
    switch subject {
    case .everything: return nil
    case .attribution(let uid):
      return [(.attribution, try requiredAttribution(uid).rawValue)]
    case .entity(let key):
      let id = try removedEntity(key) ?? requiredNumber(key)
      var found: [(JournalItem, Int64)] = [(.entity, id)]
      func add(_ item: JournalItem, _ sql: String) throws {
        try connection.forEachRow(sql, [.integer(id)]) { found.append((item, $0.int64(0))) }
      }
      try add(.attribution, "SELECT id FROM attribution WHERE source = ?1 OR target = ?1")
      try add(.attribution, "SELECT id FROM attribution WHERE about = ?")
      try add(.text, "SELECT id FROM document_text WHERE document = ?")
      try add(.identity, "SELECT id FROM identity WHERE entity = ?1 OR other = ?1")
      return found
    }
  }
}
