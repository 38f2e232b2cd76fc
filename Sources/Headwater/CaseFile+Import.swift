package import CaseStore
package import HeadwaterModel
package import Interchange

/// What an import did, or what kept it from doing anything.
package struct ImportOutcome: Sendable {
  package var added = 0
  package var updated = 0
  package var unchanged = 0

  /// The first bad rows, by file and line; where there is one, nothing was imported.
  package var problems: [ImportProblem] = []
  package var problemCount = 0

  /// Names in the folders that are no part of a case folder.
  package var ignored: [String] = []
}

extension CaseFile {
  /// Imports case folders in one transaction: all or nothing.
  ///
  /// - Throws: whatever cannot be put down to a row: a folder that is none, a case that is busy.
  package func importFolders(
    _ paths: [String], mode: WriteMode, author: String, reason: String?,
    progress: ((ImportProgress) -> Void)? = nil
  ) throws -> ImportOutcome {
    do {
      return try write(
        author: author, reason: reason, isBulk: mode == .addOnly
      ) { writer in
        var outcome = ImportOutcome()
        for path in paths {
          let reading = try CaseFolderReader(path: path).read(
            into: { record, _ in
              switch try writer.write(record, mode: mode) {
              case .added: outcome.added += 1
              case .updated: outcome.updated += 1
              case .unchanged: outcome.unchanged += 1
              }
            }, vocabulary: { writer.vocabulary }, progress: progress)
          outcome.problems += reading.problems
          outcome.problemCount += reading.problemCount
          outcome.ignored += reading.ignored.map { path + "/" + $0 }
        }
        for problem in try writer.quotationProblems() {
          let place = Place(file: paths.last ?? "", line: 0, column: problem.column)
          outcome.problemCount += 1
          outcome.problems.append(
            ImportProblem(place: place, code: problem.code, message: problem.message))
        }
        if outcome.problemCount > 0 { throw Rejection(outcome: outcome) }
        return outcome
      }
    } catch let rejection as Rejection {
      return rejection.outcome
    }
  }
}

/// Ends a transaction whose rows were found wanting.
private struct Rejection: Error {
  let outcome: ImportOutcome
}
