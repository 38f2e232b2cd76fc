import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// One question being answered part by part, so that what is known can be told when it is stopped.
final class QuestionRun {
  let clock: QuestionClock

  /// Why it was stopped; nil while it was not.
  private(set) var stopReason: StopReason?

  init(_ clock: QuestionClock) {
    self.clock = clock
  }

  var stopCheck: StopCheck { clock.stopCheck }

  /// Works out one part of the answer; nil where the question was stopped, now or before.
  func part<Part>(_ activity: String, _ body: () throws -> Part) throws -> Part? {
    guard stopReason == nil else { return nil }
    clock.begin(activity)
    do {
      return try body()
    } catch let error as QueryError {
      guard let reason = error.stopReason else { throw error }
      stopReason = reason
      return nil
    }
  }

  /// Takes note that a part which tells what it knows by itself was stopped.
  func note(_ reason: StopReason?) {
    if stopReason == nil { stopReason = reason }
  }

  /// The upstream graph of a subject.
  func network(
    of subject: EntityID, in reader: CaseReader, _ options: TraceOptions
  ) throws -> UpstreamNetwork? {
    try part("Walking upstream") {
      try UpstreamNetwork(of: subject, in: reader, options: options, stopCheck: stopCheck)
    }
  }

  /// The same over established steps alone; nil where `options` ask for that already.
  func establishedNetwork(
    of subject: EntityID, in reader: CaseReader, _ options: TraceOptions
  ) throws -> UpstreamNetwork? {
    if options.establishedOnly { return nil }
    var options = options
    options.establishedOnly = true
    return try network(of: subject, in: reader, options)
  }

  /// The `cut` of the answer.
  var cut: JSONValue { QuestionClock.cut(stopReason) }

  /// Ends the program with the right code if the question was stopped: call it last.
  func exitIfStopped() throws {
    try QuestionClock.exit(for: stopReason, known: "what is told is what was known by then")
  }
}
