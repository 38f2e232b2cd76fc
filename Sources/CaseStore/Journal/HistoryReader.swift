import HeadwaterModel
import JSONText
import SQLite

/// Tells single changes: what a row was and became, other rows named by their keys.
struct HistoryReader {
  private let reader: CaseReader
  private let connection: CaseConnection

  /// Entities that are withheld, or ever were.
  private let protected: Set<Int64>

  /// Change sets that changed something protected: their reasons are, too.
  private let protectedSets: Set<Int64>

  /// Rows of which some change is protected: all of their changes are.
  private let protectedRows: Set<JournalRow>

  private struct JournalRow: Hashable {
    let item: Int64
    let id: Int64
  }

  init(_ reader: CaseReader) throws {
    self.reader = reader
    connection = reader.connection
    var ids: Set<Int64> = []
    try connection.forEachRow(
      """
      SELECT id FROM entity WHERE naming = 4
      UNION SELECT c.item_id FROM change c JOIN change_salt s ON s.sequence = c.sequence
        WHERE c.item = 0 AND length(s.salt) <> 1
      """
    ) { ids.insert($0.int64(0)) }
    protected = ids
    var sets: Set<Int64> = []
    try connection.forEachRow(
      Purge.protectedSets
    ) { sets.insert($0.int64(0)) }
    protectedSets = sets
    var rows: Set<JournalRow> = []
    try connection.forEachRow(
      """
      SELECT DISTINCT c.item, c.item_id FROM change_salt t JOIN change c ON c.sequence = t.sequence
      WHERE length(t.salt) <> 1
      """
    ) { rows.insert(JournalRow(item: $0.int64(0), id: $0.int64(1))) }
    protectedRows = rows
  }

  private struct Row {
    var changeSet: (id: Int64, time: String, author: String, reason: String?)
    var item: JournalItem
    var id: Int64
    var wasThere: Bool
    var isThere: Bool
    var was: String?
    var isSalted: Bool
  }

  func detail(_ sequence: Int64) throws -> ChangeDetail? {
    guard let row = try row(sequence) else { return nil }
    let was = try row.was.map { try JSONValue(parsing: $0) }
    let became = row.isThere ? try state(row.item, row.id, after: sequence) : nil
    let isProtected =
      protectedRows.contains(JournalRow(item: row.item.rawValue, id: row.id))
      || isProtected(row, was) || isProtected(row, became)
    let isWithheld = isProtected && !reader.revealWithheld
    let isPurged = (row.wasThere && was == nil) || (row.isThere && became == nil)
    func shown(_ json: JSONValue?) throws -> JSONValue? {
      guard let json, !isWithheld else { return nil }
      return try self.shown(json, row.item, at: sequence)
    }
    let action = !row.wasThere ? "added" : row.isThere ? "changed" : "removed"
    return ChangeDetail(
      sequence: sequence, time: row.changeSet.time,
      author: reader.terms.redacted(row.changeSet.author),
      reason: reason(row, isWithheld: isWithheld),
      item: Self.word(row.item),
      name: try name(row, became ?? was, at: sequence, isWithheld: isWithheld), action: action,
      was: try shown(was), became: try shown(became), isWithheld: isWithheld, isPurged: isPurged)
  }

  private func reason(_ row: Row, isWithheld: Bool) -> String? {
    let isProtected = isWithheld || protectedSets.contains(row.changeSet.id)
    if isProtected, !reader.revealWithheld { return nil }
    return reader.terms.redacted(row.changeSet.reason)
  }

  private func row(_ sequence: Int64) throws -> Row? {
    var found: Row?
    try connection.forEachRow(
      """
      SELECT s.time, s.author, s.reason, c.item, c.item_id, c.was, c.became IS NOT NULL,
        t.sequence IS NOT NULL, t.was, s.id
      FROM change c JOIN change_set s ON s.id = c.change_set
      LEFT JOIN change_salt t ON t.sequence = c.sequence WHERE c.sequence = ?
      """, [.integer(sequence)]
    ) { row in
      guard let item = JournalItem(rawValue: row.int64(3)) else { return }
      let isSalted = row.int64(7) != 0
      let wasThere = try row.textOrNil(5) != nil
      found = Row(
        changeSet: (row.int64(9), try row.text(0), try row.text(1), try row.textOrNil(2)),
        item: item,
        id: row.int64(4), wasThere: wasThere, isThere: row.int64(6) != 0,
        was: isSalted ? try row.textOrNil(8) : try row.textOrNil(5), isSalted: isSalted)
    }
    return found
  }

  /// A row as it was after a change: what the next change says that it was, or as it is.
  private func state(_ item: JournalItem, _ id: Int64, after sequence: Int64) throws -> JSONValue? {
    var isLast = true
    var text: String?
    try connection.forEachRow(
      """
      SELECT CASE WHEN t.sequence IS NULL THEN c.was ELSE t.was END FROM change c
      LEFT JOIN change_salt t ON t.sequence = c.sequence
      WHERE c.item = ? AND c.item_id = ? AND c.sequence > ? ORDER BY c.sequence LIMIT 1
      """, [.integer(item.rawValue), .integer(id), .integer(sequence)]
    ) { row in
      isLast = false
      text = try row.textOrNil(0)
    }
    if let text { return try JSONValue(parsing: text) }
    return isLast ? try reader.journalText(of: item, id).map { try JSONValue(parsing: $0) } : nil
  }

  // MARK: - Showing

  private static func word(_ item: JournalItem) -> String {
    switch item {
    case .entity: "entity"
    case .attribution: "attribution"
    case .text: "text"
    case .identity: "identity"
    case .relation: "relation"
    case .kind: "kind"
    case .setting: "setting"
    }
  }

  private func name(
    _ row: Row, _ state: JSONValue?, at sequence: Int64, isWithheld: Bool
  ) throws -> String {
    switch row.item {
    case .entity: return try key(of: row.id, at: sequence) ?? "?"
    case .attribution, .identity:
      return state?["id"]?.string.map { reader.terms.redacted($0) } ?? "?"
    case .relation, .kind: return state?["name"]?.string ?? "?"
    case .text:
      guard let document = state?["document"]?.int64 else { return "?" }
      let version = isWithheld ? nil : state?["version"]?.string
      return (try key(of: document, at: sequence) ?? "?") + (version.map { "@" + $0 } ?? "")
    case .setting: return "?"
    }
  }

  /// The public key of an entity, as it was around a change.
  ///
  /// Of one that is withheld the present public key, or none: the key that it had before may be
  /// its protected one.
  private func key(of id: Int64, at sequence: Int64) throws -> String? {
    if protected.contains(id), !reader.revealWithheld {
      let statement = try connection.sqlite.cached(
        "SELECT key FROM entity WHERE id = ? AND naming = 4")
      try statement.bind(id, at: 1)
      return try statement.step() ? try statement.textOrNil(0) : "withheld"
    }
    let state =
      try state(.entity, id, after: sequence) ?? self.state(.entity, id, after: sequence - 1)
    return state?["key"]?.string ?? state?["publicKey"]?.string
  }

  private func isProtected(_ row: Row, _ json: JSONValue?) -> Bool {
    if row.item == .entity { return protected.contains(row.id) }
    guard let json else { return false }
    let ends = ["source", "target", "document", "entity", "other"].compactMap { json[$0]?.int64 }
    let documents = (json["evidence"]?.elements ?? []).compactMap { $0["document"]?.int64 }
    return (ends + documents).contains(where: protected.contains)
  }

  /// Names other rows by their keys, and blanks the names of withheld sources.
  private func shown(
    _ json: JSONValue, _ item: JournalItem, at sequence: Int64
  ) throws -> JSONValue {
    switch json {
    case .text(let text): return .text(reader.terms.redacted(text))
    case .array(let elements): return .array(try elements.map { try shown($0, item, at: sequence) })
    case .object(let members):
      return .object(
        try members.map { name, value in
          (reader.terms.redacted(name), try shown(value, named: name, item, at: sequence))
        })
    case .null, .boolean, .integer, .number: return json
    }
  }

  private func shown(
    _ value: JSONValue, named name: String, _ item: JournalItem, at sequence: Int64
  ) throws -> JSONValue {
    guard let number = value.int64 else { return try shown(value, item, at: sequence) }
    switch name {
    case "source", "target", "about", "document", "entity", "other":
      return try key(of: number, at: sequence).map { .text($0) } ?? .null
    case "targetAttribution":
      let state =
        try state(.attribution, number, after: sequence)
        ?? self.state(.attribution, number, after: sequence - 1)
      return state?["id"] ?? .null
    default:
      return value
    }
  }
}

extension CaseReader {
  /// A row as the journal would have it; nil where it is gone.
  func journalText(of item: JournalItem, _ id: Int64) throws -> [UInt8]? {
    switch item {
    case .entity:
      return try EntityTable(connection: connection).load(id, numbered)
        .map(JournalText.text)
    case .attribution:
      return try AttributionTable(connection: connection).load(id, numbered)
        .map(JournalText.text)
    case .text: return try TextTable(connection: connection).load(id).map(JournalText.text)
    case .identity:
      return try IdentityTable(connection: connection).load(id).map(JournalText.text)
    case .relation: return numbered.relationOfNumber[id].map(JournalText.text)
    case .kind:
      return numbered.kindName[id].flatMap { numbered.vocabulary.kinds[$0] }
        .map(JournalText.text)
    case .setting: return nil
    }
  }
}
