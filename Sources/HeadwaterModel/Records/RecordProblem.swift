/// What is wrong with one record, as data.
public struct RecordProblem: Error, Hashable, Sendable {
  /// What went wrong, for a program to switch on.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    case missingValue, invalidKey, invalidName, unknownValue, invalidDate, invalidProperty
    case tooLong, unknownKey, unknownKind, unknownRelation, unknownAttribution, duplicate
    case differs, forbiddenShape, aboutNoWork, builtIn, cycle, contradiction, inUse
    case evidenceWithoutDocument, invalidText, quoteNotFound, unknownVersion, invalidCell
  }

  public let code: Code

  /// The field at fault, by its name in a case folder; nil where the whole record is.
  public let column: String?

  /// One sentence that says what is wrong and what would be right.
  public let message: String

  /// Names that may have been meant, nearest first.
  public let suggestions: [String]

  package init(
    _ code: Code, column: String? = nil, _ message: String, suggestions: [String] = []
  ) {
    self.code = code
    self.column = column
    self.message = message
    self.suggestions = suggestions
  }
}
