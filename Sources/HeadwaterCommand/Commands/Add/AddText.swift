import ArgumentParser
import CaseStore
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
    let record = try fields.record(document: document, path: path)
    let file = try caseOptions.open(.readWrite)
    let outcome = try file.write(changeOptions) { writer in
      try writer.write(.text(record), mode: .addOnly)
    }
    try file.close()
    Confirmation.say(outcome, "version \(record.version) of the text of \(quoted(document))")
  }
}
