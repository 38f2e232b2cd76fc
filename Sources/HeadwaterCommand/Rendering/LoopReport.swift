import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// Loops with the names of all that is on them: as text, JSON or CSV.
struct LoopReport {
  private let loops: Loops
  private let limit: Int

  /// Read where names are shown; else only the keys are.
  private var cards: [EntityID: EntityCard] = [:]
  private var keys: [EntityID: String] = [:]
  private var details: [AttributionID: (uid: String, relation: RelationDefinition)] = [:]

  /// Reads what is shown of the loops: keys, and for text names as well.
  init(_ loops: Loops, limit: Int, withNames: Bool, in reader: CaseReader) throws {
    self.loops = loops
    self.limit = limit
    var ids: Set<EntityID> = []
    var attributions: Set<AttributionID> = []
    for loop in loops.loops + (loops.established ?? []) {
      let entities = loop.members + loop.entry + loop.works.flatMap(\.versions)
      ids.formUnion(entities.map(\.id))
      if let matter = loop.matter { ids.insert(matter.id) }
      attributions.formUnion(loop.evidence.joined())
    }
    // In the order in which they are stored.
    let told = attributions.sorted()
    details.reserveCapacity(told.count)
    for (id, detail) in zip(told, try reader.relations(of: told)) { details[id] = detail }
    let known = ids.sorted()
    if withNames {
      let found = try reader.cards(for: known, withLists: false)
      for (id, card) in zip(known, found) { cards[id] = card }
    }
    keys.reserveCapacity(known.count)
    let shown = try withNames ? known.map { cards[$0]?.key } : reader.keys(of: known)
    for (id, key) in zip(known, shown) { keys[id] = key }
  }

  private var isCut: Bool { loops.count > loops.loops.count && loops.stopReason == nil }

  /// Says on standard error that the list is cut, if it is.
  func reportCut() {
    guard isCut else { return }
    Terminal.message(
      "Cut: only the first \(Wording.count(loops.loops.count, "loop is", "loops are")) listed of "
        + "\(loops.count); --limit lists more.")
  }

  // MARK: - JSON

  var json: JSONValue {
    .object([
      ("loops", .array(loops.loops.map(json))),
      ("established", loops.established.map { .array($0.map(json)) } ?? .null),
      ("cut", QuestionClock.cut(loops.stopReason, limit: isCut ? limit : nil)),
    ])
  }

  private func key(_ entity: GraphEntity) -> JSONValue { .optional(keys[entity.id]) }

  private func keys(_ entities: [GraphEntity]) -> JSONValue { .array(entities.map(key)) }

  private func json(_ loop: Loop) -> JSONValue {
    .object([
      ("members", keys(loop.members)),
      ("matter", loop.matter.map(key) ?? .null),
      ("cycle", .array(loop.cycle.map { .optional(keys[$0]) })),
      ("cycleIsShortest", .boolean(loop.isCycleShortest)),
      ("evidence", .texts(loop.evidence.joined().compactMap { details[$0]?.uid })),
      ("entry", keys(loop.entry)), ("selfSupporting", .boolean(loop.isSelfSupporting)),
      ("status", .text(loop.isEstablished ? "established" : "possible")),
      (
        "versions",
        .object(
          loop.works.map { work in
            (keys[work.entity.id] ?? "", keys(work.versions))
          })
      ),
      ("acyclicVersions", .boolean(loop.isAcyclicByVersion)),
    ])
  }

  // MARK: - CSV

  /// One loop a row; lists have `;` between.
  func csv() throws -> String {
    var rows = [
      [
        "loop", "size", "matter", "members", "cycle", "cycle_is_shortest", "evidence", "entry",
        "self_supporting", "status", "acyclic_versions",
      ]
    ]
    func list(_ ids: [EntityID]) -> String {
      ids.map { keys[$0] ?? "" }.joined(separator: ";")
    }
    for (number, loop) in loops.loops.enumerated() {
      rows.append([
        String(number + 1), String(loop.members.count),
        loop.matter.flatMap { keys[$0.id] } ?? "", list(loop.members.map(\.id)),
        list(loop.cycle), "\(loop.isCycleShortest)",
        loop.evidence.joined().compactMap { details[$0]?.uid }.joined(separator: ";"),
        list(loop.entry.map(\.id)), "\(loop.isSelfSupporting)",
        loop.isEstablished ? "established" : "possible", "\(loop.isAcyclicByVersion)",
      ])
    }
    return try CSVText.text(of: rows)
  }

  // MARK: - Text

  /// Above so many names a list is cut in text.
  private static let namesShown = 12

  func text(columns: Int) -> String {
    guard !loops.loops.isEmpty else {
      return loops.stopReason == nil ? "No circular reporting is recorded.\n" : ""
    }
    var lines: [String] = []
    for (number, loop) in loops.loops.enumerated() {
      if number > 0 { lines.append("") }
      for (first, rest, line) in self.lines(of: loop, number: number + 1) {
        let width = columns - Terminal.width(of: first)
        for (index, part) in Terminal.wrap(line, columns: width).enumerated() {
          lines.append((index == 0 ? first : rest) + part)
        }
      }
    }
    lines.append("")
    let number = Wording.count(loops.count, "loop")
    let sure = loops.established.map(\.count) ?? loops.count
    lines.append(
      sure == loops.count
        ? "\(number), by established steps." : "\(number), \(sure) of them by established steps.")
    return lines.joined(separator: "\n") + "\n"
  }

  private typealias Line = (first: String, rest: String, text: String)

  private func lines(of loop: Loop, number: Int) -> [Line] {
    let about = loop.matter.map { "about \(Wording.shortEntity(cards[$0.id])), " } ?? ""
    let status = loop.isEstablished ? "established" : "possible"
    var lines: [Line] = [
      (
        "Loop \(number): ", "  ",
        "\(loop.members.count) draw on each other (\(about)\(status))"
      )
    ]
    lines += cycleLines(loop)
    if loop.members.count > Set(loop.cycle).count {
      lines.append(("  members: ", "    ", names(loop.members)))
    }
    if loop.isSelfSupporting {
      lines.append(("  ", "    ", "Nothing came in from outside: it rests on itself."))
    } else {
      lines.append(("  came in from: ", "    ", names(loop.entry)))
    }
    for work in loop.works {
      let order = work.versions.map { Terminal.visible(cards[$0.id]?.key ?? "?") }
      lines.append(
        (
          "  versions: ", "    ",
          "\(Wording.name(cards[work.entity.id])) stands for " + order.joined(separator: " → ")
        ))
    }
    if loop.isAcyclicByVersion {
      lines.append(
        (
          "  ", "    ",
          "Version by version it does not go round: it began before the circle closed."
        )
      )
    }
    return lines
  }

  /// "↻ a → told → b", one step a line, back to the first.
  private func cycleLines(_ loop: Loop) -> [Line] {
    var lines: [Line] = []
    let shown = loop.cycle.count <= Self.namesShown ? loop.cycle.count : Self.namesShown - 1
    for index in 0..<shown {
      let next = loop.cycle[(index + 1) % loop.cycle.count]
      let relations = loop.evidence[index].compactMap { details[$0]?.relation.backwardPhrase }
      let phrase = Set(relations).sorted().joined(separator: ", ")
      lines.append(
        (
          index == 0 ? "  ↻ " : "    ", "      ",
          "\(Wording.shortEntity(cards[next])) ← \(phrase) "
            + "\(Wording.shortEntity(cards[loop.cycle[index]]))"
        ))
    }
    if shown < loop.cycle.count {
      lines.append(
        ("    ", "      ", "… \(loop.cycle.count - shown) steps more, round to the first"))
    }
    if !loop.isCycleShortest {
      lines.append(("    ", "      ", "(there may be a shorter circle)"))
    }
    return lines
  }

  private func names(_ entities: [GraphEntity]) -> String {
    let shown = entities.prefix(Self.namesShown).map { Wording.shortEntity(cards[$0.id]) }
    let more = entities.count - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
