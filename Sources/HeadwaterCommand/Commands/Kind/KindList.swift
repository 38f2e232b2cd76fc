import ArgumentParser
import CaseStore
import HeadwaterModel
import JSONText

/// Lists the kinds with what they descend from.
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
