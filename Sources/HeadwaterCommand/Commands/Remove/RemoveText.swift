import ArgumentParser
import CaseStore
import HeadwaterModel

/// Removes a version of a document's text.
struct RemoveText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Remove a version of a document's text.",
    discussion: """
      Example:
        headwater remove text article --text-version 1
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Option(help: "The version's name.")
  var textVersion = "1"

  @Argument(help: "The document, by key.")
  var document: String

  func run() throws {
    let owner = try caseOptions.change(changeOptions) { writer in
      try writer.removeText(document: document, version: textVersion)
      return try writer.entityRecord(forKey: document)
    }
    let what =
      owner.naming == .withheld
      ? "a text of a withheld source"
      : "version \(quoted(textVersion)) of the text of \(quoted(document))"
    Terminal.message("Removed \(what).")
  }
}
