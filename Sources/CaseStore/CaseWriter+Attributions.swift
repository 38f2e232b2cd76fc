import Crypto
package import HeadwaterModel
import SQLite

extension CaseWriter {
  private var table: AttributionTable { AttributionTable(connection: connection) }

  func write(_ record: AttributionRecord, _ mode: WriteMode) throws -> WriteOutcome {
    let built = try build(record)
    let known = try connection.integer(
      "SELECT id FROM attribution WHERE uid = ?", [.text(built.uid)])
    guard let known, let stored = try table.load(known, reader.numbered) else {
      try insert(built)
      return .added
    }
    var next = built
    next.id = known
    guard let column = stored.firstDifference(from: next) else { return .unchanged }
    if mode == .addOnly {
      throw RecordProblem(
        .differs, column: column,
        "the attribution \(quoted(built.uid)) is in the case with another \(column)")
    }
    try checkNoCycle(next)
    try replace(stored, with: next)
    return .updated
  }

  /// The id that an attribution has, or is given, in the case.
  package func id(of record: AttributionRecord) throws -> String {
    try build(record).uid
  }

  /// Puts `record` in the place of the attribution of this id.
  ///
  /// - Throws: `CaseError` with `unknownAttribution`; `RecordProblem`.
  package func replaceAttribution(
    id uid: String, with record: AttributionRecord
  ) throws -> WriteOutcome {
    let stored = try requiredStored(uid)
    var next = try build(record)
    next.id = stored.id
    if record.id == nil { next.uid = uid }
    guard next != stored else { return .unchanged }
    try checkNoCycle(next)
    try replace(stored, with: next)
    return .updated
  }

  /// Removes an attribution with its evidence.
  ///
  /// - Parameter cascade: Whether stances on it go too.
  /// - Throws: `CaseError` with `unknownAttribution`; `RecordProblem` with `inUse`.
  package func removeAttribution(id uid: String, cascade: Bool = false) throws {
    try remove(try requiredStored(uid), cascade: cascade)
  }

  func remove(_ stored: StoredAttribution, cascade: Bool) throws {
    let onIt = try stances(on: stored.id)
    guard onIt.isEmpty || cascade else {
      throw RecordProblem(
        .inUse,
        "\(onIt.count) stances are on the attribution \(quoted(stored.uid)); "
          + "remove these first, or all at once with --cascade")
    }
    for stance in onIt {
      if let other = try table.load(stance, reader.numbered) { try remove(other, cascade: true) }
    }
    noteStep(stored, by: -1)
    try table.remove(stored.id)
    try journal.note(
      .attribution, stored.id, was: JournalText.text(stored), became: nil,
      isProtected: try isProtected(stored))
  }

  private func stances(on id: Int64) throws -> [Int64] {
    var ids: [Int64] = []
    try connection.forEachRow(
      "SELECT id FROM attribution WHERE target_attribution = ?", [.integer(id)]
    ) { ids.append($0.int64(0)) }
    return ids
  }

  private func insert(_ built: StoredAttribution) throws {
    var stored = built
    stored.id = try table.insert(stored, reader.numbered)
    noteStep(stored, by: 1)
    noteQuotations(stored)
    try journal.note(
      .attribution, stored.id, was: nil, became: JournalText.text(stored),
      isProtected: try isProtected(stored))
  }

  func replace(_ stored: StoredAttribution, with next: StoredAttribution) throws {
    try table.update(next, reader.numbered)
    noteStep(stored, by: -1)
    noteStep(next, by: 1)
    noteQuotations(next)
    try journal.note(
      .attribution, stored.id, was: JournalText.text(stored), became: JournalText.text(next),
      isProtected: try isProtected(stored) || isProtected(next))
  }

  /// Whether what is said of it must be removable: an end is withheld.
  private func isProtected(_ stored: StoredAttribution) throws -> Bool {
    for end in [stored.source, stored.target] {
      guard let end else { continue }
      let naming = try connection.integer(
        "SELECT naming FROM entity WHERE id = ?", [.integer(end)])
      if naming == Code.withheld { return true }
    }
    return false
  }

  private func requiredStored(_ uid: String) throws -> StoredAttribution {
    let id = try reader.requiredAttribution(uid)
    guard let stored = try table.load(id.rawValue, reader.numbered) else {
      throw CaseError(.corrupted, "an attribution is missing")
    }
    return stored
  }

  // MARK: - Evidence

  func addEvidence(_ record: EvidenceRecord, to uid: String) throws -> WriteOutcome {
    guard let stored = try existing(uid) else {
      throw RecordProblem(
        .unknownAttribution, column: "attribution", "there is no attribution \(quoted(uid))")
    }
    let evidence = try build(record)
    if stored.evidence.contains(evidence) { return .unchanged }
    var next = stored
    next.evidence.append(evidence)
    try replace(stored, with: next)
    return .added
  }

  /// Puts `record` in the place of a piece of evidence, counted from 1.
  ///
  /// - Throws: `CaseError` with `unknownAttribution`; `RecordProblem` with `unknownValue`.
  package func replaceEvidence(
    attribution uid: String, number: Int, with record: EvidenceRecord
  ) throws -> WriteOutcome {
    let stored = try requiredStored(uid)
    try check(number, of: stored)
    var next = stored
    next.evidence[number - 1] = try build(record)
    if next == stored { return .unchanged }
    try replace(stored, with: next)
    return .updated
  }

  /// Removes a piece of evidence, counted from 1.
  ///
  /// - Throws: `CaseError` with `unknownAttribution`; `RecordProblem` with `unknownValue`.
  package func removeEvidence(attribution uid: String, number: Int) throws {
    let stored = try requiredStored(uid)
    try check(number, of: stored)
    var next = stored
    next.evidence.remove(at: number - 1)
    try replace(stored, with: next)
  }

  private func check(_ number: Int, of stored: StoredAttribution) throws {
    guard stored.evidence.indices.contains(number - 1) else {
      throw RecordProblem(
        .unknownValue, column: "number",
        "the attribution \(quoted(stored.uid)) has \(stored.evidence.count) pieces of evidence")
    }
  }

  private func existing(_ uid: String) throws -> StoredAttribution? {
    let id = try connection.integer("SELECT id FROM attribution WHERE uid = ?", [.text(uid)])
    return try id.flatMap { try table.load($0, reader.numbered) }
  }

  // MARK: - Checks

  /// Resolves a record's keys and checks all that can be wrong with it.
  private func build(_ record: AttributionRecord) throws -> StoredAttribution {
    try RecordCheck.attribution(record)
    let source = try resolve(record.source, column: "source")
    let relation = try relation(record.relation)
    var target: KnownEntity?
    var targetAttribution: Int64?
    switch record.target {
    case .entity(let key): target = try resolve(key, column: "target")
    case .attribution(let uid):
      guard let on = try existing(uid) else {
        throw RecordProblem(
          .unknownAttribution, column: "target", "there is no attribution \(quoted(uid))")
      }
      targetAttribution = on.id
    }
    let about = try record.about.map { try resolve($0, column: "about") }
    let isBound =
      !vocabulary.isOpen || RelationDefinition.builtIn.contains { $0.name == relation.name }
    if isBound {
      try vocabulary.check(
        relation, source: source.base, target: target?.base, about: about?.base)
    }
    var stored = StoredAttribution(
      id: 0, uid: "", source: source.id, relation: relation.name, role: relation.role,
      target: target?.id, targetAttribution: targetAttribution, about: about?.id,
      date: record.date, grade: record.grade, terms: record.terms, basis: record.basis,
      joint: record.joint, status: record.status, note: record.note,
      properties: record.properties, evidence: try record.evidence.map(build))
    stored.uid = record.id ?? Self.derivedID(record, source, target, about)
    return stored
  }

  private func build(_ record: EvidenceRecord) throws -> StoredEvidence {
    try RecordCheck.evidence(record)
    let document = try resolve(record.document, column: "according_to")
    guard document.base == .document else {
      throw RecordProblem(
        .forbiddenShape, column: "according_to",
        "evidence is according to a document, and \(quoted(record.document)) is "
          + "a \(document.base.rawValue)")
    }
    var plain = record
    plain.document = ""
    return StoredEvidence(document: document.id, record: plain)
  }

  private func relation(_ name: String) throws -> RelationDefinition {
    if let relation = vocabulary.relations[name] { return relation }
    if vocabulary.isOpen {
      let relation = RelationDefinition(
        name: name, role: .association, forwardPhrase: name, backwardPhrase: "\(name) of")
      _ = try write(relation, .addOnly)
      return relation
    }
    return try vocabulary.readRelation(name).relation
  }

  private func checkNoCycle(_ next: StoredAttribution) throws {
    var seen: Set<Int64> = [next.id]
    var on = next.targetAttribution
    while let id = on {
      guard seen.insert(id).inserted else {
        throw RecordProblem(
          .cycle, column: "target",
          "the attribution \(quoted(next.uid)) would be on itself, by way of others perhaps")
      }
      on = try connection.integer(
        "SELECT target_attribution FROM attribution WHERE id = ?", [.integer(id)])
    }
  }

  /// An id made of the content, so that the same row read twice is one attribution.
  ///
  /// "a-" and the first 16 hexadecimal digits of SHA-256 over the fields in the order of the
  /// columns of `attributions.csv`, each with its length in bytes before it; keys are the public
  /// ones.
  private static func derivedID(
    _ record: AttributionRecord, _ source: KnownEntity, _ target: KnownEntity?,
    _ about: KnownEntity?
  ) -> String {
    var fields: [String?] = [
      source.publicKey, record.relation, target?.publicKey ?? record.target.text,
      about?.publicKey, record.date?.text,
    ]
    for evidence in record.evidence {
      fields += [evidence.document, evidence.locator, evidence.quote]
    }
    fields += [
      record.grade?.text, record.terms?.rawValue, record.basis?.rawValue, record.joint,
      record.note,
    ]
    for property in record.properties {
      fields += [property.name, property.value.typeName, property.value.scalarText]
    }
    let text = fields.map { field in field.map { "\($0.utf8.count):\($0)" } ?? "-" }
      .joined(separator: ",")
    let digits = Array("0123456789abcdef")
    return "a-"
      + String(
        SHA256.hash(data: Array(text.utf8)).prefix(8).flatMap {
          [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
        })
  }
}
