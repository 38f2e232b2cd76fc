import HeadwaterModel

/// The bytes of a whole file, and the text that they are.
enum TextFile {
  /// Reads a file, but no more than `limit` bytes of it.
  static func bytes(of path: String, limit: Int) throws(InterchangeError) -> [UInt8] {
    do throws(ByteInput.Failure) {
      var input = try ByteInput(path: path)
      var bytes: [UInt8] = []
      bytes.reserveCapacity(min(limit, FileSystem.size(of: path)))
      let chunk = UnsafeMutableRawBufferPointer.allocate(
        byteCount: ByteInput.defaultChunkSize, alignment: 1)
      defer { chunk.deallocate() }
      while bytes.count < limit {
        let count = try input.read(into: chunk)
        if count == 0 { break }
        bytes.append(contentsOf: chunk.prefix(min(count, limit - bytes.count)))
      }
      return bytes
    } catch {
      throw InterchangeError(CSVProblem.input(error, line: 0), path: path)
    }
  }

  /// Takes bytes as UTF-8, each as it is: line ends and a byte order mark belong to the text.
  ///
  /// - Returns: The text, or else what is wrong and on which line.
  static func text(of bytes: [UInt8]) -> Result<String, Fault> {
    if bytes.count > Limits.textBytes {
      let message = "the text is longer than \(Limits.textBytes) bytes"
      return .failure(Fault(line: 1, problem: RecordProblem(.tooLong, message)))
    }
    if !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) {
      return .success(text)
    }
    return .failure(fault(of: bytes, startingAt: 0))
  }

  /// Finds what keeps bytes that stand at an offset of a file from being a text, if anything does.
  static func fault(in bytes: [UInt8], startingAt start: Int) -> Fault? {
    let isText = !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
    return isText ? nil : fault(of: bytes, startingAt: start)
  }

  /// Tells of the first byte that keeps these from being a text.
  private static func fault(of bytes: [UInt8], startingAt start: Int) -> Fault {
    // Before the NULs, of which UTF-16 is full.
    if start == 0, bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return fault(
        bytes, 0, start, "is not UTF-8: the file seems to be in UTF-16: save it as UTF-8")
    }
    if let offset = bytes.firstIndex(of: 0) {
      return fault(
        bytes, offset, start, "is NUL, which no text has: remove it, and use UTF-8 text only")
    }
    return fault(
      bytes, firstInvalidUTF8(bytes), start, "is not UTF-8: save the file as UTF-8")
  }

  /// What keeps bytes from being a text.
  struct Fault: Error {
    let line: Int
    let problem: RecordProblem
  }

  private static func fault(
    _ bytes: [UInt8], _ offset: Int, _ start: Int, _ what: String
  ) -> Fault {
    Fault(
      line: 1 + lineBreaks(in: bytes[..<offset]),
      problem: RecordProblem(.invalidText, "the byte at offset \(start + offset) \(what)"))
  }

  private static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) {
      position += scalar.count
    }
    return position
  }
}

/// Counts CRLF, LF and a lone CR as one line break each.
func lineBreaks(in bytes: ArraySlice<UInt8>) -> Int {
  var count = 0
  var previous: UInt8 = 0
  for byte in bytes {
    if byte == CSVFormat.carriageReturn { count += 1 }
    if byte == CSVFormat.lineFeed, previous != CSVFormat.carriageReturn { count += 1 }
    previous = byte
  }
  return count
}
