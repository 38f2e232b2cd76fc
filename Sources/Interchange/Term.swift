import HeadwaterModel

/// Words with a fixed meaning, as people write them.
enum Term {
  /// Reads one of a fixed set of values, in any case and with blanks or hyphens for `_`.
  ///
  /// - Throws: `unknownValue`, with the nearest ones.
  static func value<Value>(_ word: String, column: String) throws(RecordProblem) -> Value
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    let folded = String(word.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    if let value = Value(rawValue: folded) { return value }
    let allowed = Value.allCases.map(\.rawValue)
    throw RecordProblem(
      .unknownValue, column: column,
      "\(quoted(word)) is no value of \(column): use \(alternatives(allowed))",
      suggestions: Nearest.names(to: folded, among: allowed))
  }

  /// Reads a date.
  ///
  /// - Throws: `invalidDate`.
  static func date(_ word: String, column: String) throws(RecordProblem) -> EDTFDate {
    do throws(EDTFError) {
      return try EDTFDate(word)
    } catch {
      throw RecordProblem(
        .invalidDate, column: column, "\(quoted(word)) is no date: \(reason(error.message))")
    }
  }
}

/// Lists names as a sentence does: `a, b or c`.
func alternatives(_ names: [String]) -> String {
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " or " + last
}
