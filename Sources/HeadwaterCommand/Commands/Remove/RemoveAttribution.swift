import ArgumentParser
import CaseStore
import HeadwaterModel

/// Removes an attribution with its evidence.
struct RemoveAttribution: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attribution", abstract: "Remove an attribution with its evidence.",
    discussion: """
      Example:
        headwater remove attribution a17
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Flag(help: "Remove the stances on it as well.")
  var cascade = false

  @Argument(help: "The attribution's id.")
  var id: String

  func run() throws {
    try caseOptions.change(changeOptions) { try $0.removeAttribution(id: id, cascade: cascade) }
    Terminal.message("Removed the attribution \(quoted(id)).")
  }
}
