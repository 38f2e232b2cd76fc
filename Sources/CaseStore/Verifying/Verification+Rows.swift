import HeadwaterModel
import SQLite

extension Verification {
  mutating func checkRows() throws {
    let numbered = try VocabularyStore(connection).read()
    checkBuiltIn(numbered)
    let entities = EntityTable(connection: connection)
    try check(.entity, "entity", table: "entity") { id in
      try entities.load(id, numbered).map(JournalText.text)
    }
    let attributions = AttributionTable(connection: connection)
    var misshapen: [String] = []
    let connection = connection
    try check(.attribution, "attribution", table: "attribution") { id in
      guard let stored = try attributions.load(id, numbered) else { return nil }
      if try !Self.isAllowed(stored, numbered, connection) { misshapen.append(stored.uid) }
      return JournalText.text(stored)
    }
    for uid in misshapen {
      add(.forbiddenShape, "the attribution \(uid) joins what its relation may not")
    }
    let texts = TextTable(connection: connection)
    try check(.text, "text", table: "document_text") { try texts.load($0).map(JournalText.text) }
    let verdicts = IdentityTable(connection: connection)
    try check(.identity, "verdict", table: "identity") { id in
      try verdicts.load(id).map(JournalText.text)
    }
    try check(
      .relation, "relation", table: "relation", after: RelationDefinition.builtIn.count
    ) { id in
      numbered.relationOfNumber[id].map(JournalText.text)
    }
    try check(.kind, "kind", table: "entity_kind", after: KindDefinition.builtIn.count) { id in
      numbered.kindName[id].flatMap { numbered.vocabulary.kinds[$0] }.map(JournalText.text)
    }
  }

  /// Checks what every case has, of which the journal tells nothing.
  private mutating func checkBuiltIn(_ numbered: NumberedVocabulary) {
    for (index, relation) in RelationDefinition.builtIn.enumerated()
    where numbered.relationOfNumber[Int64(index + 1)] != relation {
      add(.alteredRow, "the relation \(relation.name) is not the one that every case has")
    }
    for (index, kind) in KindDefinition.builtIn.enumerated()
    where numbered.kindName[Int64(index + 1)] != kind.name {
      add(.alteredRow, "the kind \(kind.name) is not the one that every case has")
    }
  }

  /// Compares each row with the last that the journal says of it.
  private mutating func check(
    _ item: JournalItem, _ word: String, table: String, after builtIn: Int = 0,
    _ text: (Int64) throws -> [UInt8]?
  ) throws {
    var ids: [Int64] = []
    try connection.forEachRow(
      "SELECT id FROM \(table) WHERE id > ? ORDER BY id", [.integer(Int64(builtIn))]
    ) { ids.append($0.int64(0)) }
    for id in ids {
      guard let state = try state(item.rawValue, id) else {
        add(.unrecordedRow, "\(word) \(id) is not in the journal")
        continue
      }
      do {
        if let text = try text(id), state.became != nil, state.isState(text) { continue }
        add(
          .alteredRow, "\(word) \(id) is not what row \(state.sequence) of the journal made of it",
          sequence: state.sequence)
      } catch {
        add(.unreadable, "\(word) \(id) cannot be read: \(try Self.reason(error))")
      }
    }
    var missing: [(id: Int64, sequence: Int64)] = []
    try connection.forEachRow(
      """
      SELECT c.item_id, c.sequence FROM change c
      WHERE c.item = ? AND c.became IS NOT NULL
        AND NOT EXISTS (
          SELECT 1 FROM change d
          WHERE d.item = c.item AND d.item_id = c.item_id AND d.sequence > c.sequence)
        AND NOT EXISTS (SELECT 1 FROM \(table) r WHERE r.id = c.item_id)
      ORDER BY c.item_id
      """, [.integer(item.rawValue)]
    ) { missing.append(($0.int64(0), $0.int64(1))) }
    for row in missing {
      add(
        .alteredRow,
        "\(word) \(row.id) is gone, and row \(row.sequence) of the journal is the last of it",
        sequence: row.sequence)
    }
  }

  private static func isAllowed(
    _ stored: StoredAttribution, _ numbered: NumberedVocabulary, _ connection: CaseConnection
  ) throws -> Bool {
    guard let relation = numbered.vocabulary.relations[stored.relation] else { return false }
    guard numbered.vocabulary.bindsShapes(of: relation) else { return true }
    func base(_ id: Int64?) throws -> BaseKind? {
      guard let id else { return nil }
      return numbered.base(
        try connection.integer("SELECT kind FROM entity WHERE id = ?", [.integer(id)]))
    }
    do {
      try numbered.vocabulary.check(
        relation, source: try base(stored.source) ?? .document, target: try base(stored.target),
        about: try base(stored.about))
      return true
    } catch is RecordProblem {
      return false
    }
  }
}
