import ArgumentParser
import CaseStore
import GraphQuery
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
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions
  @OptionGroup var options: WholeCaseOptions

  @Option(help: "The most loops to list.")
  var limit = 1000

  @Option(help: "text, json or csv.")
  var format: ListFormat = .text

  @Option(name: .shortAndLong, help: "Write to this file; default: standard output.")
  var output: String?

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1") }
  }

  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    let clock = options.startClock("Looking for loops")
    defer { clock.finish() }
    try readOptions.read(file) { reader in
      let loops = try Loops(
        in: reader, options: try options.traceOptions(in: reader), limit: limit,
        memoryLimit: options.memoryLimit, stopCheck: clock.stopCheck)
      clock.finish()
      try write(LoopReport(loops, limit: limit, in: reader))
      try QuestionClock.exit(for: loops.stopReason, known: "there may be more loops")
    }
  }

  private func write(_ report: LoopReport) throws {
    let file = OutputFile(output)
    switch format {
    case .text: try file.write(report.text(columns: Terminal.columns))
    case .json: try file.write(report.json.prettyText + "\n")
    case .csv: try file.write(try report.csv())
    }
    report.reportCut()
  }
}
