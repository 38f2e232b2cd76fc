import ArgumentParser
import CaseStore
import HeadwaterModel

/// Adds a kind of the case's own.
struct KindAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a kind of the case's own.",
    discussion: """
      Example:
        headwater kind add ministry --parent organisation
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Option(help: "The kind that it descends from.")
  var parent: String

  @Argument(help: "The name: a-z, 0-9, _ and -.")
  var name: String

  func run() throws {
    let kind = KindDefinition(name: name, parent: parent)
    let outcome = try caseOptions.change(changeOptions) { writer in
      try writer.write(.kind(kind), mode: .addOnly)
    }
    Confirmation.say(outcome, "the kind \(quoted(name))")
  }
}
