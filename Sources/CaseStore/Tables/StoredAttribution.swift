import HeadwaterModel
import SQLite

/// An attribution as it stands in the case: a record whose ends are numbers.
struct StoredAttribution: Hashable {
  var id: Int64
  var uid: String
  var source: Int64
  var relation: String
  var role: RelationRole
  var target: Int64?
  var targetAttribution: Int64?
  var about: Int64?
  var date: EDTFDate?
  var grade: Grade?
  var terms: SpeakingTerms?
  var basis: Basis?
  var joint: String?
  var status: RecordStatus
  var note: String?
  var properties: [Property]
  var evidence: [StoredEvidence]

  /// Whether a chain may step over it.
  var isStep: Bool { status == .recorded && role.isFlow && target != nil && target != source }

  /// What it is about, where that is neither of its ends.
  var names: Int64? { about == source || about == target ? nil : about }

  /// The first field in which two attributions differ, by its name in a case folder.
  func firstDifference(from other: StoredAttribution) -> String {
    let fields: [(String, Bool)] = [
      ("source", source == other.source), ("relation", relation == other.relation),
      ("target", target == other.target && targetAttribution == other.targetAttribution),
      ("about", about == other.about), ("date", date == other.date),
      ("grade", Exactly.same(grade, other.grade)), ("terms", terms == other.terms),
      ("basis", basis == other.basis), ("joint", Exactly.same(joint, other.joint)),
      ("status", status == other.status), ("note", Exactly.same(note, other.note)),
      ("properties", Exactly.same(properties, other.properties)),
    ]
    return fields.first { !$0.1 }?.0 ?? "according_to"
  }
}

/// Tells apart what Swift's strings take for one text.
enum Exactly {
  static func same<Value: Equatable>(_ left: Value, _ right: Value) -> Bool {
    left == right && "\(left)".utf8.elementsEqual("\(right)".utf8)
  }
}

/// A piece of evidence whose document is a number.
struct StoredEvidence: Hashable {
  var document: Int64

  /// All but the document's key, which is left empty.
  var record: EvidenceRecord
}

/// Reads and writes attributions with their properties and evidence.
struct AttributionTable {
  let connection: CaseConnection

  private static let columns = """
    id, uid, source, relation, target, target_attribution, about, date, grade, grade_scale, terms,
    basis, joint, status, note
    """

  func load(
    _ id: Int64, _ vocabulary: NumberedVocabulary
  ) throws -> StoredAttribution? {
    let statement = try connection.sqlite.cached(
      "SELECT \(Self.columns) FROM attribution WHERE id = ?")
    try statement.bind(id, at: 1)
    guard try statement.step() else { return nil }
    guard let relation = vocabulary.relationOfNumber[statement.int64(3)] else {
      throw CaseError(.corrupted, "an attribution's relation is missing")
    }
    var grade: Grade?
    if let value = try statement.textOrNil(8) {
      grade = Grade(value: value, scale: try statement.textOrNil(9))
    }
    var stored = StoredAttribution(
      id: id, uid: try statement.text(1), source: statement.int64(2), relation: relation.name,
      role: relation.role, target: statement.int64OrNil(4),
      targetAttribution: statement.int64OrNil(5), about: statement.int64OrNil(6),
      date: try Self.date(statement.textOrNil(7)), grade: grade,
      terms: Code.terms(statement.int64OrNil(10)), basis: Code.basis(statement.int64OrNil(11)),
      joint: try statement.textOrNil(12), status: Code.status(statement.int64(13)),
      note: try statement.textOrNil(14), properties: [], evidence: [])
    statement.reset()
    stored.properties = try EntityTable(connection: connection).properties(
      "SELECT name, type, value FROM attribution_property WHERE attribution = ?", id)
    stored.evidence = try evidence(of: id)
    return stored
  }

  private static func date(_ text: String?) throws -> EDTFDate? {
    guard let text else { return nil }
    do {
      return try EDTFDate(text)
    } catch {
      throw CaseError(.corrupted, "the case holds a date that is none")
    }
  }

  private func evidence(of id: Int64) throws -> [StoredEvidence] {
    var found: [StoredEvidence] = []
    try connection.forEachRow(
      """
      SELECT document, text_version, locator, quote, prefix, suffix, start_position, end_position,
        note
      FROM evidence WHERE attribution = ? ORDER BY ordinal
      """, [.integer(id)]
    ) { row in
      found.append(
        StoredEvidence(
          document: row.int64(0),
          record: EvidenceRecord(
            document: "", textVersion: try row.textOrNil(1), locator: try row.textOrNil(2),
            quote: try row.textOrNil(3), prefix: try row.textOrNil(4),
            suffix: try row.textOrNil(5), start: row.int64OrNil(6), end: row.int64OrNil(7),
            note: try row.textOrNil(8))))
    }
    return found
  }

  /// What `fan_in` is derived by: the steps into each target.
  static let fanIn = """
    SELECT target, count(*) AS steps FROM attribution
    WHERE target IS NOT NULL AND status = 0 AND role < 2 AND source <> target GROUP BY target
    """

  static let insertion = """
    INSERT INTO attribution (uid, source, relation, role, target, target_attribution, about,
      names, date, earliest, latest, grade, grade_scale, terms, basis, joint, status, note)
    """

  /// - Returns: The number of the new row.
  func insert(
    _ stored: StoredAttribution, _ vocabulary: NumberedVocabulary, _ inserter: RowInserter
  ) throws -> Int64 {
    let relation = try Self.number(of: stored, vocabulary)
    let bounds = stored.date?.bounds
    let id = try inserter.insert { row throws(SQLiteError) in
      try row.bind(stored.uid, at: 1)
      try row.bind(stored.source, at: 2)
      try row.bind(relation, at: 3)
      try row.bind(Code.of(stored.role), at: 4)
      try row.bind(stored.target, at: 5)
      try row.bind(stored.targetAttribution, at: 6)
      try row.bind(stored.about, at: 7)
      try row.bind(stored.names, at: 8)
      try row.bind(stored.date?.text, at: 9)
      try row.bind(bounds?.earliest.map { Int64($0) }, at: 10)
      try row.bind(bounds?.latest.map { Int64($0) }, at: 11)
      try row.bind(stored.grade?.value, at: 12)
      try row.bind(stored.grade?.scale, at: 13)
      try row.bind(Code.of(stored.terms), at: 14)
      try row.bind(Code.of(stored.basis), at: 15)
      try row.bind(stored.joint, at: 16)
      try row.bind(Code.of(stored.status), at: 17)
      try row.bind(stored.note, at: 18)
    }
    try insertParts(stored, id)
    return id
  }

  private static func number(
    of stored: StoredAttribution, _ vocabulary: NumberedVocabulary
  ) throws -> Int64 {
    guard let relation = vocabulary.relationNumber[stored.relation] else {
      throw CaseError(.engine, "the relation \(stored.relation) has no number")
    }
    return relation
  }

  func update(_ stored: StoredAttribution, _ vocabulary: NumberedVocabulary) throws {
    try removeParts(stored.id)
    try connection.run(
      """
      UPDATE attribution SET uid = ?, source = ?, relation = ?, role = ?, target = ?,
        target_attribution = ?, about = ?, names = ?, date = ?, earliest = ?, latest = ?, grade = ?,
        grade_scale = ?, terms = ?, basis = ?, joint = ?, status = ?, note = ? WHERE id = ?
      """, try values(stored, vocabulary) + [.integer(stored.id)])
    try insertParts(stored, stored.id)
  }

  func remove(_ id: Int64) throws {
    try removeParts(id)
    try connection.run("DELETE FROM attribution WHERE id = ?", [.integer(id)])
  }

  private func values(
    _ stored: StoredAttribution, _ vocabulary: NumberedVocabulary
  ) throws -> [SQLiteValue] {
    let relation = try Self.number(of: stored, vocabulary)
    return [
      .text(stored.uid), .integer(stored.source), .integer(relation),
      .integer(Code.of(stored.role)), .init(stored.target), .init(stored.targetAttribution),
      .init(stored.about), .init(stored.names), .init(stored.date?.text),
      .init(stored.date?.bounds.earliest), .init(stored.date?.bounds.latest),
      .init(stored.grade?.value), .init(stored.grade?.scale), .init(Code.of(stored.terms)),
      .init(Code.of(stored.basis)), .init(stored.joint), .integer(Code.of(stored.status)),
      .init(stored.note),
    ]
  }

  private func removeParts(_ id: Int64) throws {
    try connection.run("DELETE FROM attribution_property WHERE attribution = ?", [.integer(id)])
    try connection.run("DELETE FROM evidence WHERE attribution = ?", [.integer(id)])
  }

  private func insertParts(_ stored: StoredAttribution, _ id: Int64) throws {
    for property in stored.properties {
      try connection.run(
        "INSERT INTO attribution_property (attribution, name, type, value) VALUES (?, ?, ?, ?)",
        [.integer(id)] + StoredProperty.values(property))
    }
    for (ordinal, evidence) in stored.evidence.enumerated() {
      let record = evidence.record
      try connection.run(
        """
        INSERT INTO evidence (attribution, ordinal, document, text_version, locator, quote, prefix,
          suffix, start_position, end_position, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .integer(id), .integer(Int64(ordinal)), .integer(evidence.document),
          .init(record.textVersion), .init(record.locator), .init(record.quote),
          .init(record.prefix), .init(record.suffix), .init(record.start), .init(record.end),
          .init(record.note),
        ])
    }
  }
}
