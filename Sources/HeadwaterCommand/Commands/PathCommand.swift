import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// Lists the shortest ways by which something travelled from one entity to another.
struct PathCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "Show the shortest way from one entity to another.",
    discussion: """
      A path is the beginning of a chain of TO that gets to FROM: the matter is that of TO, and no \
      path goes on from a marked step. No entity comes twice; parallel attributions are one hop. \
      Shorter paths come first, equally long ones by their keys. Where there is none, that is the \
      answer, and no error.

      Example:
        headwater path icrc-insiders article --all-shortest
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Argument(help: "Where it came from, by key.")
  var from: String

  @Argument(help: "Where it got to, by key.")
  var to: String

  @Flag(help: "Go against the flow: from where it got to, to where it came from.")
  var against = false

  @Flag(help: "List all of the shortest.")
  var allShortest = false

  @Option(help: "List so many paths, by length.")
  var count: Int?

  @Option(help: "The most paths that --all-shortest lists; default: 1000.")
  var limit: Int?

  @OptionGroup var stepOptions: StepOptions

  @Option(help: "text, json or csv.")
  var format: ListFormat = .text

  @Option(name: .shortAndLong, help: "Write to this file; default: standard output.")
  var output: String?

  func validate() throws {
    if allShortest, count != nil {
      throw ValidationError("--all-shortest lists all of one length, and --count a number")
    }
    if let count, count < 1 { throw ValidationError("--count takes a number from 1") }
    if let limit {
      if limit < 1 { throw ValidationError("--limit takes a number from 1") }
      if !allShortest { throw ValidationError("--limit goes with --all-shortest") }
    }
  }

  private var selection: PathSelection {
    if allShortest { return .allShortest(limit: limit ?? 1000) }
    return count.map { .first($0) } ?? .shortest
  }

  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    try readOptions.read(file) { try write($0) }
  }

  private func write(_ reader: CaseReader) throws {
    let first = try reader.requiredEntity(from)
    let last = try reader.requiredEntity(to)
    let (giver, receiver) = against ? (last, first) : (first, last)
    let options = try stepOptions.traceOptions(in: reader)
    try Paths.check(from: giver, to: receiver, options)
    let run = PathRun(QuestionRun(stepOptions.startClock()), in: reader, options, selection)
    defer { run.run.clock.finish() }
    let answer = try run.answer(from: giver, to: receiver)
    let list = try PathList(answer, isAgainst: against, in: reader)
    run.run.clock.finish()
    let output = OutputFile(output)
    switch format {
    case .csv: try output.write(list.csv())
    case .json:
      let cut = QuestionClock.cut(run.run.stopReason, limit: answer.limit)
      try output.write(list.json(cut: cut).prettyText + "\n")
    case .text: try output.write(list.text)
    }
    try run.run.exitIfStopped()
    if let limit = answer.limit { run.report(limit) }
  }
}
