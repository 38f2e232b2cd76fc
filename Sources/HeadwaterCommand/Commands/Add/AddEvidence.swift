import ArgumentParser
import CaseStore
import HeadwaterModel

/// Adds evidence to an attribution.
struct AddEvidence: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Add evidence to an attribution.",
    discussion: """
      Example:
        headwater add evidence a17 --according-to editorial --locator ¶2
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var evidence: EvidenceFields

  @Argument(help: "The attribution's id.")
  var attribution: String

  func run() throws {
    var piece = EvidenceRecord(document: "")
    evidence.apply(to: &piece)
    let record = piece
    let outcome = try caseOptions.change(changeOptions) { writer in
      try writer.write(.evidence(attribution: attribution, record), mode: .addOnly)
    }
    Confirmation.say(outcome, "evidence for \(quoted(attribution))")
  }
}
