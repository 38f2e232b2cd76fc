import ArgumentParser
import CaseStore
import GraphQuery
import JSONText

/// Lists the sources on which most documents of a case solely depend.
struct LoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "List the sources on which most documents solely depend.",
    discussion: """
      A document solely depends on a source where no chain from it comes to an end but through \
      that source. Each document is asked about as a whole; a circle that nothing enters counts as \
      one source.

      Example:
        headwater load --limit 10
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions
  @OptionGroup var options: WholeCaseOptions

  @Option(help: "The most sources to list.")
  var limit = 100

  @Option(help: "text, json or csv.")
  var format: ListFormat = .text

  @Option(name: .shortAndLong, help: "Write to this file; default: standard output.")
  var output: String?

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1") }
  }

  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    let clock = options.startClock("Weighing sources")
    defer { clock.finish() }
    try readOptions.read(file) { reader in
      let load = try Load(
        in: reader, options: try options.traceOptions(in: reader), limit: limit,
        memoryLimit: options.memoryLimit, stopCheck: clock.stopCheck)
      clock.finish()
      let report = try LoadReport(load, limit: limit, in: reader)
      let file = OutputFile(output)
      switch format {
      case .text: try file.write(report.text)
      case .json: try file.write(report.json.prettyText + "\n")
      case .csv: try file.write(try report.csv())
      }
      report.reportCut()
      try QuestionClock.exit(for: load.stopReason, known: "nothing is known yet")
    }
  }
}
