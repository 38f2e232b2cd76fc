import ArgumentParser
import CaseStore
import HeadwaterModel
import Interchange

/// The fields of a stored text as options.
struct TextFields: ParsableArguments {
  @Option(name: .customLong("text-version"), help: "The version's name.")
  var version = "1"

  @Option(help: "The media type.")
  var mediaType = "text/plain"

  @Option(help: "When it was retrieved.")
  var retrieved: String?

  func record(document: String, path: String) throws -> TextRecord {
    TextRecord(
      document: document, version: version, mediaType: mediaType,
      retrieved: retrieved?.nonEmpty, content: try WholeFile.text(of: path))
  }

  /// Stores a file as a version of a document's text, and says so.
  func store(
    _ path: String, of document: String, mode: WriteMode, in caseOptions: CaseOptions,
    _ changeOptions: ChangeOptions
  ) throws {
    let record = try record(document: document, path: path)
    let outcome = try caseOptions.change(changeOptions) { writer in
      try writer.write(.text(record), mode: mode)
    }
    Confirmation.say(outcome, "version \(record.version) of the text of \(quoted(document))")
  }
}
