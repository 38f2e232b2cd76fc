/// How a table is written down.
struct TableFormat: Hashable, Sendable {
  enum Delimiter: Hashable, Sendable {
    /// The one of comma, semicolon and tab that the first row has most often.
    case detected
    case byte(UInt8)
    /// Any run of spaces and tabs.
    case blanks

    /// Reads a word, or the sign itself.
    init?(text: String) {
      switch text.lowercased() {
      case "detect": self = .detected
      case "comma": self = .byte(CSVFormat.comma)
      case "semicolon": self = .byte(CSVFormat.semicolon)
      case "tab": self = .byte(CSVFormat.tab)
      case "space": self = .blanks
      case "pipe": self = .byte(UInt8(ascii: "|"))
      default:
        guard text.utf8.count == 1, let byte = text.utf8.first, byte > 0x20, byte < 0x7F,
          byte != CSVFormat.quote, !Self.isAlphanumeric(byte)
        else { return nil }
        self = .byte(byte)
      }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
      Unicode.Scalar(byte).properties.isAlphabetic
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
  }

  var delimiter = Delimiter.detected

  /// Whether the first row names the columns; otherwise they are called 1, 2 ….
  var hasHeader = true

  /// What a line to be skipped begins with; empty where there are none.
  var comment: [UInt8] = []

  /// Nil to find out.
  var encoding: TableEncoding?

  /// Whether the bytes can be read as they are.
  func isPlain(_ encoding: TableEncoding) -> Bool {
    encoding == .utf8 && comment.isEmpty && delimiter != .blanks
  }

  /// The byte that the reader of tables is told; nil to find it.
  var delimiterByte: UInt8? {
    switch delimiter {
    case .detected: nil
    case .byte(let byte): byte
    case .blanks: TableBytes.separator
    }
  }
}
