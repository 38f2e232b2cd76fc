import CaseStore
import HeadwaterModel

/// What `show` prints for people.
struct SurroundingsText {
  private let surroundings: Surroundings
  private let columns: Int
  private var text = ""

  static func text(_ surroundings: Surroundings, columns: Int) -> String {
    var writer = SurroundingsText(surroundings: surroundings, columns: columns)
    writer.write()
    return writer.text
  }

  private init(surroundings: Surroundings, columns: Int) {
    self.surroundings = surroundings
    self.columns = columns
  }

  private mutating func write() {
    if let card = card(surroundings.subject) { write(card) }
    for group in surroundings.groups {
      if !text.isEmpty { text += "\n" }
      text += "\(group.heading.rawValue) (\(group.attributions.count))\n"
      for detail in group.attributions { write(detail) }
    }
    if surroundings.supported > 0 {
      let count = Wording.count(surroundings.supported, "attribution is", "attributions are")
      text += "\n\(count) according to it.\n"
    }
  }

  private func card(_ id: EntityID?) -> EntityCard? {
    id.flatMap { surroundings.cards[$0] }
  }

  private mutating func write(_ card: EntityCard) {
    add(Wording.entity(card), indent: "")
    if card.upstream != .unexplored { add("upstream: \(card.upstream.rawValue)", indent: "  ") }
    if let url = card.url { add("url: \(Terminal.visible(url))", indent: "  ") }
    if let language = card.language {
      add("language: \(Terminal.visible(language))", indent: "  ")
    }
    if !card.aliases.isEmpty {
      add(
        "also known as: \(card.aliases.map(Terminal.visible).joined(separator: "; "))",
        indent: "  ")
    }
    if !card.labels.isEmpty {
      add("labels: \(card.labels.map(Terminal.visible).joined(separator: "; "))", indent: "  ")
    }
    if let description = card.description { add(Terminal.visible(description), indent: "  ") }
    for property in card.properties {
      add(
        "\(Terminal.visible(property.name)): \(Terminal.visible(property.value.scalarText))",
        indent: "  ")
    }
  }

  private mutating func write(_ detail: AttributionDetail) {
    let sign = Wording.isAgainst(detail.relation) ? "✗ " : ""
    add(sign + sentence(detail), indent: "  ")
    let facts =
      Wording.qualifiers(detail, card) + [Wording.evidence(detail, card)]
      + ["id \(Terminal.visible(detail.uid))"]
    add(facts.joined(separator: " · "), indent: "    ")
    for evidence in detail.evidence {
      if let quote = evidence.quote { add("“\(Terminal.visible(quote))”", indent: "    ") }
    }
    if let note = detail.note { add("note: \(Terminal.visible(note))", indent: "    ") }
    for property in detail.properties {
      add(
        "\(Terminal.visible(property.name)): \(Terminal.visible(property.value.scalarText))",
        indent: "    ")
    }
    for stance in surroundings.stances[detail.id] ?? [] {
      let words = "\(stance.relation.backwardPhrase) \(Wording.shortEntity(card(stance.source)))"
      let facts = Wording.qualifiers(stance, card) + [Wording.evidence(stance, card)]
      add("✗ \(words) (\(facts.joined(separator: " · ")))", indent: "    ")
    }
  }

  /// "icrc-insiders · Unnamed insiders leaked to occrp · OCCRP", read from the subject's side.
  private func sentence(_ detail: AttributionDetail) -> String {
    let source = Wording.shortEntity(card(detail.source))
    guard let targetID = detail.target else {
      return "\(source) \(detail.relation.forwardPhrase) another attribution"
    }
    let target = Wording.shortEntity(card(targetID))
    switch surroundings.subject {
    case targetID?: return "\(detail.relation.backwardPhrase) \(source)"
    case detail.source?: return "\(detail.relation.forwardPhrase) \(target)"
    default: return "\(source) \(detail.relation.forwardPhrase) \(target)"
    }
  }

  private mutating func add(_ words: String, indent: String) {
    let width = columns - indent.utf8.count - 2
    for (index, line) in Terminal.wrap(words, columns: width).enumerated() {
      text += indent + (index == 0 ? "" : "  ") + line + "\n"
    }
  }
}
