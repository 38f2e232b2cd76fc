import ArgumentParser
import CaseStore
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

struct KindList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the kinds with what they descend from.",
    discussion: """
      Example:
        headwater kind list
      """)

  @OptionGroup var caseOptions: CaseOptions

  @Option(help: "text or json.")
  var format: TextFormat = .text

  func run() throws {
    let vocabulary = try caseOptions.open(.readOnly).read { $0.vocabulary }
    let kinds = vocabulary.kinds.values.sorted { ByteOrder.precedes($0.name, $1.name) }
    switch format {
    case .text:
      var table = TextTable(["kind", "parent", "base"])
      for kind in kinds {
        table.add([
          kind.name, kind.parent ?? "", vocabulary.baseKind(of: kind.name)?.rawValue ?? "",
        ])
      }
      Terminal.write(table.text)
    case .json:
      let values = kinds.map { kind in
        JSONValue.object([
          ("name", .text(kind.name)), ("parent", .optional(kind.parent)),
          ("base", .optional(vocabulary.baseKind(of: kind.name)?.rawValue)),
        ])
      }
      Terminal.write(
        JSONValue.object([("kinds", .array(values)), ("cut", .null)]).prettyText + "\n")
    }
  }
}

struct KindAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a kind of the case's own.",
    discussion: """
      Example:
        headwater kind add ministry --parent organisation
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Option(help: "The kind that it descends from.")
  var parent: String

  @Argument(help: "The name: a-z, 0-9, _ and -.")
  var name: String

  func run() throws {
    let kind = KindDefinition(name: name, parent: parent)
    let file = try caseOptions.open(.readWrite)
    let outcome = try file.write(changeOptions) { writer in
      try writer.write(.kind(kind), mode: .addOnly)
    }
    try file.close()
    Confirmation.say(outcome, "the kind \(quoted(name))")
  }
}
