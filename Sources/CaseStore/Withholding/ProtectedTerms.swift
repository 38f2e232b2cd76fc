import HeadwaterModel
import SQLite

/// The words by which withheld sources are known, to be found in the text of other rows.
///
/// Keys, names, aliases and urls count. Letters' case is ignored. A term of four characters and
/// more is found anywhere in a text, a shorter one as a whole word alone; inflected and respelled
/// forms are not found.
struct ProtectedTerms {
  /// What stands in a text in place of a term.
  static let placeholder = "[withheld]"

  /// Terms in lower case, as bytes, longest first.
  private let terms: [(text: [UInt8], isWord: Bool)]

  /// The terms of the withheld sources in the case, as they were given.
  static func texts(_ connection: CaseConnection) throws -> Set<String> {
    var found: Set<String> = []
    try connection.forEachRow(
      """
      SELECT p.key, p.name, p.url, p.aliases, e.key FROM protected_identity p
      JOIN entity e ON e.id = p.entity
      """
    ) { row in
      // After a purge nothing but the public key is known.
      if let key = try row.textOrNil(0), try key != row.textOrNil(4) { found.insert(key) }
      for column in [Int32(1), 2] {
        if let text = try row.textOrNil(column) { found.insert(text) }
      }
      found.formUnion(EscapedList.split(try row.textOrNil(3) ?? ""))
    }
    return found
  }

  init(_ texts: Set<String>) {
    var terms: [(text: [UInt8], isWord: Bool)] = []
    for text in texts.sorted(by: ByteOrder.precedes) {
      let folded = Self.folded(text)
      guard folded.contains(where: { !$0.isWhitespace }) else { continue }
      terms.append((text: Array(folded.utf8), isWord: folded.count < 4))
    }
    self.terms = terms.sorted { $0.text.count > $1.text.count }
  }

  /// Scalar by scalar, as texts are gone through: the whole would fold a final sigma otherwise.
  private static func folded(_ text: String) -> String {
    text.unicodeScalars.map(\.properties.lowercaseMapping).joined()
  }

  var isEmpty: Bool { terms.isEmpty }

  func occur(in text: String?) -> Bool {
    guard let text, !terms.isEmpty else { return false }
    return !ranges(in: text).isEmpty
  }

  /// The text with a placeholder for each term.
  func redacted(_ text: String) -> String {
    if terms.isEmpty { return text }
    let ranges = ranges(in: text)
    if ranges.isEmpty { return text }
    var redacted = ""
    var start = text.startIndex
    for range in ranges where range.lowerBound >= start {
      redacted += text[start..<range.lowerBound] + Self.placeholder
      start = range.upperBound
    }
    return redacted + text[start...]
  }

  func redacted(_ text: String?) -> String? { text.map { redacted($0) } }

  func redacted(_ texts: [String]) -> [String] {
    terms.isEmpty ? texts : texts.map { redacted($0) }
  }

  func redacted(_ properties: [Property]) -> [Property] {
    if terms.isEmpty { return properties }
    var names: Set<String> = []
    return properties.map { property in
      var name = redacted(property.name)
      // Names that differed in what is blanked still have to differ.
      while !names.insert(name).inserted { name += "'" }
      return Property(name: name, value: redacted(property.value))
    }.sorted { ByteOrder.precedes($0.name, $1.name) }
  }

  private func redacted(_ value: PropertyValue) -> PropertyValue {
    switch value {
    case .text(let text): .text(redacted(text))
    case .list(let type, let elements): .list(type, elements.map { redacted($0) })
    case .integer, .float, .boolean, .temporal: value
    }
  }

  /// Where terms stand, ascending, none inside another.
  private func ranges(in text: String) -> [Range<String.Index>] {
    // Lower case may have another length, so that places are kept with each byte.
    var bytes: [UInt8] = []
    var places: [String.Index] = []
    for index in text.unicodeScalars.indices {
      for byte in text.unicodeScalars[index].properties.lowercaseMapping.utf8 {
        bytes.append(byte)
        places.append(index)
      }
    }
    places.append(text.endIndex)
    var taken: [Range<String.Index>] = []
    var position = 0
    while position < bytes.count {
      if let length = length(ofTermAt: position, in: bytes) {
        // A letter whose lower case is several is taken as a whole.
        var end = position + length
        while end < bytes.count, places[end] == places[end - 1] { end += 1 }
        taken.append(places[position]..<places[end])
        position = end
      } else {
        position += 1
      }
    }
    return taken
  }

  private func length(ofTermAt position: Int, in bytes: [UInt8]) -> Int? {
    for term in terms {
      let end = position + term.text.count
      guard end <= bytes.count, bytes[position] == term.text[0],
        bytes[position..<end].elementsEqual(term.text)
      else { continue }
      if term.isWord, !Self.isBoundary(bytes, position - 1) || !Self.isBoundary(bytes, end) {
        continue
      }
      return term.text.count
    }
    return nil
  }

  /// Whether no ASCII letter or digit, and no byte of another script's letter, stands there.
  private static func isBoundary(_ bytes: [UInt8], _ position: Int) -> Bool {
    guard bytes.indices.contains(position) else { return true }
    switch bytes[position] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      return false
    default:
      return true
    }
  }
}

extension ProtectedTerms {
  /// The error without the names of withheld sources, which a caller may have typed.
  func redacted(_ error: any Error) -> any Error {
    switch error {
    case let error as CaseError where occur(in: error.message):
      CaseError(error.code, redacted(error.message), suggestions: error.suggestions)
    case let problem as RecordProblem
    where occur(in: problem.message) || occur(in: problem.column):
      RecordProblem(
        problem.code, column: redacted(problem.column), redacted(problem.message),
        suggestions: problem.suggestions)
    default: error
    }
  }
}
