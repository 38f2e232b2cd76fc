/// Tells the code of a Swift file apart from its comments and its string literals.
///
/// It knows nested comments, raw and multi-line strings, interpolation, raw identifiers and
/// regex literals; a bare regex literal is guessed from what stands before it.
struct SwiftLexer {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  /// The text with comments blanked and with literals and raw identifiers filled up, so that
  /// every byte of code keeps its place and its line.
  private(set) var code: [UInt8]
  private(set) var comments: [SwiftSource.Passage] = []
  private(set) var literals: [SwiftSource.Passage] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    code = bytes
  }

  mutating func run() {
    lexCode(insideInterpolation: false)
  }

  private mutating func lexCode(insideInterpolation: Bool) {
    var depth = 0
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "/"):
        lexSlash()
      case UInt8(ascii: "#"):
        lexHashes()
      case UInt8(ascii: "\""):
        lexString(hashes: 0)
      case UInt8(ascii: "`"):
        lexRawIdentifier()
      case UInt8(ascii: "("):
        depth += 1
        advance()
      case UInt8(ascii: ")"):
        if insideInterpolation, depth == 0 { return }
        depth -= 1
        advance()
      default:
        advance()
      }
    }
  }
}

// MARK: - Comments and identifiers

extension SwiftLexer {
  private mutating func lexSlash() {
    switch peek(1) {
    case UInt8(ascii: "/"): lexLineComment()
    case UInt8(ascii: "*"): lexBlockComment()
    default:
      if startsBareRegex() {
        lexRegex(hashes: 0)
      } else {
        advance()
      }
    }
  }

  private mutating func lexLineComment() {
    let start = position
    while let byte = peek(), byte != UInt8(ascii: "\n") { blank() }
    comments.append(passage(from: start, firstLine: line))
  }

  private mutating func lexBlockComment() {
    let (start, firstLine) = (position, line)
    var depth = 0
    while peek() != nil {
      if matches("/*") {
        depth += 1
        blank(2)
      } else if matches("*/") {
        depth -= 1
        blank(2)
        if depth == 0 { break }
      } else {
        blank()
      }
    }
    comments.append(passage(from: start, firstLine: firstLine))
  }

  private mutating func lexRawIdentifier() {
    fill()
    while let byte = peek(), byte != UInt8(ascii: "\n") {
      fill()
      if byte == UInt8(ascii: "`") { return }
    }
  }

  private func passage(from start: Int, firstLine: Int) -> SwiftSource.Passage {
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    return SwiftSource.Passage(firstLine: firstLine, lastLine: line, text: text)
  }
}

// MARK: - Literals

extension SwiftLexer {
  private mutating func lexHashes() {
    var hashes = 0
    while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
    switch peek(hashes) {
    case UInt8(ascii: "\""): lexString(hashes: hashes)
    case UInt8(ascii: "/"): lexRegex(hashes: hashes)
    default: advance(hashes)
    }
  }

  private mutating func lexString(hashes: Int) {
    let firstLine = line
    let closing = String(repeating: "#", count: hashes)
    fill(hashes)
    let isMultiline = matches("\"\"\"") && !closesOnThisLine(hashes: hashes)
    let quotes = isMultiline ? "\"\"\"" : "\""
    fill(quotes.utf8.count)

    var content: [UInt8] = []
    while let byte = peek() {
      if matches(quotes + closing) {
        fill(quotes.utf8.count + hashes)
        break
      } else if byte == UInt8(ascii: "\n"), !isMultiline {
        break
      } else if matches("\\" + closing + "(") {
        content.append(UInt8(ascii: "?"))
        blank(1 + hashes)
        advance()
        lexCode(insideInterpolation: true)
        advance()
      } else {
        let length = matches("\\" + closing) ? 2 + hashes : 1
        content += bytes[position..<min(position + length, bytes.count)]
        fill(length)
      }
    }
    let text = String(decoding: content, as: UTF8.self)
    literals.append(SwiftSource.Passage(firstLine: firstLine, lastLine: line, text: text))
  }

  /// Whether a raw literal that starts with three quotes is one of a single line: `#"""#`.
  private func closesOnThisLine(hashes: Int) -> Bool {
    guard hashes > 0 else { return false }
    let closing = Array(("\"" + String(repeating: "#", count: hashes)).utf8)
    let rest = bytes[(position + 1)...].prefix { $0 != UInt8(ascii: "\n") }
    return rest.indices.contains { rest[$0...].starts(with: closing) }
  }

  private mutating func lexRegex(hashes: Int) {
    let closing = "/" + String(repeating: "#", count: hashes)
    fill(hashes + 1)
    while let byte = peek() {
      if matches(closing) {
        fill(closing.utf8.count)
        return
      }
      if byte == UInt8(ascii: "\n"), hashes == 0 { return }
      fill(byte == UInt8(ascii: "\\") ? 2 : 1)
    }
  }

  /// Whether the slash here stands where a value is due and is closed on its line.
  private func startsBareRegex() -> Bool {
    let before = code[..<position].last { $0 != UInt8(ascii: " ") } ?? UInt8(ascii: "\n")
    guard "\n(,=:[{;!&|?".utf8.contains(before) else { return false }
    guard let next = peek(1), !" \t\n)".utf8.contains(next) else { return false }
    let rest = bytes[(position + 1)...].prefix { $0 != UInt8(ascii: "\n") }
    return rest.contains(UInt8(ascii: "/"))
  }
}

// MARK: - Moving on

extension SwiftLexer {
  private func peek(_ distance: Int = 0) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  private func matches(_ text: String) -> Bool {
    bytes[position...].starts(with: text.utf8)
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
  }

  /// Takes bytes out of the code.
  private mutating func blank(_ count: Int = 1) {
    replace(count, by: UInt8(ascii: " "))
  }

  /// Takes bytes out of the code, but leaves a word in their place.
  private mutating func fill(_ count: Int = 1) {
    replace(count, by: UInt8(ascii: "_"))
  }

  private mutating func replace(_ count: Int, by filler: UInt8) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] != UInt8(ascii: "\n") { code[position] = filler }
      advance()
    }
  }
}
