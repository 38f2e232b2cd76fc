import HeadwaterModel
import HeadwaterTestSupport

/// Some rules of an audit as their definitions have them: each pair of attributions is looked at.
///
/// Findings are "CODE subject". Verdicts on identity are not applied.
struct PairwiseAudit {
  static let codes: Set<String> = [
    "HW001", "HW002", "HW003", "HW005", "HW006", "HW008", "HW009", "HW011", "HW016",
  ]

  private var entities: [String: EntityRecord] = [:]
  private var rows: [AttributionRecord] = []
  private(set) var findings: Set<String> = []

  init(_ records: [CaseRecord]) {
    for record in records {
      switch record {
      case .entity(let entity): entities[entity.key ?? ""] = entity
      case .attribution(let row) where row.status == .recorded: rows.append(row)
      default: break
      }
    }
    for row in rows { checkAlone(row) }
    for row in rows where isHop(row) { checkPairs(row) }
    for row in rows where isHop(row) { checkHandedOver(row) }
    for (key, entity) in entities where entity.kind == "claim" { checkClaim(key) }
  }

  private mutating func add(_ code: String, _ subject: String?) {
    findings.insert("\(code) \(subject ?? "")")
  }

  private func target(_ row: AttributionRecord) -> String {
    if case .entity(let key) = row.target { key } else { "" }
  }

  private func role(_ row: AttributionRecord) -> RelationRole {
    Vocabulary().relations[row.relation]?.role ?? .association
  }

  private func isFlow(_ row: AttributionRecord) -> Bool { role(row).isFlow }

  private func isHop(_ row: AttributionRecord) -> Bool { isFlow(row) && row.source != target(row) }

  private func isByline(_ row: AttributionRecord) -> Bool {
    ["authored", "published"].contains(row.relation)
  }

  private func kind(_ key: String) -> String { entities[key]?.kind ?? "" }

  private func isAgent(_ key: String) -> Bool { !["document", "claim"].contains(kind(key)) }

  private func names(_ row: AttributionRecord) -> String? {
    row.about == row.source || row.about == target(row) ? nil : row.about
  }

  private func date(_ row: AttributionRecord) -> DayBounds? {
    if let date = row.date { return date.bounds }
    return isAgent(target(row)) ? nil : entities[target(row)]?.date?.bounds
  }

  private func isAfter(_ left: DayBounds?, _ right: DayBounds?) -> Bool {
    guard let earliest = left?.earliest, let latest = right?.latest else { return false }
    return earliest > latest && !(left?.latest ?? .max < right?.earliest ?? .min)
  }

  private func asserts(_ document: String, _ claim: String) -> Bool {
    rows.contains { $0.relation == "asserted" && $0.source == document && target($0) == claim }
  }

  private mutating func checkAlone(_ row: AttributionRecord) {
    if isFlow(row), row.evidence.isEmpty { add("HW001", row.id) }
    if isFlow(row), row.source == target(row) { add("HW006", row.id) }
    for evidence in row.evidence {
      if isAfter(row.date?.bounds, entities[evidence.document]?.date?.bounds) {
        add("HW016", row.id)
      }
    }
    guard isHop(row), role(row) == .transmission else { return }
    if row.about == nil, isAgent(row.source), isAgent(target(row)) { add("HW005", row.id) }
    let isHandedOver = ["told", "leaked_to", "supplied_data_to"].contains(row.relation)
    if !isHandedOver, kind(row.source) == "document", kind(target(row)) == "document",
      isAfter(entities[row.source]?.date?.bounds, date(row))
    {
      add("HW003", row.id)
    }
  }

  /// Whether two hops, into and out of an entity, are on one matter.
  private func meet(_ into: AttributionRecord, _ out: AttributionRecord) -> Bool {
    let middle = out.source
    var first = names(into)
    if first == nil, isAgent(middle), kind(into.source) == "document" { first = into.source }
    var second = names(out)
    if second == nil, kind(target(out)) == "claim" || (isAgent(middle) && !isAgent(target(out))) {
      second = target(out)
    }
    guard let first, let second else { return !isAgent(middle) }
    return first == second || asserts(first, second) || asserts(second, first)
  }

  private mutating func checkPairs(_ out: AttributionRecord) {
    let mark = entities[out.source]?.upstream ?? .unexplored
    for into in rows where isHop(into) && target(into) == out.source && meet(into, out) {
      if !isByline(into), let own = into.date, isAfter(own.bounds, date(out)) {
        add("HW002", into.id)
      }
      if isByline(into), !leadsOn(into.source, out.source) { continue }
      if let basis = out.basis {
        if basis != .relayed { add("HW008", out.id) }
      } else if mark != .unexplored {
        add("HW008", out.source)
      }
    }
  }

  private func leadsOn(_ maker: String, _ document: String) -> Bool {
    rows.contains { row in
      guard isHop(row), !isByline(row), target(row) == maker, let named = names(row) else {
        return false
      }
      return named == document || asserts(document, named)
    }
  }

  private mutating func checkHandedOver(_ row: AttributionRecord) {
    guard ["told", "leaked_to", "supplied_data_to"].contains(row.relation),
      let document = names(row), kind(document) == "document"
    else { return }
    let carriers = rows.filter { isHop($0) && names($0) == document }
    var reached = Set(rows.filter { isHop($0) && $0.source == document }.map(target))
    var makers = Set(rows.filter { isHop($0) && target($0) == document }.map(\.source))
    for _ in rows {
      for carrier in carriers {
        if reached.contains(carrier.source) { reached.insert(target(carrier)) }
        if makers.contains(target(carrier)) { makers.insert(carrier.source) }
      }
    }
    if reached.contains(row.source) || reached.contains(target(row)) { return }
    if makers.contains(target(row)) { return }
    let hasUpstream = rows.contains { hop in
      isHop(hop) && target(hop) == document && hop.source != row.source
        && (!isByline(hop) || leadsOn(hop.source, document))
    }
    if hasUpstream { add("HW009", row.id) }
  }

  private mutating func checkClaim(_ key: String) {
    func isAsserted(_ claim: String) -> Bool {
      rows.contains { $0.relation == "asserted" && target($0) == claim }
    }
    let variants = rows.filter { $0.relation == "variant_of" }.compactMap { row -> String? in
      row.source == key ? target(row) : target(row) == key ? row.source : nil
    }
    if !([key] + variants).contains(where: isAsserted) { add("HW011", key) }
  }
}
