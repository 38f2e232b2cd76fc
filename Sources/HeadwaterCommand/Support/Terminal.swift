import HeadwaterModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where text goes, and what can be shown there.
enum Terminal {
  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// The number of columns to fit: the terminal's, `COLUMNS`, or 100.
  static var columns: Int {
    if let text = environment("COLUMNS"), let columns = Int(text), columns >= 40 {
      return min(columns, 400)
    }
    var size = winsize()
    if isOutputTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 {
      return Int(size.ws_col)
    }
    return 100
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Writes data to standard output; a reader that has gone away ends the program quietly.
  static func write(_ text: String) {
    write(Array(text.utf8), to: STDOUT_FILENO)
  }

  static func write(_ bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes a message to standard error.
  static func message(_ text: String) {
    write(Array((text + "\n").utf8), to: STDERR_FILENO)
  }

  /// Writes to standard error without a line's end.
  static func errorText(_ text: String) {
    write(Array(text.utf8), to: STDERR_FILENO)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var rest = UnsafeRawBufferPointer(buffer)
      while !rest.isEmpty {
        #if canImport(Glibc)
          let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
          let written = Musl.write(descriptor, rest.baseAddress, rest.count)
        #else
          let written = Darwin.write(descriptor, rest.baseAddress, rest.count)
        #endif
        if written < 0 {
          if errno == EINTR { continue }
          exit(errno == EPIPE ? 0 : 74)
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
      }
    }
  }

  /// The text with control characters, and those that reorder it, made visible.
  static func visible(_ text: String) -> String {
    VisibleText.of(text)
  }

  /// How many columns a text takes: two for wide scripts and emoji, none for combining marks.
  static func width(of text: String) -> Int {
    var width = 0
    for character in text { width += Self.width(of: character) }
    return width
  }

  static func width(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.isASCII { return first.value < 0x20 ? 0 : 1 }
    switch first.value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff,
      0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
      return 2
    default:
      let category = first.properties.generalCategory
      return category == .nonspacingMark || category == .format ? 0 : 1
    }
  }

  /// Breaks a text at spaces into lines of at most `columns`; a longer word is cut.
  static func wrap(_ text: String, columns: Int) -> [String] {
    let columns = max(columns, 10)
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var rest = word
      var wordWidth = width(of: String(rest))
      if used > 0, used + 1 + wordWidth <= columns {
        line += " " + rest
        used += 1 + wordWidth
        continue
      }
      if used > 0 { lines.append(line) }
      while wordWidth > columns {
        var piece = ""
        var pieceWidth = 0
        while let next = rest.first, pieceWidth + width(of: next) <= columns {
          piece.append(next)
          pieceWidth += width(of: next)
          rest.removeFirst()
        }
        lines.append(piece)
        wordWidth = width(of: String(rest))
      }
      line = String(rest)
      used = wordWidth
    }
    if used > 0 { lines.append(line) }
    return lines.isEmpty ? [""] : lines
  }
}

extension Terminal {
  /// Lines broken at the terminal's width, what goes on indented two columns more; each ends.
  ///
  /// What has line breaks already, such as a table, is left as it is.
  static func paragraphs(_ lines: [String]) -> String {
    lines.map { line in
      if line.contains("\n") { return line + "\n" }
      let indent = String(line.prefix { $0 == " " })
      let pieces = wrap(line, columns: columns - indent.count - 2)
      return pieces.enumerated()
        .map { indent + ($0.offset == 0 ? "" : "  ") + $0.element + "\n" }.joined()
    }.joined()
  }

  /// The name that the user logged in with; nil where it is not known.
  static var login: String? {
    if let name = environment("LOGNAME") ?? environment("USER") { return name }
    guard let entry = getpwuid(getuid()) else { return nil }
    return String(cString: entry.pointee.pw_name)
  }
}
