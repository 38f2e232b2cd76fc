/// Reads a table of RFC 4180 row by row, from a file of any size.
///
/// Beyond the RFC: the text is UTF-8, a byte order mark is dropped, a lone LF or CR ends a record
/// as CRLF does, blank lines are skipped, and the delimiter may be a semicolon or a tab. The first
/// record is the header (section 2, rule 3); its names are trimmed of spaces and tabs.
///
/// Memory is bounded by the largest row, and that by `CSVLimits`.
package struct CSVReader: ~Copyable {
  /// The names of the columns and their places.
  package let columns: CSVHeader

  private var scanner: CSVRecordScanner
  private var scratch: [UInt8] = []
  private var isFinished = false

  /// Whether the first record, which the columns were counted in, is yet to be given.
  private var hasRowAtHand = false

  /// Opens the file at `path` and reads its header.
  ///
  /// Without a `delimiter`, the one of comma, semicolon and tab that the header has most often
  /// outside quotes is taken; ties go to the earlier of these.
  ///
  /// - Precondition: `delimiter` is ASCII and neither a quote, a line break nor NUL.
  package init(
    path: String, delimiter: UInt8? = nil, limits: CSVLimits = .standard
  ) throws(CSVProblem) {
    let input: ByteInput
    do throws(ByteInput.Failure) {
      input = try ByteInput(path: path)
    } catch {
      throw .input(error, line: 0)
    }
    try self.init(input, delimiter: delimiter, limits: limits)
  }

  /// Reads the header of a table in memory; otherwise like `init(path:delimiter:limits:)`.
  package init(
    bytes: [UInt8], delimiter: UInt8? = nil, limits: CSVLimits = .standard
  ) throws(CSVProblem) {
    try self.init(ByteInput(bytes: bytes), delimiter: delimiter, limits: limits)
  }

  /// Takes over `input` and reads the header; otherwise like `init(path:delimiter:limits:)`.
  ///
  /// Where the table has no header, the first record is a row like any other, and columns are
  /// called 1, 2 … for as many fields as it has.
  package init(
    _ input: consuming ByteInput, delimiter: UInt8? = nil, hasHeader: Bool = true,
    limits: CSVLimits = .standard
  ) throws(CSVProblem) {
    if let delimiter { CSVFormat.checkDelimiter(delimiter) }
    var scanner = CSVRecordScanner(input, limits: limits)
    try Self.scanFirstRecord(&scanner, delimiter: delimiter)
    let columns: CSVHeader
    if hasHeader {
      columns = try Self.readHeader(&scanner)
    } else {
      guard scanner.fieldCount <= limits.columns else {
        throw .tooManyColumns(limit: limits.columns, line: scanner.recordLine)
      }
      columns = try CSVHeader(
        (1...scanner.fieldCount).map { String($0) }, line: scanner.recordLine, limits: limits)
      scanner.widthGiver = "the first row"
      hasRowAtHand = true
    }
    scanner.header = columns
    self.columns = columns
    self.scanner = scanner
  }

  /// The names of the columns in the order of the file: trimmed, distinct, none empty.
  package var header: [String] {
    columns.names
  }

  /// The byte that separates fields, as given or as found in the header.
  package var delimiter: UInt8 {
    scanner.delimiter
  }

  /// Reads the next row, or nil at the end.
  ///
  /// Throws one problem for a faulty row: of the first stray quote or NUL, else of its width, else
  /// of its first ill-formed UTF-8. Unless the problem says that it `endsReading`, the next call
  /// goes on with the row after; otherwise every further call gives nil.
  package mutating func next() throws(CSVProblem) -> CSVRow? {
    if isFinished { return nil }
    do throws(CSVProblem) {
      if hasRowAtHand {
        hasRowAtHand = false
      } else if try !scanner.scanRecord() {
        isFinished = true
        return nil
      }
      return try makeRow()
    } catch {
      isFinished = error.endsReading
      throw error
    }
  }

  private mutating func makeRow() throws(CSVProblem) -> CSVRow {
    if let problem = scanner.rowProblem { throw problem }
    let width = columns.names.count
    guard scanner.fieldCount == width else { throw scanner.raggedRow(expected: width) }
    var fields: [String] = []
    fields.reserveCapacity(width)
    for index in 0..<width {
      fields.append(try scanner.text(of: index, scratch: &scratch))
    }
    return CSVRow(
      fields: fields, line: scanner.recordLine, endLine: scanner.line, header: columns)
  }

  private static func scanFirstRecord(
    _ scanner: inout CSVRecordScanner, delimiter: UInt8?
  ) throws(CSVProblem) {
    try scanner.skipByteOrderMark()
    guard try scanner.skipLineBreaks() else { throw .noHeader() }
    if let delimiter {
      scanner.delimiter = delimiter
    } else {
      scanner.delimiter = try scanner.detectDelimiter()
    }
    guard try scanner.scanRecord() else { throw .noHeader() }
  }

  /// Takes the record at hand as the names of the columns.
  private static func readHeader(
    _ scanner: inout CSVRecordScanner
  ) throws(CSVProblem) -> CSVHeader {
    if let problem = scanner.rowProblem { throw problem }
    let line = scanner.recordLine
    guard scanner.fieldCount <= scanner.limits.columns else {
      throw .tooManyColumns(limit: scanner.limits.columns, line: line)
    }
    var names: [String] = []
    var scratch: [UInt8] = []
    for index in 0..<scanner.fieldCount {
      names.append(CSVFormat.trimmed(try scanner.text(of: index, scratch: &scratch)))
    }
    return try CSVHeader(names, line: line, limits: scanner.limits)
  }
}

extension CSVFormat {
  /// Drops the spaces and tabs on both sides of a column name.
  static func trimmed(_ name: String) -> String {
    let scalars = name.unicodeScalars
    guard let first = scalars.firstIndex(where: { $0 != " " && $0 != "\t" }),
      let last = scalars.lastIndex(where: { $0 != " " && $0 != "\t" })
    else { return "" }
    return String(scalars[first...last])
  }
}
