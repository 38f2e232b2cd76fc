/// How the bytes of a table stand for text.
package enum TableEncoding: String, CaseIterable, Hashable, Sendable {
  case utf8 = "utf-8"
  case latin1 = "latin-1"
  case windows1252 = "windows-1252"

  /// Reads a name as people write it: `UTF8`, `ISO 8859-1`, `cp1252` ….
  init?(name: String) {
    let plain = String(
      name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.isDigit })
    switch plain {
    case "utf8": self = .utf8
    case "latin1", "iso88591": self = .latin1
    case "windows1252", "cp1252", "ansi": self = .windows1252
    default: return nil
    }
  }

  /// The character of a byte that is not ASCII, in an encoding of one byte a character.
  func scalar(of byte: UInt8) -> Unicode.Scalar {
    guard self == .windows1252, byte >= 0x80, byte < 0xA0 else { return Unicode.Scalar(byte) }
    return Self.windowsScalars[Int(byte) - 0x80]
  }

  /// What windows-1252 has at 0x80 to 0x9F, by the WHATWG's Encoding Standard.
  private static let windowsScalars: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
    "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
    "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
    "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
  ]
}

extension Unicode.Scalar {
  /// Whether it is one of 0 to 9.
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
