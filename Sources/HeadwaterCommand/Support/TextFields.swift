import ArgumentParser
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
}
