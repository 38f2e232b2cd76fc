/// Rules for one Swift file; each gives the places where it is broken, in order.
enum SwiftRules {
  /// Targets that import neither Foundation nor its essentials.
  private static let bareTargets: Set = [
    "HeadwaterModel", "GraphKernels", "JSONText", "CypherSyntax",
  ]

  /// Targets that may import the essentials: Foundation itself makes the program four times
  /// as big.
  private static let leanTargets: Set = ["GraphQuery", "CaseStore", "SQLite", "HeadwaterCommand"]

  static func printing(_ source: SwiftSource) -> [Finding] {
    ["print", "debugPrint"].flatMap { source.occurrences(of: [$0, "("]) }.sorted()
      .filter { index in
        let before = source.tokens[..<index].suffix(2).map(\.text)
        if before.last == "." { return before.first == "Swift" }
        return before.last != "func"
      }
      .map { source.finding(at: $0, "prints") }
  }

  static func foundation(_ source: SwiftSource) -> [Finding] {
    let parts = source.path.split(separator: "/").map(String.init)
    guard parts.count > 2, parts[0] == "Sources" else { return [] }
    let isBare = bareTargets.contains(parts[1])
    guard isBare || leanTargets.contains(parts[1]) else { return [] }
    return source.imports().compactMap { module, token in
      switch module {
      case "Foundation" where isBare || !source.isFallback(token): break
      case "FoundationEssentials" where isBare: break
      default: return nil
      }
      return source.finding(at: token, "imports \(module)")
    }
  }

  static func guardedWords(_ source: SwiftSource) -> [Finding] {
    let patterns = [
      ["try", "!"], ["as", "!"], ["fatalError"], ["@", "unchecked"],
      ["nonisolated", "(", "unsafe", ")"],
    ]
    return patterns.flatMap { pattern in
      source.occurrences(of: pattern)
        .filter { !source.hasComment(atOrBefore: source.tokens[$0].line) }
        .map { source.finding(at: $0, "\(pattern.joined()) without a comment beside it") }
    }
  }

  static func sql(_ source: SwiftSource) -> [Finding] {
    source.literals.filter { isSQL($0.text) }.map {
      Finding(path: source.path, line: $0.firstLine, what: "SQL: \($0.text.prefix(40))")
    }
  }

  static func leftovers(_ source: SwiftSource) -> [Finding] {
    let words: Set<Substring> = ["TODO", "FIXME", "XXX"]
    return source.comments.filter { comment in
      comment.text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        .contains { words.contains($0) }
    }
    .map { Finding(path: source.path, line: $0.firstLine, what: "something is left to do") }
  }

  /// Whether a statement of SQL starts somewhere in `text`, in upper case.
  private static func isSQL(_ text: String) -> Bool {
    let openings = [
      ["SELECT"], ["PRAGMA"], ["INSERT", "INTO"], ["INSERT", "OR"], ["REPLACE", "INTO"],
      ["DELETE", "FROM"], ["DROP", "TABLE"], ["ALTER", "TABLE"], ["CREATE", "TABLE"],
      ["CREATE", "VIEW"], ["CREATE", "TRIGGER"], ["CREATE", "VIRTUAL"], ["CREATE", "UNIQUE"],
      ["CREATE", "TEMP"], ["WITH", "RECURSIVE"],
    ]
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    return openings.contains { opening in
      words.indices.contains { start in
        // An opening at the very end is a word in a sentence.
        start + opening.count < words.count
          && words[start...].prefix(opening.count).elementsEqual(opening)
      }
    }
  }
}

extension SwiftSource {
  fileprivate func finding(at token: Int, _ what: String) -> Finding {
    Finding(path: path, line: tokens[token].line, what: what)
  }

  /// Whether the import at `token` is for systems that lack FoundationEssentials.
  fileprivate func isFallback(_ token: Int) -> Bool {
    let before = tokens[..<token].filter { $0.text != "\n" }.map(\.text)
    let fallback = [
      "#", "if", "canImport", "(", "FoundationEssentials", ")", "import", "FoundationEssentials",
      "#", "else",
    ]
    return before.suffix(fallback.count).elementsEqual(fallback)
      || before.dropLast().suffix(fallback.count).elementsEqual(fallback)
  }
}
