import CaseStore
import HeadwaterModel
import JSONText

/// Everything downstream of a subject: as lines or JSON.
struct DownstreamTable {
  let subject: EntityCard
  let list: ReachedList
  let leavesOutOtherMatters: Bool

  func text(_ cards: [EntityID: EntityCard]) -> String {
    var lines = ["Downstream of " + Wording.entity(subject)]
    if !list.entities.isEmpty {
      lines.append(list.text(cards))
    } else if subject.base == .claim {
      lines.append("A claim passes nothing on: ask one of its sources, with --about.\n")
    } else {
      lines.append("Nothing is recorded downstream.\n")
    }
    var text = lines.joined(separator: "\n")
    if leavesOutOtherMatters {
      text += "What carries other matters only is left out; --any-matter shows it.\n"
    }
    return text
  }

  func json(_ cards: [EntityID: EntityCard]) -> JSONValue {
    .object([
      ("subject", TraceJSON.entity(subject)), ("downstream", list.json(cards)),
      ("leavesOutOtherMatters", .boolean(leavesOutOtherMatters)), ("cut", list.cut),
    ])
  }
}
