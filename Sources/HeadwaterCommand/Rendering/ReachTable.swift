import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// Everything upstream of a subject, without chains: as lines, JSON or CSV.
struct ReachTable {
  let subject: EntityCard
  let entities: [ReachedEntity]
  let otherMatters: Int

  /// The most entities to list, where there are more.
  let limit: Int?

  init(subject: EntityCard, entities: [ReachedEntity], otherMatters: Int, limit: Int?) {
    self.subject = subject
    self.entities = entities
    self.otherMatters = otherMatters
    self.limit = limit
  }

  private var listed: ArraySlice<ReachedEntity> { entities.prefix(limit ?? entities.count) }

  var isCut: Bool { listed.count < entities.count }

  private static func status(_ reached: ReachedEntity) -> String {
    reached.isEstablished ? "established" : "possible"
  }

  /// Keys are letters, digits, `.`, `_` and `-`, so that no cell needs quotation marks.
  var csv: String {
    var bytes = Array("key,hops,status\r\n".utf8)
    bytes.reserveCapacity(listed.count * 40)
    for reached in listed {
      bytes += reached.entity.key.utf8
      bytes += ",\(reached.hops),\(Self.status(reached))\r\n".utf8
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Lines with the names of `cards`.
  func text(_ cards: [EntityID: EntityCard]) -> String {
    var table = TextTable(["hops", "status", "entity"])
    for reached in listed {
      table.add([
        String(reached.hops), Self.status(reached), Wording.entity(cards[reached.entity.id]),
      ])
    }
    var text = entities.isEmpty ? "Nothing is recorded upstream.\n" : table.text
    if let line = Wording.otherMatters(otherMatters) { text += line + "\n" }
    return text
  }

  func json(_ cards: [EntityID: EntityCard]) -> JSONValue {
    .object([
      ("subject", TraceJSON.entity(subject)),
      (
        "entities",
        .array(
          listed.compactMap { reached in
            guard let card = cards[reached.entity.id],
              case .object(let members) = TraceJSON.entity(card)
            else { return nil }
            return .object(
              members + [
                ("hops", .integer(Int64(reached.hops))), ("status", .text(Self.status(reached))),
              ])
          })
      ), ("otherMatters", .integer(Int64(otherMatters))),
      (
        "cut",
        isCut
          ? .object([("reason", .text("limit")), ("limit", .integer(Int64(limit ?? 0)))]) : .null
      ),
    ])
  }
}
