import ArgumentParser
import CaseStore
import HeadwaterModel

/// Changes an attribution.
struct EditAttribution: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attribution", abstract: "Change an attribution.",
    discussion: """
      Example:
        headwater edit attribution a17 --about smuggling-claim
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var fields: AttributionFields

  @Option(help: "Another giver.")
  var source: String?

  @Option(help: "Another relation, by name.")
  var relation: String?

  @Option(help: "Another receiver.")
  var target: String?

  @Argument(help: "The attribution's id.")
  var id: String

  func run() throws {
    let outcome = try caseOptions.change(changeOptions) { writer in
      var record = try writer.attributionRecord(forUID: id)
      try fields.apply(to: &record)
      if let source { record.source = source }
      if let relation { record.relation = relation }
      if let target { record.target = AttributionTarget(text: target) }
      return try writer.replaceAttribution(id: id, with: record)
    }
    Confirmation.say(outcome, "the attribution \(quoted(id))")
  }
}
