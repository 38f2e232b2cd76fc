/// Text as Mermaid reads it, of which nothing is a command, Markdown or HTML.
enum MermaidText {
  /// Lines of a label in quotation marks; nil if there is nothing to see.
  static func label(_ lines: [String]) -> String? {
    guard lines.contains(where: { !$0.isEmpty }) else { return nil }
    return "\"" + lines.map(escaped).joined(separator: "<br/>") + "\""
  }

  /// Each character that could be read otherwise as an entity by its number.
  ///
  /// Beside punctuation, that is what Mermaid puts for `#` and `;` while it parses: U+FB02, and a
  /// sharp s after a pilcrow. A hyphen or a full stop stays between letters and digits, where it
  /// begins no list.
  private static func escaped(_ line: String) -> String {
    var shown = ""
    var last: Unicode.Scalar?
    for scalar in PictureText.visible(line).unicodeScalars {
      let isPlain =
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", " ", ",": true
        case "-": last.map { $0.properties.isAlphabetic || isDigit($0) } ?? false
        case ".": last?.properties.isAlphabetic ?? false
        case "\u{FB02}": false
        case "ß": last != "¶"
        default: !scalar.isASCII
        }
      if isPlain {
        shown.unicodeScalars.append(scalar)
      } else {
        shown += "#\(scalar.value);"
      }
      last = scalar
    }
    return shown
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// A line of text as a YAML scalar in quotation marks, for the title.
  static func scalar(_ text: String) -> String {
    var shown = "\""
    for scalar in PictureText.visible(text).unicodeScalars {
      let isPlain =
        !scalar.isASCII || scalar == " " || isDigit(scalar) || scalar.properties.isAlphabetic
      if isPlain {
        shown.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        shown += "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return shown + "\""
  }
}
