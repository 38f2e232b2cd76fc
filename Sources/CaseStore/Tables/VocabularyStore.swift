import HeadwaterModel
import SQLite

/// Reads and writes the kinds and relations of a case.
struct VocabularyStore {
  private let connection: CaseConnection

  init(_ connection: CaseConnection) {
    self.connection = connection
  }

  func insertBuiltIn(isOpen: Bool) throws {
    for kind in KindDefinition.builtIn { _ = try insert(kind, parent: nil) }
    for relation in RelationDefinition.builtIn { _ = try insert(relation) }
    try connection.run(
      "INSERT INTO case_setting (name, value) VALUES ('vocabulary', ?)",
      [.text(isOpen ? "open" : "strict")])
  }

  /// - Returns: The new kind's number.
  func insert(_ kind: KindDefinition, parent: Int64?) throws -> Int64 {
    try connection.run(
      "INSERT INTO entity_kind (name, parent) VALUES (?, ?)", [.text(kind.name), .init(parent)])
    return connection.sqlite.lastInsertRowID
  }

  func update(_ kind: KindDefinition, id: Int64, parent: Int64?) throws {
    try connection.run(
      "UPDATE entity_kind SET parent = ? WHERE id = ?", [.init(parent), .integer(id)])
  }

  /// - Returns: The new relation's number.
  func insert(_ relation: RelationDefinition) throws -> Int64 {
    try connection.run(
      """
      INSERT INTO relation
        (name, role, forward_phrase, backward_phrase, shapes, prov, cito, follow_the_money)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, [.text(relation.name), .integer(Code.of(relation.role))] + values(relation))
    return connection.sqlite.lastInsertRowID
  }

  func update(_ relation: RelationDefinition, id: Int64) throws {
    try connection.run(
      """
      UPDATE relation SET forward_phrase = ?, backward_phrase = ?, shapes = ?, prov = ?, cito = ?,
        follow_the_money = ? WHERE id = ?
      """, values(relation) + [.integer(id)])
  }

  private func values(_ relation: RelationDefinition) -> [SQLiteValue] {
    [
      .text(relation.forwardPhrase), .text(relation.backwardPhrase),
      .text(RelationShape.text(of: relation.shapes)), .init(relation.prov), .init(relation.cito),
      .init(relation.followTheMoney),
    ]
  }

  func read() throws -> NumberedVocabulary {
    var numbered = NumberedVocabulary()
    var waiting: [(id: Int64, name: String, parent: Int64?)] = []
    try connection.forEachRow("SELECT id, name, parent FROM entity_kind ORDER BY id") { row in
      waiting.append((row.int64(0), try row.text(1), row.int64OrNil(2)))
    }
    // A parent may have been added later than its child was.
    var isProgress = true
    while isProgress {
      isProgress = false
      waiting = waiting.filter { kind in
        let parent = kind.parent.flatMap { numbered.kindName[$0] }
        guard kind.parent == nil || parent != nil else { return true }
        numbered.add(KindDefinition(name: kind.name, parent: parent), id: kind.id)
        isProgress = true
        return false
      }
    }
    // Many relations allow the same shapes.
    var parsed: [String: [RelationShape]] = [:]
    try connection.forEachRow(
      """
      SELECT id, name, role, forward_phrase, backward_phrase, shapes, prov, cito, follow_the_money
      FROM relation ORDER BY id
      """
    ) { row in
      numbered.add(try Self.relation(row, &parsed), id: row.int64(0))
    }
    let setting = "SELECT value FROM case_setting WHERE name = 'vocabulary'"
    numbered.vocabulary.isOpen = try connection.sqlite.text(setting) == "open"
    return numbered
  }

  private static func relation(
    _ row: borrowing Statement, _ parsed: inout [String: [RelationShape]]
  ) throws -> RelationDefinition {
    let text = try row.text(5)
    let shapes: [RelationShape]
    do {
      shapes = try parsed[text] ?? RelationShape.read(text)
      parsed[text] = shapes
    } catch is RecordProblem {
      throw CaseError(.corrupted, "the case holds a relation whose shapes cannot be read")
    }
    return RelationDefinition(
      name: try row.text(1), role: Code.role(row.int64(2)), forwardPhrase: try row.text(3),
      backwardPhrase: try row.text(4), shapes: shapes, prov: try row.textOrNil(6),
      cito: try row.textOrNil(7), followTheMoney: try row.textOrNil(8))
  }
}

/// A vocabulary with the numbers that stand for its kinds and relations in the case.
struct NumberedVocabulary {
  var vocabulary = Vocabulary()
  private(set) var kindNumber: [String: Int64] = [:]
  private(set) var kindName: [Int64: String] = [:]
  private(set) var relationNumber: [String: Int64] = [:]
  private(set) var relationOfNumber: [Int64: RelationDefinition] = [:]

  /// By number: asked for each row of a walk, so that no hash is in the way.
  private var bases = SmallNumbers<BaseKind>()
  private var relationNames = SmallNumbers<String>()

  mutating func add(_ kind: KindDefinition, id: Int64) {
    // The built-in ones are there already, and what the case holds passed these checks before.
    try? vocabulary.define(kind)
    kindNumber[kind.name] = id
    kindName[id] = kind.name
    for (name, number) in kindNumber { bases[number] = vocabulary.baseKind(of: name) }
  }

  mutating func add(_ relation: RelationDefinition, id: Int64) {
    try? vocabulary.define(relation)
    relationNumber[relation.name] = id
    relationOfNumber[id] = relation
    relationNames[id] = relation.name
  }

  /// The name of a numbered relation; empty for a number that is not given.
  func relationName(_ number: Int64) -> String {
    relationNames[number] ?? ""
  }

  /// The base kind of a numbered kind; an entity without a kind counts as a document.
  func base(_ kind: Int64?) -> BaseKind {
    kind.flatMap { bases[$0] } ?? .document
  }
}

/// Values by number: side by side for the small ones that a case gives, in a dictionary for others.
private struct SmallNumbers<Value> {
  private var small: [Value?] = []
  private var others: [Int64: Value] = [:]

  subscript(number: Int64) -> Value? {
    get {
      if number >= 0, number < small.count { return small[Int(number)] }
      return others[number]
    }
    set {
      guard (0..<1_024).contains(number) else {
        others[number] = newValue
        return
      }
      while small.count <= Int(number) { small.append(nil) }
      small[Int(number)] = newValue
    }
  }
}
