package import HeadwaterModel

/// Where attributions were learnt of.
extension CaseWriter {
  /// Appends a piece of evidence, unless an equal one is there.
  func addEvidence(_ record: EvidenceRecord, to uid: String) throws -> WriteOutcome {
    guard let stored = try existing(uid) else {
      throw RecordProblem(
        .unknownAttribution, column: "attribution", "there is no attribution \(quoted(uid))")
    }
    let evidence = try build(record).stored
    var next = stored
    next.evidence = [evidence]
    let isThere = stored.evidence.contains { known in
      var single = stored
      single.evidence = [known]
      return JournalText.text(single) == JournalText.text(next)
    }
    if isThere { return .unchanged }
    next.evidence = stored.evidence + [evidence]
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
    next.evidence[number - 1] = try build(record).stored
    if JournalText.text(stored) == JournalText.text(next) { return .unchanged }
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
    guard number > 0, number <= stored.evidence.count else {
      throw RecordProblem(
        .unknownValue, column: "number",
        "the attribution \(quoted(stored.uid)) has \(stored.evidence.count) pieces of evidence")
    }
  }

  /// Resolves a record's key and checks all that can be wrong with it.
  func build(
    _ record: EvidenceRecord
  ) throws -> (stored: StoredEvidence, document: KnownEntity) {
    try RecordCheck.evidence(record)
    let document = try resolve(record.document, column: "according_to")
    guard document.base == .document else {
      throw RecordProblem(
        .forbiddenShape, column: "according_to",
        "evidence is according to a document, and \(quoted(document.publicKey)) is "
          + "a \(document.base.rawValue)")
    }
    var plain = record
    plain.document = ""
    return (StoredEvidence(document: document.id, record: plain), document)
  }
}
