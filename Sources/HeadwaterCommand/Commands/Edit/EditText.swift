import ArgumentParser
import HeadwaterModel

/// Replaces a version of a document's text.
struct EditText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Replace a version of a document's text.",
    discussion: """
      Example:
        headwater edit text article article.txt --text-version 1
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var fields: TextFields

  @Argument(help: "The document, by key.")
  var document: String

  @Argument(help: "The file that holds the text, UTF-8.", completion: .file())
  var path: String

  func run() throws {
    try fields.store(path, of: document, mode: .update, in: caseOptions, changeOptions)
  }
}
