import ArgumentParser
import CaseStore
import GraphQuery
import Headwater
import HeadwaterModel
import JSONText

/// Traces where something came from.
struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Trace the chains upstream of an entity, to where they end.",
    discussion: """
      A chain carries a matter: a step is established where an attribution names it, possible \
      where it may carry it, and no step where it is on another matter. A chain ends at an origin \
      (firsthand), undisclosed (the source does not say), unexplored (nothing recorded), circular \
      or at a limit. Denials stand beside a hop, ties beside a person; neither is ever a hop.

      Example:
        headwater trace article --about smuggling-claim --format svg --output chain.svg
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Argument(help: "The entity to trace, by key.")
  var subject: String

  @OptionGroup var walkOptions: WalkOptions

  @Flag(help: "List everything upstream with its least number of hops, without chains.")
  var reach = false

  @Option(help: "The most chains to list; default: 1000. With --reach, entities; default: all.")
  var limit: Int?

  @Option(help: "text, json, jsonl, csv, dot, svg, png or mermaid.")
  var format: AnswerFormat = .text

  @OptionGroup var pictureOptions: PictureOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
    if reach, ![.text, .json, .csv].contains(format) {
      throw ValidationError("--reach has the formats text, json and csv")
    }
  }

  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    let clock = walkOptions.startClock()
    defer { clock.finish() }
    if reach {
      return try readOptions.read(file) { try writeReach($0, clock) }
    }
    let answer = try readOptions.read(file) { reader in
      try reader.answer(try request(in: reader, clock))
    }
    clock.finish()
    try await write(answer)
    guard let cut = answer.cut else { return }
    let stopped = StopReason(rawValue: cut.reason)
    try QuestionClock.exit(for: stopped, known: "the chains listed are the first")
    Terminal.message("Cut: only the first \(chainLimit) chains are listed; --limit lists more.")
  }

  var chainLimit: Int { limit ?? 1000 }

  private func request(
    in reader: CaseReader, _ clock: QuestionClock
  ) throws -> TraceRequest {
    var request = TraceRequest(subject: try reader.requiredEntity(subject))
    request.options = try walkOptions.traceOptions(in: reader)
    request.limit = chainLimit
    request.alsoEstablished = format == .json
    request.stopCheck = clock.stopCheck
    return request
  }

  private func writeReach(_ reader: CaseReader, _ clock: QuestionClock) throws {
    let request = try request(in: reader, clock)
    let reach = try Reach(
      of: request.subject, in: reader, options: request.options, stopCheck: request.stopCheck)
    clock.finish()
    let list = ReachedList(entities: reach.entities, limit: limit)
    let table = ReachTable(
      subject: try reader.cards(for: [request.subject])[0], list: list,
      otherMatters: reach.otherMatters)
    let output = OutputFile(pictureOptions.output)
    switch format {
    case .csv: try output.write(list.csv)
    case .json: try output.write(table.json(try list.cards(in: reader)).prettyText + "\n")
    default: try output.write(table.text(try list.cards(in: reader)))
    }
    list.reportCut()
  }

  private func write(_ answer: TraceAnswer) async throws {
    let output = OutputFile(pictureOptions.output)
    switch format {
    case .text:
      try output.write(TraceTree.text(answer, columns: Terminal.columns))
    case .json:
      try output.write(TraceJSON(answer).document.prettyText + "\n")
    case .jsonl:
      try output.write(TraceJSON(answer).lines.map { $0.lineText + "\n" }.joined())
    case .csv:
      try output.write(ChainTable.csv(answer))
    case .dot, .svg, .png, .mermaid:
      let picture = ChainPicture.picture(answer, legend: pictureOptions.legend)
      try await PictureOutput.write(picture, format: format, to: output)
    }
  }
}
