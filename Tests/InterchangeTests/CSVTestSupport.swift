import Glibc
import HeadwaterTestSupport
import Interchange
import Testing

/// All that a reader tells about a table, with strings as bytes: `==` must see normalisation.
struct CSVOutcome: Hashable {
  struct Row: Hashable {
    var fields: [[UInt8]]
    var line: Int
    var endLine: Int
  }

  var header: [[UInt8]] = []
  var delimiter: UInt8?
  var rows: [Row] = []
  var problems: [CSVProblem] = []

  /// Reads everything, going on after problems as far as the reader allows.
  init(
    _ bytes: [UInt8], delimiter: UInt8? = nil, limits: CSVLimits = .standard,
    chunkSize: Int = ByteInput.defaultChunkSize
  ) {
    do throws(CSVProblem) {
      let input = ByteInput(bytes: bytes, chunkSize: chunkSize)
      var reader = try CSVReader(input, delimiter: delimiter, limits: limits)
      header = reader.header.map { Array($0.utf8) }
      self.delimiter = reader.delimiter
      var callsLeft = bytes.count + 2
      while try step(&reader) {
        callsLeft -= 1
        guard callsLeft > 0 else {
          Issue.record("reading does not end")
          return
        }
      }
      #expect(try reader.next() == nil)
    } catch {
      problems.append(error)
    }
  }

  init(_ text: String, delimiter: UInt8? = nil, limits: CSVLimits = .standard) {
    self.init(Array(text.utf8), delimiter: delimiter, limits: limits)
  }

  /// The fields of all rows as strings.
  var texts: [[String]] {
    rows.map { $0.fields.map { String(decoding: $0, as: UTF8.self) } }
  }

  private mutating func step(_ reader: inout CSVReader) throws(CSVProblem) -> Bool {
    do throws(CSVProblem) {
      guard let row = try reader.next() else { return false }
      rows.append(
        Row(fields: row.fields.map { Array($0.utf8) }, line: row.line, endLine: row.endLine))
    } catch {
      problems.append(error)
    }
    return true
  }
}

/// The problem that `body` throws, if any.
func csvProblem(_ body: () throws(CSVProblem) -> Void) -> CSVProblem? {
  do throws(CSVProblem) {
    try body()
    return nil
  } catch {
    return error
  }
}

/// Tables of strings that are hard to carry through a file unharmed.
struct CSVRandomTable {
  static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// Pieces of text, each with a trap of its own.
  private static let pieces = [
    "a", "word", "", "\"", "\"\"", "\"a\"", ",", ";", "\t", "\n", "\r", "\r\n", "\n\r", " ", "  ",
    "\u{FEFF}", "\u{A0}", "\u{2028}", "\u{85}", "🙂", "👩‍👩‍👧", "🇫🇷", "שלום", "\u{202E}abc", "عربي",
    "é", "e\u{301}", "\u{301}", "\u{200D}", "\u{10FFFF}", "\u{1}", "\u{7F}", "'", "=1+1", "|",
  ]

  private(set) var header: [String] = []
  private(set) var rows: [[String]] = []
  private var generator: SplitMix64

  init(seed: UInt64, rowLimit: Int = 12) {
    generator = SplitMix64(seed: seed)
    let width = Int.random(in: 1...5, using: &generator)
    // The number in the middle keeps names distinct, the letters keep them from being trimmed.
    header = (0..<width).map { index in
      (Bool.random(using: &generator) ? "\u{FEFF}" : "") + "x" + text() + "\(index)x"
    }
    let count = Int.random(in: 0...rowLimit, using: &generator)
    rows = (0..<count).map { _ in (0..<width).map { _ in text() } }
  }

  private mutating func text() -> String {
    let count = Int.random(in: 0...4, using: &generator)
    return (0..<count).map { _ in
      Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)]
    }.joined()
  }
}

/// Gives `body` an empty folder, which is removed afterwards with its files.
func withCSVFolder<Result>(_ body: (CSVFolder) throws -> Result) throws -> Result {
  try withTemporaryFolder { path in try body(CSVFolder(path: path)) }
}

/// A folder whose files are seen by means other than those under test.
struct CSVFolder {
  let path: String

  /// The names of the files in the folder, sorted.
  var names: [String] {
    var found: [String] = []
    guard let listing = opendir(path) else { return [] }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { found.append(name) }
    }
    return found.sorted()
  }

  func file(_ name: String) -> String {
    "\(path)/\(name)"
  }

  func make(_ name: String, _ bytes: [UInt8]) throws {
    let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(write(descriptor, bytes, bytes.count) == bytes.count)
  }

  func bytes(of name: String) throws -> [UInt8] {
    let stream = try #require(fopen(file(name), "r"))
    defer { fclose(stream) }
    return drained(stream)
  }
}

/// Reads a C stream to its end.
func drained(_ stream: UnsafeMutablePointer<FILE>) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4_096)
  while true {
    let count = fread(&buffer, 1, buffer.count, stream)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}
