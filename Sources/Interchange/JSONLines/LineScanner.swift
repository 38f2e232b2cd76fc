/// Splits an input into lines, one of which is in memory at a time.
///
/// A line ends with LF or CRLF, the last one also with the input. A byte order mark at the start
/// counts for nothing, and blank lines are passed over.
struct LineScanner: ~Copyable {
  /// One line, without its end.
  struct Line {
    /// The number among all lines, blank ones included, from 1.
    let number: Int

    /// The offset in the input of the first byte.
    let offset: Int

    /// What stands in it; nil where that is longer than the limit.
    let bytes: [UInt8]?

    /// Whether the input ends without an end of this line.
    let isOpen: Bool
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private let limit: Int
  private var input: ByteInput
  private let chunk: UnsafeMutableRawBufferPointer

  /// What of the chunk is still to be split.
  private var rest = 0..<0
  private var number = 0
  private var offset = 0

  /// A line of more than `limit` bytes is passed over and told of.
  init(_ input: consuming ByteInput, limit: Int) {
    self.limit = limit
    chunk = .allocate(byteCount: input.chunkSize, alignment: 1)
    self.input = input
  }

  deinit {
    chunk.deallocate()
  }

  /// The next line that is not blank; nil at the end of the input.
  mutating func next() throws(ByteInput.Failure) -> Line? {
    while let line = try nextLine() {
      let isBlank = line.bytes?.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if isBlank != true { return line }
    }
    return nil
  }

  private mutating func nextLine() throws(ByteInput.Failure) -> Line? {
    let start = offset
    var bytes: [UInt8] = []
    var isTooLong = false
    var isOpen = false
    while true {
      if rest.isEmpty, try !refill() {
        if offset == start { return nil }
        isOpen = true
        break
      }
      let found = UnsafeRawBufferPointer(rebasing: chunk[rest])
      let end = found.firstIndex(of: Self.lineFeed)
      let piece = found.prefix(end ?? found.count)
      // One more than the limit, for the CR of a CRLF.
      if !isTooLong, piece.count <= limit + 1 - bytes.count {
        bytes.append(contentsOf: piece)
      } else {
        isTooLong = true
        bytes = []
      }
      let taken = end.map { $0 + 1 } ?? found.count
      rest = rest.lowerBound + taken..<rest.upperBound
      offset += taken
      if end != nil { break }
    }
    number += 1
    if number == 1, bytes.starts(with: Self.byteOrderMark) {
      bytes.removeFirst(Self.byteOrderMark.count)
    }
    if bytes.last == Self.carriageReturn { bytes.removeLast() }
    isTooLong = isTooLong || bytes.count > limit
    return Line(
      number: number, offset: start, bytes: isTooLong ? nil : bytes, isOpen: isOpen)
  }

  /// Reads the next chunk, and tells whether there was one.
  private mutating func refill() throws(ByteInput.Failure) -> Bool {
    rest = 0..<(try input.read(into: chunk))
    return !rest.isEmpty
  }
}
