import HeadwaterModel
import JSONText

/// The objects that stand on the lines.
enum JSONLine {
  static let header = object(.header, [("version", .integer(JSONLinesFormat.version))])

  static func of(_ record: CaseRecord) -> JSONValue {
    switch record {
    case .kind(let kind):
      object(.kind, [("name", .text(kind.name)), ("parent", text(kind.parent))])
    case .relation(let relation):
      object(.relation, members(of: relation))
    case .entity(let entity):
      object(.entity, members(of: entity))
    case .attribution(let attribution):
      object(.attribution, members(of: attribution))
    case .evidence(let attribution, let evidence):
      object(.evidence, [("attribution", .text(attribution))] + members(of: evidence))
    case .text(let record):
      object(.text, members(of: record))
    case .identity(let identity):
      object(.identity, members(of: identity))
    }
  }

  /// A member, whose value is nil where it is absent.
  private typealias Member = (String, JSONValue?)

  private static func members(of relation: RelationDefinition) -> [Member] {
    let shapes = relation.shapes.isEmpty ? nil : RelationShape.text(of: relation.shapes)
    return [
      ("name", .text(relation.name)), ("role", .text(relation.role.rawValue)),
      ("phrase", .text(relation.forwardPhrase)), ("inversePhrase", .text(relation.backwardPhrase)),
      ("shapes", text(shapes)), ("prov", text(relation.prov)), ("cito", text(relation.cito)),
      ("followTheMoney", text(relation.followTheMoney)),
    ]
  }

  private static func members(of entity: EntityRecord) -> [Member] {
    [
      ("key", text(entity.key)), ("kind", text(entity.kind)), ("name", text(entity.name)),
      ("naming", .text(entity.naming.rawValue)), ("upstream", .text(entity.upstream.rawValue)),
      ("date", text(entity.date?.text)), ("url", text(entity.url)),
      ("language", text(entity.language)), ("description", text(entity.description)),
      ("aliases", texts(entity.aliases)), ("labels", texts(entity.labels)),
      ("properties", properties(entity.properties)),
    ]
  }

  private static func members(of attribution: AttributionRecord) -> [Member] {
    let grade = attribution.grade.map { grade in
      object([("value", .text(grade.value)), ("scale", text(grade.scale))])
    }
    let evidence = attribution.evidence.map { object(members(of: $0)) }
    return [
      ("id", text(attribution.id)), ("source", .text(attribution.source)),
      ("relation", .text(attribution.relation)), ("target", .text(attribution.target.text)),
      ("about", text(attribution.about)), ("date", text(attribution.date?.text)),
      ("grade", grade), ("terms", text(attribution.terms?.rawValue)),
      ("basis", text(attribution.basis?.rawValue)), ("joint", text(attribution.joint)),
      ("status", .text(attribution.status.rawValue)), ("note", text(attribution.note)),
      ("properties", properties(attribution.properties)),
      ("evidence", evidence.isEmpty ? nil : .array(evidence)),
    ]
  }

  private static func members(of evidence: EvidenceRecord) -> [Member] {
    [
      ("document", .text(evidence.document)), ("textVersion", text(evidence.textVersion)),
      ("locator", text(evidence.locator)), ("quote", text(evidence.quote)),
      ("prefix", text(evidence.prefix)), ("suffix", text(evidence.suffix)),
      ("start", evidence.start.map { .integer($0) }), ("end", evidence.end.map { .integer($0) }),
      ("note", text(evidence.note)),
    ]
  }

  private static func members(of record: TextRecord) -> [Member] {
    [
      ("document", .text(record.document)), ("version", .text(record.version)),
      ("mediaType", .text(record.mediaType)), ("retrieved", text(record.retrieved)),
      ("content", .text(record.content)),
    ]
  }

  private static func members(of identity: IdentityRecord) -> [Member] {
    [
      ("id", text(identity.id)), ("entity", .text(identity.entity)),
      ("other", .text(identity.other)), ("verdict", .text(identity.verdict.rawValue)),
      ("author", text(identity.author)), ("time", text(identity.time)),
      ("reason", text(identity.reason)), ("supersedes", text(identity.supersedes)),
    ]
  }

  // MARK: - Values

  private static func object(_ type: JSONLineType, _ members: [Member]) -> JSONValue {
    object([("type", .text(type.rawValue))] + members)
  }

  /// The members that are not absent, in their order.
  private static func object(_ members: [Member]) -> JSONValue {
    .object(
      members.compactMap { name, value in
        guard let value else { return nil }
        return (name, value)
      })
  }

  private static func text(_ text: String?) -> JSONValue? {
    text.map { .text($0) }
  }

  private static func texts(_ texts: [String]) -> JSONValue? {
    texts.isEmpty ? nil : .texts(texts)
  }

  private static func properties(_ properties: [Property]) -> JSONValue? {
    guard !properties.isEmpty else { return nil }
    return .object(properties.map { ($0.name, JSONProperty.json($0.value)) })
  }
}
