import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// Lists who carried what an entity gave.
struct DownstreamCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "downstream", abstract: "List who carried it: everything downstream of an entity.",
    discussion: """
      The rules are those of trace, along the flow: what is listed here has the entity among what \
      `trace --reach` lists of it, as many hops away, established or possible. Each entity is \
      asked about as a whole, a claim as itself; with --about, the one claim is followed through \
      all of them. A claim passes nothing on: ask a source of it who carried it.

      Example:
        headwater downstream occrp-report --about convoy-claim
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Argument(help: "The entity whose carriers to list, by key.")
  var subject: String

  @OptionGroup var walkOptions: WalkOptions

  @Option(help: "The most entities to list; default: all.")
  var limit: Int?

  @Option(help: "text, json or csv.")
  var format: ListFormat = .text

  @Option(name: .shortAndLong, help: "Write to this file; default: standard output.")
  var output: String?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
  }

  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    try readOptions.read(file) { try write($0) }
  }

  private func write(_ reader: CaseReader) throws {
    let clock = walkOptions.startClock()
    defer { clock.finish() }
    let downstream = try Downstream(
      of: try reader.requiredEntity(subject), in: reader,
      options: try walkOptions.traceOptions(in: reader), stopCheck: clock.stopCheck)
    clock.finish()
    let list = ReachedList(entities: downstream.entities, limit: limit)
    let table = DownstreamTable(
      subject: try reader.cards(for: [downstream.subject.id])[0], list: list,
      leavesOutOtherMatters: downstream.leavesOutOtherMatters)
    let output = OutputFile(output)
    switch format {
    case .csv: try output.write(list.csv)
    case .json: try output.write(table.json(try list.cards(in: reader)).prettyText + "\n")
    case .text: try output.write(table.text(try list.cards(in: reader)))
    }
    list.reportCut()
  }
}
