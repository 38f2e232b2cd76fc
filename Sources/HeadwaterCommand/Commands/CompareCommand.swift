import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// Tells whether entities share sources.
struct CompareCommand: DrawnQuestion {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Tell whether two or more entities share sources.",
    discussion: """
      Each with each: what lies upstream of both, the nearest of it, the ends of both, and a \
      verdict. One draws on the other; or they share sources; or they are independent, which takes \
      that nothing is shared and all ends of both are origins; or nothing is shared so far as \
      recorded. Entities that may be one are listed, and no two are independent then.

      Example:
        headwater compare article editorial --about leaks-claim
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Argument(help: "The entities to compare, two or more, by key.")
  var subjects: [String]

  @OptionGroup var stepOptions: StepOptions

  @Option(help: "text, json, csv, dot, svg, png or mermaid.")
  var format: ListOrPictureFormat = .text

  @OptionGroup var outputOptions: QuestionOutputOptions

  func validate() throws {
    if subjects.count < 2 { throw ValidationError("compare takes two subjects or more") }
  }

  var pictureFormat: AnswerFormat? { format.picture }

  func answer(_ reader: CaseReader, _ run: QuestionRun) throws -> Picture? {
    let subjects = try subjects.map { try reader.requiredEntity($0) }
    try Comparison.check(subjects)
    let options = try stepOptions.traceOptions(in: reader)
    let answer = try run.comparison(of: subjects, in: reader) {
      try run.network(of: $0, in: reader, options)
    }
    let flags = try run.part("Looking for retractions") {
      try answer?.networks.flatMap { try $0.flags(in: reader) } ?? []
    }
    if format.picture != nil {
      run.clock.finish()
      return try answer.map {
        try ComparePicture.picture(
          $0, flags: Self.once(flags ?? []), in: reader, legend: outputOptions.legend)
      }
    }
    let established = try run.comparison(of: subjects, in: reader) {
      try run.establishedNetwork(of: $0, in: reader, options)
    }
    let report = try ComparisonReport(
      subjects, answer, established: options.establishedOnly ? nil : established,
      flags: Self.once(flags ?? []), in: reader)
    run.clock.finish()
    let output = OutputFile(outputOptions.output)
    switch format {
    case .csv: try output.write(report.csv())
    case .json: try output.write(report.json(cut: run.cut).prettyText + "\n")
    default: try output.write(report.text)
    }
    return nil
  }

  private static func once(_ flags: [StanceFlag]) -> [StanceFlag] {
    var seen: Set<StanceFlag> = []
    return flags.filter { seen.insert($0).inserted }
  }
}

extension QuestionRun {
  /// Compares the subjects of which there is time to make a network; nil if there is none for any.
  fileprivate func comparison(
    of subjects: [EntityID], in reader: CaseReader,
    _ network: (EntityID) throws -> UpstreamNetwork?
  ) throws -> Comparison? {
    var networks: [UpstreamNetwork] = []
    for subject in subjects {
      if let network = try network(subject) { networks.append(network) }
    }
    guard !networks.isEmpty else { return nil }
    // What was walked is compared even when there is no time left for more walks.
    clock.begin("Comparing")
    let lastCheck: StopCheck = { nil }
    let comparison = try Comparison(
      networks, in: reader, stopCheck: stopReason == nil ? stopCheck : lastCheck)
    note(comparison.stopReason)
    return comparison
  }
}
