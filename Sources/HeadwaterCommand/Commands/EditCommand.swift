import ArgumentParser
import CaseStore
import HeadwaterModel

/// Changes one thing in a case.
struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change an entity, an attribution, evidence or a text.",
    discussion: """
      Fields that are not given stay as they are; an empty value clears one.

      Example:
        headwater edit entity article --date 2023-08
      """,
    subcommands: [
      EditEntity.self, EditAttribution.self, EditEvidence.self, EditText.self,
    ])
}

struct EditEntity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entity", abstract: "Change an entity.",
    discussion: """
      Example:
        headwater edit entity engineer --upstream origin --reason "confirmed by phone"
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions
  @OptionGroup var fields: EntityFields

  @Option(name: .customLong("key"), help: "A new key.")
  var newKey: String?

  @Argument(help: "The entity, by key.")
  var key: String

  func run() throws {
    let file = try caseOptions.open(.readWrite)
    let outcome = try file.write(changeOptions) { writer in
      var record = try writer.entityRecord(forKey: key)
      try fields.apply(to: &record)
      if let newKey { record.key = newKey }
      return try writer.replaceEntity(key: key, with: record)
    }
    try file.close()
    Confirmation.say(outcome, "the entity \(quoted(newKey ?? key))")
  }
}

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
    let file = try caseOptions.open(.readWrite)
    let outcome = try file.write(changeOptions) { writer in
      var record = try writer.attributionRecord(forUID: id)
      try fields.apply(to: &record)
      if let source { record.source = source }
      if let relation { record.relation = relation }
      if let target { record.target = AttributionTarget(text: target) }
      return try writer.replaceAttribution(id: id, with: record)
    }
    try file.close()
    Confirmation.say(outcome, "the attribution \(quoted(id))")
  }
}

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
    let file = try caseOptions.open(.readWrite)
    let outcome = try file.write(changeOptions) { writer in
      let record = try writer.attributionRecord(forUID: attribution)
      guard record.evidence.indices.contains(number - 1) else {
        throw CommandFailure(
          .notFound,
          "\(quoted(attribution)) has \(Wording.count(record.evidence.count, "piece")) of evidence"
        )
      }
      var piece = record.evidence[number - 1]
      evidence.apply(to: &piece)
      return try writer.replaceEvidence(attribution: attribution, number: number, with: piece)
    }
    try file.close()
    Confirmation.say(outcome, "evidence \(number) of \(quoted(attribution))")
  }
}

struct EditText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Replace a version of a document's text.",
    discussion: """
      Example:
        headwater edit text article article.txt --text-version 1
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
      try writer.write(.text(record), mode: .update)
    }
    try file.close()
    Confirmation.say(outcome, "version \(record.version) of the text of \(quoted(document))")
  }
}
