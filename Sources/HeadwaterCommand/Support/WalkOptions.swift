import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel

/// What a question leaves out, and whom it trusts.
struct TrustOptions: ParsableArguments {
  @Option(help: "Leave out this entity; may be repeated.")
  var without: [String] = []

  @Option(help: "Walk only this relation; may be repeated.")
  var relation: [String] = []

  @Option(
    help: """
      Drop what is known only according to this entity, or to works that it made; may be repeated.
      """)
  var notAccordingTo: [String] = []

  @Option(help: "Drop what happened definitely later than this date (EDTF level 1).")
  var asOf: String?

  @Flag(
    help: "Leave out works that their authors or publishers retracted, and retracted attributions.")
  var withoutRetracted = false

  @Flag(help: "Leave out attributions that somebody denied, disputed or refuted.")
  var withoutDisputed = false

  /// Puts what they ask for into `options`, keys and phrases looked up in the case.
  func add(to options: inout TraceOptions, in reader: CaseReader) throws {
    options.without = Set(try without.map { try reader.requiredEntity($0) })
    options.notAccordingTo = Set(try notAccordingTo.map { try reader.requiredEntity($0) })
    options.withoutRetracted = withoutRetracted
    options.withoutDisputed = withoutDisputed
    for text in relation { options.relations.insert(try flowRelation(text, in: reader)) }
    guard let asOf else { return }
    do throws(EDTFError) {
      options.asOf = try EDTFDate(asOf).bounds
    } catch {
      throw ValidationError("--as-of: \(error.message)")
    }
  }

  /// The name of a relation that is given by its name or either phrase.
  private func flowRelation(_ text: String, in reader: CaseReader) throws -> String {
    do {
      let relation = try reader.vocabulary.readRelation(text).relation
      guard relation.role.isFlow else {
        throw ValidationError(
          "--relation \(relation.name) is of role \(relation.role.rawValue), "
            + "and only information that flows is walked")
      }
      return relation.name
    } catch let problem as RecordProblem {
      throw ValidationError("--relation: " + CommandFailure.sentence(problem))
    }
  }
}

/// Which steps a question about a subject takes into account.
struct StepOptions: ParsableArguments {
  @Option(help: "Trace this claim only.")
  var about: String?

  @Flag(help: "Walk steps on other matters too, as possible ones.")
  var anyMatter = false

  @Flag(help: "Walk established steps only.")
  var established = false

  @OptionGroup var trust: TrustOptions

  @Option(help: "Stop after so many seconds, with what can be told by then (exit code 2).")
  var maxTime: Double?

  func validate() throws {
    if established, anyMatter {
      throw ValidationError(
        "--any-matter walks steps that are only possible, and --established none of them")
    }
    if let maxTime, maxTime <= 0 { throw ValidationError("--max-time takes seconds above 0") }
  }

  /// Fires when the time allowed, from here on, is used up, or on Ctrl-C.
  func startClock() -> QuestionClock { QuestionClock(maxTime: maxTime) }

  /// What they ask for, keys and phrases looked up in the case.
  func traceOptions(in reader: CaseReader) throws -> TraceOptions {
    var options = TraceOptions()
    options.about = try about.map { try reader.requiredEntity($0) }
    options.anyMatter = anyMatter
    options.establishedOnly = established
    try trust.add(to: &options, in: reader)
    return options
  }
}

/// Which steps a walk takes into account, and how far it goes.
struct WalkOptions: ParsableArguments {
  @OptionGroup var steps: StepOptions

  @Option(help: "The most hops of a chain.")
  var maxDepth: Int?

  func validate() throws {
    if let maxDepth, maxDepth < 0 { throw ValidationError("--max-depth takes a number from 0") }
  }

  func startClock() -> QuestionClock { steps.startClock() }

  /// What they ask for, keys and phrases looked up in the case.
  func traceOptions(in reader: CaseReader) throws -> TraceOptions {
    var options = try steps.traceOptions(in: reader)
    options.maxDepth = maxDepth
    return options
  }
}
