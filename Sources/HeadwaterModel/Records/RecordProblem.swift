/// What is wrong with one record, as data.
public struct RecordProblem: Error, Hashable, Sendable {
  /// What went wrong, for a program to switch on.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// A field that has to be there is not.
    case missingValue
    /// A key has a character that keys may not have.
    case invalidKey
    /// A kind, a relation or one of its phrases cannot be called so.
    case invalidName
    /// The value is none of those that the field takes.
    case unknownValue
    /// The text is no date of EDTF level 1.
    case invalidDate
    /// The value does not fit the property's type.
    case invalidProperty
    /// It is longer than `Limits` allows.
    case tooLong
    /// There is no entity of this key.
    case unknownKey
    /// The kind is not in the vocabulary.
    case unknownKind
    /// The relation is not in the vocabulary.
    case unknownRelation
    /// There is no attribution of this id.
    case unknownAttribution
    /// Something else has this key or id, or stands in this place.
    case duplicate
    /// The case has it otherwise, and it was only to be added.
    case differs
    /// The relation may not join entities of these kinds.
    case forbiddenShape
    /// What it is about is neither a document nor a claim.
    case aboutNoWork
    /// It belongs to every case and cannot be changed.
    case builtIn
    /// It would come to refer to itself.
    case cycle
    /// It contradicts an earlier verdict on identity.
    case contradiction
    /// Something refers to it, so that it cannot go.
    case inUse
    /// There is a locator or a quotation, and no document that they are from.
    case evidenceWithoutDocument
    /// The text has what no text may have, a NUL for one.
    case invalidText
    /// The quotation does not stand in the version of the text that it names.
    case quoteNotFound
    /// There is no such version of the document's text.
    case unknownVersion
    /// The cell, or the member of a line, cannot be read.
    case invalidCell
  }

  /// What went wrong.
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
