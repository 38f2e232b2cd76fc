extension CSVRecordScanner {
  /// Makes the string of a field of the last record; `scratch` saves allocations between calls.
  func text(of index: Int, scratch: inout [UInt8]) throws(CSVProblem) -> String {
    let field = fields[index]
    let bytes = UnsafeBufferPointer(
      start: window.base + field.start, count: field.end - field.start)
    let found: String?
    if field.hasDoubledQuotes {
      removeDoubledQuotes(bytes, into: &scratch)
      found = String(validating: scratch, as: UTF8.self)
    } else {
      found = String(validating: bytes, as: UTF8.self)
    }
    guard let found else { throw invalidUTF8(bytes, at: field.start, index: index) }
    return found
  }

  /// Describes a record that is not as wide as the header.
  func raggedRow(expected: Int) -> CSVProblem {
    .raggedRow(
      expected: expected, found: fieldCount, delimiter: delimiter,
      otherDelimiter: expected == 1 ? otherDelimiter() : nil, line: recordLine,
      measure: widthGiver)
  }

  /// Chooses the candidate that occurs most often in the record at hand, outside quotes.
  ///
  /// Ties go to the comma, then the semicolon. Looks no further than a row may be long.
  mutating func detectDelimiter() throws(CSVProblem) -> UInt8 {
    var counts = [UInt8: Int]()
    var position = 0
    var isFieldStart = true
    var isQuoted = false
    while position <= limits.rowBytes {
      if position == window.count, try !readOn() { break }
      let byte = window.base[position]
      position += 1
      if byte == CSVFormat.quote, isFieldStart || isQuoted {
        // The second of two quotes opens what the first one closed.
        isFieldStart = isQuoted
        isQuoted.toggle()
        continue
      }
      isFieldStart = false
      if isQuoted { continue }
      if byte == CSVFormat.lineFeed || byte == CSVFormat.carriageReturn { break }
      if CSVFormat.candidates.contains(byte) {
        counts[byte, default: 0] += 1
        isFieldStart = true
      }
    }
    return mostFrequent(counts, among: CSVFormat.candidates) ?? CSVFormat.comma
  }

  /// Finds a candidate, not the delimiter, that occurs more than once outside quotes.
  private func otherDelimiter() -> UInt8? {
    let others = CSVFormat.candidates.filter { $0 != delimiter }
    var counts = [UInt8: Int]()
    let base = window.base
    for field in fields {
      // What precedes an unquoted field is a delimiter or another record's end.
      if field.start > 0, base[field.start - 1] == CSVFormat.quote { continue }
      for index in field.start..<field.end where others.contains(base[index]) {
        counts[base[index], default: 0] += 1
      }
    }
    return mostFrequent(counts.filter { $0.value > 1 }, among: others)
  }

  private func mostFrequent(_ counts: [UInt8: Int], among candidates: [UInt8]) -> UInt8? {
    var best: UInt8?
    for candidate in candidates {
      let count = counts[candidate] ?? 0
      if count > best.flatMap({ counts[$0] }) ?? 0 { best = candidate }
    }
    return best
  }

  /// Writes each pair of quotes as one (RFC 4180 section 2, rule 7).
  private func removeDoubledQuotes(
    _ bytes: UnsafeBufferPointer<UInt8>, into scratch: inout [UInt8]
  ) {
    scratch.removeAll(keepingCapacity: true)
    scratch.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      scratch.append(byte)
      index += byte == CSVFormat.quote ? 2 : 1
    }
  }

  private func invalidUTF8(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, index: Int
  ) -> CSVProblem {
    let position = start + firstInvalidUTF8(bytes)
    return .invalidUTF8(
      line: line(at: position), column: columnName(index), offset: window.offset + position,
      isUTF16: false)
  }
}

/// Finds where the first ill-formed sequence starts; the number of bytes if there is none.
private func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
  var parser = Unicode.UTF8.ForwardParser()
  var iterator = bytes.makeIterator()
  var position = 0
  while true {
    switch parser.parseScalar(from: &iterator) {
    case .valid(let scalar): position += scalar.count
    case .error, .emptyInput: return position
    }
  }
}
