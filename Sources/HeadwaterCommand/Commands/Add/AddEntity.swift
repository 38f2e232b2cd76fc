import ArgumentParser
import CaseStore
import HeadwaterModel

/// Adds an entity.
struct AddEntity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entity", abstract: "Add an entity.",
    discussion: """
      Example:
        headwater add entity engineer --kind person --naming unnamed --upstream origin \
      --name "An engineer at the port"
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var fields: EntityFields

  @Argument(help: "The key: letters, digits, “.”, “_” and “-”.")
  var key: String

  func run() throws {
    var record = EntityRecord(key: key, kind: nil)
    try fields.apply(to: &record)
    let entity = record
    let outcome = try caseOptions.change(changeOptions) { writer in
      try writer.write(.entity(entity), mode: .addOnly)
    }
    Confirmation.say(outcome, Confirmation.entity(entity))
  }
}
