import CaseStore
import GraphQuery
import Headwater
import HeadwaterModel
import JSONText

/// The JSON of a trace, as section 7 of the design promises it.
struct TraceJSON {
  private let answer: TraceAnswer

  init(_ answer: TraceAnswer) {
    self.answer = answer
  }

  var document: JSONValue {
    var members: [(String, JSONValue)] = [
      ("subject", subject),
      ("chains", .array(answer.chains.map(chain))),
      ("total", total(answer.total)),
      ("otherMatters", .integer(Int64(answer.otherMatters))),
      ("stances", .array((answer.stancesOnEntities[answer.subject] ?? []).map(stance))),
      ("entities", entities),
    ]
    let established = answer.established.map { established in
      JSONValue.object([
        ("total", total(established.total)),
        ("otherMatters", .integer(Int64(established.otherMatters))),
      ])
    }
    members.append(("established", established ?? .null))
    members.append(("cut", Self.cut(answer.cut)))
    return .object(members)
  }

  /// One chain a line, and a last line with what holds for all of them.
  var lines: [JSONValue] {
    answer.chains.map(chain) + [
      .object([
        ("subject", subject), ("total", total(answer.total)),
        ("otherMatters", .integer(Int64(answer.otherMatters))), ("cut", Self.cut(answer.cut)),
      ])
    ]
  }

  static func cut(_ cut: Cut?) -> JSONValue {
    guard let cut else { return .null }
    return .object([
      ("reason", .text(cut.reason)), ("limit", cut.limit.map { .integer(Int64($0)) } ?? .null),
    ])
  }

  static func entity(_ card: EntityCard?) -> JSONValue {
    .object([
      ("key", .optional(card?.key)), ("kind", .optional(card?.kind)),
      ("name", .optional(card?.displayName)), ("naming", .optional(card?.naming.rawValue)),
    ])
  }

  private var subject: JSONValue { Self.entity(answer.card(answer.subject)) }

  /// Every entity on a chain once, so that keys can be shown by name.
  private var entities: JSONValue {
    let onChains = Set(answer.chains.flatMap(\.entities))
    let cards = onChains.compactMap(answer.card).sorted { ($0.key ?? "") < ($1.key ?? "") }
    return .array(
      cards.map { card in
        let ties = (answer.associations[card.id] ?? []).map { tie in
          JSONValue.object([
            ("relation", .text(tie.relation.name)), ("target", key(tie.target)),
          ])
        }
        let bylines = (answer.bylines[card.id] ?? []).map { byline in
          JSONValue.object([
            ("relation", .text(byline.relation.name)), ("source", key(byline.source)),
          ])
        }
        return .object([
          ("key", .optional(card.key)), ("kind", .optional(card.kind)),
          ("name", .text(card.displayName)), ("naming", .text(card.naming.rawValue)),
          ("associations", .array(ties)), ("bylines", .array(bylines)),
        ])
      })
  }

  private func total(_ total: ChainTotal) -> JSONValue {
    .object([("chains", .text("\(total.count)")), ("exact", .boolean(total.isExact))])
  }

  private func key(_ id: EntityID?) -> JSONValue {
    .optional(id.flatMap { answer.card($0)?.key })
  }

  private func chain(_ chain: Chain) -> JSONValue {
    .object([
      ("entities", .array(chain.entities.map(key))),
      ("status", status(chain.isEstablished)),
      ("anachronistic", .boolean(chain.isAnachronistic)),
      ("revisits", .boolean(chain.revisits)),
      ("end", .text(chain.end.rawValue)),
      ("hops", .array(chain.hops.map(hop))),
    ])
  }

  private func status(_ isEstablished: Bool) -> JSONValue {
    .text(isEstablished ? "established" : "possible")
  }

  private func hop(_ hop: Hop) -> JSONValue {
    .object([
      ("from", key(hop.giver)), ("to", key(hop.receiver)),
      ("status", status(hop.isEstablished)), ("why", .optional(hop.why?.rawValue)),
      ("anachronistic", .boolean(hop.isAnachronistic)),
      ("attributions", .array(hop.attributions.compactMap(attribution))),
      ("stances", .array(answer.stances(on: hop).map(stance))),
    ])
  }

  private func attribution(_ attribution: HopAttribution) -> JSONValue? {
    answer.details[attribution.edge.id].map {
      Self.attribution($0, why: attribution.why, key: key)
    }
  }

  /// An attribution of a hop with its evidence.
  static func attribution(
    _ detail: AttributionDetail, why: PossibleReason?, key: (EntityID?) -> JSONValue
  ) -> JSONValue {
    let evidence = detail.evidence.map { evidence in
      JSONValue.object([
        ("document", key(evidence.document)), ("locator", .optional(evidence.locator)),
        ("quote", .optional(evidence.quote)),
      ])
    }
    return .object([
      ("id", .text(detail.uid)), ("relation", .text(detail.relation.name)),
      ("about", key(detail.about)), ("date", .optional(detail.date?.text)),
      ("basis", .optional(detail.basis?.rawValue)), ("why", .optional(why?.rawValue)),
      ("evidence", .array(evidence)),
    ])
  }

  private func stance(_ stance: AttributionDetail) -> JSONValue {
    let target: JSONValue =
      stance.target.map { key($0) }
      ?? .optional(
        stance.targetAttribution.flatMap { answer.details[$0]?.uid }.map { "attribution:" + $0 })
    return .object([
      ("by", key(stance.source)), ("relation", .text(stance.relation.name)), ("target", target),
      ("date", .optional(stance.date?.text)), ("id", .text(stance.uid)),
    ])
  }
}
