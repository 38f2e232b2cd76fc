import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// Entities with their hops from a subject: as rows of text, JSON or CSV, cut at a limit.
struct ReachedList {
  let entities: [ReachedEntity]

  /// The most entities to list, where there are more.
  let limit: Int?

  init(entities: [ReachedEntity], limit: Int?) {
    self.entities = entities
    self.limit = limit
  }

  private var listed: ArraySlice<ReachedEntity> { entities.prefix(limit ?? entities.count) }

  private var isCut: Bool { listed.count < entities.count }

  private static func status(_ reached: ReachedEntity) -> String {
    reached.isEstablished ? "established" : "possible"
  }

  /// What is shown of each entity that is listed.
  func cards(in reader: CaseReader) throws -> [EntityID: EntityCard] {
    let ids = listed.map(\.entity.id)
    return Dictionary(uniqueKeysWithValues: zip(ids, try reader.cards(for: ids)))
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
    return table.text
  }

  func json(_ cards: [EntityID: EntityCard]) -> JSONValue {
    .array(
      listed.compactMap { reached in
        guard let card = cards[reached.entity.id],
          case .object(let members) = TraceJSON.entity(card)
        else { return nil }
        return .object(
          members + [
            ("hops", .integer(Int64(reached.hops))), ("status", .text(Self.status(reached))),
            ("date", .optional(card.date?.text)),
          ])
      })
  }

  var cut: JSONValue {
    isCut
      ? .object([("reason", .text("limit")), ("limit", .integer(Int64(limit ?? 0)))]) : .null
  }

  /// Says on standard error that the list is cut, if it is.
  func reportCut() {
    guard isCut else { return }
    Terminal.message(
      "Cut: only the first \(Wording.count(listed.count, "entity is", "entities are")) listed; "
        + "--limit lists more.")
  }
}
