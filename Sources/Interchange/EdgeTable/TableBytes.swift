/// The bytes of a table as UTF-8, without its comments, each still on its line.
///
/// A line that begins with the comment's sign is left empty. Where blanks separate fields, each
/// run of them becomes one separator and those at either end of a line are dropped. Quotes are
/// respected in both, as far as they open at the start of a field.
final class TableBytes {
  /// What stands between fields where blanks did; no text has it.
  static let separator: UInt8 = 0x1F

  private let encoding: TableEncoding
  private let comment: [UInt8]
  private let splitsAtBlanks: Bool
  private let delimiter: UInt8?

  private var input: ByteInput
  private var isAtStart = true
  private var output: [UInt8] = []
  private var taken = 0
  private var isFinished = false

  private enum LineState {
    /// So many bytes of the comment's sign have been met, and held back.
    case start(matched: Int)
    case inside
    case comment
  }

  private var state = LineState.start(matched: 0)
  private var isQuoted = false
  private var hasPendingBlank = false
  private var hasContent = false
  private var previous: UInt8 = 0

  init(_ input: consuming ByteInput, format: TableFormat, encoding: TableEncoding) {
    self.input = input
    self.encoding = encoding
    comment = format.comment
    splitsAtBlanks = format.delimiter == .blanks
    if case .byte(let byte) = format.delimiter { delimiter = byte } else { delimiter = nil }
  }

  /// Fills the front of `buffer` and tells with how many bytes; 0 is the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteInput.Failure) -> Int {
    while taken == output.count, !isFinished { try refill(buffer) }
    let slice = output[taken...].prefix(buffer.count)
    buffer.copyBytes(from: slice)
    taken += slice.count
    return slice.count
  }

  /// Takes the next piece of the input, with `buffer` as the place to read it into.
  private func refill(_ buffer: UnsafeMutableRawBufferPointer) throws(ByteInput.Failure) {
    output.removeAll(keepingCapacity: true)
    taken = 0
    let count = try input.read(into: buffer)
    if count == 0 {
      isFinished = true
      releaseHeldBack()
      return
    }
    for byte in buffer.prefix(count) {
      if byte < 0x80 || encoding == .utf8 {
        take(byte)
      } else {
        for unit in UTF8.encode(encoding.scalar(of: byte)) ?? UTF8.encodedReplacementCharacter {
          take(unit)
        }
      }
    }
  }

  private func take(_ byte: UInt8) {
    switch state {
    case .start(let matched):
      if matched < comment.count, byte == comment[matched] {
        state = matched + 1 == comment.count ? .comment : .start(matched: matched + 1)
      } else if isAtStart, matched == 0, CSVFormat.byteOrderMark.contains(byte) {
        // The mark stands before the first line, and a comment may follow it.
        output.append(byte)
      } else {
        releaseHeldBack()
        pass(byte)
      }
    case .inside:
      pass(byte)
    case .comment:
      if isBreak(byte) { pass(byte) }
    }
  }

  private func releaseHeldBack() {
    guard case .start(let matched) = state else { return }
    state = .inside
    isAtStart = false
    for byte in comment.prefix(matched) { pass(byte) }
  }

  private func pass(_ byte: UInt8) {
    if isQuoted {
      output.append(byte)
      if byte == CSVFormat.quote { isQuoted = false }
      previous = byte
      return
    }
    if byte == CSVFormat.quote, startsField || previous == CSVFormat.quote { isQuoted = true }
    defer { previous = byte }
    if isBreak(byte) {
      hasPendingBlank = false
      hasContent = false
      isAtStart = false
      state = .start(matched: 0)
    } else if splitsAtBlanks, isBlank(byte) {
      hasPendingBlank = hasContent
      return
    } else if hasPendingBlank {
      output.append(Self.separator)
      hasPendingBlank = false
    }
    if !isBreak(byte) { hasContent = true }
    output.append(byte)
  }

  /// Whether a field may begin behind the last byte.
  private var startsField: Bool {
    if !hasContent || previous == delimiter { return true }
    if splitsAtBlanks { return isBlank(previous) }
    return delimiter == nil && CSVFormat.candidates.contains(previous)
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == CSVFormat.space || byte == CSVFormat.tab
  }

  private func isBreak(_ byte: UInt8) -> Bool {
    byte == CSVFormat.lineFeed || byte == CSVFormat.carriageReturn
  }
}
