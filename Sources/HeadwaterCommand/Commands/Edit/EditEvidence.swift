import ArgumentParser
import CaseStore
import HeadwaterModel

/// Changes a piece of evidence.
struct EditEvidence: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Change a piece of evidence.",
    discussion: """
      Example:
        headwater edit evidence a17 1 --locator ¶18
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var evidence: EvidenceFields

  @Argument(help: "The attribution's id.")
  var attribution: String

  @Argument(help: "Which piece, from 1.")
  var number: Int

  func run() throws {
    let outcome = try caseOptions.change(changeOptions) { writer in
      let record = try writer.attributionRecord(forUID: attribution)
      guard number > 0, number <= record.evidence.count else {
        throw CommandFailure(
          .notFound,
          "\(quoted(attribution)) has \(Wording.count(record.evidence.count, "piece")) of evidence"
        )
      }
      var piece = record.evidence[number - 1]
      evidence.apply(to: &piece)
      return try writer.replaceEvidence(attribution: attribution, number: number, with: piece)
    }
    Confirmation.say(outcome, "evidence \(number) of \(quoted(attribution))")
  }
}
