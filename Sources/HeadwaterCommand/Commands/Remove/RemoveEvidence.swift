import ArgumentParser
import CaseStore
import HeadwaterModel

/// Removes a piece of evidence.
struct RemoveEvidence: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Remove a piece of evidence.",
    discussion: """
      Example:
        headwater remove evidence a17 2
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Argument(help: "The attribution's id.")
  var attribution: String

  @Argument(help: "Which piece, from 1.")
  var number: Int

  func run() throws {
    try caseOptions.change(changeOptions) { writer in
      try writer.removeEvidence(attribution: attribution, number: number)
    }
    Terminal.message("Removed evidence \(number) of \(quoted(attribution)).")
  }
}
