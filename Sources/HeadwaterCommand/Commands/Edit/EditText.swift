import ArgumentParser
import CaseStore
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
    let record = try fields.record(document: document, path: path)
    let file = try caseOptions.open(.readWrite)
    let outcome = try file.write(changeOptions) { writer in
      try writer.write(.text(record), mode: .update)
    }
    try file.close()
    Confirmation.say(outcome, "version \(record.version) of the text of \(quoted(document))")
  }
}
