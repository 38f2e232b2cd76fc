import ArgumentParser
import CaseStore
import HeadwaterModel

/// Removes an entity.
struct RemoveEntity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entity", abstract: "Remove an entity.",
    discussion: """
      Example:
        headwater remove entity engineer --cascade
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Flag(help: "Remove the attributions, evidence and texts that refer to it as well.")
  var cascade = false

  @Argument(help: "The entity, by key.")
  var key: String

  func run() throws {
    let removed = try caseOptions.change(changeOptions) { writer in
      let record = try writer.entityRecord(forKey: key)
      try writer.removeEntity(key: key, cascade: cascade)
      return record
    }
    Terminal.message("Removed \(Confirmation.entity(removed)).")
  }
}
