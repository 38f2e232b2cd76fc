/// Finds where records and their fields begin and end, RFC 4180 section 2.
///
/// Makes no strings but those asked for. Each `scanRecord()` that gives true has taken at least
/// one byte, so scanning ends on every input.
struct CSVRecordScanner: ~Copyable {
  /// Where a field is, in positions of the window, without its quotes.
  struct Field {
    var start: Int
    var end: Int
    var hasDoubledQuotes = false
  }

  /// The header, once it is read, to name columns in problems.
  var header: CSVHeader?

  /// What a problem names as the measure of all rows.
  var widthGiver = "the header"

  /// The byte between fields; a comma until the header is looked at.
  var delimiter = CSVFormat.comma {
    didSet { ceiling = max(CSVFormat.quote, delimiter) }
  }

  let limits: CSVLimits

  /// The bytes from the start of the last record on.
  var window: ByteWindow

  /// The fields of the last record, except those past the limit of columns.
  private(set) var fields: [Field] = []

  /// How many fields the last record has, those past the limit included.
  private(set) var fieldCount = 0

  /// What is wrong with the last record as a whole or with its first faulty place.
  private(set) var rowProblem: CSVProblem?

  /// The line on which the last record starts.
  private(set) var recordLine = 1

  /// The line that scanning has come to: after `scanRecord()`, that of the record's end.
  private(set) var line = 1

  /// The position after the last record; its line end stands here.
  private(set) var recordEnd = 0

  private var fieldStart = 0
  private var isAfterCarriageReturn = false

  /// The greatest byte that means something; all above need no second look.
  private var ceiling = max(CSVFormat.quote, CSVFormat.comma)

  init(_ input: consuming ByteInput, limits: CSVLimits) {
    window = ByteWindow(input)
    self.limits = limits
  }

  /// Moves on to the next record, past blank lines, and tells whether there was one.
  ///
  /// A record may end at CRLF, LF or CR, or with the file (rules 1 and 2). A fault that leaves
  /// the end of the record certain goes to `rowProblem`; any other is thrown.
  mutating func scanRecord() throws(CSVProblem) -> Bool {
    fields.removeAll(keepingCapacity: true)
    fieldCount = 0
    rowProblem = nil
    guard try skipLineBreaks() else { return false }
    recordLine = line
    var position = 0
    while true {
      fieldStart = position
      let field = try scanField(&position)
      try checkLimits(at: position)
      if fieldCount < limits.columns { fields.append(field) }
      fieldCount += 1
      guard position < window.count, window.base[position] == delimiter else { break }
      position += 1
    }
    recordEnd = position
    return true
  }

  /// Passes the last record, its line end and all blank lines; false if nothing follows.
  mutating func skipLineBreaks() throws(CSVProblem) -> Bool {
    window.drop(recordEnd)
    recordEnd = 0
    fieldStart = 0
    while true {
      if window.count == 0, try !extend(at: 0) { return false }
      switch window.base[0] {
      case CSVFormat.carriageReturn:
        line += 1
        isAfterCarriageReturn = true
      case CSVFormat.lineFeed:
        if !isAfterCarriageReturn { line += 1 }
        isAfterCarriageReturn = false
      default:
        isAfterCarriageReturn = false
        return true
      }
      window.drop(1)
    }
  }

  /// Passes the byte order mark of UTF-8 at the very start of the input, and refuses UTF-16's.
  mutating func skipByteOrderMark() throws(CSVProblem) {
    let mark = CSVFormat.byteOrderMark
    while window.count < mark.count, try readOn() {}
    let bytes = UnsafeBufferPointer(start: window.base, count: window.count)
    if bytes.starts(with: mark) { window.drop(mark.count) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw .invalidUTF8(line: line, column: nil, offset: 0, isUTF16: true)
    }
  }

  /// Reads on after the record was looked at up to `position`; false at the end of input.
  private mutating func extend(at position: Int) throws(CSVProblem) -> Bool {
    try checkLimits(at: position)
    return try readOn()
  }

  /// Reads on whatever the record's size; false at the end of input.
  mutating func readOn() throws(CSVProblem) -> Bool {
    do throws(ByteInput.Failure) {
      return try window.extend()
    } catch {
      throw .input(error, line: line)
    }
  }

  /// Gives the line of a position in the last record, counting the breaks before it.
  func line(at position: Int) -> Int {
    var found = recordLine
    let base = window.base
    for index in 0..<position where isLineBreak(base, index) { found += 1 }
    return found
  }

  /// The name of the column of that index, if the header has it.
  func columnName(_ index: Int) -> String? {
    guard let header, index < header.names.count else { return nil }
    return header.names[index]
  }

  /// Leaves `position` on the delimiter or line break after the field, or at the end of input.
  private mutating func scanField(_ position: inout Int) throws(CSVProblem) -> Field {
    if position == window.count, try !extend(at: position) {
      return Field(start: position, end: position)
    }
    if window.base[position] == CSVFormat.quote { return try scanQuoted(&position) }
    let start = position
    try scanUnquoted(&position)
    return Field(start: start, end: position)
  }

  /// Scans to the next delimiter or line break; a quote on the way is a fault (rule 5).
  private mutating func scanUnquoted(_ position: inout Int) throws(CSVProblem) {
    let delimiter = delimiter
    let ceiling = ceiling
    repeat {
      let base = window.base
      let count = window.count
      while position < count {
        let byte = base[position]
        if byte <= ceiling {
          if byte == delimiter || byte == CSVFormat.lineFeed || byte == CSVFormat.carriageReturn {
            return
          }
          if byte == CSVFormat.quote { noteStrayQuote(at: position, isAfterClosingQuote: false) }
          if byte == 0 { noteNul(at: position) }
        }
        position += 1
      }
    } while try extend(at: position)
  }

  /// Scans past the closing quote; delimiters and line breaks before it are text (rules 6, 7).
  private mutating func scanQuoted(_ position: inout Int) throws(CSVProblem) -> Field {
    let openingLine = line
    var field = Field(start: position + 1, end: position + 1)
    position += 1
    while true {
      guard try findQuote(&position) else {
        throw .unclosedQuote(
          line: openingLine, column: columnName(fieldCount),
          offset: window.offset + field.start - 1)
      }
      field.end = position
      position += 1
      if position == window.count, try !extend(at: position) { return field }
      let byte = window.base[position]
      if byte == CSVFormat.quote {
        field.hasDoubledQuotes = true
        position += 1
      } else if byte == delimiter || byte == CSVFormat.lineFeed || byte == CSVFormat.carriageReturn
      {
        return field
      } else {
        noteStrayQuote(at: position, isAfterClosingQuote: true)
        try scanUnquoted(&position)
        return field
      }
    }
  }

  /// Moves to the next quote, counting lines; false if the input ends first.
  private mutating func findQuote(_ position: inout Int) throws(CSVProblem) -> Bool {
    repeat {
      let base = window.base
      let count = window.count
      while position < count {
        let byte = base[position]
        if byte <= CSVFormat.quote {
          if byte == CSVFormat.quote { return true }
          if isLineBreak(base, position) { line += 1 }
          if byte == 0 { noteNul(at: position) }
        }
        position += 1
      }
    } while try extend(at: position)
    return false
  }

  /// Throws when the record up to `position` is over a limit.
  ///
  /// If it is over both, the one passed first is named, so the size of chunks changes nothing.
  private func checkLimits(at position: Int) throws(CSVProblem) {
    let fieldLimit = fieldStart + limits.fieldBytes
    guard position > min(fieldLimit, limits.rowBytes) else { return }
    if fieldLimit <= limits.rowBytes {
      throw .fieldTooLarge(
        limit: limits.fieldBytes, line: line(at: fieldStart), column: columnName(fieldCount))
    }
    throw .rowTooLarge(limit: limits.rowBytes, line: recordLine)
  }

  private mutating func noteStrayQuote(at position: Int, isAfterClosingQuote: Bool) {
    guard rowProblem == nil else { return }
    rowProblem = .strayQuote(
      line: line, column: columnName(fieldCount), offset: window.offset + position,
      isAfterClosingQuote: isAfterClosingQuote)
  }

  private mutating func noteNul(at position: Int) {
    guard rowProblem == nil else { return }
    rowProblem = .nulByte(
      line: line, column: columnName(fieldCount), offset: window.offset + position)
  }
}

/// Tells whether a line ends at `index`, taking CRLF as one end that lies at its CR.
private func isLineBreak(_ base: UnsafePointer<UInt8>, _ index: Int) -> Bool {
  let byte = base[index]
  if byte == CSVFormat.carriageReturn { return true }
  guard byte == CSVFormat.lineFeed else { return false }
  return index == 0 || base[index - 1] != CSVFormat.carriageReturn
}
