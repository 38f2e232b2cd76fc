import ArgumentParser
import CaseStore
import Headwater
import HeadwaterModel
import Interchange

/// Reads case folders into a case.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read case folders: spreadsheets of entities and attributions.",
    discussion: """
      A case folder holds entities.csv and attributions.csv, and where needed evidence.csv, \
      identity.csv, relations.csv, kinds.csv and texts. All or nothing: one bad row, and nothing \
      is imported, and every bad row is listed as file:line: column: reason. Importing a folder \
      twice changes nothing.

      Example:
        headwater import examples/icrc-azerbaijan/case
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Flag(help: "Take rows that differ from the case in place of what it has.")
  var update = false

  @Argument(help: "Case folders.", completion: .directory)
  var paths: [String]

  func run() throws {
    let file = try caseOptions.open(.readWrite)
    let progress = ProgressLine()
    let outcome = try file.importFolders(
      paths, mode: update ? .update : .addOnly, author: changeOptions.resolvedAuthor,
      reason: changeOptions.reason, progress: progress.report)
    progress.finish()
    guard outcome.problems.isEmpty else {
      throw CommandFailure(.badData, lines: Self.lines(outcome))
    }
    try file.close()
    if !outcome.ignored.isEmpty {
      let names = outcome.ignored.map(Terminal.visible).joined(separator: ", ")
      Terminal.message("Passed over, as no part of a case folder: \(names).")
    }
    let words = [
      outcome.added > 0 ? "\(outcome.added) added" : nil,
      outcome.updated > 0 ? "\(outcome.updated) updated" : nil,
      outcome.unchanged > 0 ? "\(outcome.unchanged) unchanged" : nil,
    ].compactMap { $0 }
    let summary = words.isEmpty ? "nothing to import" : words.joined(separator: ", ")
    Terminal.message("Imported into \(Terminal.visible(caseOptions.path)): \(summary).")
  }

  private static func lines(_ outcome: ImportOutcome) -> [String] {
    var lines = outcome.problems.map { problem in
      var place = Terminal.visible(problem.place.file)
      if problem.place.line > 0 { place += ":\(problem.place.line)" }
      if let column = problem.place.column { place += ": \(Terminal.visible(column))" }
      return "\(place): \(problem.message)" + CommandFailure.offer(problem.suggestions)
    }
    if outcome.problemCount > outcome.problems.count {
      lines.append("… and \(outcome.problemCount - outcome.problems.count) more bad rows")
    }
    lines.append("Nothing was imported.")
    return lines
  }
}
