import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// How a source fails, as it is typed.
enum NoticeWord: String, CaseIterable, ExpressibleByArgument {
  case retraction, withdrawal, correction, concern

  var kind: NoticeKind {
    switch self {
    case .retraction: .retraction
    case .withdrawal: .withdrawal
    case .correction: .correction
    case .concern: .concern
    }
  }
}

/// How the impact of some sources is told.
struct ImpactOptions: ParsableArguments {
  @Option(
    name: .customLong("as"), help: "How it fails: retraction, withdrawal, correction or concern.")
  var noticeWord = NoticeWord.retraction

  @Option(help: "The most works of each list; default: 1,000.")
  var limit: Int?

  @Option(help: "text, json or csv.")
  var format: ListFormat = .text

  @Option(name: .shortAndLong, help: "Write to this file; default: standard output.")
  var output: String?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
  }

  var listLimit: Int { limit ?? 1000 }

  var notice: NoticeKind { noticeWord.kind }

  /// Works out what hangs on the sources, and tells it.
  func tell(
    _ sources: [EntityID], recorded: RecordedNotice? = nil, _ options: TraceOptions,
    clock: QuestionClock, in reader: CaseReader
  ) throws {
    defer { clock.finish() }
    func impact(_ options: TraceOptions) throws -> Impact {
      try Impact(
        of: sources, in: reader, options: options, notice: notice, limit: listLimit,
        stopCheck: clock.stopCheck)
    }
    clock.begin("Looking for what hangs on it")
    let answer = try impact(options)
    var established: Impact?
    if !options.establishedOnly, answer.stopReason == nil {
      var options = options
      options.establishedOnly = true
      established = try impact(options)
    }
    clock.finish()
    let stopReason = answer.stopReason ?? established?.stopReason
    let report = try ImpactReport(
      answer, established: established, recorded: recorded, limit: listLimit, in: reader)
    let isCut = answer.isCut || established?.isCut == true
    let output = OutputFile(output)
    switch format {
    case .csv: try output.write(report.csv)
    case .json:
      let cut = QuestionClock.cut(stopReason, limit: isCut ? listLimit : nil)
      try output.write(report.json(cut: cut).prettyText + "\n")
    case .text: try output.write(report.text)
    }
    if isCut {
      Terminal.message(
        "Cut: only the first \(listLimit) of a list are told; --limit tells more. "
          + "The numbers are of all.")
    }
    try QuestionClock.exit(for: stopReason, known: "what is told is what was known by then")
  }
}

/// A notice that was just recorded.
struct RecordedNotice {
  /// The ids of the attributions, the notice first.
  let attributions: [String]
  let source: EntityID
  let work: EntityID
  let relation: String

  /// Whether it is by who made the work, so that `--without-retracted` drops what it is on.
  let drops: Bool
}
