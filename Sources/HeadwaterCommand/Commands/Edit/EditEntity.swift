import ArgumentParser
import CaseStore
import HeadwaterModel

/// Changes an entity.
struct EditEntity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entity", abstract: "Change an entity.",
    discussion: """
      Example:
        headwater edit entity engineer --upstream origin --reason "confirmed by phone"
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var fields: EntityFields

  @Option(name: .customLong("key"), help: "A new key.")
  var newKey: String?

  @Argument(help: "The entity, by key.")
  var key: String

  func run() throws {
    let changed = try caseOptions.change(changeOptions) { writer in
      var record = try writer.entityRecord(forKey: key)
      try fields.apply(to: &record)
      if let newKey { record.key = newKey }
      return (try writer.replaceEntity(key: key, with: record), record)
    }
    Confirmation.say(changed.0, Confirmation.entity(changed.1))
  }
}
