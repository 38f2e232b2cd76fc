/// A Swift file, ready for checks on its code, its comments and its literals.
struct SwiftSource: Sendable {
  /// A comment or a string literal; of a literal, the text between the quotes.
  struct Passage: Hashable, Sendable {
    let firstLine: Int
    let lastLine: Int
    let text: String
  }

  /// A word or a single sign of the code; line ends are signs too.
  struct Token: Hashable, Sendable {
    let text: String
    let line: Int
    /// Whether nothing, not even a space, stands between the one before and this one.
    let isGlued: Bool
  }

  let path: String
  let lineCount: Int
  let comments: [Passage]
  let literals: [Passage]
  let tokens: [Token]

  init(path: String, text: String) {
    var lexer = SwiftLexer(text)
    lexer.run()
    self.path = path
    comments = lexer.comments
    literals = lexer.literals
    tokens = Self.tokens(in: lexer.code)
    lineCount =
      text.split(separator: "\n", omittingEmptySubsequences: false).count
      - (text.hasSuffix("\n") ? 1 : 0)
  }

  /// The places where `pattern` stands in the code with no space between its tokens.
  ///
  /// - Returns: Indices of first tokens, ascending.
  func occurrences(of pattern: [String]) -> [Int] {
    tokens.indices.filter { start in
      start + pattern.count <= tokens.count
        && pattern.indices.allSatisfy { offset in
          let token = tokens[start + offset]
          return token.text == pattern[offset] && (offset == 0 || token.isGlued)
        }
    }
  }

  /// Whether a comment touches `line` or the line before it.
  func hasComment(atOrBefore line: Int) -> Bool {
    comments.contains { $0.firstLine <= line && $0.lastLine >= line - 1 }
  }

  /// The modules that the file imports, with the index of the token `import` for each.
  func imports() -> [(module: String, token: Int)] {
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return tokens.indices.compactMap { index in
      guard tokens[index].text == "import" else { return nil }
      let module = tokens[(index + 1)...].first { !kinds.contains($0.text) }
      return module.map { ($0.text, index) }
    }
  }

  private static func tokens(in code: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var line = 1
    var position = 0
    var isGlued = false
    while position < code.count {
      let start = position
      position += 1
      switch code[start] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        isGlued = false
        continue
      case let byte where isWord(byte):
        while position < code.count, isWord(code[position]) { position += 1 }
      default:
        break
      }
      let text = String(decoding: code[start..<position], as: UTF8.self)
      tokens.append(Token(text: text, line: line, isGlued: isGlued))
      isGlued = text != "\n"
      if text == "\n" { line += 1 }
    }
    return tokens
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default:
      false
    }
  }
}
