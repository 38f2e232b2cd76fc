import CaseStore
import HeadwaterModel
import JSONText

/// A whole case as one JSON document, with the member names of JSON Lines.
enum CaseJSON {
  static func document(_ reader: CaseReader) throws -> JSONValue {
    var kinds: [JSONValue] = []
    var relations: [JSONValue] = []
    var entities: [JSONValue] = []
    var attributions: [JSONValue] = []
    var texts: [JSONValue] = []
    var identities: [JSONValue] = []
    try reader.forEachKind { kinds.append(kind($0)) }
    try reader.forEachRelation { relations.append(relation($0)) }
    try reader.forEachEntity { entities.append(entity($0)) }
    try reader.forEachAttribution { attributions.append(attribution($0)) }
    try reader.forEachText { texts.append(text($0)) }
    try reader.forEachIdentity { identities.append(identity($0)) }
    return .object([
      ("format", .text("headwater-case")), ("version", .integer(1)), ("kinds", .array(kinds)),
      ("relations", .array(relations)), ("entities", .array(entities)),
      ("attributions", .array(attributions)), ("texts", .array(texts)),
      ("identity", .array(identities)), ("cut", .null),
    ])
  }

  private static func kind(_ kind: KindDefinition) -> JSONValue {
    .object([("name", .text(kind.name)), ("parent", .optional(kind.parent))])
  }

  private static func relation(_ relation: RelationDefinition) -> JSONValue {
    .object([
      ("name", .text(relation.name)), ("role", .text(relation.role.rawValue)),
      ("phrase", .text(relation.forwardPhrase)),
      ("inversePhrase", .text(relation.backwardPhrase)),
      ("shapes", .text(RelationShape.text(of: relation.shapes))),
      ("prov", .optional(relation.prov)), ("cito", .optional(relation.cito)),
      ("followTheMoney", .optional(relation.followTheMoney)),
    ])
  }

  private static func entity(_ record: EntityRecord) -> JSONValue {
    .object([
      ("key", .optional(record.key)), ("kind", .optional(record.kind)),
      ("name", .optional(record.name)), ("naming", .text(record.naming.rawValue)),
      ("upstream", .text(record.upstream.rawValue)), ("date", .optional(record.date?.text)),
      ("url", .optional(record.url)), ("language", .optional(record.language)),
      ("description", .optional(record.description)), ("aliases", .texts(record.aliases)),
      ("labels", .texts(record.labels)), ("properties", properties(record.properties)),
    ])
  }

  private static func attribution(_ record: AttributionRecord) -> JSONValue {
    .object([
      ("id", .optional(record.id)), ("source", .text(record.source)),
      ("relation", .text(record.relation)), ("target", .text(record.target.text)),
      ("about", .optional(record.about)), ("date", .optional(record.date?.text)),
      ("grade", .optional(record.grade?.text)), ("terms", .optional(record.terms?.rawValue)),
      ("basis", .optional(record.basis?.rawValue)), ("joint", .optional(record.joint)),
      ("status", .text(record.status.rawValue)), ("note", .optional(record.note)),
      ("properties", properties(record.properties)),
      ("evidence", .array(record.evidence.map(evidence))),
    ])
  }

  private static func evidence(_ record: EvidenceRecord) -> JSONValue {
    .object([
      ("document", .text(record.document)), ("textVersion", .optional(record.textVersion)),
      ("locator", .optional(record.locator)), ("quote", .optional(record.quote)),
      ("prefix", .optional(record.prefix)), ("suffix", .optional(record.suffix)),
      ("start", record.start.map { .integer($0) } ?? .null),
      ("end", record.end.map { .integer($0) } ?? .null), ("note", .optional(record.note)),
    ])
  }

  private static func text(_ record: TextRecord) -> JSONValue {
    .object([
      ("document", .text(record.document)), ("version", .text(record.version)),
      ("mediaType", .text(record.mediaType)), ("retrieved", .optional(record.retrieved)),
      ("content", .text(record.content)),
    ])
  }

  private static func identity(_ record: IdentityRecord) -> JSONValue {
    .object([
      ("id", .optional(record.id)), ("entity", .text(record.entity)),
      ("other", .text(record.other)), ("verdict", .text(record.verdict.rawValue)),
      ("author", .optional(record.author)), ("time", .optional(record.time)),
      ("reason", .optional(record.reason)), ("supersedes", .optional(record.supersedes)),
    ])
  }

  /// Each property with its type, so that 1 and 1.0 and "1" stay apart.
  private static func properties(_ properties: [Property]) -> JSONValue {
    .array(
      properties.map { property in
        .object([
          ("name", .text(property.name)), ("type", .text(property.value.typeName)),
          ("value", value(property.value)),
        ])
      })
  }

  private static func value(_ value: PropertyValue) -> JSONValue {
    if case .float(let float) = value, !float.isFinite { return .text(value.scalarText) }
    if case .list(_, let elements) = value { return .array(elements.map(self.value)) }
    return SurroundingsJSON.property(value)
  }
}
