import ArgumentParser
import CaseStore
import HeadwaterModel

/// Reviews what was suggested.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Accept or reject what was suggested.",
    discussion: """
      Suggested attributions count for nothing until they are accepted. An entity that only \
      suggested ones mention is itself a suggestion.

      Example:
        headwater review
      """,
    subcommands: [ReviewList.self, ReviewAccept.self, ReviewReject.self],
    defaultSubcommand: ReviewList.self)
}

/// What is to be reviewed.
struct ReviewOptions: ParsableArguments {
  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Flag(help: "All that is suggested.")
  var all = false

  @Argument(help: "Ids of attributions, or keys of entities: all suggested ones around these.")
  var names: [String] = []

  func validate() throws {
    if all == !names.isEmpty { throw ValidationError("name what to review, or say --all") }
  }

  /// - Returns: How many attributions were reviewed.
  func review(as status: RecordStatus) throws -> Int {
    try caseOptions.change(changeOptions) { writer in
      if all { return try writer.review(try writer.suggestedIDs(), as: status) }
      var ids: [String] = []
      for name in names {
        let found = try writer.suggestedIDs(named: name)
        ids += found.filter { !ids.contains($0) }
      }
      return try writer.review(ids, as: status)
    }
  }
}
