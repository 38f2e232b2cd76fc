/// Writes a table as RFC 4180 text: UTF-8 without a byte order mark, with LF at line ends.
///
/// What is written reads back as the same header and rows, byte for byte, for all strings without
/// NUL, unless `spreadsheetSafe` is on. With it, a field that starts with `=`, `+`, `-`, `@`, their
/// full-width forms, a tab, CR or LF gets a leading `'`, so negative numbers do too.
/// The reader finds a comma, semicolon or tab by itself; any other delimiter it must be told.
///
/// Nothing but `finish()` completes the output: until then a file does not appear, and a function
/// may lack the last rows.
package struct CSVWriter: ~Copyable {
  private static let bufferSize = 65_536

  private var encoder: CSVRowEncoder
  private var output: ByteOutput
  private var buffer: [UInt8] = []

  /// Starts the file at `path` with a line of column names; see `ByteOutput` for when it appears.
  ///
  /// - Precondition: `delimiter` is ASCII and neither a quote, a line break nor NUL.
  package init(
    path: String, header: [String], delimiter: UInt8 = UInt8(ascii: ","),
    spreadsheetSafe: Bool = false, limits: CSVLimits = .standard
  ) throws(CSVProblem) {
    let encoder = try CSVRowEncoder(
      header: header, delimiter: delimiter, spreadsheetSafe: spreadsheetSafe, limits: limits)
    let output: ByteOutput
    do throws(ByteOutput.Failure) {
      output = try ByteOutput(path: path)
    } catch {
      throw .output(error, line: 0)
    }
    try self.init(encoder, output)
  }

  /// Takes over `output` and starts with a line of column names.
  ///
  /// - Precondition: `delimiter` is ASCII and neither a quote, a line break nor NUL.
  package init(
    _ output: consuming ByteOutput, header: [String], delimiter: UInt8 = UInt8(ascii: ","),
    spreadsheetSafe: Bool = false, limits: CSVLimits = .standard
  ) throws(CSVProblem) {
    let encoder = try CSVRowEncoder(
      header: header, delimiter: delimiter, spreadsheetSafe: spreadsheetSafe, limits: limits)
    try self.init(encoder, output)
  }

  private init(_ encoder: CSVRowEncoder, _ output: consuming ByteOutput) throws(CSVProblem) {
    var encoder = encoder
    var buffer: [UInt8] = []
    try encoder.appendHeader(to: &buffer)
    self.encoder = encoder
    self.output = output
    self.buffer = buffer
  }

  /// Adds one row.
  ///
  /// A row with a NUL or beyond a limit is refused whole, and others may follow it. After
  /// `cannotWrite` the writer is of no more use.
  ///
  /// - Precondition: There are as many fields as columns.
  package mutating func write(_ fields: [String]) throws(CSVProblem) {
    try encoder.append(fields, to: &buffer)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes out what is pending and lets the file appear under its name.
  package consuming func finish() throws(CSVProblem) {
    try flush()
    let line = encoder.line
    do throws(ByteOutput.Failure) {
      try output.finish()
    } catch {
      throw .output(error, line: line)
    }
  }

  /// Makes a whole table in memory; see `init(path:header:delimiter:spreadsheetSafe:limits:)`.
  package static func bytes(
    header: [String], rows: [[String]], delimiter: UInt8 = UInt8(ascii: ","),
    spreadsheetSafe: Bool = false, limits: CSVLimits = .standard
  ) throws(CSVProblem) -> [UInt8] {
    var encoder = try CSVRowEncoder(
      header: header, delimiter: delimiter, spreadsheetSafe: spreadsheetSafe, limits: limits)
    var buffer: [UInt8] = []
    try encoder.appendHeader(to: &buffer)
    for row in rows { try encoder.append(row, to: &buffer) }
    return buffer
  }

  private mutating func flush() throws(CSVProblem) {
    if buffer.isEmpty { return }
    do throws(ByteOutput.Failure) {
      try output.write(buffer)
    } catch {
      throw .output(error, line: encoder.line)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
