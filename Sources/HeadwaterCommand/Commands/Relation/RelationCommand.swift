import ArgumentParser
import HeadwaterModel

/// Lists the relations of a case, and adds its own.
struct RelationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relation", abstract: "List the relations of a case, or add one of its own.",
    discussion: """
      Example:
        headwater relation list
      """, subcommands: [RelationList.self, RelationAdd.self])
}
