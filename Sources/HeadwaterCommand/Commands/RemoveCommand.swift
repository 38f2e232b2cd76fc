import ArgumentParser
import CaseStore
import HeadwaterModel

/// Removes one thing from a case.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove an entity, an attribution, evidence or a text.",
    discussion: """
      What was removed stays in the case's journal.

      Example:
        headwater remove attribution a17 --reason "recorded twice"
      """,
    subcommands: [
      RemoveEntity.self, RemoveAttribution.self, RemoveEvidence.self, RemoveText.self,
    ])
}

struct RemoveEntity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entity", abstract: "Remove an entity.",
    discussion: """
      Example:
        headwater remove entity engineer --cascade
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Flag(help: "Remove the attributions, evidence and texts that refer to it as well.")
  var cascade = false

  @Argument(help: "The entity, by key.")
  var key: String

  func run() throws {
    let file = try caseOptions.open(.readWrite)
    try file.write(changeOptions) { try $0.removeEntity(key: key, cascade: cascade) }
    try file.close()
    Terminal.message("Removed the entity \(quoted(key)).")
  }
}

struct RemoveAttribution: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attribution", abstract: "Remove an attribution with its evidence.",
    discussion: """
      Example:
        headwater remove attribution a17
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Flag(help: "Remove the stances on it as well.")
  var cascade = false

  @Argument(help: "The attribution's id.")
  var id: String

  func run() throws {
    let file = try caseOptions.open(.readWrite)
    try file.write(changeOptions) { try $0.removeAttribution(id: id, cascade: cascade) }
    try file.close()
    Terminal.message("Removed the attribution \(quoted(id)).")
  }
}

struct RemoveEvidence: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Remove a piece of evidence.",
    discussion: """
      Example:
        headwater remove evidence a17 2
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Argument(help: "The attribution's id.")
  var attribution: String

  @Argument(help: "Which piece, from 1.")
  var number: Int

  func run() throws {
    let file = try caseOptions.open(.readWrite)
    try file.write(changeOptions) { writer in
      try writer.removeEvidence(attribution: attribution, number: number)
    }
    try file.close()
    Terminal.message("Removed evidence \(number) of \(quoted(attribution)).")
  }
}

struct RemoveText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Remove a version of a document's text.",
    discussion: """
      Example:
        headwater remove text article --text-version 1
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Option(help: "The version's name.")
  var textVersion = "1"

  @Argument(help: "The document, by key.")
  var document: String

  func run() throws {
    let file = try caseOptions.open(.readWrite)
    try file.write(changeOptions) { writer in
      try writer.removeText(document: document, version: textVersion)
    }
    try file.close()
    Terminal.message("Removed version \(textVersion) of the text of \(quoted(document)).")
  }
}
