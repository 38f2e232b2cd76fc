/// Something that keeps a table, or one row of it, from being read or written.
package struct CSVProblem: Error, Hashable, Sendable {
  /// What is wrong, for a program to switch on; the raw values are stable.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    // The file.
    case cannotOpen, cannotRead, isDirectory
    // The header.
    case noHeader, emptyColumnName, duplicateColumn, tooManyColumns
    // One row.
    case raggedRow, invalidUTF8, nulByte, strayQuote
    // A row whose end cannot be found.
    case unclosedQuote, fieldTooLarge, rowTooLarge
    // Writing only.
    case cannotCreate, cannotWrite, paddedColumnName
  }

  package let code: Code

  /// The physical line at fault, from 1; 0 where the file itself is at fault.
  ///
  /// Inside a row of several lines this is the line of the faulty place, not of the row's start.
  /// CRLF, LF and a lone CR each end a line, within quotes too.
  package let line: Int

  /// The header's name of the column at fault, if one column is and the header names it.
  package let column: String?

  /// One sentence for a person, saying what to do; free of the contents of fields.
  package let message: String

  /// The offset in the file of the byte at fault, if one byte is.
  package let offset: Int?

  /// The system's `errno`, if the system said no.
  package let systemError: Int32?

  /// Tells whether reading ends here; otherwise `CSVReader.next()` goes on with the next row.
  package var endsReading: Bool {
    switch code {
    case .raggedRow, .invalidUTF8, .nulByte, .strayQuote: false
    default: true
    }
  }

  package init(
    _ code: Code, _ message: String, line: Int, column: String? = nil, offset: Int? = nil,
    systemError: Int32? = nil
  ) {
    self.code = code
    self.line = line
    self.column = column
    self.message = message
    self.offset = offset
    self.systemError = systemError
  }
}
