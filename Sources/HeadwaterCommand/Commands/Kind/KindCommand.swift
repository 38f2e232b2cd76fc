import ArgumentParser
import HeadwaterModel

/// Lists the kinds of entity in a case, and adds its own.
struct KindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kind", abstract: "List the kinds of entity, or add one of the case's own.",
    discussion: """
      Example:
        headwater kind list
      """, subcommands: [KindList.self, KindAdd.self])
}
