import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// Subjects compared with one another as text, JSON or CSV.
struct ComparisonReport {
  let subjects: [EntityID]

  /// Nil where the question was stopped before anything was known.
  let answer: Comparison?

  /// The same over established steps alone; nil where that was all that was asked for.
  let established: Comparison?
  private let flags: FlagList
  private let names: EntityNames

  init(
    _ subjects: [EntityID], _ answer: Comparison?, established: Comparison?, flags: [StanceFlag],
    in reader: CaseReader
  ) throws {
    (self.subjects, self.answer, self.established) = (subjects, answer, established)
    self.flags = try FlagList(flags, in: reader)
    var entities = Set(subjects)
    for pair in (answer?.pairs ?? []) + (established?.pairs ?? []) {
      entities.formUnion(pair.shared.map(\.entity))
      entities.formUnion(pair.possiblySame.flatMap { [$0.source, $0.target] })
      entities.formUnion(pair.sharedEnds.entities)
      entities.formUnion(pair.sharedEnds.groups.joined())
    }
    names = try EntityNames(entities, in: reader)
  }

  // MARK: Text

  var text: String {
    var lines = ["Comparison of"] + subjects.map { "  " + names.long($0) } + [""]
    guard let answer else { return Terminal.paragraphs(lines.dropLast()) }
    if subjects.count > 2, let table = table(answer) { lines.append(table) }
    for pair in answer.pairs {
      lines += told(pair)
      if let other = established?.pair(of: pair), let line = difference(pair, other) {
        lines.append("  " + line)
      }
    }
    if !flags.flags.isEmpty { lines += [""] + flags.lines }
    if answer.networks.contains(where: { $0.otherMatters > 0 }) {
      lines.append("Steps on other matters are left out; --any-matter shows them.")
    }
    return Terminal.paragraphs(lines)
  }

  /// Each with each; nil where that is too wide.
  private func table(_ answer: Comparison) -> String? {
    let keys = subjects.map { names[$0]?.key ?? "?" }
    var table = TextTable([""] + keys.dropFirst())
    for (row, one) in subjects.enumerated().dropLast() {
      var cells = [keys[row]]
      for (column, other) in subjects.enumerated().dropFirst() {
        let pair = answer.pairs.first { $0.one == one && $0.other == other }
        cells.append(column > row ? pair.map { Self.short($0.verdict) } ?? "?" : "")
      }
      table.add(cells)
    }
    let widest = table.text.split(separator: "\n").map { Terminal.width(of: String($0)) }.max()
    return (widest ?? 0) <= Terminal.columns ? table.text : nil
  }

  private static func short(_ verdict: ComparisonVerdict) -> String {
    switch verdict {
    case .oneDrawsOnTheOther: "one draws on the other"
    case .shareSources: "share sources"
    case .independent: "independent"
    case .nothingShared: "nothing shared"
    }
  }

  private func told(_ pair: PairComparison) -> [String] {
    var lines = [sentence(pair)]
    if !pair.nearest.isEmpty, pair.verdict != .oneDrawsOnTheOther {
      let near = pair.nearest.map { place in
        names.brief(place.entity)
          + " (\(place.hopsFromOne) and \(place.hopsFromOther) hops away)"
      }
      lines.append("  nearest shared: " + EntityNames.listed(near))
    }
    let rest = pair.shared.map(\.entity).filter { $0 != pair.one && $0 != pair.other }
    if rest.count > pair.nearest.count || (pair.verdict == .oneDrawsOnTheOther && !rest.isEmpty) {
      lines.append("  shared: " + names.briefList(rest))
    }
    if !pair.sharedEnds.isEmpty {
      lines.append("  ends of both: " + names.briefList(pair.sharedEnds))
    }
    for same in pair.possiblySame {
      lines.append("  possibly one: \(names.brief(same.source)) and \(names.brief(same.target))")
    }
    return lines
  }

  private func sentence(_ pair: PairComparison) -> String {
    let possible = pair.isEstablished == false ? ", on possible steps only" : ""
    let (one, other) = (names.brief(pair.one), names.brief(pair.other))
    switch pair.verdict {
    case .oneDrawsOnTheOther:
      let shared = Set(pair.shared.map(\.entity))
      if shared.contains(pair.one), shared.contains(pair.other) {
        return "\(one) and \(other) draw on each other\(possible)"
      }
      return shared.contains(pair.other)
        ? "\(one) draws on \(other)\(possible)" : "\(other) draws on \(one)\(possible)"
    case .shareSources: return "\(one) and \(other) share sources\(possible)"
    case .independent:
      return "\(one) and \(other) are independent: they share nothing, and all ends are origins"
    case .nothingShared:
      let why = pair.possiblySame.isEmpty ? "some end is no origin" : "some may be one"
      return "\(one) and \(other) share nothing so far as recorded: \(why)"
    }
  }

  private func difference(_ pair: PairComparison, _ other: PairComparison) -> String? {
    if pair.verdict == other.verdict { return nil }
    return "over established steps alone: \(Self.short(other.verdict))"
  }

  // MARK: JSON and CSV

  func json(cut: JSONValue) -> JSONValue {
    .object([
      ("subjects", .array(subjects.map(names.entity))), ("pairs", answer.map(list) ?? .null),
      ("otherMatters", answer.map(otherMatters) ?? .null),
      ("flags", flags.json),
      ("established", established.map { .object([("pairs", list($0))]) } ?? .null),
      ("cut", cut),
    ])
  }

  /// How many steps were left out upstream of each subject, in their order.
  private func otherMatters(_ comparison: Comparison) -> JSONValue {
    .array(comparison.networks.map { .integer(Int64($0.otherMatters)) })
  }

  private func list(_ comparison: Comparison) -> JSONValue {
    .array(comparison.pairs.map(pair))
  }

  private func pair(_ pair: PairComparison) -> JSONValue {
    let nearest = pair.nearest.map { place in
      JSONValue.object([
        ("key", names.key(place.entity)),
        (
          "hops",
          .array([.integer(Int64(place.hopsFromOne)), .integer(Int64(place.hopsFromOther))])
        ),
      ])
    }
    let status = pair.isEstablished.map { $0 ? "established" : "possible" }
    return .object(
      [
        ("subjects", names.keys([pair.one, pair.other])),
        ("verdict", .text(pair.verdict.rawValue)), ("status", .optional(status)),
        ("shared", names.keys(pair.shared.map(\.entity))),
        ("possible", names.keys(pair.shared.filter { !$0.isEstablished }.map(\.entity))),
        ("nearestShared", .array(nearest)),
      ] + names.json(pair.sharedEnds, "sharedOrigins", groups: "sharedGroups") + [
        (
          "possiblySame", .array(pair.possiblySame.map { names.keys([$0.source, $0.target]) })
        )
      ])
  }

  func csv() throws -> String {
    var rows = [["first", "second", "verdict", "status", "nearest", "shared", "shared_origins"]]
    for pair in answer?.pairs ?? [] {
      func cell(_ places: [SharedEntity]) -> String {
        places.map { names[$0.entity]?.key ?? "" }.joined(separator: ";")
      }
      rows.append([
        names[pair.one]?.key ?? "", names[pair.other]?.key ?? "", pair.verdict.rawValue,
        pair.isEstablished.map { $0 ? "established" : "possible" } ?? "", cell(pair.nearest),
        cell(pair.shared), names.cell(pair.sharedEnds),
      ])
    }
    return try CSVText.text(of: rows)
  }
}

extension Comparison {
  /// The same two subjects in this one.
  fileprivate func pair(of pair: PairComparison) -> PairComparison? {
    pairs.first { $0.one == pair.one && $0.other == pair.other }
  }
}
