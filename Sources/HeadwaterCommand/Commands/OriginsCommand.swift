import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// Lists where the chains of an entity end.
struct OriginsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "origins", abstract: "List the origins of an entity: where its chains end.",
    discussion: """
      Ends are grouped by what is known of them: an origin is firsthand; undisclosed, the source \
      does not say; unexplored, nothing is recorded upstream; circular, a group that rests on \
      itself. Each is given with its hops, the number of chains that end there, and how it is \
      known. An insider stands for itself, never for the organisation it belongs to.

      Example:
        headwater origins article --about smuggling-claim
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Argument(help: "The entity whose origins to list, by key.")
  var subject: String

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
    let subject = try reader.requiredEntity(subject)
    let options = try stepOptions.traceOptions(in: reader)
    let run = QuestionRun(stepOptions.startClock())
    defer { run.clock.finish() }
    func origins(_ network: UpstreamNetwork?) -> Origins? {
      network.map { Origins($0, stopCheck: run.stopCheck) }
    }
    let network = try run.network(of: subject, in: reader, options)
    let flags = try run.part("Looking for retractions") { try network?.flags(in: reader) ?? [] }
    let established = try run.establishedNetwork(of: subject, in: reader, options)
    let list = try OriginList(
      of: subject, origins(network), established: origins(established), flags: flags ?? [],
      in: reader)
    run.clock.finish()
    let output = OutputFile(output)
    switch format {
    case .csv: try output.write(list.csv)
    case .json: try output.write(list.json(cut: run.cut).prettyText + "\n")
    case .text: try output.write(list.text)
    }
    try run.exitIfStopped()
  }
}
