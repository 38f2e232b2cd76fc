import ArgumentParser
import CaseStore
import GraphQuery
import Headwater
import HeadwaterModel
import Interchange
import JSONText

/// Writes a case, or a part of one, in another format.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the case as a case folder, JSON Lines, JSON or a picture.",
    discussion: """
      csv writes a case folder, jsonl one file with the same content; import reads both back as \
      the same case. Withheld sources stay withheld, and where the text of another row holds \
      their name nothing is written until it is edited or blanked.

      Example:
        headwater export --format csv --output harbour
        headwater export --format jsonl --subject article --output article.jsonl
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions
  @OptionGroup var pictureOptions: PictureOptions

  @Option(help: "csv (a case folder), jsonl, json, dot, svg, png or mermaid.")
  var format: ExportFormat = .csv

  @Option(help: "Only what lies upstream of this entity, by key, and what belongs to it.")
  var subject: String?

  @Flag(help: "Blank the names of withheld sources in the text of other rows.")
  var redactText = false

  @Flag(help: "Guard cells that a spreadsheet would run as formulas; not to be imported again.")
  var spreadsheetSafe = false

  func validate() throws {
    if format == .csv, pictureOptions.output == nil {
      throw ValidationError("name the folder to write with --output")
    }
    if spreadsheetSafe, format != .csv {
      throw ValidationError("--spreadsheet-safe goes with --format csv")
    }
  }

  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    switch format {
    case .csv:
      let folder = pictureOptions.output ?? ""
      try read(file) { reader in
        _ = try CaseFolderWriter(path: folder, spreadsheetSafe: spreadsheetSafe).write(reader)
      }
      Terminal.message("Wrote \(Terminal.visible(folder)).")
    case .jsonl:
      try read(file, writeLines)
    case .json:
      let document = try read(file) { try CaseJSON.document($0) }
      try OutputFile(pictureOptions.output).write(document.prettyText + "\n")
    case .dot, .svg, .png, .mermaid:
      let picture = try read(file) { reader in
        try CasePicture.picture(reader, legend: pictureOptions.legend)
      }
      try await PictureOutput.write(
        picture, format: AnswerFormat(rawValue: format.rawValue) ?? .dot,
        to: OutputFile(pictureOptions.output))
    }
  }

  private func writeLines(_ reader: CaseReader) throws {
    if let output = pictureOptions.output, output != "-" {
      _ = try JSONLinesWriter().write(reader, to: output)
      Terminal.message("Wrote \(Terminal.visible(output)).")
    } else {
      _ = try JSONLinesWriter().write(reader) { Terminal.write($0) }
    }
  }

  /// Runs `body` on what is to be written, if it holds no name of a withheld source.
  private func read<Result>(
    _ file: CaseFile, _ body: (CaseReader) throws -> Result
  ) throws -> Result {
    try readOptions.read(file) { reader in
      if let subject { reader.selection = try reader.upstreamPart(of: subject) }
      let findings = try reader.protectedTextFindings()
      let refused = redactText ? findings.filter(\.isName) : findings
      if !refused.isEmpty { throw CaseError(refused) }
      return try body(reader)
    }
  }
}

/// The formats of a whole case.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case csv, jsonl, json, dot, svg, png, mermaid
}
