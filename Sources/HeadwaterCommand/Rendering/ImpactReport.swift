import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// What falls with some sources: as text, JSON or CSV.
struct ImpactReport {
  private let answer: Impact

  /// Over established steps alone; nil where that was all that was asked for, or nothing is known.
  private let established: Impact?
  private let recorded: RecordedNotice?
  private let limit: Int
  private let names: EntityNames

  init(
    _ answer: Impact, established: Impact?, recorded: RecordedNotice?, limit: Int,
    in reader: CaseReader
  ) throws {
    self.answer = answer
    self.established = established
    self.recorded = recorded
    self.limit = limit
    var entities = Set(answer.sources.map(\.id))
    for impact in [answer, established].compactMap({ $0 }) {
      for list in [impact.unsupported, impact.weakened, impact.recheck] {
        entities.formUnion(list.prefix(limit).map(\.id))
      }
      for work in impact.works {
        entities.insert(work.entity.id)
        if let matter = work.matter { entities.insert(matter) }
      }
    }
    if let recorded { entities.formUnion([recorded.source, recorded.work]) }
    names = try EntityNames(entities, in: reader)
  }

  // MARK: Text

  var text: String {
    var lines: [String] = []
    if let recorded { lines += notice(recorded) }
    if answer.sources.isEmpty { return (lines + ["Nothing is asked about."]).text }
    lines += [heading, ""]
    if answer.notice.takesSupport { lines += falls } else { lines += again }
    if let established { lines.append(summary(established)) }
    return lines.text
  }

  private func notice(_ recorded: RecordedNotice) -> [String] {
    let work = names.short(recorded.work)
    let source = names.short(recorded.source)
    guard answer.notice.takesSupport, !recorded.drops else { return [] }
    return [
      "This is a stance of \(source), who did not make \(work): it drops nothing by itself, and "
        + "--without-retracted keeps \(work). What follows is what would fall if it counted.",
      "",
    ]
  }

  private var heading: String {
    let sources = answer.sources.map { names.long($0.id) }
    let what = sources.count == 1 ? sources[0] : "\(sources.count) sources"
    let verb = sources.count == 1 ? "is" : "are"
    let failure =
      switch answer.notice {
      case .retraction: "\(verb) retracted"
      case .withdrawal: "\(verb) withdrawn"
      case .correction: "\(verb) corrected"
      case .concern: "\(verb) in doubt"
      }
    let list =
      sources.count == 1
      ? "" : ":\n" + sources.prefix(limit).map { "  " + $0 }.joined(separator: "\n")
    return "If \(what) \(failure)\(list)"
  }

  private var falls: [String] {
    var lines: [String] = []
    for (title, works) in groups where !works.isEmpty {
      lines.append("\(title): \(Wording.count(works.count, "work"))")
      lines.append(table(of: Set(works)).text)
    }
    let total = answer.unsupported.count + answer.weakened.count
    if total + answer.standing == 0 {
      lines.append("Nothing is recorded downstream: nothing falls.")
    } else if answer.standing > 0 {
      let others = total == 0 ? "work downstream stands" : "other work downstream stands"
      let many = total == 0 ? "works downstream stand" : "other works downstream stand"
      lines.append("✓ \(Wording.count(answer.standing, others, many)) as before.")
    } else {
      lines.append("Nothing else is downstream.")
    }
    return lines
  }

  /// What falls, and apart from it what would fall only if every possible step were one.
  private var groups: [(String, [EntityID])] {
    func split(_ works: [GraphEntity], _ sure: Set<EntityID>) -> ([EntityID], [EntityID]) {
      let ids = works.map(\.id)
      if established == nil { return (ids, []) }
      return (ids.filter(sure.contains), ids.filter { !sure.contains($0) })
    }
    let fallen = Set(established?.unsupported.map(\.id) ?? [])
    let touched = fallen.union(established?.weakened.map(\.id) ?? [])
    let (unsupported, maybeUnsupported) = split(answer.unsupported, fallen)
    let (weakened, maybeWeakened) = split(answer.weakened, touched)
    return [
      ("✗ Loses all support", unsupported), ("▼ Weakened", weakened),
      ("? Possibly loses all support, as some steps are only possible", maybeUnsupported),
      ("? Possibly weakened, as some steps are only possible", maybeWeakened),
    ]
  }

  /// Works with their figures, under a claim the documents that assert it.
  private func table(of works: Set<EntityID>) -> TextTable {
    var table = TextTable(["  ends", ""])
    var isListed = false
    for work in answer.works {
      if !work.isAssertion { isListed = works.contains(work.entity.id) }
      guard isListed else { continue }
      let change = "\(work.before) → \(work.after)"
      // A document under a claim is told with what it has left for that claim.
      let indent = work.isAssertion ? "      of it by " : ""
      table.add(["  " + change, indent + names.long(work.entity.id)])
    }
    return table
  }

  private var again: [String] {
    if answer.recheck.isEmpty { return ["Nothing is recorded downstream."] }
    let why =
      answer.notice == .correction
      ? "The new version takes the place of the old one: no count changes."
      : "A concern takes no support away: no count changes."
    var lines = [
      why, "To be looked at again: \(Wording.count(answer.recheck.count, "work")) downstream",
    ]
    lines += answer.recheck.prefix(limit).map { "  " + names.long($0.id) }
    return lines
  }

  private func summary(_ established: Impact) -> String {
    guard answer.notice.takesSupport else {
      return "Over established steps alone: \(Wording.count(established.recheck.count, "work"))."
    }
    if established.unsupported.map(\.id) == answer.unsupported.map(\.id),
      established.weakened.map(\.id) == answer.weakened.map(\.id),
      established.standing == answer.standing
    {
      return "Over established steps alone: the same."
    }
    return "Over established steps alone: \(established.unsupported.count) without support, "
      + "\(established.weakened.count) weakened, \(established.standing) standing."
  }

  // MARK: JSON and CSV

  func json(cut: JSONValue) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("retracted", keys(answer.sources)), ("as", .text(answer.notice.rawValue)),
    ]
    members += figures(answer)
    members += [
      ("established", established.map { .object(figures($0)) } ?? .null),
      ("recorded", recordedJSON), ("cut", cut),
    ]
    return .object(members)
  }

  private func figures(_ impact: Impact) -> [(String, JSONValue)] {
    [
      ("unsupported", keys(impact.unsupported)), ("weakened", keys(impact.weakened)),
      ("stands", .integer(Int64(impact.standing))),
      (
        "counts",
        .object([
          ("unsupported", .integer(Int64(impact.unsupported.count))),
          ("weakened", .integer(Int64(impact.weakened.count))),
          ("stands", .integer(Int64(impact.standing))),
          ("recheck", .integer(Int64(impact.recheck.count))),
        ])
      ),
      ("works", .array(impact.works.map(row))), ("recheck", keys(impact.recheck)),
    ]
  }

  private func keys(_ entities: [GraphEntity]) -> JSONValue {
    names.keys(entities.prefix(limit).map(\.id))
  }

  private func row(_ work: ImpactedWork) -> JSONValue {
    .object([
      ("key", names.key(work.entity.id)), ("kind", .optional(names[work.entity.id]?.kind)),
      ("matter", work.matter.map(names.key) ?? .null), ("before", .integer(Int64(work.before))),
      ("after", .integer(Int64(work.after))), ("state", .text(work.state.rawValue)),
    ])
  }

  private var recordedJSON: JSONValue {
    guard let recorded else { return .null }
    return .object([
      ("by", names.key(recorded.source)), ("relation", .text(recorded.relation)),
      ("attributions", .texts(recorded.attributions)), ("drops", .boolean(recorded.drops)),
    ])
  }

  /// Keys are letters, digits, `.`, `_` and `-`, so that no cell needs quotation marks.
  var csv: String {
    func key(_ id: EntityID) -> String { names[id]?.key ?? "" }
    var text = "key,kind,matter,before,after,state\r\n"
    for work in answer.works {
      let kind = names[work.entity.id]?.kind ?? ""
      text += "\(key(work.entity.id)),\(kind),\(work.matter.map(key) ?? ""),"
      text += "\(work.before),\(work.after),\(work.state.rawValue)\r\n"
    }
    for entity in answer.recheck.prefix(limit) {
      text += "\(key(entity.id)),\(names[entity.id]?.kind ?? ""),,,,recheck\r\n"
    }
    return text
  }
}

extension [String] {
  fileprivate var text: String { Terminal.paragraphs(self) }
}
