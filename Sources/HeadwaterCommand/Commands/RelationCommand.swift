import ArgumentParser
import CaseStore
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

struct RelationAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a relation of the case's own.",
    discussion: """
      Example:
        headwater relation add faxed_to --role transmission --phrase "faxed to" \
      --inverse-phrase "received a fax from" --shapes "person|organisation>outlet"
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Option(help: "transmission, origination, stance or association.")
  var role: String

  @Option(help: "How it reads giver first: “A … B”.")
  var phrase: String

  @Option(help: "How it reads receiver first: “B … A”.")
  var inversePhrase: String

  @Option(
    help: """
      Which kinds it may join, as GIVERS>RECEIVERS; several with “;” between. Default: what the \
      role allows.
      """)
  var shapes: String?

  @Argument(help: "The name: a-z, 0-9, _ and -.")
  var name: String

  func run() throws {
    guard let role: RelationRole = try FieldReader.optionalTerm(role, "role") else {
      throw ValidationError("--role is empty")
    }
    let relation = RelationDefinition(
      name: name, role: role, forwardPhrase: phrase, backwardPhrase: inversePhrase,
      shapes: try shapes.map { try RelationShape.read($0) } ?? [])
    let file = try caseOptions.open(.readWrite)
    let outcome = try file.write(changeOptions) { writer in
      try writer.write(.relation(relation), mode: .addOnly)
    }
    try file.close()
    Confirmation.say(outcome, "the relation \(quoted(name))")
  }
}
