import ArgumentParser
import CaseStore
import HeadwaterModel

/// Adds a relation of the case's own.
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
    let outcome = try caseOptions.change(changeOptions) { writer in
      try writer.write(.relation(relation), mode: .addOnly)
    }
    Confirmation.say(outcome, "the relation \(quoted(name))")
  }
}
