package import CaseStore
package import HeadwaterModel
package import Interchange

/// What records are read from.
package enum ImportSource: Sendable {
  case folder(String)
  case jsonLines(String)
  case edgeTable(String, EdgeTableMapping)

  var path: String {
    switch self {
    case .folder(let path), .jsonLines(let path), .edgeTable(let path, _): path
    }
  }
}

/// What an import did.
public struct ImportOutcome: Sendable {
  /// How many records were not there before.
  public package(set) var added = 0

  /// How many took the place of another.
  public package(set) var updated = 0

  /// How many were there already.
  public package(set) var unchanged = 0

  /// The first bad rows, by file and line; where there is one, nothing was imported.
  package var problems: [ImportProblem] = []
  package var problemCount = 0

  /// Names in the folders that are no part of a case folder.
  public package(set) var ignored: [String] = []

  /// What to look at although it could be read.
  package var warnings: [EdgeTableWarning] = []
}

extension CaseFile {
  /// Imports sources in one transaction: all or nothing.
  ///
  /// With `isTrial`, everything is read and checked, and nothing is kept. `check` is called before
  /// each record; what it throws ends everything.
  ///
  /// - Throws: whatever cannot be put down to a row: a folder that is none, a case that is busy.
  package func importRecords(
    from sources: [ImportSource], mode: WriteMode, isTrial: Bool = false, author: String,
    reason: String?, progress: ((ImportProgress) -> Void)? = nil, check: () throws -> Void = {}
  ) throws -> ImportOutcome {
    do {
      return try write(
        author: author, reason: reason, isBulk: mode == .addOnly
      ) { writer in
        var outcome = ImportOutcome()
        for source in sources {
          try source.read(into: writer, mode: mode, progress: progress, check, &outcome)
        }
        for problem in try writer.quotationProblems() {
          let place = Place(file: sources.last?.path ?? "", line: 0, column: problem.column)
          outcome.problemCount += 1
          outcome.problems.append(
            ImportProblem(place: place, code: problem.code, message: problem.message))
        }
        outcome.redact(try writer.redactor())
        if outcome.problemCount > 0 || isTrial { throw Rejection(outcome: outcome) }
        return outcome
      }
    } catch let rejection as Rejection {
      return rejection.outcome
    }
  }
}

extension ImportSource {
  /// Writes everything that it holds.
  fileprivate func read(
    into writer: CaseWriter, mode: WriteMode, progress: ((ImportProgress) -> Void)?,
    _ check: () throws -> Void, _ outcome: inout ImportOutcome
  ) throws {
    var counts = (added: 0, updated: 0, unchanged: 0)
    func take(_ record: CaseRecord, _ place: Place) throws {
      try check()
      switch try writer.write(record, mode: mode) {
      case .added: counts.added += 1
      case .updated: counts.updated += 1
      case .unchanged: counts.unchanged += 1
      }
    }
    func add(_ reading: CaseFolderReading, in path: String) {
      outcome.problems += reading.problems
      outcome.problemCount += reading.problemCount
      outcome.ignored += reading.ignored.map { path + "/" + $0 }
    }
    switch self {
    case .folder(let path):
      let reading = try CaseFolderReader(path: path).read(
        into: take, vocabulary: { writer.vocabulary }, progress: progress)
      add(reading, in: path)
    case .jsonLines(let path):
      let reading = try JSONLinesReader(path: path).read(
        into: take, vocabulary: { writer.vocabulary }, progress: progress)
      add(reading, in: path)
    case .edgeTable(let path, let mapping):
      let reading = try EdgeTableReader(path: path, mapping: mapping).read(
        into: take, vocabulary: { writer.vocabulary }, progress: progress)
      outcome.problems += reading.problems
      outcome.problemCount += reading.problemCount
      outcome.warnings += reading.warnings
    }
    outcome.added += counts.added
    outcome.updated += counts.updated
    outcome.unchanged += counts.unchanged
  }
}

extension ImportOutcome {
  /// Blanks names in all that is said: in places too, as a text's file is called by a key.
  fileprivate mutating func redact(_ redacted: (String) -> String) {
    func place(_ place: Place) -> Place {
      Place(
        file: redacted(place.file), line: place.line, column: place.column.map(redacted))
    }
    problems = problems.map { problem in
      ImportProblem(
        place: place(problem.place), code: problem.code, message: redacted(problem.message),
        suggestions: problem.suggestions)
    }
    warnings = warnings.map { warning in
      EdgeTableWarning(
        code: warning.code, message: redacted(warning.message), place: place(warning.place))
    }
    ignored = ignored.map(redacted)
  }
}

/// Ends a transaction whose rows were found wanting, or that was a trial.
private struct Rejection: Error {
  let outcome: ImportOutcome
}
