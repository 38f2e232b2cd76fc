/// Offers the names that someone may have meant.
package enum Nearest {
  /// At most three names within a third of the text's length in edits, nearest first.
  ///
  /// - Complexity: O(names · length²), with names of very different length passed over.
  package static func names(
    to text: String, among names: some Sequence<String>, limit: Int = 3
  ) -> [String] {
    let wanted = Array(text.lowercased().unicodeScalars.prefix(64))
    let bound = max(1, min(6, (wanted.count + 2) / 3))
    var found: [(distance: Int, name: String)] = []
    for name in names {
      let candidate = Array(name.lowercased().unicodeScalars.prefix(64))
      if abs(candidate.count - wanted.count) > bound {
        let isPrefix = !wanted.isEmpty && candidate.starts(with: wanted)
        if isPrefix { found.append((bound, name)) }
        continue
      }
      let distance = editDistance(wanted, candidate)
      if distance <= bound { found.append((distance, name)) }
    }
    found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return found.prefix(limit).map(\.name)
  }

  /// The number of insertions, removals and replacements between two texts (Levenshtein).
  static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (index, scalar) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = diagonal + (scalar == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
