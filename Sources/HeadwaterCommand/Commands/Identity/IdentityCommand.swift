import ArgumentParser
import CaseStore
import HeadwaterModel

/// Verdicts on which entities are one.
struct IdentityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity", abstract: "Judge which entities are one, and which are not.",
    discussion: """
      A verdict is a row of its own, with author, time and reason: nothing is rewritten, and each \
      can be undone. Entities judged the same count as one in every question; the same is \
      transitive, and a verdict that contradicts another is refused.

      Example:
        headwater identity same engineer port-engineer --reason "same voice on both tapes"
      """,
    subcommands: [
      IdentitySame.self, IdentityPossiblySame.self, IdentityDistinct.self, IdentityUndo.self,
      IdentityList.self,
    ], defaultSubcommand: IdentityList.self)
}

/// The pair that a verdict is on.
struct PairOptions: ParsableArguments {
  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Argument(help: "An entity, by key.")
  var entity: String

  @Argument(help: "The other entity, by key.")
  var other: String

  /// Records a verdict, in place of the one on this pair if there is one.
  func judge(_ verdict: IdentityVerdict) throws {
    let outcome = try caseOptions.change(changeOptions) { writer in
      try writer.judge(
        entity, other, verdict, author: changeOptions.resolvedAuthor,
        reason: changeOptions.reason)
    }
    switch outcome {
    case .unchanged: Terminal.message("Nothing to do: that is the verdict already.")
    case .added, .updated: Terminal.message("Recorded the verdict.")
    }
  }
}
