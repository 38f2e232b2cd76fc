import Headwater

/// The lines of Swift in README.md.
enum ReadmeExample {
  /// Runs them with a case at `path`, and returns what they print.
  static func run(at path: String) async throws -> String {
    var output = ""
    func print(_ items: Any...) {
      output += items.map { "\($0)" }.joined(separator: " ") + "\n"
    }
    // README.md shows what follows.
    let notes = try await Case.create(at: path)
    try await notes.write(author: "editor", reason: "first notes") { transaction in
      try transaction.add(EntityRecord(key: "article", kind: "document"))
      try transaction.add(EntityRecord(key: "engineer", kind: "person", upstream: .origin))
      try transaction.add(
        AttributionRecord(
          source: "engineer", relation: "leaked_to", target: .entity("article"),
          evidence: [EvidenceRecord(document: "article", locator: "¶2")]))
    }
    for try await chain in notes.trace("article") {
      print(chain.keys.joined(separator: " ← "), "·", chain.end)
    }
    try await notes.close()
    // README.md shows what stands before.
    return output
  }
}
