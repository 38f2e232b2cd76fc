import ArgumentParser
import CaseStore

/// Copies a case while others go on with it.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the case into a new file, while others go on with it.",
    discussion: """
      The copy is whole or absent. --redact leaves out who withheld sources are and what they \
      said, and refuses where the text of another row holds their name.

      Example:
        headwater backup harbour-for-the-editor.db --redact
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Flag(help: "Leave out who withheld sources are, and what they said.")
  var redact = false

  @Flag(help: "With --redact: blank their names in the text of other rows.")
  var redactText = false

  @Argument(help: "The file to make.", completion: .file())
  var path: String

  func validate() throws {
    if redactText, !redact { throw ValidationError("--redact-text goes with --redact") }
  }

  func run() throws {
    var options = PurgeOptions()
    options.redactsText = redactText
    try caseOptions.open(.readOnly).backup(
      to: path, redacting: redact ? options : nil, author: changeOptions.resolvedAuthor)
    Terminal.message("Wrote \(Terminal.visible(path)).")
  }
}
