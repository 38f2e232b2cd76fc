import ArgumentParser
import CaseStore
import HeadwaterModel
import JSONText

/// Lists what was suggested.
struct ReviewList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what was suggested and nobody has reviewed.",
    discussion: """
      Example:
        headwater review list --format json
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Option(help: "text or json.")
  var format: TextFormat = .text

  func run() throws {
    let file = try caseOptions.open(.readOnly)
    try readOptions.read(file) { reader in
      let suggested = try reader.suggestions()
      let details = try reader.details(of: suggested.attributions)
      let ends = Set(details.flatMap { [$0.source, $0.target, $0.about].compactMap { $0 } })
      let ids = ends.union(suggested.entities).sorted()
      let cards = Dictionary(uniqueKeysWithValues: zip(ids, try reader.cards(for: ids)))
      switch format {
      case .json: Terminal.write(json(suggested.entities, details, cards).prettyText + "\n")
      case .text: Terminal.write(text(suggested.entities, details, cards))
      }
    }
  }

  private func text(
    _ entities: [EntityID], _ details: [AttributionDetail], _ cards: [EntityID: EntityCard]
  ) -> String {
    if details.isEmpty { return "Nothing is suggested.\n" }
    var table = TextTable([])
    for detail in details {
      let target = detail.target.map { Wording.shortEntity(cards[$0]) } ?? "an attribution"
      table.add([
        detail.uid, Wording.shortEntity(cards[detail.source]), detail.relation.forwardPhrase,
        target, Wording.qualifiers(detail) { cards[$0] }.joined(separator: ", "),
      ])
    }
    let known = entities.map { Wording.entity(cards[$0]) + "\n" }.joined()
    return table.text + (known.isEmpty ? "" : "Mentioned by suggestions alone:\n" + known)
  }

  private func json(
    _ entities: [EntityID], _ details: [AttributionDetail], _ cards: [EntityID: EntityCard]
  ) -> JSONValue {
    func key(_ id: EntityID?) -> JSONValue { .optional(id.flatMap { cards[$0]?.key }) }
    return .object([
      (
        "attributions",
        .array(
          details.map { detail in
            .object([
              ("id", .text(detail.uid)), ("source", key(detail.source)),
              ("relation", .text(detail.relation.name)), ("target", key(detail.target)),
              ("about", key(detail.about)), ("date", .optional(detail.date?.text)),
            ])
          })
      ), ("entities", .array(entities.map { TraceJSON.entity(cards[$0]) })), ("cut", .null),
    ])
  }
}
