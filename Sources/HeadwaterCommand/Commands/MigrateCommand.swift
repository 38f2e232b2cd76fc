import ArgumentParser
import CaseStore

/// Brings a case up to date.
struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Bring a case of an older version up to date.",
    discussion: """
      A backup is made beside it first, as NAME.version-N. An older case can be read without this.

      Example:
        headwater migrate --case harbour.db
      """)

  @OptionGroup var caseOptions: CaseOptions

  func run() throws {
    let outcome = try CaseFile.migrate(at: caseOptions.path)
    let path = Terminal.visible(caseOptions.path)
    if let backup = outcome.backup {
      Terminal.message(
        "Brought \(path) from version \(outcome.from) to \(outcome.to); "
          + "\(Terminal.visible(backup)) is as it was.")
    } else {
      Terminal.message("Nothing to do: \(path) is of the newest version, \(outcome.to).")
    }
  }
}
