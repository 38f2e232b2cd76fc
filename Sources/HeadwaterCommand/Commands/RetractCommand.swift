import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel

/// Records that a work was retracted, withdrawn, corrected or put in doubt, and tells its impact.
struct RetractCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retract",
    abstract: "Record a retraction, withdrawal, correction or concern, and tell its impact.",
    discussion: """
      The notice becomes a stance on the work, with who takes it, when, and according to which \
      document: retracted, corrected, or for a concern disputed; its property "notice" says which \
      it is. One by whoever made the work counts for --without-retracted; anybody else's is \
      recorded as theirs and drops nothing. A correction may name the new version.

      Example:
        headwater retract occrp-report --by occrp --date 2023-09 --what-if
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Argument(help: "The document or claim, by key.")
  var work: String

  @Option(help: "Who gives the notice, by key.")
  var by: String

  @Option(help: "When, EDTF level 1.")
  var date: String?

  @Option(help: "With --as correction: the new version, by key.")
  var correctedBy: String?

  @OptionGroup var evidence: EvidenceFields

  @Flag(help: "Record nothing, and tell the impact only.")
  var whatIf = false

  @Flag(help: "Show who withheld sources are, and what they said.")
  var revealWithheld = false

  @OptionGroup var impactOptions: ImpactOptions
  @OptionGroup var stepOptions: StepOptions

  func validate() throws {
    if correctedBy != nil, impactOptions.notice != .correction {
      throw ValidationError("--corrected-by goes with --as correction")
    }
    if !evidence.isEmpty, evidence.accordingTo == nil {
      throw ValidationError("say with --according-to which document the notice is from")
    }
  }

  @MainActor func run() async throws {
    let file = try caseOptions.open(whatIf ? .readOnly : .readWrite)
    let plan = try file.read(revealWithheld: revealWithheld) { try planned($0) }
    let clock = stepOptions.startClock()
    defer { clock.finish() }
    var ids: [String]?
    if whatIf {
      Terminal.message("Nothing is changed: without --what-if it would be recorded.")
    } else {
      ids = try record(plan, in: file)
    }
    let isShown = revealWithheld
    let told = try file.read(revealWithheld: isShown) { reader in
      let source = try reader.requiredEntity(by)
      let target = try reader.requiredEntity(work)
      let recorded = RecordedNotice(
        attributions: ids ?? [], source: source, work: target,
        relation: plan.records[0].relation,
        drops: try Impact.drops(target, by: source, in: reader))
      return try impactOptions.tell(
        [target], recorded: recorded, try stepOptions.traceOptions(in: reader), clock: clock,
        in: reader)
    }
    try file.close()
    try await impactOptions.finish(told)
  }

  /// What is to be recorded.
  private struct Plan {
    var records: [AttributionRecord]
  }

  /// Looks everything up that the options name, so that nothing is written if one of it is not there.
  private func planned(_ reader: CaseReader) throws -> Plan {
    let target = try reader.requiredEntity(work)
    _ = try reader.requiredEntity(by)
    _ = try stepOptions.traceOptions(in: reader)
    guard let entity = try reader.entities([target]).first, entity.kind.isWork else {
      throw CommandFailure(
        .usage, "retract takes a document or a claim; impact tells what hangs on anything else")
    }
    var plan = Plan(records: [try notice()])
    guard let correctedBy else { return plan }
    let version = try reader.requiredEntity(correctedBy)
    let isThere = try reader.flowOutOf([target])[0].contains {
      $0.relation == RelationDefinition.revisedAs && $0.target == version
    }
    if !isThere {
      plan.records.append(
        AttributionRecord(
          source: work, relation: RelationDefinition.revisedAs, target: .entity(correctedBy)))
    }
    return plan
  }

  private func notice() throws -> AttributionRecord {
    let relation =
      switch impactOptions.notice {
      case .retraction, .withdrawal: RelationDefinition.retracted
      case .correction: RelationDefinition.corrected
      case .concern: RelationDefinition.disputed
      }
    var record = AttributionRecord(
      source: by, relation: relation, target: .entity(work),
      date: try FieldReader.date(date ?? ""),
      properties: [Property(name: "notice", value: .text(impactOptions.notice.rawValue))])
    if !evidence.isEmpty {
      var piece = EvidenceRecord(document: "")
      evidence.apply(to: &piece)
      record.evidence = [piece]
    }
    return record
  }

  /// Records it in one transaction.
  ///
  /// - Returns: The ids of the attributions, those that were there already among them.
  private func record(_ plan: Plan, in file: CaseFile) throws -> [String] {
    let written = try file.write(
      author: changeOptions.resolvedAuthor, reason: changeOptions.reason
    ) { writer in
      try plan.records.map { record in
        (try writer.write(.attribution(record), mode: .addOnly), try writer.id(of: record))
      }
    }
    for (outcome, id) in written { Confirmation.say(outcome, "the attribution \(quoted(id))") }
    return written.map(\.1)
  }
}
