import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// Lists what somebody took a stance against.
struct DisputesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disputes", abstract: "List what somebody denied, disputed or refuted.",
    discussion: """
      Each with what is recorded for it and against it, and where either side has it from: agents \
      stand for themselves, documents for what lies upstream of them. The states none, supported, \
      denied and both say what is recorded, and not what is true. --about narrows it to a claim \
      and the attributions that carry it.

      Example:
        headwater disputes --about smuggling-claim
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Flag(help: "List every claim, also those that nothing is recorded against.")
  var all = false

  @OptionGroup var stepOptions: StepOptions

  @Option(help: "text, json or csv.")
  var format: ListFormat = .text

  @Option(name: .shortAndLong, help: "Write to this file; default: standard output.")
  var output: String?

  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    try readOptions.read(file) { try write($0) }
  }

  private func write(_ reader: CaseReader) throws {
    let options = try stepOptions.traceOptions(in: reader)
    let run = QuestionRun(stepOptions.startClock())
    defer { run.clock.finish() }
    func disputes(_ options: TraceOptions) throws -> Disputes {
      run.clock.begin("Looking for stances")
      let found = try Disputes(
        in: reader, options: options, listsAllClaims: all, stopCheck: run.stopCheck)
      run.note(found.stopReason)
      return found
    }
    let answer = try disputes(options)
    var sure = options
    sure.establishedOnly = true
    let established =
      options.establishedOnly || run.stopReason != nil ? nil : try disputes(sure)
    let list = try DisputeList(answer, established: established, in: reader)
    run.clock.finish()
    let output = OutputFile(output)
    switch format {
    case .csv: try output.write(list.csv())
    case .json: try output.write(list.json(cut: run.cut).prettyText + "\n")
    case .text: try output.write(list.text)
    }
    try run.exitIfStopped()
  }
}
