import Testing

/// One place where a rule of the repository is broken.
struct Finding: Hashable, Sendable, CustomStringConvertible {
  let path: String
  var line: Int?
  let what: String

  var description: String {
    "\(path)\(line.map { ":\($0)" } ?? ""): \(what)"
  }
}

/// Fails with all of `findings`, one a line.
func expectNone(
  _ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation
) {
  guard !findings.isEmpty else { return }
  let list = findings.map(\.description).joined(separator: "\n")
  Issue.record("\(findings.count) found:\n\(list)", sourceLocation: sourceLocation)
}
