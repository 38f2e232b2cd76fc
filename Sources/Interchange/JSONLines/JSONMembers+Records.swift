import HeadwaterModel

/// The records, each from the members of its line.
extension JSONMembers {
  mutating func kind() -> KindDefinition {
    KindDefinition(name: required("name"), parent: text("parent"))
  }

  mutating func relation() -> RelationDefinition {
    RelationDefinition(
      name: required("name"), role: requiredValue("role", else: .association),
      forwardPhrase: required("phrase"), backwardPhrase: required("inversePhrase"),
      shapes: shapes(), prov: text("prov"), cito: text("cito"),
      followTheMoney: text("followTheMoney"))
  }

  mutating func entity() -> EntityRecord {
    EntityRecord(
      key: text("key"), kind: text("kind"), name: text("name"), naming: value("naming") ?? .named,
      upstream: value("upstream") ?? .unexplored, date: date("date"), url: text("url"),
      language: text("language"), description: text("description"), aliases: texts("aliases"),
      labels: texts("labels"), properties: properties())
  }

  /// Reads the ends giver first, however they are given.
  mutating func attribution(
    _ endsReader: inout AttributionEndsReader
  ) throws -> (record: AttributionRecord, columns: [String: String]) {
    let id = text("id")
    let ends = try endsReader.read(
      source: required("source"), relation: required("relation"), target: required("target"),
      note: { note($0) })
    let record = AttributionRecord(
      id: id, source: ends.source, relation: ends.relation, target: ends.target,
      about: text("about"), date: date("date"), grade: grade(), terms: value("terms"),
      basis: value("basis"), joint: text("joint"), status: value("status") ?? .recorded,
      note: text("note"), properties: properties(),
      evidence: objects("evidence") { $0.evidence() })
    return (record, ends.columns)
  }

  mutating func evidence() -> EvidenceRecord {
    EvidenceRecord(
      document: required("document"), textVersion: text("textVersion"), locator: text("locator"),
      quote: text("quote"), prefix: text("prefix"), suffix: text("suffix"),
      start: integer("start"), end: integer("end"), note: text("note"))
  }

  mutating func textRecord() -> TextRecord {
    TextRecord(
      document: required("document"), version: text("version") ?? TextFolder.plainVersion,
      mediaType: text("mediaType") ?? TextFolder.plainMediaType, retrieved: text("retrieved"),
      content: required("content", allowsEmpty: true))
  }

  mutating func identity() -> IdentityRecord {
    IdentityRecord(
      id: text("id"), entity: required("entity"), other: required("other"),
      verdict: requiredValue("verdict", else: .distinct), author: text("author"),
      time: text("time"), reason: text("reason"), supersedes: text("supersedes"))
  }

  private mutating func grade() -> Grade? {
    object("grade") { members in
      Grade(value: members.required("value"), scale: members.text("scale"))
    }
  }

  private mutating func shapes() -> [RelationShape] {
    guard let word = text("shapes") else { return [] }
    do throws(RecordProblem) {
      return try RelationShape.read(word)
    } catch {
      note(error.inColumn("shapes"))
      return []
    }
  }
}
