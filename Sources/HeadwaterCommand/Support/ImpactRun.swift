import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
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

  @Option(help: "text, json, csv, dot, svg, png or mermaid.")
  var format: ListOrPictureFormat = .text

  @OptionGroup var outputOptions: QuestionOutputOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
  }

  var listLimit: Int { limit ?? 1000 }

  var notice: NoticeKind { noticeWord.kind }

  /// Works out what hangs on the sources, and tells it; `finish` writes its picture.
  func tell(
    _ sources: [EntityID], recorded: RecordedNotice? = nil, _ options: TraceOptions,
    clock: QuestionClock, in reader: CaseReader
  ) throws -> ImpactTold {
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
    let stopReason = answer.stopReason ?? established?.stopReason
    let isCut = answer.isCut || established?.isCut == true
    if format.picture != nil {
      let picture = try ImpactPicture.picture(
        answer, options, in: reader, legend: outputOptions.legend, stopCheck: clock.stopCheck)
      return ImpactTold(picture: picture, stopReason: stopReason, isCut: isCut)
    }
    clock.finish()
    let report = try ImpactReport(
      answer, established: established, recorded: recorded, limit: listLimit, in: reader)
    let output = OutputFile(outputOptions.output)
    switch format {
    case .csv: try output.write(report.csv)
    case .json:
      let cut = QuestionClock.cut(stopReason, limit: isCut ? listLimit : nil)
      try output.write(report.json(cut: cut).prettyText + "\n")
    default: try output.write(report.text)
    }
    return ImpactTold(picture: nil, stopReason: stopReason, isCut: isCut)
  }

  /// Writes the picture that was asked for, and says what is missing: call it last.
  @MainActor func finish(_ told: ImpactTold) async throws {
    try await PictureOutput.write(told.picture, format: format.picture, to: outputOptions.output)
    if told.isCut {
      Terminal.message(
        "Cut: only the first \(listLimit) of a list are told; --limit tells more. "
          + "The numbers are of all.")
    }
    try QuestionClock.exit(for: told.stopReason, known: "what is told is what was known by then")
  }
}

/// What is left to do when an impact was told.
struct ImpactTold {
  let picture: Picture?
  let stopReason: StopReason?

  /// Whether a limit cut a list.
  let isCut: Bool
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
