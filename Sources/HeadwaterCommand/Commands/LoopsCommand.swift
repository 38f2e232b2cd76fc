import ArgumentParser
import CaseStore
import GraphQuery
import Interchange
import JSONText

/// Finds circular reporting in a whole case.
struct LoopsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loops", abstract: "Find circular reporting: sources that draw on each other.",
    discussion: """
      Looks at the whole case, at each work as a whole and at each claim along the attributions \
      that name it. Each group is listed once, with a shortest circle as its witness, who brought \
      the information in, and whether nothing came in from outside. Versions of one work \
      (revised_as) count as one.

      Example:
        headwater loops
        headwater loops --format svg --output loops.svg
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions
  @OptionGroup var options: WholeCaseOptions

  @Option(help: "The most loops to list.")
  var limit = 1000

  @Option(help: "text, json, csv, dot, svg, png or mermaid.")
  var format: ListOrPictureFormat = .text

  @OptionGroup var outputOptions: QuestionOutputOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1") }
  }

  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    let clock = options.startClock("Looking for loops")
    defer { clock.finish() }
    let (loops, picture) = try readOptions.read(file) { reader in
      let loops = try Loops(
        in: reader, options: try options.traceOptions(in: reader), limit: limit,
        memoryLimit: options.memoryLimit, stopCheck: clock.stopCheck)
      clock.finish()
      return (loops, try answer(loops, in: reader))
    }
    try await PictureOutput.write(picture, format: format.picture, to: outputOptions.output)
    try QuestionClock.exit(for: loops.stopReason, known: "there may be more loops")
  }

  /// Writes the answer, or gives the picture that is asked for.
  private func answer(_ loops: Loops, in reader: CaseReader) throws -> Picture? {
    let report = try LoopReport(loops, limit: limit, withNames: format == .text, in: reader)
    let file = OutputFile(outputOptions.output)
    switch format {
    case .json: try file.write(report.json.prettyText + "\n")
    case .csv: try file.write(try report.csv())
    case .text: try file.write(report.text(columns: Terminal.columns))
    case .dot, .svg, .png, .mermaid:
      report.reportCut()
      return try LoopPicture.picture(loops, in: reader, legend: outputOptions.legend)
    }
    report.reportCut()
    return nil
  }
}
