import HeadwaterModel
import SQLite

/// What may be shown: withheld sources, and what hangs on them, stay what they are for the public.
extension CaseReader {
  /// What may be shown of a stored entity, as a record.
  func shown(_ stored: StoredEntity) throws -> EntityRecord {
    var record = stored.record
    if revealWithheld { return record }
    if stored.isWithheld {
      let number = try connection.integer(
        "SELECT count(*) FROM entity WHERE naming = 4 AND key <= ?", [.init(stored.publicKey)])
      return EntityRecord(
        key: stored.publicKey, kind: record.kind, name: "Withheld source \(number ?? 0)",
        naming: .withheld, upstream: record.upstream)
    }
    if terms.isEmpty { return record }
    record.name = terms.redacted(record.name)
    record.url = terms.redacted(record.url)
    record.language = terms.redacted(record.language)
    record.description = terms.redacted(record.description)
    record.aliases = terms.redacted(record.aliases)
    record.labels = Set(terms.redacted(record.labels)).sorted(by: ByteOrder.precedes)
    record.properties = terms.redacted(record.properties)
    return record
  }

  /// What may be shown of a stored attribution.
  ///
  /// Of one from or to a withheld source, and of a stance on such a one, what was said stays
  /// withheld: note, grade, properties, all of the evidence but its document. A joint key is only
  /// told apart from others.
  func shown(_ stored: StoredAttribution) throws -> (stored: StoredAttribution, isHidden: Bool) {
    if revealWithheld { return (stored, false) }
    let isHidden = try isHidden(stored)
    var shown = stored
    if isHidden {
      shown.note = nil
      shown.grade = nil
      shown.properties = []
      shown.joint = stored.joint.map { "joint-" + ContentDigest.text(of: [$0]) }
    } else if !terms.isEmpty {
      shown.note = terms.redacted(stored.note)
      shown.joint = terms.redacted(stored.joint)
      shown.grade = stored.grade.map {
        Grade(value: terms.redacted($0.value), scale: terms.redacted($0.scale))
      }
      shown.properties = terms.redacted(stored.properties)
    }
    shown.evidence = try stored.evidence.map { evidence in
      let isWithheld = try isHidden || self.isHidden(evidence.document)
      return try self.shown(evidence, isWithheld: isWithheld)
    }
    return (shown, isHidden)
  }

  private func shown(_ evidence: StoredEvidence, isWithheld: Bool) throws -> StoredEvidence {
    if isWithheld {
      return StoredEvidence(document: evidence.document, record: EvidenceRecord(document: ""))
    }
    if terms.isEmpty { return evidence }
    var record = evidence.record
    record.locator = terms.redacted(record.locator)
    record.quote = terms.redacted(record.quote)
    record.prefix = terms.redacted(record.prefix)
    record.suffix = terms.redacted(record.suffix)
    record.note = terms.redacted(record.note)
    // A quotation that was changed, or whose text was, need not stand in that any longer.
    let quoted = [evidence.record.quote, evidence.record.prefix, evidence.record.suffix]
    if try quoted.contains(where: terms.occur) || isTextRedacted(evidence) {
      record.textVersion = nil
      record.start = nil
      record.end = nil
    }
    return StoredEvidence(document: evidence.document, record: record)
  }

  /// Whether a name is blanked in the version of the text that a piece of evidence names.
  private func isTextRedacted(_ evidence: StoredEvidence) throws -> Bool {
    let table = TextTable(connection: connection)
    guard let version = evidence.record.textVersion,
      let id = try table.id(document: evidence.document, version: version)
    else { return false }
    if let known = isRedactedText[id] { return known }
    let isRedacted = terms.occur(in: try table.load(id)?.record.content)
    isRedactedText[id] = isRedacted
    return isRedacted
  }

  /// Whether an end is hidden; for a stance, also an end of the attribution that it is on.
  func isHidden(_ stored: StoredAttribution) throws -> Bool {
    var current = stored
    // A damaged case may have attributions that are on each other.
    var seen: Set<Int64> = []
    while true {
      if try isHidden(current.source) || isHidden(current.target) { return true }
      guard let on = current.targetAttribution, !revealWithheld, seen.insert(on).inserted,
        let other = try AttributionTable(connection: connection).load(on, numbered)
      else { return false }
      current = other
    }
  }
}
