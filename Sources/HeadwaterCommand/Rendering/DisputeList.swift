import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// What is disputed in a case as text, JSON or CSV.
struct DisputeList {
  let answer: Disputes

  /// The same over established steps alone; nil where that was all that was asked for.
  let established: Disputes?
  private let texts: AttributionTexts

  init(_ answer: Disputes, established: Disputes?, in reader: CaseReader) throws {
    (self.answer, self.established) = (answer, established)
    let all = answer.disputes + (established?.disputes ?? [])
    var attributions = Set(all.flatMap { $0.stances.map(\.id) })
    var entities: Set<EntityID> = []
    for dispute in all {
      switch dispute.target {
      case .entity(let id): entities.insert(id)
      case .attribution(let id): attributions.insert(id)
      }
      for side in [dispute.support, dispute.objection] {
        entities.formUnion(side.by)
        entities.formUnion(side.origins.entities)
        entities.formUnion(side.origins.groups.joined())
      }
    }
    texts = try AttributionTexts(attributions, beside: entities, in: reader)
  }

  private var names: EntityNames { texts.names }

  // MARK: Text

  var text: String {
    guard !answer.disputes.isEmpty else {
      return answer.stopReason == nil ? "No stance is recorded against anything.\n" : ""
    }
    var lines: [String] = []
    for dispute in answer.disputes {
      lines.append(title(dispute))
      lines.append("  " + Self.words(dispute.state))
      lines += support(dispute) + objection(dispute)
      lines.append("")
    }
    lines.append(summary)
    return Terminal.paragraphs(lines)
  }

  private func title(_ dispute: Dispute) -> String {
    switch dispute.target {
    case .entity(let id): names.long(id)
    case .attribution(let id): "that " + texts.sentence(id)
    }
  }

  /// What is recorded, in words that say so.
  static func words(_ state: DisputeState) -> String {
    switch state {
    case .none: "nothing is recorded for or against it"
    case .supported: "supported: something is recorded for it, and nothing against it"
    case .denied: "denied: something is recorded against it, and nothing for it"
    case .both: "both: something is recorded for it, and something against it"
    }
  }

  private func support(_ dispute: Dispute) -> [String] {
    guard dispute.state == .supported || dispute.state == .both else { return [] }
    return ["  for: " + names.briefList(dispute.support.by)]
      + origins(dispute.support, same(dispute)?.support)
  }

  private func objection(_ dispute: Dispute) -> [String] {
    guard !dispute.stances.isEmpty else { return [] }
    let stances = dispute.stances.map { stance in
      let detail = texts[stance.id]
      let words = [detail?.relation.forwardPhrase ?? stance.relation, date(stance)]
      return "\(names.brief(stance.source)) "
        + "(\(words.compactMap { $0 }.joined(separator: ", ")))"
    }
    return ["  against: " + EntityNames.listed(stances)]
      + origins(dispute.objection, same(dispute)?.objection)
  }

  /// Where a side has it from, unless each stands for itself.
  private func origins(_ side: DisputeSide, _ sure: DisputeSide?) -> [String] {
    let differs = sure.map { $0.origins != side.origins } ?? false
    let isItself = side.origins.groups.isEmpty && side.origins.entities == Set(side.by)
    if side.origins.isEmpty || (isItself && !differs) { return [] }
    var line = "    from " + names.briefList(side.origins)
    if differs, let sure {
      line +=
        sure.origins.isEmpty
        ? " (over established steps alone from nowhere)"
        : " (over established steps alone from \(names.briefList(sure.origins)))"
    }
    return [line]
  }

  /// The same over established steps alone.
  private func same(_ dispute: Dispute) -> Dispute? {
    established?.disputes.first { $0.target == dispute.target }
  }

  private func date(_ stance: GraphStance) -> String? {
    texts.date(stance.id, or: stance.source)
  }

  private var summary: String {
    let counts = DisputeState.allCases.map { state in
      (state, answer.disputes.count { $0.state == state })
    }
    let parts = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }
    return parts.joined(separator: ", ") + "."
  }

  // MARK: JSON and CSV

  func json(cut: JSONValue) -> JSONValue {
    .object([
      ("disputes", list(answer)),
      ("established", established.map { .object([("disputes", list($0))]) } ?? .null),
      ("cut", cut),
    ])
  }

  private func list(_ disputes: Disputes) -> JSONValue { .array(disputes.disputes.map(row)) }

  private func row(_ dispute: Dispute) -> JSONValue {
    let stances = dispute.stances.map { stance in
      JSONValue.object([
        ("key", names.key(stance.source)), ("relation", .text(stance.relation)),
        ("date", .optional(date(stance))), ("id", .optional(texts[stance.id]?.uid)),
      ])
    }
    let support = names.json(dispute.support.origins, "origins", groups: "groups")
    let objection = names.json(dispute.objection.origins, "origins", groups: "groups")
    return .object([
      ("target", .text(texts.target(dispute.target))), ("state", .text(dispute.state.rawValue)),
      ("for", .object([("by", names.keys(dispute.support.by))] + support)),
      ("against", .object([("by", .array(stances))] + objection)),
    ])
  }

  func csv() throws -> String {
    var rows = [["target", "state", "for", "origins_for", "against", "origins_against"]]
    for dispute in answer.disputes {
      rows.append([
        texts.target(dispute.target), dispute.state.rawValue,
        names.sortedKeys(dispute.support.by).joined(separator: ";"),
        names.cell(dispute.support.origins),
        names.sortedKeys(dispute.objection.by).joined(separator: ";"),
        names.cell(dispute.objection.origins),
      ])
    }
    return try CSVText.text(of: rows)
  }
}
