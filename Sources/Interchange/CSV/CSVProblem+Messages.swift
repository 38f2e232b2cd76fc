#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension CSVProblem {
  static func input(_ failure: ByteInput.Failure, line: Int) -> CSVProblem {
    switch failure {
    case .cannotOpen(let code):
      CSVProblem(
        .cannotOpen, "The file cannot be opened (\(reason(code))): check its path and permissions.",
        line: 0, systemError: code)
    case .cannotRead(let code):
      CSVProblem(
        .cannotRead, "The file cannot be read further (\(reason(code))): check the disk it is on.",
        line: line, systemError: code)
    case .isDirectory:
      CSVProblem(.isDirectory, "This is a folder: name the file in it.", line: 0)
    }
  }

  static func output(_ failure: ByteOutput.Failure, line: Int) -> CSVProblem {
    switch failure {
    case .cannotCreate(let code):
      CSVProblem(
        .cannotCreate,
        "The file cannot be created (\(reason(code))): check its folder and permissions.",
        line: 0, systemError: code)
    case .cannotWrite(let code):
      CSVProblem(
        .cannotWrite,
        "The file cannot be written (\(reason(code))): make room or choose another place.",
        line: line, systemError: code)
    case .isDirectory:
      CSVProblem(.isDirectory, "This is a folder: name a file in it.", line: 0)
    case .notRegularFile:
      CSVProblem(
        .cannotCreate, "This is a device or a pipe, not a file: choose another path.", line: 0)
    }
  }

  static func noHeader() -> CSVProblem {
    CSVProblem(
      .noHeader, "The file has no header: put the column names on its first line.", line: 1)
  }

  static func emptyColumnName(number: Int, line: Int) -> CSVProblem {
    CSVProblem(
      .emptyColumnName, "Column \(number) has no name: name it in the header or remove it.",
      line: line)
  }

  static func duplicateColumn(_ name: String, line: Int) -> CSVProblem {
    CSVProblem(
      .duplicateColumn, "The header names this column twice: rename or remove one of the two.",
      line: line, column: name)
  }

  static func paddedColumnName(_ name: String) -> CSVProblem {
    CSVProblem(
      .paddedColumnName,
      "The column name has spaces around it, which reading would drop: rename the column.",
      line: 1, column: name)
  }

  static func tooManyColumns(limit: Int, line: Int) -> CSVProblem {
    CSVProblem(
      .tooManyColumns, "The header has more than \(limit) columns: split the table.", line: line)
  }

  /// Names the two counts and, if `otherDelimiter` is given, the delimiter that the file may have.
  static func raggedRow(
    expected: Int, found: Int, delimiter: UInt8, otherDelimiter: UInt8?, line: Int,
    measure: String
  ) -> CSVProblem {
    let start = "The row has \(count(found, "field")), \(measure) \(count(expected, "column")): "
    let name = CSVFormat.name(of: delimiter)
    let advice: String
    if let otherDelimiter {
      let other = CSVFormat.name(of: otherDelimiter)
      advice = "the fields seem to be separated by \(other)s, so choose the \(other) as delimiter."
    } else if found > expected {
      advice = "put quotes around fields that contain a \(name), or remove what is too many."
    } else {
      advice = "add what is missing, if only a \(name) for each empty field."
    }
    return CSVProblem(.raggedRow, start + advice, line: line)
  }

  static func invalidUTF8(line: Int, column: String?, offset: Int, isUTF16: Bool) -> CSVProblem {
    let message =
      isUTF16
      ? "The file is in UTF-16: save it as UTF-8."
      : "The byte at offset \(offset) is not UTF-8: save the file as UTF-8."
    return CSVProblem(.invalidUTF8, message, line: line, column: column, offset: offset)
  }

  static func nulByte(line: Int, column: String?, offset: Int?) -> CSVProblem {
    let place = offset.map { "The byte at offset \($0)" } ?? "A character of the field"
    return CSVProblem(
      .nulByte, "\(place) is NUL, which no text has: remove it, and use UTF-8 text only.",
      line: line, column: column, offset: offset)
  }

  static func strayQuote(
    line: Int, column: String?, offset: Int, isAfterClosingQuote: Bool
  ) -> CSVProblem {
    let message =
      isAfterClosingQuote
      ? "Text follows a closing quote: double each quote that belongs to the field."
      : "A quote stands inside an unquoted field: put quotes around all of it and double this one."
    return CSVProblem(.strayQuote, message, line: line, column: column, offset: offset)
  }

  static func unclosedQuote(line: Int, column: String?, offset: Int) -> CSVProblem {
    CSVProblem(
      .unclosedQuote, "The quote opened here is never closed: add the closing quote.",
      line: line, column: column, offset: offset)
  }

  static func fieldTooLarge(limit: Int, line: Int, column: String?) -> CSVProblem {
    CSVProblem(
      .fieldTooLarge,
      "The field that starts here has more than \(size(limit)): close its quote or shorten it.",
      line: line, column: column)
  }

  static func rowTooLarge(limit: Int, line: Int) -> CSVProblem {
    CSVProblem(
      .rowTooLarge, "The row that starts here has more than \(size(limit)): shorten its fields.",
      line: line)
  }

  private static func reason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }

  private static func size(_ bytes: Int) -> String {
    bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : count(bytes, "byte")
  }
}
