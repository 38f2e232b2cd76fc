/// A name as words, to be compared: letters' case, punctuation and spaces do not count.
struct NameWords: Hashable, Sendable {
  /// Words by which nobody can be told from others.
  private static let generic: Set<String> = [
    "a", "an", "anonymous", "informant", "nameless", "none", "of", "one", "people", "person",
    "several", "somebody", "someone", "some", "source", "sources", "the", "unidentified",
    "unknown", "unnamed",
  ]

  private let words: [String]

  init(_ text: String) {
    words = text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }

  var isEmpty: Bool { words.isEmpty }

  /// Whether they say neither who somebody is nor what part somebody plays.
  var areGeneric: Bool { words.allSatisfy { Self.generic.contains($0) || Int($0) != nil } }
}
