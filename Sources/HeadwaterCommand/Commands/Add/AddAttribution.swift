import ArgumentParser
import CaseStore
import HeadwaterModel

/// Adds an attribution, with its first evidence.
struct AddAttribution: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attribution", abstract: "Add an attribution, with its first evidence.",
    discussion: """
      RELATION is a relation's name, or either of its phrases: "report cited_by article" and \
      "article cites report" are the same. TARGET may be attribution:ID, for a stance on it.

      Example:
        headwater add attribution icrc denied smuggling-claim --date 2023-07 \
      --according-to article --locator ¶14
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var fields: AttributionFields
  @OptionGroup var evidence: EvidenceFields

  @Option(help: "The attribution's id; default: one derived from its content.")
  var id: String?

  @Argument(help: "Who gives, by key; with a backward phrase, who receives.")
  var source: String

  @Argument(help: "The relation, by name or phrase.")
  var relation: String

  @Argument(help: "Who receives, by key, or attribution:ID.")
  var target: String

  func run() throws {
    let written = try caseOptions.change(changeOptions) { writer in
      let record = try self.record(writer.vocabulary)
      let outcome = try writer.write(.attribution(record), mode: .addOnly)
      return (outcome, try writer.id(of: record))
    }
    Confirmation.say(written.0, "the attribution \(quoted(written.1))")
  }

  private func record(_ vocabulary: Vocabulary) throws -> AttributionRecord {
    // In an open case an unknown relation comes into being.
    if vocabulary.isOpen, (try? vocabulary.readRelation(relation)) == nil {
      return try filled(source, relation, target)
    }
    let reading = try vocabulary.readRelation(relation)
    return reading.isReversed
      ? try filled(target, reading.relation.name, source)
      : try filled(source, reading.relation.name, target)
  }

  private func filled(
    _ giver: String, _ relation: String, _ receiver: String
  ) throws -> AttributionRecord {
    var record = AttributionRecord(
      id: id, source: giver, relation: relation, target: AttributionTarget(text: receiver))
    try fields.apply(to: &record)
    if !evidence.isEmpty {
      var piece = EvidenceRecord(document: "")
      evidence.apply(to: &piece)
      record.evidence = [piece]
    }
    return record
  }
}
