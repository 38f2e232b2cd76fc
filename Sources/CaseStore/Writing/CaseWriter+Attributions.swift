package import HeadwaterModel
import SQLite

extension CaseWriter {
  private var table: AttributionTable { AttributionTable(connection: connection) }

  func write(_ record: AttributionRecord, _ mode: WriteMode) throws -> WriteOutcome {
    let built = try build(record)
    guard let stored = try existing(built.uid) else {
      try insert(built)
      return .added
    }
    var next = built
    next.id = stored.id
    if JournalText.text(stored) == JournalText.text(next) { return .unchanged }
    if mode == .addOnly {
      let column = stored.firstDifference(from: next)
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
    if JournalText.text(stored) == JournalText.text(next) { return .unchanged }
    if try number(of: next.uid) ?? stored.id != stored.id {
      throw RecordProblem(.duplicate, column: "id", "the id \(quoted(next.uid)) is taken")
    }
    try checkNoCycle(next)
    try replace(stored, with: next)
    return .updated
  }

  /// Removes an attribution with its evidence.
  ///
  /// With `cascade`, stances on it go too.
  ///
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
    // What is on it, what is on that, and so on; in a damaged case they may be on each other.
    var found = [stored]
    var seen: Set = [stored.id]
    var next = 0
    while next < found.count {
      for id in try stances(on: found[next].id) where seen.insert(id).inserted {
        if let other = try table.load(id, reader.numbered) { found.append(other) }
      }
      next += 1
    }
    for attribution in found.reversed() { try removeAlone(attribution) }
  }

  private func removeAlone(_ stored: StoredAttribution) throws {
    let isProtected = try isProtected(stored)
    noteStep(stored, by: -1)
    forgetQuotations(stored.id)
    try table.remove(stored.id)
    try journal.note(
      .attribution, stored.id, was: JournalText.text(stored), became: nil,
      isProtected: isProtected)
  }

  private func stances(on id: Int64) throws -> [Int64] {
    var ids: [Int64] = []
    try connection.forEachRow(
      "SELECT id FROM attribution WHERE target_attribution = ?", [.integer(id)]
    ) { ids.append($0.int64(0)) }
    return ids
  }

  private func insert(_ built: StoredAttribution) throws {
    try defineRelation(of: built)
    var stored = built
    stored.id = try table.insert(stored, reader.numbered, attributionInserter)
    bulkLoad?.note(stored.uid, stored.id)
    noteStep(stored, by: 1)
    noteQuotations(stored)
    try journal.note(
      .attribution, stored.id, was: nil, became: JournalText.text(stored),
      isProtected: try isProtected(stored))
  }

  func replace(_ stored: StoredAttribution, with next: StoredAttribution) throws {
    try defineRelation(of: next)
    let wasProtected = try isProtected(stored)
    try table.update(next, reader.numbered)
    noteStep(stored, by: -1)
    noteStep(next, by: 1)
    noteQuotations(next)
    try journal.note(
      .attribution, stored.id, was: JournalText.text(stored), became: JournalText.text(next),
      isProtected: try wasProtected || isProtected(next))
  }

  /// Whether what is said of it must be removable: it concerns a withheld source.
  private func isProtected(_ stored: StoredAttribution) throws -> Bool {
    if withheld.isEmpty { return false }
    var current = stored
    // A damaged case may have attributions that are on each other.
    var seen: Set<Int64> = []
    while true {
      if withheld.contains(current.source) { return true }
      if let target = current.target, withheld.contains(target) { return true }
      if current.evidence.contains(where: { withheld.contains($0.document) }) { return true }
      guard let on = current.targetAttribution, seen.insert(on).inserted,
        let other = try table.load(on, reader.numbered)
      else { return false }
      current = other
    }
  }

  /// Notes an attribution, and stances on it, once more if what is said of them is protected.
  func noteProtected(_ id: Int64) throws {
    var waiting = [id]
    var seen: Set<Int64> = []
    while let next = waiting.popLast() {
      guard seen.insert(next).inserted, let stored = try table.load(next, reader.numbered),
        try isProtected(stored)
      else { continue }
      let text = JournalText.text(stored)
      try journal.note(.attribution, next, was: text, became: text, isProtected: true)
      waiting += try stances(on: next)
    }
  }

  func requiredStored(_ uid: String) throws -> StoredAttribution {
    let id = try reader.requiredAttribution(uid)
    guard let stored = try table.load(id.rawValue, reader.numbered) else {
      throw CaseError(.corrupted, "an attribution is missing")
    }
    return stored
  }

  private func number(of uid: String) throws -> Int64? {
    if let bulkLoad { return try bulkLoad.number(of: uid, connection) }
    return try connection.integer("SELECT id FROM attribution WHERE uid = ?", [.text(uid)])
  }

  func existing(_ uid: String) throws -> StoredAttribution? {
    try number(of: uid).flatMap { try table.load($0, reader.numbered) }
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
      targetAttribution = try number(of: uid)
      guard targetAttribution != nil else {
        throw RecordProblem(
          .unknownAttribution, column: "target", "there is no attribution \(quoted(uid))")
      }
    }
    let about = try record.about.map { try resolve($0, column: "about") }
    if vocabulary.bindsShapes(of: relation) {
      try vocabulary.check(
        relation, source: source.base, target: target?.base, about: about?.base)
    }
    let evidence = try record.evidence.map(build)
    var stored = StoredAttribution(
      id: 0, uid: "", source: source.id, relation: relation.name, role: relation.role,
      target: target?.id, targetAttribution: targetAttribution, about: about?.id,
      date: record.date, grade: record.grade, terms: record.terms, basis: record.basis,
      joint: record.joint, status: record.status, note: record.note,
      properties: record.properties, evidence: evidence.map(\.stored))
    stored.uid =
      record.id
      ?? Self.derivedID(
        record, keys: [source.publicKey, target?.publicKey, about?.publicKey],
        evidence.map(\.document.publicKey))
    return stored
  }

  /// The relation of this name; in an open case, one that may not be there yet.
  private func relation(_ name: String) throws -> RelationDefinition {
    if let relation = vocabulary.relations[name] { return relation }
    guard !name.isEmpty else {
      throw RecordProblem(.missingValue, column: "relation", "relation is missing")
    }
    guard vocabulary.isOpen else {
      throw RecordProblem(
        .unknownRelation, column: "relation", "\(quoted(name)) is no relation of this case",
        suggestions: Nearest.names(to: name, among: vocabulary.relations.keys))
    }
    let relation = RelationDefinition(
      name: name, role: .association, forwardPhrase: name, backwardPhrase: "\(name) of")
    var changed = vocabulary
    try changed.define(relation)
    return relation
  }

  /// Adds the relation of what is about to be written, if this is its first use.
  private func defineRelation(of stored: StoredAttribution) throws {
    if vocabulary.relations[stored.relation] == nil {
      _ = try write(try relation(stored.relation), .addOnly)
    }
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
  /// "a-" and the first 16 hexadecimal digits of SHA-256 over the fields, each with its length in
  /// bytes before it: source, relation, target, about, date; document, locator and quotation of
  /// each piece of evidence; grade, terms, basis, joint, note; name, type and value of each
  /// property. Keys are the public ones, and the status does not count.
  private static func derivedID(
    _ record: AttributionRecord, keys: [String?], _ documents: [String]
  ) -> String {
    var fields: [String?] = [
      keys[0], record.relation, keys[1] ?? record.target.text, keys[2], record.date?.text,
    ]
    for (document, evidence) in zip(documents, record.evidence) {
      fields += [document, evidence.locator, evidence.quote]
    }
    fields += [
      record.grade?.text, record.terms?.rawValue, record.basis?.rawValue, record.joint,
      record.note,
    ]
    for property in record.properties {
      fields += [property.name, property.value.typeName, property.value.scalarText]
    }
    return "a-" + ContentDigest.text(of: fields)
  }
}
