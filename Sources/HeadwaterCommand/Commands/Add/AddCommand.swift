import ArgumentParser

/// Adds one thing to a case.
struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add an entity, an attribution, evidence or a text.",
    discussion: """
      Example:
        headwater add attribution article cites report --according-to article --locator ¶4
      """,
    subcommands: [
      AddEntity.self, AddAttribution.self, AddEvidence.self, AddText.self,
    ])
}
