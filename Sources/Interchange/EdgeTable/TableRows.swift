import HeadwaterModel

/// A table opened with the format of a mapping: its columns by name, its rows one by one.
struct TableRows: ~Copyable {
  /// The path, as it was given.
  let path: String
  let columns: TableColumnNames

  /// The encoding that was found, and the line that told it; nil where nothing had to be found.
  let assumption: EncodingAssumption?

  private var reader: CSVReader

  /// Opens a table and reads its header.
  ///
  /// - Throws: `CSVProblem`.
  init(path: String, format: TableFormat) throws(CSVProblem) {
    let assumption = try Self.assumption(path: path, format: format)
    var reader = try CSVReader(
      try Self.input(path, format, assumption?.encoding ?? format.encoding ?? .utf8),
      delimiter: format.delimiterByte, hasHeader: false, limits: TableLayout.limits)
    let columns: TableColumnNames
    if format.hasHeader {
      guard let row = try reader.next() else { throw .noHeader() }
      columns = TableColumnNames(
        names: row.fields.map(\.cleaned), line: row.line, sample: row.fields.first ?? "")
    } else {
      columns = TableColumnNames(names: reader.header, line: nil, sample: "")
    }
    self.path = path
    self.assumption = assumption
    self.columns = columns
    self.reader = reader
  }

  /// Finds out the encoding, if it is to be found out and is not UTF-8.
  private static func assumption(
    path: String, format: TableFormat
  ) throws(CSVProblem) -> EncodingAssumption? {
    // What is no file can be read only once.
    guard format.encoding == nil, FileSystem.kind(of: path) == .file else { return nil }
    do throws(ByteInput.Failure) {
      let scan = try EncodingScan(path: path)
      guard scan.encoding != .utf8, let line = scan.firstInvalidLine else { return nil }
      return EncodingAssumption(encoding: scan.encoding, line: line)
    } catch {
      throw .input(error, line: 0)
    }
  }

  private static func input(
    _ path: String, _ format: TableFormat, _ encoding: TableEncoding
  ) throws(CSVProblem) -> ByteInput {
    do throws(ByteInput.Failure) {
      let input = try ByteInput(path: path)
      if format.isPlain(encoding) { return input }
      let bytes = TableBytes(input, format: format, encoding: encoding)
      return ByteInput { buffer throws(ByteInput.Failure) in try bytes.read(into: buffer) }
    } catch {
      throw .input(error, line: 0)
    }
  }

  /// Reads the next row; nil at the end.
  ///
  /// - Throws: `CSVProblem` for a faulty row, with its column as the header spells it.
  mutating func next() throws(CSVProblem) -> CSVRow? {
    do throws(CSVProblem) {
      return try reader.next()
    } catch {
      let number = error.column.flatMap { Int($0) }
      throw CSVProblem(
        error.code, error.message, line: error.line,
        column: number.map { columns.title(of: $0 - 1) },
        offset: error.offset, systemError: error.systemError)
    }
  }
}

/// That a file seems to be in another encoding than UTF-8.
struct EncodingAssumption: Hashable {
  let encoding: TableEncoding

  /// The first line that is not UTF-8.
  let line: Int
}

/// The names of a table's columns, some of which may be empty or stand twice.
struct TableColumnNames {
  let names: [String]

  /// The line of the header; nil where there is none.
  let line: Int?

  /// The first cell of the header as it is.
  let sample: String

  /// The columns of this name: as it is, or else whatever the case of its letters.
  func indices(of name: String) -> [Int] {
    let exact = names.indices.filter { names[$0] == name }
    if !exact.isEmpty { return exact }
    let folded = name.lowercased()
    return names.indices.filter { names[$0].lowercased() == folded }
  }

  /// How a message calls a column.
  func title(of index: Int) -> String {
    guard names.indices.contains(index), !names[index].isEmpty else { return "\(index + 1)" }
    return names[index]
  }
}

/// The cells of one or more columns, found in a table.
struct FoundCells: Hashable {
  /// The columns in the order of the mapping; none for a text of the mapping's own.
  let indices: [Int]
  let constant: String

  /// What a problem of these cells names as their column; nil for a text of the mapping's own.
  let title: String?

  /// The texts, trimmed and with one blank for any white space inside.
  func parts(of row: CSVRow) -> [String] {
    indices.isEmpty ? [constant] : indices.map { row.fields[$0].cleaned }
  }

  /// The text on one line, several cells with a blank between them.
  ///
  /// Nil where it is empty.
  func line(of row: CSVRow) -> String? {
    let text = parts(of: row).filter { !$0.isEmpty }.joined(separator: " ")
    return text.isEmpty ? nil : text
  }

  /// The text as it is but for outer white space, several cells with a blank between them.
  ///
  /// Nil where it is empty.
  func text(of row: CSVRow) -> String? {
    if indices.isEmpty { return constant }
    let text = indices.map { row.fields[$0].trimmed }.filter { !$0.isEmpty }
      .joined(separator: " ")
    return text.isEmpty ? nil : text
  }
}

extension String {
  /// The text trimmed, with one blank for any white space inside.
  var cleaned: String {
    let trimmed = trimmed
    var needsWork = false
    var wasBlank = false
    for byte in trimmed.utf8 {
      let isBlank = byte == UInt8(ascii: " ")
      if byte < 0x20 || byte >= 0x80 || isBlank && wasBlank { needsWork = true }
      wasBlank = isBlank
    }
    guard needsWork else { return trimmed }
    return trimmed.unicodeScalars.split { $0.properties.isWhitespace }
      .map { String($0) }.joined(separator: " ")
  }
}
