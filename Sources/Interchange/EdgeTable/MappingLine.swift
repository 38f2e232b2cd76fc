import HeadwaterModel

/// One line of a mapping: `name = value`, or `name.SUBJECT = value`.
struct MappingLine: Hashable, Sendable {
  /// The setting, in lower case with one blank between words, however it was written.
  let name: String

  /// The cell's text, prefix or name that the setting is for; nil where it is for all.
  let subject: String?

  let value: String

  /// Whether the value stood in quotation marks: then it is a text and no column.
  let isQuoted: Bool

  let line: Int

  /// The setting as a sentence names it.
  var title: String {
    subject.map { name + "." + $0 } ?? name
  }

  /// Reads a text line by line; blank lines and comments give nothing.
  static func read(_ text: String) -> [Result<MappingLine, Fault>] {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    var found: [Result<MappingLine, Fault>] = []
    var number = 0
    var start = 0
    while start < scalars.count {
      number += 1
      let end = scalars[start...].firstIndex { $0 == "\n" || $0 == "\r" } ?? scalars.count
      if let line = read(scalars[start..<end], line: number) { found.append(line) }
      start = end + 1
      if end < scalars.count, scalars[end] == "\r", start < scalars.count, scalars[start] == "\n" {
        start += 1
      }
    }
    return found
  }

  /// What is wrong with a line by itself.
  struct Fault: Error, Hashable {
    let line: Int
    let message: String
  }

  private static func read(
    _ scalars: ArraySlice<Unicode.Scalar>, line: Int
  ) -> Result<MappingLine, Fault>? {
    var rest = scalars.drop { $0.properties.isWhitespace }
    if rest.isEmpty || rest.first == "#" { return nil }
    let name = rest.prefix { $0 != "." && $0 != "=" }
    rest = rest.dropFirst(name.count)
    var subject: String?
    if rest.first == "." {
      rest = rest.dropFirst().drop { $0.properties.isWhitespace }
      if rest.first == "\"" {
        guard let text = takeQuoted(&rest) else { return unclosed(line) }
        subject = text
      } else {
        let plain = rest.prefix { $0 != "=" }
        rest = rest.dropFirst(plain.count)
        subject = text(plain).trimmed
      }
      rest = rest.drop { $0.properties.isWhitespace }
    }
    guard rest.first == "=" else {
      return .failure(Fault(line: line, message: "this is no setting: write “name = value”"))
    }
    rest = rest.dropFirst().drop { $0.properties.isWhitespace }
    let isQuoted = rest.first == "\""
    var value: String
    if isQuoted {
      guard let text = takeQuoted(&rest) else { return unclosed(line) }
      value = text
      rest = rest.drop { $0.properties.isWhitespace }
      guard rest.isEmpty || rest.first == "#" else {
        return .failure(
          Fault(line: line, message: "something stands behind the text in quotation marks"))
      }
    } else {
      value = text(withoutComment(rest)).trimmed
    }
    let setting = spread(text(name))
    guard !setting.isEmpty else {
      return .failure(Fault(line: line, message: "the line has no name before “=”"))
    }
    guard !value.isEmpty else {
      return .failure(
        Fault(
          line: line, message: "\(quoted(setting)) has no value: write one or remove the line"))
    }
    return .success(
      MappingLine(name: setting, subject: subject, value: value, isQuoted: isQuoted, line: line))
  }

  /// Takes a text in quotation marks, where two stand for one; nil if it is not closed.
  private static func takeQuoted(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
    var found = String.UnicodeScalarView()
    rest = rest.dropFirst()
    while let scalar = rest.popFirst() {
      if scalar != "\"" {
        found.append(scalar)
      } else if rest.first == "\"" {
        found.append(scalar)
        rest = rest.dropFirst()
      } else {
        return String(found)
      }
    }
    return nil
  }

  private static func unclosed(_ line: Int) -> Result<MappingLine, Fault> {
    .failure(Fault(line: line, message: "the quotation mark opened here is never closed"))
  }

  /// Cuts off what begins with a `#` that stands alone, unless the value does.
  private static func withoutComment(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) -> ArraySlice<Unicode.Scalar> {
    for index in scalars.indices.dropFirst() where scalars[index] == "#" {
      let follows = index + 1 < scalars.endIndex ? scalars[index + 1] : " "
      if scalars[index - 1].properties.isWhitespace, follows.properties.isWhitespace {
        return scalars[..<index]
      }
    }
    return scalars
  }

  /// The words in lower case with one blank between them; `_` and `-` count as blanks.
  private static func spread(_ name: String) -> String {
    name.lowercased().unicodeScalars
      .split { $0.properties.isWhitespace || $0 == "_" || $0 == "-" }
      .map { String($0) }.joined(separator: " ")
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
