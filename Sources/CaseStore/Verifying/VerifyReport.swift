/// Something that is wrong with a case.
package struct VerifyFinding: Hashable, Sendable {
  /// What is wrong, for a program to switch on.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// SQLite finds the file damaged.
    case damagedFile
    /// A row refers to one that is not there.
    case danglingReference
    /// The journal was altered, or rows of it dropped, added or moved.
    case brokenJournal
    /// A row is not what the journal says that it became.
    case alteredRow
    /// A row is in the case, and the journal knows nothing of it.
    case unrecordedRow
    /// A stored text is not what was stored.
    case alteredText
    /// A quotation does not stand in the version of the text that it names.
    case quoteNotFound
    /// What is derived from the rows does not agree with them.
    case staleDerivation
    /// An attribution joins what its relation may not.
    case forbiddenShape
    /// The content cannot be read.
    case unreadable
  }

  package let code: Code
  package let message: String

  /// The number of the journal's row at fault, if one is.
  package let sequence: Int64?

  init(_ code: Code, _ message: String, sequence: Int64? = nil) {
    self.code = code
    self.message = message
    self.sequence = sequence
  }
}

/// What a check of a case found; nothing is wrong where there are no findings.
package struct VerifyReport: Hashable, Sendable {
  package var findings: [VerifyFinding] = []
}
