import ArgumentParser
import CaseStore
import Headwater
import HeadwaterModel
import Interchange

/// Reads records into a case.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read case folders, JSON Lines, or any table of edges with a mapping.",
    discussion: """
      A case folder holds entities.csv and attributions.csv, and where needed evidence.csv, \
      identity.csv, relations.csv, kinds.csv and texts; a file NAME.jsonl holds the same in one. \
      All or nothing: one bad row, and nothing is imported, and every bad row is listed as \
      file:line: column: reason. Importing something twice changes nothing.

      Example:
        headwater import examples/icrc-azerbaijan/case
        headwater import --from csv votes.txt --map examples/mappings/wiki-vote.map --dry-run
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Option(help: "folder, jsonl or csv; default: by what the path is.")
  var from: ImportFormat?

  @Option(
    help: "For csv: the mapping that says what its columns mean.", completion: .file())
  var map: String?

  @Flag(help: "Take rows that differ from the case in place of what it has.")
  var update = false

  @Flag(help: "Check everything and import nothing; with --map, show ten attributions in words.")
  var dryRun = false

  @Argument(help: "Case folders or files.", completion: .file())
  var paths: [String]

  func validate() throws {
    if from == .csv, map == nil {
      throw ValidationError("--from csv needs --map MAPPING, which says what the columns mean")
    }
    if map != nil, from != nil, from != .csv {
      throw ValidationError("--map goes with --from csv")
    }
  }

  func run() throws {
    let sources = try paths.map(source)
    let file = try caseOptions.open(.readWrite)
    if dryRun { try preview(sources, in: file) }
    let progress = ProgressLine()
    let outcome = try file.importRecords(
      from: sources, mode: update ? .update : .addOnly, isTrial: dryRun,
      author: changeOptions.resolvedAuthor, reason: changeOptions.reason,
      progress: progress.report)
    progress.finish()
    for line in ImportText.warnings(outcome) { Terminal.message(line) }
    guard outcome.problems.isEmpty else {
      throw CommandFailure(.badData, lines: ImportText.problems(outcome))
    }
    try file.close()
    Terminal.message(
      ImportText.summary(outcome, path: caseOptions.path, isTrial: dryRun))
  }

  private func source(_ path: String) throws -> ImportSource {
    if let map { return .edgeTable(path, try EdgeTableMapping(path: map)) }
    switch from {
    case .folder: return .folder(path)
    case .jsonl: return .jsonLines(path)
    case .csv, nil: break
    }
    return path.hasSuffix(".jsonl") ? .jsonLines(path) : .folder(path)
  }

  /// Shows attributions in words, so that a wrong direction is seen before it is imported.
  private func preview(_ sources: [ImportSource], in file: CaseFile) throws {
    for case .edgeTable(let path, let mapping) in sources {
      let vocabulary = try file.read { $0.vocabulary }
      let lines = try EdgeTableReader(path: path, mapping: mapping)
        .preview(count: 10, vocabulary: vocabulary)
      for line in lines {
        Terminal.write(Terminal.visible("\(line.sentence)  (\(line.flow))") + "\n")
      }
    }
  }
}

/// What can be imported.
enum ImportFormat: String, CaseIterable, ExpressibleByArgument {
  case folder, jsonl, csv
}
