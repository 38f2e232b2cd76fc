import HeadwaterModel

/// A text of a public row that holds the name of a withheld source.
package struct ProtectedTextFinding: Hashable, Sendable {
  /// `entity KEY`, `attribution ID`, `text KEY`, `identity ID`, `relation NAME`.
  package let row: String

  /// The field, by its name in a case folder.
  package let field: String

  /// Whether the row is named by the text itself, so that it cannot be left out.
  package let isName: Bool
}

extension CaseReader {
  /// Texts of public rows that hold the name of a withheld source; none where these are revealed.
  ///
  /// In the order of an export: relations, entities, attributions, texts, identities.
  ///
  /// - Complexity: O(size of the case), where there is a withheld source.
  package func protectedTextFindings(limit: Int = 100) throws -> [ProtectedTextFinding] {
    if terms.isEmpty { return [] }
    var collector = FindingCollector(terms: terms, limit: limit)
    try forEachRelation { relation in
      collector.check("relation", relation.name, "name", relation.name, isName: true)
      collector.check("relation", relation.name, "phrase", relation.forwardPhrase, isName: true)
      collector.check(
        "relation", relation.name, "inverse_phrase", relation.backwardPhrase, isName: true)
    }
    try collectEntities(&collector)
    try collectAttributions(&collector)
    try collectOthers(&collector)
    return collector.findings
  }

  private func collectEntities(_ collector: inout FindingCollector) throws {
    let table = EntityTable(connection: connection)
    for id in try ids("SELECT id FROM entity ORDER BY key, id") {
      if selection?.entities.contains(id) == false { continue }
      guard let stored = try table.load(id, numbered), !stored.isWithheld else { continue }
      let record = stored.record
      let key = record.key ?? ""
      collector.check("entity", key, "key", key, isName: true)
      for (field, text) in [
        ("name", record.name), ("url", record.url), ("language", record.language),
        ("description", record.description),
      ] { collector.check("entity", key, field, text) }
      for alias in record.aliases { collector.check("entity", key, "aliases", alias) }
      for label in record.labels { collector.check("entity", key, "labels", label) }
      collector.check("entity", key, record.properties)
    }
  }

  private func collectAttributions(_ collector: inout FindingCollector) throws {
    let table = AttributionTable(connection: connection)
    for id in try ids("SELECT id FROM attribution ORDER BY uid") {
      if selection?.attributions.contains(id) == false { continue }
      guard let stored = try table.load(id, numbered) else { continue }
      collector.check("attribution", stored.uid, "id", stored.uid, isName: true)
      if try isHidden(stored) { continue }
      for (field, text) in [
        ("note", stored.note), ("joint", stored.joint), ("grade", stored.grade?.text),
      ] { collector.check("attribution", stored.uid, field, text) }
      collector.check("attribution", stored.uid, stored.properties)
      for evidence in stored.evidence where try !isHidden(evidence.document) {
        let record = evidence.record
        for (field, text) in [
          ("locator", record.locator), ("quote", record.quote), ("prefix", record.prefix),
          ("suffix", record.suffix), ("evidence note", record.note),
        ] { collector.check("attribution", stored.uid, field, text) }
        collector.check(
          "attribution", stored.uid, "text_version", record.textVersion, isName: true)
      }
    }
  }

  private func collectOthers(_ collector: inout FindingCollector) throws {
    for id in try ids("SELECT id FROM document_text ORDER BY id") {
      guard let stored = try TextTable(connection: connection).load(id),
        try !isHidden(stored.document),
        selection?.entities.contains(stored.document) != false
      else { continue }
      let key = try shownKey(stored.document)
      collector.check("text", key, "content", stored.record.content)
      collector.check("text", key, "retrieved", stored.record.retrieved)
      collector.check("text", key, "version", stored.record.version, isName: true)
    }
    for stored in try IdentityTable(connection: connection).all() {
      collector.check("identity", stored.uid, "id", stored.uid, isName: true)
      if try isHidden(stored.entity) || isHidden(stored.other) { continue }
      collector.check("identity", stored.uid, "reason", stored.reason)
    }
  }
}

/// Findings in the making.
private struct FindingCollector {
  let terms: ProtectedTerms
  let limit: Int
  private(set) var findings: [ProtectedTextFinding] = []

  init(terms: ProtectedTerms, limit: Int) {
    self.terms = terms
    self.limit = limit
  }

  mutating func check(
    _ item: String, _ name: String, _ field: String, _ text: String?, isName: Bool = false
  ) {
    guard findings.count < limit, terms.occur(in: text) else { return }
    // Where the row's own name holds it, the name is not repeated.
    let finding = ProtectedTextFinding(
      row: "\(item) \(terms.redacted(name))", field: field, isName: isName)
    if findings.last != finding { findings.append(finding) }
  }

  mutating func check(_ item: String, _ name: String, _ properties: [Property]) {
    for property in properties {
      let text = property.name + "\n" + property.value.scalarText
      check(item, name, terms.redacted(property.name), text)
    }
  }
}
