import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// Tells how many independent origins stand behind an entity.
struct IndependenceCommand: DrawnQuestion {
  static let configuration = CommandConfiguration(
    commandName: "independence",
    abstract: "Count the independent origins of an entity, and what they hang on.",
    discussion: """
      Five figures that mean different things: the documents that assert a claim; its origins, as \
      an interval from what is firsthand for certain to all ends; the ways to an end that share no \
      entity; the fewest entities without which no end is reached; and those that everything hangs \
      on. Over all steps and over established ones alone, and again without what was retracted or \
      is disputed where something upstream is.

      Example:
        headwater independence smuggling-claim
        headwater independence smuggling-claim --format svg --output independence.svg
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Argument(help: "The entity to ask about, by key.")
  var subject: String

  @OptionGroup var stepOptions: StepOptions

  @Option(help: "text, json, dot, svg, png or mermaid.")
  var format: DocumentOrPictureFormat = .text

  @OptionGroup var outputOptions: QuestionOutputOptions

  var pictureFormat: AnswerFormat? { format.picture }

  func answer(_ reader: CaseReader, _ run: QuestionRun) throws -> Picture? {
    let subject = try reader.requiredEntity(subject)
    let options = try stepOptions.traceOptions(in: reader)
    let answer = try run.independence(of: subject, in: reader, options)
    if format.picture != nil {
      run.clock.finish()
      return try QuestionPicture.independence(answer, in: reader, legend: outputOptions.legend)
    }
    let report = try IndependenceReport(of: subject, answer, in: reader)
    run.clock.finish()
    let output = OutputFile(outputOptions.output)
    if format == .json {
      try output.write(report.json(cut: run.cut).prettyText + "\n")
    } else {
      try output.write(report.text)
    }
    return nil
  }
}

extension QuestionRun {
  /// All figures on a subject, as far as there is time.
  func independence(
    of subject: EntityID, in reader: CaseReader, _ options: TraceOptions
  ) throws -> IndependenceAnswer {
    let network = try network(of: subject, in: reader, options)
    let all = try figures(network, in: reader)
    let established = try figures(
      try establishedNetwork(of: subject, in: reader, options), in: reader)
    let flags = try part("Looking for retractions") { try network?.flags(in: reader) ?? [] } ?? []
    let kinds = Set(flags.map(\.kind))
    func again(_ change: (inout TraceOptions) -> Void) throws -> Independence? {
      var changed = options
      change(&changed)
      return try figures(try self.network(of: subject, in: reader, changed), in: reader)
    }
    return IndependenceAnswer(
      all: all, established: established,
      withoutRetracted: kinds.contains(.retracted) && !options.withoutRetracted
        ? try again { $0.withoutRetracted = true } : nil,
      withoutDisputed: kinds.contains(.disputed) && !options.withoutDisputed
        ? try again { $0.withoutDisputed = true } : nil,
      flags: flags)
  }

  private func figures(
    _ network: UpstreamNetwork?, in reader: CaseReader
  ) throws -> Independence? {
    guard let network else { return nil }
    return try part("Looking for cuts") {
      try Independence(network, in: reader, stopCheck: stopCheck)
    }
  }
}
