import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel

/// Tells what falls if sources no longer support anything.
struct ImpactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "impact", abstract: "Tell what falls if sources were retracted.",
    discussion: """
      Of all that is downstream of the sources it tells which documents and claims would have \
      nothing left to rest on, which would have less, from how many ends to how many, and how many \
      stand. For a claim, the documents that assert it are told with what they have left for it. \
      Several sources fail together; without any, those that the case records as retracted by \
      their makers. After a correction, or under an expression of concern, nothing falls: what \
      lies downstream is listed to be looked at again. Nothing is changed: retract records it.

      Example:
        headwater impact occrp-report
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Argument(help: "The sources, by key; default: what the case records as retracted.")
  var sources: [String] = []

  @OptionGroup var impactOptions: ImpactOptions
  @OptionGroup var stepOptions: StepOptions

  @Flag(help: "Change nothing: so it is always.")
  var whatIf = false

  func validate() throws {
    if sources.isEmpty, stepOptions.trust.withoutRetracted {
      throw ValidationError(
        "--without-retracted leaves out the very sources that are asked about; name others, "
          + "or leave it away")
    }
  }

  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    let told = try readOptions.read(file) { try tell($0) }
    try await impactOptions.finish(told)
  }

  private func tell(_ reader: CaseReader) throws -> ImpactTold {
    let options = try stepOptions.traceOptions(in: reader)
    var found = try sources.map { try reader.requiredEntity($0) }
    if sources.isEmpty {
      found = try Impact.retractedWorks(in: reader).filter { !options.without.contains($0) }
      if found.isEmpty {
        Terminal.message("No work is recorded as retracted by who made it: name the sources.")
      }
    }
    if whatIf { Terminal.message("Nothing is changed: retract would record it.") }
    return try impactOptions.tell(found, options, clock: stepOptions.startClock(), in: reader)
  }
}
