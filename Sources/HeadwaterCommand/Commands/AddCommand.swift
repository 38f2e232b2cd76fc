import ArgumentParser
import CaseStore
import Headwater
import HeadwaterModel
import Interchange

/// Adds one thing to a case.
struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add an entity, an attribution, evidence or a text.",
    discussion: """
      Example:
        headwater add attribution article cites report --according-to article --locator ¶4
      """,
    subcommands: [
      AddEntity.self, AddAttribution.self, AddEvidence.self, AddText.self,
    ])
}

struct AddEntity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entity", abstract: "Add an entity.",
    discussion: """
      Example:
        headwater add entity engineer --kind person --naming unnamed --upstream origin \
      --name "An engineer at the port"
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var fields: EntityFields

  @Argument(help: "The key: letters, digits, “.”, “_” and “-”.")
  var key: String

  func run() throws {
    var record = EntityRecord(key: key, kind: nil)
    try fields.apply(to: &record)
    let entity = record
    let file = try caseOptions.open(.readWrite)
    let outcome = try file.write(changeOptions) { writer in
      try writer.write(.entity(entity), mode: .addOnly)
    }
    try file.close()
    let isWithheld = entity.naming == .withheld
    Confirmation.say(outcome, isWithheld ? "a withheld source" : "the entity \(quoted(key))")
  }
}

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
    let file = try caseOptions.open(.readWrite)
    let vocabulary = try file.read { $0.vocabulary }
    let record = try record(vocabulary)
    let written = try file.write(changeOptions) { writer in
      let outcome = try writer.write(.attribution(record), mode: .addOnly)
      return (outcome, try writer.id(of: record))
    }
    try file.close()
    Confirmation.say(written.0, "the attribution \(quoted(written.1))")
  }

  private func record(_ vocabulary: Vocabulary) throws -> AttributionRecord {
    let reading = try? vocabulary.readRelation(relation)
    guard let reading else {
      if vocabulary.isOpen { return try filled(source, relation, target) }
      _ = try vocabulary.readRelation(relation)
      return try filled(source, relation, target)
    }
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
    let file = try caseOptions.open(.readWrite)
    let outcome = try file.write(changeOptions) { writer in
      try writer.write(.evidence(attribution: attribution, record), mode: .addOnly)
    }
    try file.close()
    Confirmation.say(outcome, "evidence for \(quoted(attribution))")
  }
}

struct AddText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Store the text of a document, so that quotations are checked.",
    discussion: """
      Example:
        headwater add text article article.txt --retrieved 2023-08-01
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var fields: TextFields

  @Argument(help: "The document, by key.")
  var document: String

  @Argument(help: "The file that holds the text, UTF-8.", completion: .file())
  var path: String

  func run() throws {
    let record = try fields.record(document: document, path: path)
    let file = try caseOptions.open(.readWrite)
    let outcome = try file.write(changeOptions) { writer in
      try writer.write(.text(record), mode: .addOnly)
    }
    try file.close()
    Confirmation.say(outcome, "version \(record.version) of the text of \(quoted(document))")
  }
}
