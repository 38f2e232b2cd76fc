import HeadwaterModel
import SQLite

/// An entity as it stands in the case.
struct StoredEntity: Hashable {
  let id: Int64

  /// The key that everybody may see; a random one for a withheld source.
  var publicKey: String?

  /// All that is known of it, what is protected included.
  var record: EntityRecord

  var isWithheld: Bool { record.naming == .withheld }
}

/// Reads and writes entities with their aliases, labels, properties and protected identities.
struct EntityTable {
  let connection: CaseConnection

  /// Keeps statements compiled where many entities are added.
  var inserters: EntityInserters?

  static let columns = """
    e.id, e.key, e.kind, e.name, e.naming, e.upstream, e.date, e.url, e.language, e.description
    """

  /// The entity of this number, what is protected included; nil if there is none.
  ///
  /// Without its lists, aliases, labels and properties of what is not withheld are left out.
  func load(
    _ id: Int64, _ vocabulary: NumberedVocabulary, withLists: Bool = true
  ) throws -> StoredEntity? {
    let statement = try connection.sqlite.cached(
      "SELECT \(Self.columns) FROM entity e WHERE e.id = ?")
    try statement.bind(id, at: 1)
    guard try statement.step() else { return nil }
    var record = EntityRecord(
      key: try statement.textOrNil(1),
      kind: statement.int64OrNil(2).flatMap { vocabulary.kindName[$0] },
      name: try statement.textOrNil(3), naming: Code.naming(statement.int64(4)),
      upstream: Code.mark(statement.int64(5)), date: try date(statement.textOrNil(6)),
      url: try statement.textOrNil(7), language: try statement.textOrNil(8),
      description: try statement.textOrNil(9))
    statement.reset()
    let publicKey = record.key
    if record.naming == .withheld {
      try loadProtected(id, into: &record)
    } else if withLists {
      // Records have their own order, which is not always that of the bytes.
      record.labels = try texts("SELECT label FROM entity_label WHERE entity = ?", id).sorted()
      record.aliases = try texts(
        "SELECT alias FROM entity_alias WHERE entity = ? ORDER BY ordinal", id)
      record.properties = try properties(
        "SELECT name, type, value FROM entity_property WHERE entity = ?", id)
    }
    return StoredEntity(id: id, publicKey: publicKey, record: record)
  }

  private func date(_ text: String?) throws -> EDTFDate? {
    guard let text else { return nil }
    do {
      return try EDTFDate(text)
    } catch {
      throw CaseError(.corrupted, "the case holds a date that is none")
    }
  }

  private func texts(_ sql: String, _ id: Int64) throws -> [String] {
    var texts: [String] = []
    try connection.forEachRow(sql, [.integer(id)]) { texts.append(try $0.text(0)) }
    return texts
  }

  func properties(_ sql: String, _ id: Int64) throws -> [Property] {
    var properties: [Property] = []
    try connection.forEachRow(sql, [.integer(id)]) { row in
      let value = try StoredProperty.value(type: row.text(1), row.value(2))
      properties.append(Property(name: try row.text(0), value: value))
    }
    return properties.sorted { $0.name < $1.name }
  }

  private func loadProtected(_ id: Int64, into record: inout EntityRecord) throws {
    let statement = try connection.sqlite.cached(
      """
      SELECT key, name, date, url, language, description, aliases, labels FROM protected_identity
      WHERE entity = ?
      """)
    try statement.bind(id, at: 1)
    guard try statement.step() else { return }
    record.key = try statement.text(0)
    record.name = try statement.textOrNil(1)
    record.date = try date(statement.textOrNil(2))
    record.url = try statement.textOrNil(3)
    record.language = try statement.textOrNil(4)
    record.description = try statement.textOrNil(5)
    record.aliases = EscapedList.split(try statement.textOrNil(6) ?? "")
    record.labels = EscapedList.split(try statement.textOrNil(7) ?? "")
    statement.reset()
    record.properties = try properties(
      "SELECT name, type, value FROM protected_property WHERE entity = ?", id)
  }

  /// Adds a row, and what belongs to it.
  ///
  /// - Returns: The entity as it stands in the case.
  func insert(
    _ record: EntityRecord, publicKey: String?, _ vocabulary: NumberedVocabulary
  ) throws -> StoredEntity {
    let values = values(record, publicKey, vocabulary)
    let inserters = inserters ?? EntityInserters(connection)
    let id = try inserters.entity.insert { row throws(SQLiteError) in
      for (index, value) in values.enumerated() { try row.bind(value, at: Int32(index + 1)) }
    }
    let stored = StoredEntity(id: id, publicKey: publicKey, record: record)
    try insertParts(stored)
    return stored
  }

  func update(_ stored: StoredEntity, _ vocabulary: NumberedVocabulary) throws {
    try removeParts(stored.id)
    try connection.run(
      """
      UPDATE entity SET key = ?, key_folded = ?, kind = ?, name = ?, naming = ?, upstream = ?,
        date = ?, earliest = ?, latest = ?, url = ?, language = ?, description = ? WHERE id = ?
      """, values(stored.record, stored.publicKey, vocabulary) + [.integer(stored.id)])
    try insertParts(stored)
  }

  func remove(_ id: Int64) throws {
    try removeParts(id)
    try connection.run("DELETE FROM entity WHERE id = ?", [.integer(id)])
  }

  private func values(
    _ record: EntityRecord, _ publicKey: String?, _ vocabulary: NumberedVocabulary
  ) -> [SQLiteValue] {
    let shown = record.naming == .withheld ? nil : record
    return [
      .init(publicKey), .init(publicKey.map(EntityKey.folded)),
      .init(record.kind.flatMap { vocabulary.kindNumber[$0] }), .init(shown?.name),
      .integer(Code.of(record.naming)), .integer(Code.of(record.upstream)),
      .init(shown?.date?.text), .init(shown?.date?.bounds.earliest),
      .init(shown?.date?.bounds.latest), .init(shown?.url), .init(shown?.language),
      .init(shown?.description),
    ]
  }

  private func removeParts(_ id: Int64) throws {
    for table in ["entity_alias", "entity_label", "entity_property", "protected_property"] {
      try connection.run("DELETE FROM \(table) WHERE entity = ?", [.integer(id)])
    }
    try connection.run("DELETE FROM protected_identity WHERE entity = ?", [.integer(id)])
    try connection.run("DELETE FROM entity_search WHERE rowid = ?", [.integer(id)])
  }

  private func insertParts(_ stored: StoredEntity) throws {
    if stored.isWithheld {
      try insertProtected(stored)
    } else {
      try insertPublic(stored)
    }
    let table = stored.isWithheld ? "protected_property" : "entity_property"
    for property in stored.record.properties {
      try connection.run(
        "INSERT INTO \(table) (entity, name, type, value) VALUES (?, ?, ?, ?)",
        [.integer(stored.id)] + StoredProperty.values(property))
    }
  }

  private func insertProtected(_ stored: StoredEntity) throws {
    let record = stored.record
    let key = record.key ?? ""
    try connection.run(
      """
      INSERT INTO protected_identity
        (entity, key, key_folded, name, date, url, language, description, aliases, labels)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(stored.id), .text(key), .text(EntityKey.folded(key)), .init(record.name),
        .init(record.date?.text), .init(record.url), .init(record.language),
        .init(record.description), Self.list(record.aliases), Self.list(record.labels),
      ])
  }

  private static func list(_ texts: [String]) -> SQLiteValue {
    texts.isEmpty ? .null : .text(EscapedList.join(texts))
  }

  private func insertPublic(_ stored: StoredEntity) throws {
    let record = stored.record
    let id = SQLiteValue.integer(stored.id)
    for label in record.labels {
      try connection.run(
        "INSERT INTO entity_label (entity, label) VALUES (?, ?)", [id, .text(label)])
    }
    for (ordinal, alias) in record.aliases.enumerated() {
      try connection.run(
        "INSERT INTO entity_alias (entity, ordinal, alias) VALUES (?, ?, ?)",
        [id, .integer(Int64(ordinal)), .text(alias)])
    }
    try (inserters ?? EntityInserters(connection)).search.insert { row throws(SQLiteError) in
      try row.bind(stored.id, at: 1)
      try row.bind(record.name, at: 2)
      try row.bind(
        record.aliases.isEmpty ? nil : record.aliases.joined(separator: "\n"), at: 3)
      try row.bind(record.description, at: 4)
    }
  }
}

/// The statements that every new entity needs.
final class EntityInserters {
  let entity: RowInserter
  let search: RowInserter

  init(_ connection: CaseConnection) {
    entity = RowInserter(
      connection,
      """
      INSERT INTO entity (key, key_folded, kind, name, naming, upstream, date, earliest, latest,
        url, language, description)
      """, 12)
    search = RowInserter(
      connection, "INSERT INTO entity_search (rowid, name, aliases, description)", 4)
  }
}
