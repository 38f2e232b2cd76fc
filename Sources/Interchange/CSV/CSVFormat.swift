/// The bytes that mean something in a table, RFC 4180 section 2.
enum CSVFormat {
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let comma = UInt8(ascii: ",")
  static let semicolon = UInt8(ascii: ";")

  /// U+FEFF in UTF-8, which some programs put before the first line.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The delimiters that are looked for in a header, the preferred first.
  static let candidates = [comma, semicolon, tab]

  /// Traps unless `delimiter` is an ASCII byte that is neither a quote, a line break nor NUL.
  static func checkDelimiter(_ delimiter: UInt8) {
    precondition(
      delimiter > 0 && delimiter < 0x80 && delimiter != quote && delimiter != lineFeed
        && delimiter != carriageReturn,
      "the delimiter is not a single ASCII character that can separate fields")
  }

  /// Tells how a sentence calls `delimiter`.
  static func name(of delimiter: UInt8) -> String {
    switch delimiter {
    case comma: "comma"
    case semicolon: "semicolon"
    case tab: "tab"
    default: "delimiter"
    }
  }
}

/// How much of a table is taken before it is refused, so that memory has a bound.
package struct CSVLimits: Hashable, Sendable {
  /// The most bytes of a field as it stands in the file, quotes included.
  package var fieldBytes: Int

  /// The most bytes of a row as it stands in the file, without its line end.
  package var rowBytes: Int

  /// The most columns of a header.
  package var columns: Int

  /// 64 MiB a field, 256 MiB a row, 4,096 columns.
  package static let standard = CSVLimits(
    fieldBytes: 64 << 20, rowBytes: 256 << 20, columns: 4_096)

  package init(fieldBytes: Int, rowBytes: Int, columns: Int) {
    precondition(fieldBytes > 0 && rowBytes > 0 && columns > 0, "a limit is not positive")
    self.fieldBytes = fieldBytes
    self.rowBytes = rowBytes
    self.columns = columns
  }
}
