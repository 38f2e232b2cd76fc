import CaseStore
import GraphQuery
import Headwater
import HeadwaterModel

/// Chains drawn as one tree, what lies upstream below; a sub-tree already shown is referred to.
struct TraceTree {
  private let answer: TraceAnswer
  private let columns: Int
  private var text = ""

  /// Sub-trees that have been shown, by what they hold.
  private var shown: Set<String> = []

  /// Stances that have been shown.
  private var shownStances: Set<AttributionID> = []

  static func text(_ answer: TraceAnswer, columns: Int) -> String {
    var tree = TraceTree(answer: answer, columns: columns)
    tree.draw()
    return tree.text
  }

  private init(answer: TraceAnswer, columns: Int) {
    self.answer = answer
    self.columns = columns
  }

  /// A hop with all that goes on from it.
  private final class Node {
    let hop: Hop?
    let entity: EntityID
    var ends: [ChainEnd] = []
    var children: [Node] = []

    init(hop: Hop?, entity: EntityID) {
      self.hop = hop
      self.entity = entity
    }

    func child(for hop: Hop) -> Node {
      if let known = children.first(where: { $0.hop == hop }) { return known }
      let child = Node(hop: hop, entity: hop.giver)
      children.append(child)
      return child
    }

    /// Equal for sub-trees that read the same.
    var signature: String {
      let parts = children.map { child in
        let hop = child.hop.map { hop in
          "\(hop.attributions.map(\.edge.id.rawValue)) \(hop.why?.rawValue ?? "") "
            + "\(hop.isAnachronistic)"
        }
        return "\(child.entity.rawValue) \(hop ?? "") (\(child.signature))"
      }
      return "\(ends.map(\.rawValue)) \(parts)"
    }
  }

  private mutating func draw() {
    let root = Node(hop: nil, entity: answer.subject)
    for chain in answer.chains {
      var node = root
      for hop in chain.hops { node = node.child(for: hop) }
      node.ends.append(chain.end)
    }
    add(Wording.entity(answer.card(answer.subject)), first: "", rest: "  ")
    for stance in answer.stancesOnEntities[answer.subject] ?? [] {
      shownStances.insert(stance.id)
      add(sentence(of: stance), first: "  ", rest: "    ")
    }
    drawBeneath(root, indent: "")
    text += "\n"
    for line in footer { add(line, first: "", rest: "") }
  }

  private mutating func drawBeneath(_ node: Node, indent: String) {
    drawBylines(of: node, indent: indent)
    for end in node.ends {
      let naming = answer.card(node.entity)?.naming ?? .named
      let isUnnamed = node.hop != nil && naming != .named && naming != .pseudonym
      add(
        Wording.end(end, isUnnamed: isUnnamed), first: indent + "   ", rest: indent + "     ")
    }
    guard !node.children.isEmpty else { return }
    let isNew = shown.insert("\(node.entity.rawValue) \(node.signature)").inserted
    guard isNew else {
      let key = Terminal.visible(answer.card(node.entity)?.key ?? "?")
      add("↑ upstream of \(key): as shown above", first: indent + "   ", rest: indent + "     ")
      return
    }
    for (index, child) in node.children.enumerated() {
      let isLast = index == node.children.count - 1
      draw(child, indent: indent, isLast: isLast)
    }
  }

  private mutating func draw(_ node: Node, indent: String, isLast: Bool) {
    guard let hop = node.hop else { return }
    let below = indent + (isLast ? "   " : "│  ")
    var phrases: [String] = []
    for attribution in hop.attributions {
      let phrase = answer.details[attribution.edge.id]?.relation.backwardPhrase ?? "?"
      if !phrases.contains(phrase) { phrases.append(phrase) }
    }
    let line = phrases.joined(separator: ", ") + " " + Wording.entity(answer.card(hop.giver))
    add(line, first: indent + (isLast ? "└─ " : "├─ "), rest: below + "  ")
    for attribution in hop.attributions {
      guard let detail = answer.details[attribution.edge.id] else { continue }
      let status = attribution.why.map { "possible: \(Wording.reason($0))" } ?? "established"
      let parts =
        [status] + Wording.qualifiers(detail, answer.card)
        + [Wording.evidence(detail, answer.card)]
      let phrase = phrases.count > 1 ? detail.relation.backwardPhrase + ": " : ""
      add(phrase + parts.joined(separator: " · "), first: below + "   ", rest: below + "     ")
    }
    if let why = hop.why, hop.attributions.contains(where: { $0.why == nil }) {
      // Established by itself, and not together with the rest of any choice.
      add(
        "in this chain possible: \(Wording.reason(why))", first: below + "   ",
        rest: below + "     ")
    }
    if hop.isAnachronistic {
      add("⚠ later than what it fed", first: below + "   ", rest: below + "     ")
    }
    for stance in answer.stances(on: hop) where shownStances.insert(stance.id).inserted {
      add(sentence(of: stance), first: below + "   ", rest: below + "     ")
    }
    for tie in answer.associations[hop.giver] ?? [] {
      guard let target = tie.target else { continue }
      let words = "\(tie.relation.forwardPhrase) \(Wording.shortEntity(answer.card(target)))"
      add(words, first: below + "   ", rest: below + "     ")
    }
    drawBeneath(node, indent: below)
  }

  private mutating func drawBylines(of node: Node, indent: String) {
    let onChain = Set(node.children.map(\.entity))
    for byline in answer.bylines[node.entity] ?? [] where !onChain.contains(byline.source) {
      let words =
        "\(byline.relation.backwardPhrase) \(Wording.shortEntity(answer.card(byline.source)))"
      add(words, first: indent + "   ", rest: indent + "     ")
    }
  }

  /// "✗ denied by icrc · ICRC: smuggling-claim (2023-07, according to article ¶15)".
  private func sentence(of stance: AttributionDetail) -> String {
    let sign = Wording.isAgainst(stance.relation) ? "✗" : "•"
    let target: String
    if let entity = stance.target {
      target = Terminal.visible(answer.card(entity)?.key ?? "?")
    } else {
      target = "this attribution"
    }
    let facts = (Wording.qualifiers(stance, answer.card) + [Wording.evidence(stance, answer.card)])
      .joined(separator: " · ")
    let who = Wording.shortEntity(answer.card(stance.source))
    return "\(sign) \(stance.relation.backwardPhrase) \(who): \(target) (\(facts))"
  }

  private mutating func add(_ words: String, first: String, rest: String) {
    let width = columns - max(Terminal.width(of: first), Terminal.width(of: rest))
    for (index, line) in Terminal.wrap(words, columns: width).enumerated() {
      text += (index == 0 ? first : rest) + line + "\n"
    }
  }

  private var footer: [String] {
    let established = answer.chains.filter(\.isEstablished).count
    let possible = answer.chains.count - established
    var lines: [String] = []
    var summary = Wording.count(answer.chains.count, "chain")
    if answer.cut != nil {
      let rest = answer.total.isExact ? " of \(answer.total.count)" : " of those there are"
      summary = "The first \(summary)\(rest)"
    }
    lines.append("\(summary): \(established) established, \(possible) possible.")
    return lines + (Wording.otherMatters(answer.otherMatters).map { [$0] } ?? [])
  }
}
