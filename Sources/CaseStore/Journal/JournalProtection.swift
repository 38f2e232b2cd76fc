import HeadwaterModel
import JSONText
import SQLite

/// Finds what plain rows of the journal say of withheld sources, and puts it where it can be removed.
///
/// A row's content goes to `change_salt`, with an empty salt, as its digest was made without one; a
/// commitment takes its place. So the chain of hashes stays what it is.
struct JournalProtection {
  private let connection: CaseConnection
  private let entities: Set<Int64>
  private let terms: ProtectedTerms

  /// For rows of and around these entities, and those in whose text one of the terms stands.
  init(_ connection: CaseConnection, entities: Set<Int64>, terms: ProtectedTerms) {
    self.connection = connection
    self.entities = entities
    self.terms = terms
  }

  /// - Complexity: O(size of the journal).
  func protect() throws {
    for (sequence, was, isConcerned) in try plainRows() where isConcerned {
      try replace(sequence, was, salt: [], keeping: was)
    }
  }

  /// Does so, and forgets the content of all other rows.
  func protectAndForgetOthers() throws {
    for (sequence, was, isConcerned) in try plainRows() {
      try replace(
        sequence, was, salt: isConcerned ? [] : Self.purgedPublic,
        keeping: isConcerned ? was : nil)
    }
  }

  /// What stands for a salt where public content was purged: its digest was made without one.
  static let purgedPublic: [UInt8] = [0]

  private func plainRows() throws -> [(sequence: Int64, was: String, isConcerned: Bool)] {
    var found: [(sequence: Int64, was: String, isConcerned: Bool)] = []
    try connection.forEachRow(
      """
      SELECT c.sequence, c.item, c.item_id, c.was FROM change c
      WHERE c.was IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM change_salt s WHERE s.sequence = c.sequence)
      """
    ) { row in
      let was = try row.text(3)
      found.append((row.int64(0), was, concerns(row.int64(1), row.int64(2), was)))
    }
    return found
  }

  private func replace(
    _ sequence: Int64, _ was: String, salt: [UInt8], keeping content: String?
  ) throws {
    let commitment = Journal.commitment(Journal.digest(Array(was.utf8), salt: []))
    try connection.run(
      "UPDATE change SET was = ? WHERE sequence = ?", [.text(commitment), .integer(sequence)])
    try connection.run(
      "INSERT INTO change_salt (sequence, salt, was) VALUES (?, ?, ?)",
      [.integer(sequence), .blob(salt), .init(content)])
  }

  private func concerns(_ item: Int64, _ id: Int64, _ was: String) -> Bool {
    if item == JournalItem.entity.rawValue, entities.contains(id) { return true }
    guard let json = try? JSONValue(parsing: was) else { return false }
    let ends = ["source", "target", "document", "entity", "other"]
    let evidence = (json["evidence"]?.elements ?? []).compactMap { $0["document"] }
    let numbers = (ends.compactMap { json[$0] } + evidence).compactMap(\.int64)
    return numbers.contains(where: entities.contains) || terms.occur(in: json)
  }
}

extension ProtectedTerms {
  /// Whether a term stands in any text of a JSON value, names of members included.
  func occur(in json: JSONValue) -> Bool {
    switch json {
    case .text(let text): occur(in: text)
    case .array(let elements): elements.contains(where: occur(in:))
    case .object(let members): members.contains { occur(in: $0.0) || occur(in: $0.1) }
    case .null, .boolean, .integer, .number: false
    }
  }
}
