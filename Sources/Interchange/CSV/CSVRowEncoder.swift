/// Turns rows into lines of RFC 4180, adding them to a buffer.
struct CSVRowEncoder {
  let header: CSVHeader
  let delimiter: UInt8
  let spreadsheetSafe: Bool
  let limits: CSVLimits

  /// The physical line on which the next row starts, from 1.
  private(set) var line = 1

  private var isHeader = true

  /// Refuses names that the reader would refuse or change.
  init(
    header names: [String], delimiter: UInt8, spreadsheetSafe: Bool, limits: CSVLimits
  ) throws(CSVProblem) {
    CSVFormat.checkDelimiter(delimiter)
    header = try CSVHeader(names, limits: limits)
    for name in names where CSVFormat.trimmed(name) != name { throw .paddedColumnName(name) }
    self.delimiter = delimiter
    self.spreadsheetSafe = spreadsheetSafe
    self.limits = limits
  }

  /// Adds the line of column names; to be called once, before all else.
  mutating func appendHeader(to buffer: inout [UInt8]) throws(CSVProblem) {
    try append(header.names, to: &buffer)
    isHeader = false
  }

  /// Adds one row as a line that ends with LF; adds nothing if it throws.
  mutating func append(_ fields: [String], to buffer: inout [UInt8]) throws(CSVProblem) {
    precondition(fields.count == header.names.count, "the row is not as wide as its header")
    let rowStart = buffer.count
    do throws(CSVProblem) {
      var breakCount = 0
      for (index, field) in fields.enumerated() {
        if index > 0 { buffer.append(delimiter) }
        breakCount += try appendField(field, index, to: &buffer)
        guard buffer.count - rowStart <= limits.rowBytes else {
          throw .rowTooLarge(limit: limits.rowBytes, line: line)
        }
      }
      buffer.append(CSVFormat.lineFeed)
      line += 1 + breakCount
    } catch {
      buffer.removeLast(buffer.count - rowStart)
      throw error
    }
  }

  /// Adds one field and tells how many line breaks it has.
  private func appendField(
    _ field: String, _ index: Int, to buffer: inout [UInt8]
  ) throws(CSVProblem) -> Int {
    let start = buffer.count
    var text = spreadsheetSafe && startsFormula(field) ? "'" + field : field
    let traits = text.withUTF8 { bytes in
      let traits = self.traits(of: bytes)
      if traits.needsQuotes {
        appendQuoted(bytes, hasQuote: traits.hasQuote, to: &buffer)
      } else {
        buffer.append(contentsOf: bytes)
      }
      return traits
    }
    if traits.hasNul { throw .nulByte(line: line, column: header.names[index], offset: nil) }
    guard buffer.count - start <= limits.fieldBytes else {
      throw .fieldTooLarge(limit: limits.fieldBytes, line: line, column: header.names[index])
    }
    return traits.breakCount
  }

  private struct Traits {
    var needsQuotes = false
    var hasQuote = false
    var hasNul = false
    var breakCount = 0
  }

  /// Decides on quotes: RFC 4180 section 2, rules 5 to 7, and what our reader or others may trim.
  ///
  /// The header quotes every delimiter that a reader may look for, so that it finds the right one.
  /// A header of one column shows none and is read with the comma, so commas are quoted there. The
  /// only field of a row is quoted if it is empty: its line would be blank.
  private func traits(of bytes: UnsafeBufferPointer<UInt8>) -> Traits {
    var traits = Traits()
    let isSingle = header.names.count == 1
    guard let first = bytes.first, let last = bytes.last else {
      traits.needsQuotes = isSingle
      return traits
    }
    traits.needsQuotes =
      isBlank(first) || isBlank(last) || bytes.starts(with: CSVFormat.byteOrderMark)
    var previous: UInt8 = 0
    for byte in bytes {
      switch byte {
      case 0:
        traits.hasNul = true
      case CSVFormat.quote:
        traits.hasQuote = true
      case CSVFormat.carriageReturn:
        traits.breakCount += 1
      case CSVFormat.lineFeed:
        if previous == CSVFormat.carriageReturn { break }
        traits.breakCount += 1
      case delimiter:
        traits.needsQuotes = true
      default:
        if isHeader, CSVFormat.candidates.contains(byte) { traits.needsQuotes = true }
        if isSingle, byte == CSVFormat.comma { traits.needsQuotes = true }
      }
      previous = byte
    }
    if traits.hasQuote || traits.breakCount > 0 { traits.needsQuotes = true }
    return traits
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == CSVFormat.space || byte == CSVFormat.tab
  }

  private func appendQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, hasQuote: Bool, to buffer: inout [UInt8]
  ) {
    buffer.append(CSVFormat.quote)
    if hasQuote {
      for byte in bytes {
        if byte == CSVFormat.quote { buffer.append(byte) }
        buffer.append(byte)
      }
    } else {
      buffer.append(contentsOf: bytes)
    }
    buffer.append(CSVFormat.quote)
  }

  /// Tells whether a spreadsheet may run the field: the signs OWASP lists under "CSV Injection".
  private func startsFormula(_ field: String) -> Bool {
    switch field.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "\n": true
    case "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }
}
