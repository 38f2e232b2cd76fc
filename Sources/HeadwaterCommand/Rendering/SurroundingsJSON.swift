import CaseStore
import HeadwaterModel
import JSONText

/// What `show --format json` prints.
struct SurroundingsJSON {
  private let surroundings: Surroundings

  init(_ surroundings: Surroundings) {
    self.surroundings = surroundings
  }

  var document: JSONValue {
    var members: [(String, JSONValue)] = []
    if let subject = surroundings.subject, let card = surroundings.cards[subject] {
      members.append(("entity", Self.entity(card)))
      members.append(("supports", .integer(Int64(surroundings.supported))))
    }
    members.append(
      (
        "attributions",
        .array(
          surroundings.groups.flatMap { group in
            group.attributions.map { attribution($0, heading: group.heading) }
          })
      ))
    return .object(members + [("cut", .null)])
  }

  static func entity(_ card: EntityCard) -> JSONValue {
    .object([
      ("key", .optional(card.key)), ("kind", .optional(card.kind)),
      ("name", .text(card.displayName)), ("naming", .text(card.naming.rawValue)),
      ("upstream", .text(card.upstream.rawValue)), ("date", .optional(card.date?.text)),
      ("url", .optional(card.url)), ("language", .optional(card.language)),
      ("description", .optional(card.description)), ("aliases", .texts(card.aliases)),
      ("labels", .texts(card.labels)),
      ("properties", .object(card.properties.map { ($0.name, property($0.value)) })),
    ])
  }

  static func property(_ value: PropertyValue) -> JSONValue {
    switch value {
    case .text(let text), .temporal(_, let text): .text(text)
    case .integer(let integer): .integer(integer)
    case .float(let float): .number(float)
    case .boolean(let boolean): .boolean(boolean)
    case .list(_, let elements): .array(elements.map(property))
    }
  }

  private func key(_ id: EntityID?) -> JSONValue {
    .optional(id.flatMap { surroundings.cards[$0]?.key })
  }

  private func attribution(
    _ detail: AttributionDetail, heading: Surroundings.Heading
  ) -> JSONValue {
    let stances = (surroundings.stances[detail.id] ?? []).map { stance in
      JSONValue.object([
        ("by", key(stance.source)), ("relation", .text(stance.relation.name)),
        ("target", .text("attribution:" + detail.uid)), ("date", .optional(stance.date?.text)),
      ])
    }
    return .object([
      ("id", .text(detail.uid)), ("side", .text(heading.rawValue)), ("source", key(detail.source)),
      ("relation", .text(detail.relation.name)), ("target", key(detail.target)),
      ("about", key(detail.about)), ("date", .optional(detail.date?.text)),
      ("grade", .optional(detail.grade?.text)), ("terms", .optional(detail.terms?.rawValue)),
      ("basis", .optional(detail.basis?.rawValue)), ("joint", .optional(detail.joint)),
      ("status", .text(detail.status.rawValue)), ("note", .optional(detail.note)),
      ("properties", .object(detail.properties.map { ($0.name, Self.property($0.value)) })),
      ("evidence", .array(detail.evidence.map(evidence))), ("stances", .array(stances)),
    ])
  }

  private func evidence(_ evidence: EvidenceDetail) -> JSONValue {
    .object([
      ("document", key(evidence.document)), ("textVersion", .optional(evidence.textVersion)),
      ("locator", .optional(evidence.locator)), ("quote", .optional(evidence.quote)),
      ("note", .optional(evidence.note)),
    ])
  }
}
