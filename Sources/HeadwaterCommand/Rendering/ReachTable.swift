import CaseStore
import HeadwaterModel
import JSONText

/// Everything upstream of a subject, without chains: as lines or JSON.
struct ReachTable {
  let subject: EntityCard
  let list: ReachedList
  let otherMatters: Int

  func text(_ cards: [EntityID: EntityCard]) -> String {
    var text = list.entities.isEmpty ? "Nothing is recorded upstream.\n" : list.text(cards)
    if let line = Wording.otherMatters(otherMatters) { text += line + "\n" }
    return text
  }

  func json(_ cards: [EntityID: EntityCard]) -> JSONValue {
    .object([
      ("subject", TraceJSON.entity(subject)), ("entities", list.json(cards)),
      ("otherMatters", .integer(Int64(otherMatters))), ("cut", list.cut),
    ])
  }
}
