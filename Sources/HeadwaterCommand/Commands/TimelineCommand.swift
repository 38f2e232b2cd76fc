import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// Tells how something travelled, by date.
struct TimelineCommand: DrawnQuestion {
  static let configuration = CommandConfiguration(
    commandName: "timeline", abstract: "List by date how something travelled to an entity.",
    discussion: """
      The steps upstream by date, the stances on what they touch among them, and who carried it \
      first. A step without a date has that of the work that it leads into, and a stance that of \
      the document that takes it. What is definitely earlier comes first; where that is not known \
      of a line and the one above, it is said. What has no date comes last.

      Example:
        headwater timeline captives-claim
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Argument(help: "The entity to ask about, by key.")
  var subject: String

  @OptionGroup var stepOptions: StepOptions

  @Option(help: "text, json, csv, dot, svg, png or mermaid.")
  var format: ListOrPictureFormat = .text

  @OptionGroup var outputOptions: QuestionOutputOptions

  var pictureFormat: AnswerFormat? { format.picture }

  func answer(_ reader: CaseReader, _ run: QuestionRun) throws -> Picture? {
    let subject = try reader.requiredEntity(subject)
    let options = try stepOptions.traceOptions(in: reader)
    func timeline(_ network: UpstreamNetwork?) throws -> Timeline? {
      guard let network else { return nil }
      return try run.part("Looking for stances") {
        try Timeline(network, in: reader, options: options, stopCheck: run.stopCheck)
      }
    }
    let answer = try timeline(try run.network(of: subject, in: reader, options))
    if format.picture != nil {
      run.clock.finish()
      return try answer.map {
        try TimelinePicture.picture($0, in: reader, legend: outputOptions.legend)
      }
    }
    let established = try timeline(
      try run.establishedNetwork(of: subject, in: reader, options))
    let table = try TimelineTable(of: subject, answer, established: established, in: reader)
    run.clock.finish()
    let output = OutputFile(outputOptions.output)
    switch format {
    case .csv: try output.write(table.csv())
    case .json: try output.write(table.json(cut: run.cut).prettyText + "\n")
    default: try output.write(table.text)
    }
    return nil
  }
}
