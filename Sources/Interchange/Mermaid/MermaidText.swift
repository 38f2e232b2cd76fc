/// Text as Mermaid reads it, of which nothing is a command, Markdown or HTML.
enum MermaidText {
  /// Lines of a label in quotation marks; nil if there is nothing to see.
  static func label(_ lines: [String]) -> String? {
    guard lines.contains(where: { !$0.isEmpty }) else { return nil }
    return "\"" + lines.map(escaped).joined(separator: "<br/>") + "\""
  }

  /// What nothing can be seen of, but that Markdown counts as a space.
  private static let gap = "#65279;"

  /// Each character that could be read otherwise as an entity by its number.
  ///
  /// Mermaid decodes entities before it looks for Markdown, icons and formulas, so a gap follows
  /// what could begin one of those. Its own stand-ins for `&#`, `&` and `;` get one too. A hyphen
  /// or a full stop within a word begins nothing.
  private static func escaped(_ line: String) -> String {
    let scalars = Array(PictureText.visible(line).unicodeScalars)
    var shown = ""
    for (index, scalar) in scalars.enumerated() {
      let last = index > 0 ? scalars[index - 1] : " "
      let isInWord = isLetterOrDigit(last)
      switch scalar {
      case " ", ",": shown.unicodeScalars.append(scalar)
      case "-" where isInWord: shown.unicodeScalars.append(scalar)
      case "." where isInWord && !isDigit(last): shown.unicodeScalars.append(scalar)
      case _ where isLetterOrDigit(scalar) || !scalar.isASCII:
        shown.unicodeScalars.append(scalar)
      default: shown += "#\(scalar.value);"
      }
      let isRead =
        switch scalar {
        case "*", "_", "~", "\\", "$", "#", ">", "]", "+", "\u{FB02}": true
        case "-": !isInWord
        case ".", ")": isDigit(last)
        case ":": scalars[(index + 1)...].starts(with: "fa-".unicodeScalars)
        case "¶": scalars[(index + 1)...].starts(with: "ß".unicodeScalars)
        default: false
        }
      if isRead { shown += gap }
    }
    return shown
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || isDigit(scalar))
  }

  /// A line of text as a YAML scalar in quotation marks, for the title.
  static func scalar(_ text: String) -> String {
    var shown = "\""
    for scalar in PictureText.visible(text).unicodeScalars {
      if scalar == " " || !scalar.isASCII || isLetterOrDigit(scalar) {
        shown.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        shown += "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return shown + "\""
  }
}
