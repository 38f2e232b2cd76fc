import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// The paths between two entities as text, JSON or CSV.
struct PathList {
  private let answer: PathAnswer

  /// Whether the question was put against the flow.
  private let isAgainst: Bool
  private let flags: FlagList
  private let texts: AttributionTexts

  init(_ answer: PathAnswer, isAgainst: Bool, in reader: CaseReader) throws {
    (self.answer, self.isAgainst) = (answer, isAgainst)
    let paths = (answer.all?.paths ?? []) + (answer.established?.paths ?? [])
    let attributions = Set(paths.flatMap(\.hops).flatMap { $0.attributions.map(\.edge.id) })
    let entities = Set(paths.flatMap(\.entities)).union([answer.from, answer.to])
    flags = try FlagList(
      answer.flags.filter { flag in
        switch flag.target {
        case .entity(let id): entities.contains(id)
        case .attribution(let id): attributions.contains(id)
        }
      }, in: reader)
    texts = try AttributionTexts(attributions, beside: entities, in: reader)
  }

  private var names: EntityNames { texts.names }

  // MARK: Text

  var text: String {
    var lines = ["From \(names.long(answer.from)) to \(names.long(answer.to))", ""]
    guard let all = answer.all else { return lines[0] + "\n" }
    for (number, path) in all.paths.enumerated() {
      lines += told(path, number: all.paths.count > 1 ? number + 1 : nil)
      lines.append("")
    }
    lines += summary(all)
    lines += flags.lines
    if let others = Wording.otherMatters(all.network.otherMatters) { lines.append(others) }
    return Terminal.paragraphs(lines)
  }

  private func told(_ path: TravelPath, number: Int?) -> [String] {
    let status = path.isEstablished ? "established" : "possible"
    var lines = [
      (number.map { "\($0). " } ?? "") + "\(Wording.count(path.hops.count, "hop")), \(status)"
    ]
    lines.append("  " + names.long(path.entities[0]))
    for hop in path.hops {
      for attribution in hop.attributions { lines.append("    ↓ " + phrase(attribution)) }
      if let why = hop.why { lines.append("      possible: \(Wording.reason(why))") }
      if hop.isAnachronistic { lines.append("      later than the hop that it fed") }
      lines.append("  " + names.long(hop.receiver))
    }
    return lines
  }

  private func phrase(_ attribution: HopAttribution) -> String {
    guard let detail = texts[attribution.edge.id] else { return "?" }
    let card = { (id: EntityID) in names[id] }
    let words = [detail.relation.forwardPhrase] + Wording.qualifiers(detail, card)
    return words.joined(separator: ", ") + " · " + Wording.evidence(detail, card)
  }

  private func summary(_ all: Paths) -> [String] {
    if all.paths.isEmpty {
      if all.stopReason != nil || all.limit != nil { return ["No path was found so far."] }
      let nothing =
        "Nothing is recorded by which something travelled from \(names.short(answer.from)) to "
        + "\(names.short(answer.to))."
      guard answer.otherWay == true else { return [nothing] }
      return [
        nothing + " There is one the other way: "
          + (isAgainst ? "leave out --against." : "--against.")
      ]
    }
    var lines: [String] = []
    if let total = all.total {
      let count = (total.isExact ? "" : "at least ") + "\(total.count)"
      lines.append(count + ("\(total.count)" == "1" ? " shortest path." : " shortest paths."))
    }
    if let established = answer.established { lines.append(comparison(all, established)) }
    return lines
  }

  private func comparison(_ all: Paths, _ established: Paths) -> String {
    let start = "Over established steps alone "
    guard let first = established.paths.first else { return start + "there is none." }
    if established.paths.map(\.entities) == all.paths.map(\.entities) {
      return start + (all.paths.count == 1 ? "the same." : "the same ones.")
    }
    return start + "the shortest has \(Wording.count(first.hops.count, "hop")): "
      + first.entities.map(names.short).joined(separator: " → ") + "."
  }

  // MARK: JSON and CSV

  func json(cut: JSONValue) -> JSONValue {
    let found = answer.established.map { paths in
      JSONValue.object([("paths", list(paths)), ("total", total(paths))])
    }
    return .object([
      ("from", names.entity(answer.from)), ("to", names.entity(answer.to)),
      ("paths", answer.all.map(list) ?? .null), ("total", answer.all.map(total) ?? .null),
      ("otherWay", answer.otherWay.map { .boolean($0) } ?? .null),
      ("otherMatters", .optional(answer.all?.network.otherMatters)), ("flags", flags.json),
      ("established", found ?? .null), ("cut", cut),
    ])
  }

  private func list(_ paths: Paths) -> JSONValue { .array(paths.paths.map(path)) }

  private func total(_ paths: Paths) -> JSONValue {
    guard let total = paths.total else { return .null }
    return .object([("paths", .text("\(total.count)")), ("exact", .boolean(total.isExact))])
  }

  private func path(_ path: TravelPath) -> JSONValue {
    .object([
      ("entities", names.keys(path.entities)), ("status", status(path.isEstablished)),
      ("hops", .array(path.hops.map(hop))),
    ])
  }

  private func status(_ isEstablished: Bool) -> JSONValue {
    .text(isEstablished ? "established" : "possible")
  }

  private func hop(_ hop: Hop) -> JSONValue {
    let attributions = hop.attributions.compactMap { attribution in
      texts[attribution.edge.id].map {
        TraceJSON.attribution($0, why: attribution.why, key: texts.key)
      }
    }
    return .object([
      ("from", names.key(hop.giver)), ("to", names.key(hop.receiver)),
      ("status", status(hop.isEstablished)), ("why", .optional(hop.why?.rawValue)),
      ("anachronistic", .boolean(hop.isAnachronistic)), ("attributions", .array(attributions)),
    ])
  }

  func csv() throws -> String {
    var rows = [["path", "hop", "from", "to", "relations", "status", "why", "according_to"]]
    for (number, path) in (answer.all?.paths ?? []).enumerated() {
      for (position, hop) in path.hops.enumerated() {
        let details = hop.attributions.compactMap { texts[$0.edge.id] }
        let evidence = details.flatMap(\.evidence).map { evidence in
          (names[evidence.document]?.key ?? "") + (evidence.locator.map { " " + $0 } ?? "")
        }
        rows.append([
          "\(number + 1)", "\(position + 1)", names[hop.giver]?.key ?? "",
          names[hop.receiver]?.key ?? "", details.map(\.relation.name).joined(separator: ";"),
          hop.isEstablished ? "established" : "possible", hop.why?.rawValue ?? "",
          evidence.joined(separator: ";"),
        ])
      }
    }
    return try CSVText.text(of: rows)
  }
}
