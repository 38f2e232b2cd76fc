import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// Lists where the chains of an entity end.
struct OriginsCommand: DrawnQuestion {
  static let configuration = CommandConfiguration(
    commandName: "origins", abstract: "List the origins of an entity: where its chains end.",
    discussion: """
      Ends are grouped by what is known of them: an origin is firsthand; undisclosed, the source \
      does not say; unexplored, nothing is recorded upstream; circular, a group that rests on \
      itself. Each is given with its hops, the number of chains that end there, and how it is \
      known. An insider stands for itself, never for the organisation it belongs to.

      Example:
        headwater origins article --about smuggling-claim
        headwater origins article --format svg --output origins.svg
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Argument(help: "The entity whose origins to list, by key.")
  var subject: String

  @OptionGroup var stepOptions: StepOptions

  @Option(help: "text, json, csv, dot, svg, png or mermaid.")
  var format: ListOrPictureFormat = .text

  @OptionGroup var outputOptions: QuestionOutputOptions

  var pictureFormat: AnswerFormat? { format.picture }

  func answer(_ reader: CaseReader, _ run: QuestionRun) throws -> Picture? {
    let subject = try reader.requiredEntity(subject)
    let options = try stepOptions.traceOptions(in: reader)
    func origins(_ network: UpstreamNetwork?) -> Origins? {
      network.map { Origins($0, stopCheck: run.stopCheck) }
    }
    let network = try run.network(of: subject, in: reader, options)
    let flags = try run.part("Looking for retractions") { try network?.flags(in: reader) ?? [] }
    let established = try run.establishedNetwork(of: subject, in: reader, options)
    if format.picture != nil {
      run.clock.finish()
      return try origins(network).map {
        try QuestionPicture.origins(
          $0, established: origins(established), flags: flags ?? [], in: reader,
          legend: outputOptions.legend)
      }
    }
    let list = try OriginList(
      of: subject, origins(network), established: origins(established), flags: flags ?? [],
      in: reader)
    run.clock.finish()
    let output = OutputFile(outputOptions.output)
    switch format {
    case .csv: try output.write(list.csv)
    case .json: try output.write(list.json(cut: run.cut).prettyText + "\n")
    default: try output.write(list.text)
    }
    return nil
  }
}
