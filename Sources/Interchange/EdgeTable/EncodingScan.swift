/// Finds out how the bytes of a file stand for text, by looking at all of them.
///
/// A file that is valid UTF-8 is that. So is one with more characters beyond ASCII in valid UTF-8
/// than faults: its few bad rows are to be repaired. Any other is windows-1252 if it has a byte
/// from 0x80 to 0x9F, where Latin-1 has no visible characters, and else Latin-1.
struct EncodingScan {
  /// The line of the first byte that is not UTF-8; nil if all are.
  private(set) var firstInvalidLine: Int?

  private var line = 1
  private var previous: UInt8 = 0
  private var validCount = 0
  private var invalidCount = 0
  private var hasControls = false
  private var first: [UInt8] = []

  // The sequence being read: how many bytes it still needs, and what the next may be.
  private var missing = 0
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  /// Looks at a whole file in pieces.
  init(path: String) throws(ByteInput.Failure) {
    var input = try ByteInput(path: path)
    let chunk = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ByteInput.defaultChunkSize, alignment: 1)
    defer { chunk.deallocate() }
    while true {
      let count = try input.read(into: chunk)
      if count == 0 { break }
      for byte in chunk.prefix(count) { take(byte) }
    }
    if missing > 0 { noteInvalid() }
  }

  var encoding: TableEncoding {
    // UTF-16 is told by its mark, and refused by the reader of tables.
    let isUTF16 = first == [0xFF, 0xFE] || first == [0xFE, 0xFF]
    if isUTF16 || invalidCount == 0 || validCount > invalidCount { return .utf8 }
    return hasControls ? .windows1252 : .latin1
  }

  private mutating func take(_ byte: UInt8) {
    if first.count < 2 { first.append(byte) }
    if (0x80..<0xA0).contains(byte) { hasControls = true }
    if missing > 0 {
      if allowed.contains(byte) {
        allowed = 0x80...0xBF
        missing -= 1
        if missing == 0 { validCount += 1 }
        previous = byte
        return
      }
      noteInvalid()
      missing = 0
    }
    if byte == CSVFormat.carriageReturn
      || byte == CSVFormat.lineFeed && previous != CSVFormat.carriageReturn
    {
      line += 1
    }
    previous = byte
    if byte >= 0x80 { begin(with: byte) }
  }

  /// Begins a sequence, by table 3-7 of the Unicode Standard.
  private mutating func begin(with byte: UInt8) {
    allowed = 0x80...0xBF
    switch byte {
    case 0xC2...0xDF: missing = 1
    case 0xE0...0xEF:
      missing = 2
      if byte == 0xE0 { allowed = 0xA0...0xBF }
      if byte == 0xED { allowed = 0x80...0x9F }
    case 0xF0...0xF4:
      missing = 3
      if byte == 0xF0 { allowed = 0x90...0xBF }
      if byte == 0xF4 { allowed = 0x80...0x8F }
    default: noteInvalid()
    }
  }

  private mutating func noteInvalid() {
    invalidCount += 1
    if firstInvalidLine == nil { firstInvalidLine = line }
  }
}
