import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// How something travelled, by date, as text, JSON or CSV.
struct TimelineTable {
  let subject: EntityID

  /// Nil where the question was stopped before anything was known.
  let answer: Timeline?

  /// The same over established steps alone; nil where that was all that was asked for.
  let established: Timeline?
  private let texts: AttributionTexts

  init(
    of subject: EntityID, _ answer: Timeline?, established: Timeline?, in reader: CaseReader
  ) throws {
    (self.subject, self.answer, self.established) = (subject, answer, established)
    let events = [answer, established].compactMap { $0 }.flatMap { $0.events + $0.undated }
    let first = (answer?.first ?? []) + (established?.first ?? [])
    texts = try AttributionTexts(events.map(\.id), beside: [subject] + first, in: reader)
  }

  private var names: EntityNames { texts.names }

  // MARK: Text

  var text: String {
    var lines = ["Timeline of " + names.long(subject), ""]
    guard let answer else { return lines[0] + "\n" }
    let all = answer.events + answer.undated
    if all.isEmpty {
      lines.append("Nothing is recorded upstream.")
      return Terminal.paragraphs(lines)
    }
    let dates = all.map { date($0) ?? "no date" }
    let width = dates.map { Terminal.width(of: $0) }.max() ?? 0
    var table = TextTable([])
    for (event, date) in zip(all, dates) {
      let indent = String(repeating: " ", count: width - Terminal.width(of: date))
      table.add([indent + date, signs(event), texts.sentence(event.id) + status(event)])
    }
    lines.append(table.text)
    if !answer.first.isEmpty { lines.append("● First: \(names.briefList(answer.first)).") }
    if let established, established.first != answer.first {
      let first = established.first
      lines.append(
        "  Over established steps alone: "
          + (first.isEmpty ? "no step has a date." : "\(names.briefList(first))."))
    }
    if answer.events.contains(where: \.isOrderUnknown) {
      lines.append("≈ Whether it came before or after the line above is not known.")
    }
    if let others = Wording.otherMatters(answer.network.otherMatters) { lines.append(others) }
    return Terminal.paragraphs(lines)
  }

  private func signs(_ event: TimelineEvent) -> String {
    let order = event.isOrderUnknown ? "≈" : " "
    if event.isFirst { return order + "●" }
    guard event.isStance, let relation = texts[event.id]?.relation else { return order + " " }
    return order + (Wording.isAgainst(relation) ? "✗" : "○")
  }

  private func status(_ event: TimelineEvent) -> String {
    event.isEstablished ? "" : " (possible)"
  }

  /// The date as it was given: that of the attribution, or of the work that gives it one.
  private func date(_ event: TimelineEvent) -> String? {
    guard event.date != nil else { return nil }
    switch event.target {
    case .entity(let target) where !event.isStance: return texts.date(event.id, or: target)
    default: return texts.date(event.id, or: event.source)
    }
  }

  // MARK: JSON and CSV

  func json(cut: JSONValue) -> JSONValue {
    let sure = established.map { timeline in
      let ids = (timeline.events + timeline.undated).filter { !$0.isStance }
        .compactMap { texts[$0.id]?.uid }
      return JSONValue.object([
        ("steps", .texts(ids)), ("first", names.keys(timeline.first)),
      ])
    }
    return .object([
      ("subject", names.entity(subject)),
      ("steps", answer.map { .array($0.events.map(row)) } ?? .null),
      ("undated", answer.map { .array($0.undated.map(row)) } ?? .null),
      ("first", answer.map { names.keys($0.first) } ?? .null),
      ("otherMatters", .optional(answer?.network.otherMatters)),
      ("established", sure ?? .null), ("cut", cut),
    ])
  }

  private func row(_ event: TimelineEvent) -> JSONValue {
    .object([
      ("date", .optional(date(event))), ("earliest", .optional(Self.day(event.date?.earliest))),
      ("latest", .optional(Self.day(event.date?.latest))), ("from", names.key(event.source)),
      ("to", .text(texts.target(event.target))), ("relation", .text(event.relation)),
      ("id", .optional(texts[event.id]?.uid)),
      ("status", .text(event.isEstablished ? "established" : "possible")),
      ("stance", .boolean(event.isStance)), ("isFirst", .boolean(event.isFirst)),
      ("orderUnknown", .boolean(event.isOrderUnknown)),
    ])
  }

  /// "2020-03-01"; nil where that side is not bounded.
  static func day(_ number: Int32?) -> String? {
    guard let number else { return nil }
    let day = CivilDay(daysSince1970: number)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let sign = day.year < 0 ? "-" : ""
    return sign + padded(abs(Int(day.year)), 4) + "-" + padded(day.month, 2) + "-"
      + padded(day.day, 2)
  }

  func csv() throws -> String {
    var rows = [
      [
        "date", "earliest", "latest", "from", "to", "relation", "id", "status", "stance", "first",
        "order_unknown",
      ]
    ]
    for event in (answer?.events ?? []) + (answer?.undated ?? []) {
      rows.append([
        date(event) ?? "", Self.day(event.date?.earliest) ?? "",
        Self.day(event.date?.latest) ?? "", names[event.source]?.key ?? "",
        texts.target(event.target), event.relation, texts[event.id]?.uid ?? "",
        event.isEstablished ? "established" : "possible", "\(event.isStance)",
        "\(event.isFirst)", "\(event.isOrderUnknown)",
      ])
    }
    return try CSVText.text(of: rows)
  }
}
