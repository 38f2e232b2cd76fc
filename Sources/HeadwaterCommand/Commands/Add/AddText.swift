import ArgumentParser
import HeadwaterModel

/// Stores the text of a document.
struct AddText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Store the text of a document, so that quotations are checked.",
    discussion: """
      Example:
        headwater add text article article.txt --retrieved 2023-08-01
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var fields: TextFields

  @Argument(help: "The document, by key.")
  var document: String

  @Argument(help: "The file that holds the text, UTF-8.", completion: .file())
  var path: String

  func run() throws {
    try fields.store(path, of: document, mode: .addOnly, in: caseOptions, changeOptions)
  }
}
