import ArgumentParser
import CaseStore
import HeadwaterModel
import JSONText

/// Shows an entity with everything around it.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an entity with everything around it: both directions, evidence, stances.",
    discussion: """
      An attribution is shown by attribution:ID.

      Example:
        headwater show smuggling-claim
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Option(help: "text or json.")
  var format: TextFormat = .text

  @Argument(help: "An entity's key, or attribution:ID.")
  var subject: String

  func run() throws {
    let file = try caseOptions.open(.readOnly)
    let surroundings = try readOptions.read(file) { reader in
      if subject.hasPrefix("attribution:") {
        return try Surroundings(
          attribution: String(subject.dropFirst("attribution:".count)), in: reader)
      }
      return try Surroundings(entity: try reader.requiredEntity(subject), in: reader)
    }
    switch format {
    case .text:
      Terminal.write(SurroundingsText.text(surroundings, columns: Terminal.columns))
    case .json:
      Terminal.write(SurroundingsJSON(surroundings).document.prettyText + "\n")
    }
  }
}
