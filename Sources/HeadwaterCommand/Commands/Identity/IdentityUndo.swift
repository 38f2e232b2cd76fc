import ArgumentParser
import CaseStore

/// Takes back the verdict on two entities.
struct IdentityUndo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back the verdict on two entities.",
    discussion: """
      The verdict stays in the list, as one that was undone.

      Example:
        headwater identity undo engineer port-engineer --reason "he was abroad that day"
      """)

  @OptionGroup var pair: PairOptions

  func run() throws {
    try pair.caseOptions.change(pair.changeOptions) { writer in
      try writer.undoVerdict(
        pair.entity, pair.other, author: pair.changeOptions.resolvedAuthor,
        reason: pair.changeOptions.reason)
    }
    Terminal.message("Undone.")
  }
}
