import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// The figures on one subject, as parts that a question may be stopped between.
struct IndependenceAnswer {
  let all: Independence?

  /// Over established steps alone; nil where that was all that was asked for.
  let established: Independence?

  /// Without what was retracted; nil where nothing upstream was, or it was left out already.
  let withoutRetracted: Independence?

  /// Without what is disputed; nil where nothing upstream is, or it was left out already.
  let withoutDisputed: Independence?
  let flags: [StanceFlag]

  var figures: [Independence] {
    [all, established, withoutRetracted, withoutDisputed].compactMap { $0 }
  }
}

/// Independence as text or JSON.
struct IndependenceReport {
  private let subject: EntityID
  private let answer: IndependenceAnswer
  private let flags: FlagList
  private let names: EntityNames

  init(of subject: EntityID, _ answer: IndependenceAnswer, in reader: CaseReader) throws {
    self.subject = subject
    self.answer = answer
    flags = try FlagList(answer.flags, in: reader)
    var entities: Set<EntityID> = [subject]
    for figures in answer.figures { entities.formUnion(figures.mentioned) }
    names = try EntityNames(entities, in: reader)
  }

  // MARK: Text

  var text: String {
    var lines = ["Independence of " + names.long(subject), ""]
    guard let all = answer.all else { return lines[0] + "\n" }
    var columns: [(title: String, figures: Independence)] = []
    let others: [(String, Independence?)] = [
      ("established", answer.established), ("without retracted", answer.withoutRetracted),
      ("without disputed", answer.withoutDisputed),
    ]
    columns.append((columns.isEmpty && answer.established == nil ? "figure" : "all steps", all))
    for (title, figures) in others { if let figures { columns.append((title, figures)) } }
    var table = TextTable([""] + columns.map(\.title) + [""])
    if all.assertingDocuments != nil {
      table.add(
        ["asserting documents"] + columns.map { "\($0.figures.assertingDocuments ?? 0)" }
          + ["documents that state it"])
    }
    table.add(
      ["origins"] + columns.map { Self.interval($0.figures) }
        + ["firsthand for certain to all ends"])
    table.add(
      ["disjoint chains"] + columns.map { Self.disjoint($0.figures) }
        + ["ways to an end that share no entity"])
    table.add(
      ["smallest cut"] + columns.map { Self.cutSize($0.figures) }
        + ["the fewest that cut all ends off"])
    table.add(
      ["single points"]
        + columns.map { "\($0.figures.singlePoints.count + $0.figures.singleGroups.count)" }
        + ["without one of them nothing is left"])
    lines.append(table.text)
    lines += details(all)
    for (title, figures) in others {
      guard let figures, figures.differs(from: all) else { continue }
      lines.append("")
      lines.append(title == "established" ? "Over established steps alone:" : "Figures \(title):")
      lines += details(figures).map { "  " + $0 }
    }
    lines += flags.lines
    if let more = Wording.otherMatters(all.network.otherMatters) { lines.append(more) }
    return Terminal.paragraphs(lines)
  }

  private static func interval(_ figures: Independence) -> String {
    figures.originsLower == figures.originsUpper
      ? "\(figures.originsUpper)" : "\(figures.originsLower) to \(figures.originsUpper)"
  }

  private static func disjoint(_ figures: Independence) -> String {
    figures.disjointChains == figures.disjointChainsUpper
      ? "\(figures.disjointChains)"
      : "\(figures.disjointChains) to \(figures.disjointChainsUpper)"
  }

  private static func cutSize(_ figures: Independence) -> String {
    let size = figures.cut.count + figures.cutGroups.count
    return figures.cutLower == size ? "\(size)" : "\(figures.cutLower) to \(size)"
  }

  private func details(_ figures: Independence) -> [String] {
    var lines: [String] = []
    let cut = listed(figures.cut.map(names.short) + figures.cutGroups.map(group))
    if !cut.isEmpty {
      let others =
        switch figures.cutIsUnique {
        case true?: "the only one of its size"
        case false?: "one of several of its size, the nearest to the subject"
        case nil: "whether it is the only one is not known"
        }
      lines.append("Smallest cut: \(cut) (\(others)).")
    }
    let singles = listed(figures.singlePoints.map(names.short) + figures.singleGroups.map(group))
    lines.append(
      singles.isEmpty
        ? "No single point of failure."
        : "Single points of failure: \(singles).")
    for pair in figures.possiblySame {
      lines.append("Possibly one: \(names.short(pair.source)) and \(names.short(pair.target)).")
    }
    return lines + joint(figures)
  }

  /// The first dozen, and how many more there are: the JSON has all.
  private func listed(_ names: [String]) -> String {
    let more = names.count > 12 ? ["\(names.count - 12) more"] : []
    return (names.prefix(12) + more).joined(separator: ", ")
  }

  private func joint(_ figures: Independence) -> [String] {
    guard let joint = figures.joint else { return [] }
    if joint.supports.isEmpty, joint.isComplete {
      return ["Some attributions are needed together, and what is left supports nothing."]
    }
    func sets(_ sets: [[EntityID]]) -> String {
      sets.map { "{\(names.list($0))}" }.joined(separator: ", ")
    }
    var lines = [
      "Some attributions are needed together. Minimal supports: \(sets(joint.supports))."
    ]
    if !joint.cuts.isEmpty { lines.append("Minimal cuts through origins: \(sets(joint.cuts)).") }
    if !joint.isComplete { lines.append("These lists are cut short: there may be more.") }
    return lines
  }

  private func group(_ members: [EntityID]) -> String { "the circle {\(names.list(members))}" }

  // MARK: JSON

  func json(cut: JSONValue) -> JSONValue {
    .object(
      [("subject", names.entity(subject))] + figures(answer.all) + [
        ("otherMatters", .optional(answer.all?.network.otherMatters)), ("flags", flags.json),
        ("established", object(answer.established)),
        ("withoutRetracted", object(answer.withoutRetracted)),
        ("withoutDisputed", object(answer.withoutDisputed)), ("cutShort", cut),
      ])
  }

  private func object(_ figures: Independence?) -> JSONValue {
    figures == nil ? .null : .object(self.figures(figures))
  }

  private func figures(_ figures: Independence?) -> [(String, JSONValue)] {
    guard let figures else { return [] }
    var members: [(String, JSONValue)] = [
      ("assertingDocuments", .optional(figures.assertingDocuments)),
      (
        "origins",
        .object([
          ("lower", .integer(Int64(figures.originsLower))),
          ("upper", .integer(Int64(figures.originsUpper))),
        ])
      ),
      ("disjointChains", .integer(Int64(figures.disjointChains))),
    ]
    if figures.disjointChains != figures.disjointChainsUpper {
      members.append(("disjointChainsUpper", .integer(Int64(figures.disjointChainsUpper))))
    }
    members += [
      ("cut", names.keys(figures.cut)), ("cutGroups", groups(figures.cutGroups)),
      ("cutIsUnique", figures.cutIsUnique.map { .boolean($0) } ?? .null),
    ]
    if figures.cutLower != figures.cut.count + figures.cutGroups.count {
      members.append(("cutLower", .integer(Int64(figures.cutLower))))
    }
    members += [
      ("singlePoints", names.keys(figures.singlePoints)),
      ("singleGroups", groups(figures.singleGroups)),
      ("possiblySame", groups(figures.possiblySame.map { [$0.source, $0.target] })),
    ]
    if let joint = figures.joint {
      members += [
        ("minimalSupports", groups(joint.supports)), ("minimalCuts", groups(joint.cuts)),
        ("supportsComplete", .boolean(joint.isComplete)),
      ]
    }
    return members
  }

  private func groups(_ groups: [[EntityID]]) -> JSONValue { .array(groups.map(names.keys)) }
}

extension Independence {
  /// Every entity that a report names.
  fileprivate var mentioned: Set<EntityID> {
    var found = Set(cut + singlePoints + cutGroups.joined() + singleGroups.joined())
    for pair in possiblySame { found.formUnion([pair.source, pair.target]) }
    found.formUnion((joint?.supports ?? []).joined())
    found.formUnion((joint?.cuts ?? []).joined())
    return found
  }

  fileprivate func differs(from other: Independence) -> Bool {
    cut != other.cut || cutGroups != other.cutGroups || singlePoints != other.singlePoints
      || singleGroups != other.singleGroups || cutIsUnique != other.cutIsUnique
      || joint?.supports != other.joint?.supports || joint?.cuts != other.joint?.cuts
  }
}
