import HeadwaterModel
import JSONText

/// Reads back what `JournalText` wrote of a row.
///
/// - Throws: `corrupted` for a text that it did not write.
extension JournalText {
  static func entity(_ json: JSONValue, id: Int64) throws -> StoredEntity {
    let record = EntityRecord(
      key: json["key"]?.string, kind: json["kind"]?.string, name: json["name"]?.string,
      naming: try term(json, "naming"), upstream: try term(json, "upstream"),
      date: try date(json), url: json["url"]?.string, language: json["language"]?.string,
      description: json["description"]?.string, aliases: texts(json, "aliases"),
      labels: texts(json, "labels"), properties: try properties(json))
    return StoredEntity(id: id, publicKey: json["publicKey"]?.string, record: record)
  }

  static func attribution(
    _ json: JSONValue, id: Int64, _ vocabulary: Vocabulary
  ) throws -> StoredAttribution {
    guard let uid = json["id"]?.string, let source = json["source"]?.int64,
      let relation = json["relation"]?.string.flatMap({ vocabulary.relations[$0] })
    else { throw damaged }
    return StoredAttribution(
      id: id, uid: uid, source: source, relation: relation.name, role: relation.role,
      target: json["target"]?.int64, targetAttribution: json["targetAttribution"]?.int64,
      about: json["about"]?.int64, date: try date(json),
      grade: json["grade"]?.string.map { Grade(value: $0, scale: json["gradeScale"]?.string) },
      terms: try json["terms"].map { _ in try term(json, "terms") },
      basis: try json["basis"].map { _ in try term(json, "basis") },
      joint: json["joint"]?.string, status: try term(json, "status"),
      note: json["note"]?.string, properties: try properties(json),
      evidence: try (json["evidence"]?.elements ?? []).map(evidence))
  }

  private static func evidence(_ json: JSONValue) throws -> StoredEvidence {
    guard let document = json["document"]?.int64 else { throw damaged }
    return StoredEvidence(
      document: document,
      record: EvidenceRecord(
        document: "", textVersion: json["textVersion"]?.string, locator: json["locator"]?.string,
        quote: json["quote"]?.string, prefix: json["prefix"]?.string,
        suffix: json["suffix"]?.string, start: json["start"]?.int64, end: json["end"]?.int64,
        note: json["note"]?.string))
  }

  static func text(_ json: JSONValue, id: Int64) throws -> StoredText {
    guard let document = json["document"]?.int64, let version = json["version"]?.string,
      let mediaType = json["mediaType"]?.string, let content = json["content"]?.string
    else { throw damaged }
    return StoredText(
      id: id, document: document,
      record: TextRecord(
        document: "", version: version, mediaType: mediaType,
        retrieved: json["retrieved"]?.string, content: content),
      digest: TextTable.digest(content))
  }

  static func identity(_ json: JSONValue, id: Int64) throws -> StoredIdentity {
    guard let uid = json["id"]?.string, let entity = json["entity"]?.int64,
      let other = json["other"]?.int64
    else { throw damaged }
    return StoredIdentity(
      id: id, uid: uid, entity: entity, other: other, verdict: try term(json, "verdict"),
      author: json["author"]?.string, time: json["time"]?.string,
      reason: json["reason"]?.string, supersedes: json["supersedes"]?.string)
  }

  static func relation(_ json: JSONValue) throws -> RelationDefinition {
    guard let name = json["name"]?.string, let forward = json["phrase"]?.string,
      let backward = json["inversePhrase"]?.string, let shapes = json["shapes"]?.string
    else { throw damaged }
    return RelationDefinition(
      name: name, role: try term(json, "role"), forwardPhrase: forward,
      backwardPhrase: backward, shapes: try RelationShape.read(shapes),
      prov: json["prov"]?.string, cito: json["cito"]?.string,
      followTheMoney: json["followTheMoney"]?.string)
  }

  static func kind(_ json: JSONValue) throws -> KindDefinition {
    guard let name = json["name"]?.string else { throw damaged }
    return KindDefinition(name: name, parent: json["parent"]?.string)
  }

  // MARK: - Fields

  private static var damaged: CaseError {
    CaseError(.corrupted, "the journal holds a row that cannot be read")
  }

  private static func term<Term: RawRepresentable>(
    _ json: JSONValue, _ name: String
  ) throws -> Term where Term.RawValue == String {
    guard let term = json[name]?.string.flatMap(Term.init) else { throw damaged }
    return term
  }

  private static func date(_ json: JSONValue) throws -> EDTFDate? {
    guard let text = json["date"]?.string else { return nil }
    do {
      return try EDTFDate(text)
    } catch {
      throw damaged
    }
  }

  private static func texts(_ json: JSONValue, _ name: String) -> [String] {
    (json[name]?.elements ?? []).compactMap(\.string)
  }

  private static func properties(_ json: JSONValue) throws -> [Property] {
    try (json["properties"]?.elements ?? []).map { property in
      guard let name = property["name"]?.string, let type = property["type"]?.string,
        let text = property["value"]?.string
      else { throw damaged }
      return Property(name: name, value: try value(text, type: type))
    }
  }

  private static func value(_ text: String, type: String) throws -> PropertyValue {
    let isList = type.hasSuffix("[]")
    let name = isList ? String(type.dropLast(2)) : type
    guard let element = PropertyValue.ListElementType(name: name) else { throw damaged }
    guard isList else { return try PropertyValue.read(text, type: element) }
    return .list(
      element, try EscapedList.split(text).map { try PropertyValue.read($0, type: element) })
  }
}
