import Headwater
import HeadwaterModel
import Interchange

/// What an import says of itself.
enum ImportText {
  static func summary(_ outcome: ImportOutcome, path: String, isTrial: Bool) -> String {
    let words = [
      outcome.added > 0 ? "\(outcome.added) added" : nil,
      outcome.updated > 0 ? "\(outcome.updated) updated" : nil,
      outcome.unchanged > 0 ? "\(outcome.unchanged) unchanged" : nil,
    ].compactMap { $0 }
    let summary = words.isEmpty ? "nothing to import" : words.joined(separator: ", ")
    let place = Terminal.visible(path)
    return isTrial
      ? "Nothing was imported into \(place); without --dry-run: \(summary)."
      : "Imported into \(place): \(summary)."
  }

  static func warnings(_ outcome: ImportOutcome) -> [String] {
    var lines = outcome.warnings.map { warning in
      "\(place(warning.place)): warning: \(Terminal.visible(warning.message))"
    }
    if !outcome.ignored.isEmpty {
      let names = outcome.ignored.map(Terminal.visible).joined(separator: ", ")
      lines.append("Passed over, as no part of a case folder: \(names).")
    }
    return lines
  }

  static func problems(_ outcome: ImportOutcome) -> [String] {
    var lines = self.lines(outcome.problems)
    if outcome.problemCount > outcome.problems.count {
      lines.append("… and \(outcome.problemCount - outcome.problems.count) more bad rows")
    }
    return lines + ["Nothing was imported."]
  }

  /// `file:line: column: reason`, one line a problem.
  static func lines(_ problems: [ImportProblem]) -> [String] {
    problems.map { problem in
      "\(place(problem.place)): \(problem.message)" + CommandFailure.offer(problem.suggestions)
    }
  }

  private static func place(_ place: Place) -> String {
    var text = Terminal.visible(place.file)
    if place.line > 0 { text += ":\(place.line)" }
    if let column = place.column { text += ": \(Terminal.visible(column))" }
    return text
  }
}
