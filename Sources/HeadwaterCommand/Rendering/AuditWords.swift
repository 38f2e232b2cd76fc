import CaseStore
import GraphQuery
import HeadwaterModel

/// Knows how what findings name may be shown, and puts their sentences together.
struct AuditWords {
  private var cards: [EntityID: EntityCard] = [:]
  private var details: [AttributionID: AttributionDetail] = [:]

  /// Reads what the findings name.
  init(_ findings: [AuditFinding], in reader: CaseReader) throws {
    var entities: Set<EntityID> = []
    var attributions: Set<AttributionID> = []
    for finding in findings {
      for subject in finding.related + (finding.subject.map { [$0] } ?? []) {
        switch subject {
        case .entity(let id): entities.insert(id)
        case .attribution(let id): attributions.insert(id)
        }
      }
      for part in finding.message.parts + finding.fix.parts {
        switch part {
        case .entity(let id), .key(let id), .date(let id): entities.insert(id)
        case .attribution(let id), .told(let id), .dateOf(let id): attributions.insert(id)
        case .words: break
        }
      }
    }
    var waiting = attributions.sorted()
    while let id = waiting.popLast() {
      guard details[id] == nil, let detail = try reader.details(of: [id]).first else { continue }
      details[id] = detail
      entities.insert(detail.source)
      if let target = detail.target { entities.insert(target) }
      // A stance is told with what it is on.
      if let on = detail.targetAttribution { waiting.append(on) }
    }
    for id in entities { cards[id] = try reader.cards(for: [id]).first }
  }

  func subject(_ subject: AuditSubject) -> AuditReport.Subject {
    switch subject {
    case .entity(let id): AuditReport.Subject(word: "entity", name: cards[id]?.key)
    case .attribution(let id): AuditReport.Subject(word: "attribution", name: details[id]?.uid)
    }
  }

  func sentence(_ text: AuditText) -> String {
    text.parts.map(words).joined()
  }

  private func words(_ part: AuditText.Part) -> String {
    switch part {
    case .words(let words): words
    case .entity(let id): name(of: id)
    case .key(let id): Self.argument(cards[id]?.key ?? "")
    case .attribution(let id): Self.argument(details[id]?.uid ?? "")
    case .told(let id): told(id)
    case .date(let id): cards[id]?.date?.text ?? "undated"
    case .dateOf(let id): details[id]?.date?.text ?? "undated"
    }
  }

  /// The key, or what stands for a withheld source.
  private func name(of id: EntityID) -> String {
    guard let card = cards[id] else { return "?" }
    return card.isWithheld ? card.displayName : card.key ?? "an entity without a key"
  }

  /// "article is cited by report", "engineer told bureau", "ministry denied (bureau told article)".
  private func told(_ id: AttributionID) -> String {
    guard let detail = details[id] else { return "?" }
    let phrase = detail.relation.forwardPhrase
    let needsVerb = [" by", " as", " of"].contains { phrase.hasSuffix($0) }
    let target = detail.target.map(name) ?? detail.targetAttribution.map(brief) ?? "?"
    return "\(name(of: detail.source)) \(needsVerb ? "is " : "")\(phrase) \(target)"
  }

  /// What a stance is on; no deeper, since stances may be on stances.
  private func brief(_ id: AttributionID) -> String {
    guard let detail = details[id] else { return "?" }
    guard detail.targetAttribution != nil else { return "attribution \(detail.uid) (\(told(id)))" }
    return "attribution \(detail.uid)"
  }

  /// The text as a shell takes it for one word.
  private static func argument(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), 0x80...:
        true
      default: false
      }
    }
    if isPlain { return text }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
