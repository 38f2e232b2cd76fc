package import HeadwaterModel

/// What keeps a row, or a whole file, from being taken.
package struct ImportProblem: Hashable, Sendable {
  package let place: Place

  /// What went wrong, for a program to switch on.
  package let code: RecordProblem.Code

  /// Says what is wrong and what would be right: without capital or full stop, to follow a place.
  package let message: String

  /// Names that may have been meant, nearest first.
  package let suggestions: [String]

  package init(
    place: Place, code: RecordProblem.Code, message: String, suggestions: [String] = []
  ) {
    self.place = place
    self.code = code
    self.message = message
    self.suggestions = suggestions
  }

  init(_ problem: RecordProblem, at place: Place) {
    self.init(
      place: place.inColumn(problem.column), code: problem.code, message: problem.message,
      suggestions: problem.suggestions)
  }

  init(_ problem: CSVProblem, file: String) {
    let code: RecordProblem.Code =
      switch problem.code {
      case .noHeader, .emptyColumnName: .missingValue
      case .duplicateColumn: .duplicate
      case .tooManyColumns, .fieldTooLarge, .rowTooLarge: .tooLong
      case .invalidUTF8, .nulByte: .invalidText
      default: .invalidCell
      }
    self.init(
      place: Place(file: file, line: max(1, problem.line), column: problem.column), code: code,
      message: reason(problem.message))
  }
}

/// How far reading has come.
package struct ImportProgress: Hashable, Sendable {
  /// After how many rows there is news.
  static let interval = 1_000

  /// The file being read, beginning with the folder as the user gave it.
  package let file: String

  /// How many of its rows or lines have been read; for stored texts, how many of them.
  package let rows: Int

  package init(file: String, rows: Int) {
    self.file = file
    self.rows = rows
  }
}

/// Makes a whole sentence fit to follow a place and a colon.
func reason(_ sentence: String) -> String {
  let start = sentence.prefix(1).lowercased()
  let rest = sentence.dropFirst()
  return start + (rest.hasSuffix(".") ? rest.dropLast() : rest)
}
