import ArgumentParser
import CaseStore
import HeadwaterModel
import JSONText

/// Finds entities by text.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find entities by name, alias or description.",
    discussion: """
      Every word has to occur, at least as the beginning of one; accents and letters' case do not \
      matter.

      Example:
        headwater search canback
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Option(help: "The most entities to list.")
  var limit = 50

  @Option(help: "text or json.")
  var format: TextFormat = .text

  @Argument(help: "The words to look for.")
  var words: [String]

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1") }
  }

  func run() throws {
    let file = try caseOptions.open(.readOnly)
    var cards = try readOptions.read(file) { reader in
      // One more than is shown tells whether there are more.
      let most = min(limit, Int.max - 1) + 1
      return try reader.cards(
        for: reader.search(words.joined(separator: " "), limit: most).map(\.entity))
    }
    let isCut = cards.count > limit
    if isCut { cards.removeLast() }
    switch format {
    case .json:
      let found = cards.map { TraceJSON.entity($0) }
      let cut: JSONValue =
        isCut ? .object([("reason", .text("limit")), ("limit", .integer(Int64(limit)))]) : .null
      Terminal.write(
        JSONValue.object([("entities", .array(found)), ("cut", cut)]).prettyText + "\n")
    case .text:
      for card in cards { Terminal.write(Wording.entity(card) + "\n") }
      if cards.isEmpty { Terminal.message("Nothing found.") }
      if isCut { Terminal.message("Only the first \(limit) are listed; --limit lists more.") }
    }
  }
}
