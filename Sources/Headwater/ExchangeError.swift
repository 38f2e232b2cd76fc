public import HeadwaterModel
import Interchange

/// A failure to import from, or to export to, a file or folder.
public struct ExchangeError: Error, Hashable, Sendable {
  /// What went wrong, for a program to switch on.
  @nonexhaustive
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// Rows cannot be taken; `problems` lists them.
    case badRows
    /// There is nothing at the path.
    case notFound
    /// A folder is wanted, and this is something else.
    case notAFolder
    /// The folder holds none of the files of a case folder.
    case notACaseFolder
    /// The folder to write to holds something that is no part of a case folder.
    case notEmpty
    /// The system refused to read it.
    case cannotRead
    /// The system refused to write it.
    case cannotWrite
    /// The case has something that the format cannot hold.
    case unsuitable
  }

  /// What went wrong.
  public let code: Code

  /// One sentence that says what is wrong.
  public let message: String

  /// The path at fault, beginning with what was given.
  public let path: String

  /// The first bad rows, by file and line, 100 at most; none for other codes.
  public let problems: [RowProblem]

  /// How many bad rows there are, those beyond the limit included.
  public let problemCount: Int

  init(_ error: InterchangeError) {
    code =
      switch error.code {
      case .notFound: .notFound
      case .notAFolder: .notAFolder
      case .notACaseFolder: .notACaseFolder
      case .notEmpty: .notEmpty
      case .cannotRead: .cannotRead
      case .cannotWrite: .cannotWrite
      case .unsuitable: .unsuitable
      }
    message = error.message
    path = error.path
    problems = []
    problemCount = 0
  }

  init(_ outcome: ImportOutcome, path: String) {
    code = .badRows
    message = "\(outcome.problemCount) rows cannot be taken, so nothing was imported"
    self.path = path
    problems = outcome.problems.prefix(100).map(RowProblem.init)
    problemCount = outcome.problemCount
  }
}

/// What keeps one row of a file from being taken, and where it stands.
public struct RowProblem: Hashable, Sendable {
  /// The file, beginning with the path that was given.
  public let file: String

  /// The line on which the row starts, from 1; nil where the whole file is at fault.
  public let line: Int?

  /// What is wrong; its column is the one of this file, or the member of this line of JSON.
  public let problem: RecordProblem

  init(_ problem: ImportProblem) {
    file = problem.place.file
    line = problem.place.line > 0 ? problem.place.line : nil
    self.problem = RecordProblem(
      problem.code, column: problem.place.column, problem.message,
      suggestions: problem.suggestions)
  }
}
