import ArgumentParser
import CaseStore
import GraphQuery

/// What a question about a whole case takes into account, and what it may cost.
struct WholeCaseOptions: ParsableArguments {
  @Flag(help: "Walk established steps only.")
  var established = false

  @OptionGroup var trust: TrustOptions

  @Option(help: "Stop after so many seconds, with what can be told by then (exit code 2).")
  var maxTime: Double?

  @Option(help: "The most memory to take, in MB; default: what the machine has free.")
  var maxMemory: Int?

  func validate() throws {
    if let maxTime, maxTime <= 0 { throw ValidationError("--max-time takes seconds above 0") }
    if let maxMemory, maxMemory < 1 { throw ValidationError("--max-memory takes MB from 1") }
  }

  func startClock(_ activity: String) -> QuestionClock {
    QuestionClock(maxTime: maxTime, activity: activity)
  }

  /// The bytes that a question may take; nil where nothing is known.
  var memoryLimit: Int? {
    maxMemory.map { $0.multipliedReportingOverflow(by: 1_000_000) }.map {
      $0.overflow ? .max : $0.partialValue
    } ?? FreeMemory.bytes
  }

  func traceOptions(in reader: CaseReader) throws -> TraceOptions {
    var options = TraceOptions()
    options.establishedOnly = established
    try trust.add(to: &options, in: reader)
    return options
  }
}
