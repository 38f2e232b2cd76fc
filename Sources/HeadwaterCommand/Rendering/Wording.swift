import CaseStore
import GraphQuery
import HeadwaterModel

/// The words in which entities, attributions and ends are shown, in one place.
enum Wording {
  /// "occrp · OCCRP (outlet)": the key, the name where it says more, what it is.
  static func entity(_ card: EntityCard?) -> String {
    guard let card else { return "?" }
    var facts = [card.kind ?? "no kind"]
    if card.naming != .named { facts.append(card.naming.rawValue) }
    if let date = card.date { facts.append(date.text) }
    return "\(shortEntity(card)) (\(facts.joined(separator: ", ")))"
  }

  /// The key, and the name where it says more.
  static func shortEntity(_ card: EntityCard?) -> String {
    guard let card else { return "?" }
    let key = Terminal.visible(card.key ?? "no key")
    let name = Terminal.visible(card.displayName)
    if card.isWithheld { return name }
    return name.isEmpty || name == key ? key : "\(key) · \(name)"
  }

  /// The name alone, or the key of what has none.
  static func name(_ card: EntityCard?) -> String {
    guard let card else { return "?" }
    return Terminal.visible(card.displayName.isEmpty ? card.key ?? "?" : card.displayName)
  }

  /// "according to article ¶17", for each piece of evidence.
  static func evidence(_ detail: AttributionDetail, _ card: (EntityID) -> EntityCard?) -> String {
    if detail.isWithheld, detail.evidence.isEmpty { return "evidence withheld" }
    if detail.evidence.isEmpty { return "no evidence recorded" }
    return detail.evidence.map { evidence in
      let document = Terminal.visible(card(evidence.document)?.key ?? "?")
      return "according to \(document)"
        + (evidence.locator.map { " " + Terminal.visible($0) } ?? "")
    }.joined(separator: "; ")
  }

  /// What an attribution adds to its relation: when, on what terms, about what.
  static func qualifiers(
    _ detail: AttributionDetail, _ card: (EntityID) -> EntityCard?
  ) -> [String] {
    var words: [String] = []
    if let date = detail.date { words.append(date.text) }
    if let about = detail.about {
      words.append("about \(Terminal.visible(card(about)?.key ?? "?"))")
    }
    if let basis = detail.basis { words.append("basis \(basis.rawValue)") }
    if let terms = detail.terms { words.append(self.terms(terms)) }
    if let grade = detail.grade { words.append("grade \(Terminal.visible(grade.text))") }
    if let joint = detail.joint { words.append("needed together (\(Terminal.visible(joint)))") }
    if detail.status != .recorded { words.append(detail.status.rawValue) }
    return words
  }

  static func terms(_ terms: SpeakingTerms) -> String {
    switch terms {
    case .onRecord: "on the record"
    case .background: "on background"
    case .deepBackground: "on deep background"
    case .offRecord: "off the record"
    case .unknown: "terms unknown"
    }
  }

  static func end(_ end: ChainEnd, isUnnamed: Bool) -> String {
    let who = isUnnamed ? " (the source is unnamed)" : ""
    switch end {
    case .origin: return "● origin: firsthand, nothing lies upstream\(who)"
    case .undisclosed: return "○ undisclosed: the source does not say\(who)"
    case .unexplored: return "… unexplored: nothing recorded upstream carries this matter\(who)"
    case .circular: return "↻ circular: the only steps lead back into the chain\(who)"
    case .limit: return "… cut at the depth limit"
    }
  }

  /// The heading over ends of one kind.
  static func endHeading(_ end: ChainEnd) -> String {
    switch end {
    case .origin: "● origin: firsthand, nothing lies upstream"
    case .undisclosed: "○ undisclosed: the source does not say"
    case .unexplored: "… unexplored: nothing recorded upstream carries this matter"
    case .circular: "↻ circular: a group that nothing enters"
    case .limit: "… cut at the depth limit"
    }
  }

  static func reason(_ reason: PossibleReason) -> String {
    switch reason {
    case .variant: "it is about a variant of the claim traced"
    case .documentWithoutClaims: "it is about a document of which no claims are recorded"
    case .drawnOn: "it is about a document that the one in view draws on"
    case .viewWithoutClaims: "it is about a claim, and no claims of the document are recorded"
    case .matterUnknown: "it is not known which matter is traced"
    case .namesNothing: "the attribution does not name this matter"
    case .otherMatter: "it is on another matter"
    }
  }

  /// What was left out as it is on other matters; nil if nothing was.
  static func otherMatters(_ count: Int) -> String? {
    guard count > 0 else { return nil }
    let matters = count == 1 ? "another matter" : "other matters"
    let pronoun = count == 1 ? "it" : "them"
    return "\(Wording.count(count, "step")) on \(matters) left out; --any-matter shows \(pronoun)."
  }

  static func isAgainst(_ relation: RelationDefinition) -> Bool {
    ["denied", "disputed", "refuted", "retracted"].contains(relation.name)
  }

  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }
}
