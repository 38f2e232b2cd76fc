import ArgumentParser
import CaseStore
import HeadwaterModel
import JSONText

/// Lists the relations with role, phrases and shapes.
struct RelationList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the relations with role, phrases and shapes.",
    discussion: """
      Example:
        headwater relation list --format json
      """)

  @OptionGroup var caseOptions: CaseOptions

  @Option(help: "text or json.")
  var format: TextFormat = .text

  func run() throws {
    let vocabulary = try caseOptions.open(.readOnly).read { $0.vocabulary }
    let builtIn = RelationDefinition.builtIn
    let own = vocabulary.relations.values.filter { relation in
      !builtIn.contains { $0.name == relation.name }
    }
    let relations = builtIn + own.sorted { ByteOrder.precedes($0.name, $1.name) }
    switch format {
    case .text:
      var table = TextTable(["relation", "role", "giver first", "receiver first", "shapes"])
      for relation in relations {
        table.add([
          relation.name, relation.role.rawValue, relation.forwardPhrase, relation.backwardPhrase,
          RelationShape.text(of: relation.effectiveShapes),
        ])
      }
      Terminal.write(table.text)
    case .json:
      let values = relations.map { relation in
        JSONValue.object([
          ("name", .text(relation.name)), ("role", .text(relation.role.rawValue)),
          ("phrase", .text(relation.forwardPhrase)),
          ("inversePhrase", .text(relation.backwardPhrase)),
          ("shapes", .text(RelationShape.text(of: relation.effectiveShapes))),
          ("prov", .optional(relation.prov)), ("cito", .optional(relation.cito)),
          ("followTheMoney", .optional(relation.followTheMoney)),
        ])
      }
      Terminal.write(
        JSONValue.object([("relations", .array(values)), ("cut", .null)]).prettyText + "\n")
    }
  }
}
