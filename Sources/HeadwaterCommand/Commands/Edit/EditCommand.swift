import ArgumentParser

/// Changes one thing in a case.
struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change an entity, an attribution, evidence or a text.",
    discussion: """
      Fields that are not given stay as they are; an empty value clears one.

      Example:
        headwater edit entity article --date 2023-08
      """,
    subcommands: [
      EditEntity.self, EditAttribution.self, EditEvidence.self, EditText.self,
    ])
}
