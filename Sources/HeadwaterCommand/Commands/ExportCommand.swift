import ArgumentParser
import CaseStore
import Headwater
import HeadwaterModel
import Interchange
import JSONText

/// Writes a whole case in another format.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the case as a case folder, a picture or JSON.",
    discussion: """
      csv writes a case folder, which import reads back as the same case; --output names it.

      Example:
        headwater export --format csv --output harbour
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var revealOptions: RevealOptions
  @OptionGroup var pictureOptions: PictureOptions

  @Option(help: "csv (a case folder), json, dot, svg, png or mermaid.")
  var format: ExportFormat = .csv

  @Flag(help: "Guard cells that a spreadsheet would run as formulas; not to be imported again.")
  var spreadsheetSafe = false

  func validate() throws {
    if format == .csv, pictureOptions.output == nil {
      throw ValidationError("name the folder to write with --output")
    }
  }

  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    let reveal = revealOptions.revealWithheld
    switch format {
    case .csv:
      let folder = pictureOptions.output ?? ""
      try file.read(revealWithheld: reveal) { reader in
        _ = try CaseFolderWriter(path: folder, spreadsheetSafe: spreadsheetSafe).write(reader)
      }
      Terminal.message("Wrote \(Terminal.visible(folder)).")
    case .json:
      let document = try file.read(revealWithheld: reveal) { try CaseJSON.document($0) }
      try OutputFile(pictureOptions.output).write(document.prettyText + "\n")
    case .dot, .svg, .png, .mermaid:
      let picture = try file.read(revealWithheld: reveal) { reader in
        try CasePicture.picture(reader, legend: pictureOptions.legend)
      }
      try await PictureOutput.write(
        picture, format: AnswerFormat(rawValue: format.rawValue) ?? .dot,
        to: OutputFile(pictureOptions.output))
    }
  }
}

/// The formats of a whole case.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case csv, json, dot, svg, png, mermaid
}
