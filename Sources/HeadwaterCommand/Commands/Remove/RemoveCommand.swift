import ArgumentParser

/// Removes one thing from a case.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove an entity, an attribution, evidence or a text.",
    discussion: """
      What was removed stays in the case's journal.

      Example:
        headwater remove attribution a17 --reason "recorded twice"
      """,
    subcommands: [
      RemoveEntity.self, RemoveAttribution.self, RemoveEvidence.self, RemoveText.self,
    ])
}
