import CaseStore
import JSONText

/// Changes of a case as lines, or as JSON.
enum HistoryText {
  static func text(_ changes: [ChangeDetail], columns: Int) -> String {
    if changes.isEmpty { return "Nothing was changed.\n" }
    return changes.map { change in
      var head = "\(change.sequence)  \(change.time)  \(Terminal.visible(change.author))"
      if let reason = change.reason { head += "  (\(Terminal.visible(reason)))" }
      let what = "\(change.action) \(change.item) \(Terminal.visible(change.name))"
      return head + "\n    " + what + "\n" + differences(change, columns: columns)
    }.joined()
  }

  /// One line for each field that differs.
  private static func differences(_ change: ChangeDetail, columns: Int) -> String {
    if change.isWithheld { return "    what it was is withheld\n" }
    if change.isPurged { return "    what it was is purged\n" }
    guard change.action == "changed", case .object(let was) = change.was,
      case .object(let became) = change.became
    else { return "" }
    var names = was.map(\.0)
    names += became.map(\.0).filter { !names.contains($0) }
    return names.compactMap { name in
      let (before, after) = (change.was?[name]?.lineText, change.became?[name]?.lineText)
      if before == after { return nil }
      let line = "\(name): \(before ?? "none") → \(after ?? "none")"
      return Terminal.wrap(Terminal.visible(line), columns: columns - 4)
        .map { "    \($0)\n" }.joined()
    }.joined()
  }

  /// The changes, with the limit that cut them.
  static func json(_ changes: [ChangeDetail], cutAt limit: Int?) -> JSONValue {
    .object([
      ("changes", .array(changes.map(json))),
      (
        "cut",
        limit.map { .object([("reason", .text("limit")), ("limit", .integer(Int64($0)))]) }
          ?? .null
      ),
    ])
  }

  private static func json(_ change: ChangeDetail) -> JSONValue {
    .object([
      ("sequence", .integer(change.sequence)), ("time", .text(change.time)),
      ("author", .text(change.author)), ("reason", .optional(change.reason)),
      ("item", .text(change.item)), ("name", .text(change.name)),
      ("action", .text(change.action)), ("was", change.was ?? .null),
      ("became", change.became ?? .null), ("isWithheld", .boolean(change.isWithheld)),
      ("isPurged", .boolean(change.isPurged)),
    ])
  }
}
