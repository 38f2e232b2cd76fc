import Foundation

/// The links, headings and fenced blocks of a Markdown file.
///
/// It reads the Markdown that this repository writes: fences, code spans, inline links and
/// images, link definitions, and `href` and `src` of HTML.
struct MarkdownDocument: Sendable {
  struct Link: Hashable, Sendable {
    let line: Int
    let target: String
  }

  struct Fence: Hashable, Sendable {
    let line: Int
    let language: String
    var body: [String]
  }

  struct Heading: Hashable, Sendable {
    let line: Int
    let level: Int
    let text: String
  }

  let lineCount: Int
  private(set) var links: [Link] = []
  private(set) var fences: [Fence] = []
  private(set) var headings: [Heading] = []

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    lineCount = lines.count

    var openFence: String?
    for (index, line) in lines.enumerated() {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if let marks = openFence {
        if trimmed == marks {
          openFence = nil
        } else {
          fences[fences.count - 1].body.append(line)
        }
      } else if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") {
        let marks = trimmed.prefix { $0 == trimmed.first }
        openFence = String(marks)
        let language = trimmed.dropFirst(marks.count).trimmingCharacters(in: .whitespaces)
        fences.append(Fence(line: index + 1, language: language, body: []))
      } else {
        readProse(line, number: index + 1)
      }
    }
  }

  /// The names by which a link can point into the document, as GitHub makes them.
  var anchors: Set<String> {
    var counts: [String: Int] = [:]
    var anchors: Set<String> = []
    for heading in headings {
      let kept = heading.text.lowercased().filter {
        $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == " "
      }
      let anchor = kept.replacing(" ", with: "-")
      let count = counts[anchor, default: 0]
      counts[anchor] = count + 1
      anchors.insert(count == 0 ? anchor : "\(anchor)-\(count)")
    }
    return anchors
  }

  private mutating func readProse(_ line: String, number: Int) {
    let marks = line.prefix { $0 == "#" }
    if (1...6).contains(marks.count), line.dropFirst(marks.count).hasPrefix(" ") {
      let text = line.dropFirst(marks.count).trimmingCharacters(in: .whitespaces)
      headings.append(Heading(line: number, level: marks.count, text: text))
    }
    let prose = Self.withoutCodeSpans(line)
    let targets = Self.inlineTargets(prose) + Self.definedTargets(prose) + Self.htmlTargets(prose)
    links += targets.map { Link(line: number, target: $0) }
  }

  private static func withoutCodeSpans(_ line: String) -> String {
    line.replacing(/(`+)(?:[^`]|(?!\1)`)+?\1(?!`)/, with: "")
  }

  /// The targets of `[text](target "title")`; a target may hold balanced parentheses.
  private static func inlineTargets(_ line: String) -> [String] {
    line.ranges(of: "](").map { range in
      var depth = 0
      let inside = line[range.upperBound...].prefix { character in
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        return depth >= 0
      }
      if inside.hasPrefix("<") { return String(inside.dropFirst().prefix { $0 != ">" }) }
      return String(inside.prefix { !$0.isWhitespace })
    }
  }

  private static func definedTargets(_ line: String) -> [String] {
    guard let match = line.firstMatch(of: /^ {0,3}\[[^\]^][^\]]*\]:\s*<?([^\s>]+)/) else {
      return []
    }
    return [String(match.1)]
  }

  private static func htmlTargets(_ line: String) -> [String] {
    line.matches(of: /(?:src|srcset|href)="([^"]*)"/).map { String($0.1) }
  }
}
