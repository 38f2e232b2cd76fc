/// Text as DOT reads it: always in quotation marks, so never a keyword, a number or HTML.
enum DOTText {
  /// An id in quotation marks, two ids being as different as they were.
  ///
  /// A backslash is doubled, since a single one cannot stand before a quotation mark; Graphviz
  /// keeps both. What cannot be shown becomes `\u{…}`, with the one backslash that no id has.
  static func id(_ id: String) -> String {
    var shown = ""
    for scalar in id.unicodeScalars {
      switch scalar {
      case "\"": shown += "\\\""
      case "\\": shown += "\\\\"
      default:
        let isPlain = (0x20..<0x7f).contains(scalar.value)
        let text = String(scalar)
        if isPlain || PictureText.visible(text) == text {
          shown.unicodeScalars.append(scalar)
        } else {
          shown += "\\u{" + String(scalar.value, radix: 16) + "}"
        }
      }
    }
    return "\"" + shown + "\""
  }

  /// Lines of a label in quotation marks, each shown as it is.
  ///
  /// Backslashes are doubled, so that `\N`, `\G` or `\l` in a name is no escape, and `&` becomes
  /// an entity, as Graphviz reads those in labels.
  static func label(_ lines: [String]) -> String {
    "\"" + lines.map(escaped).joined(separator: "\\n") + "\""
  }

  private static func escaped(_ line: String) -> String {
    var shown = ""
    for scalar in PictureText.visible(line).unicodeScalars {
      switch scalar {
      case "\"": shown += "\\\""
      case "\\": shown += "\\\\"
      case "&": shown += "&amp;"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}

/// The attributes of a node or an edge, in the order in which they were set.
struct DOTAttributes {
  private var items: [String] = []

  /// Sets an attribute to a value of ours, which needs no escapes.
  mutating func set(_ name: String, _ value: String) {
    items.append("\(name)=\"\(value)\"")
  }

  /// Sets an attribute to lines of text.
  mutating func set(_ name: String, lines: [String]) {
    items.append("\(name)=\(DOTText.label(lines))")
  }

  /// Sets `class`, for style sheets, to those words that are plain.
  mutating func set(classes: [String]) {
    let plain = classes.filter { word in
      !word.isEmpty
        && word.unicodeScalars.allSatisfy { scalar in
          scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            || scalar == "_" || scalar == "-"
        }
    }
    set("class", plain.joined(separator: " "))
  }

  var text: String { "[" + items.joined(separator: ", ") + "]" }
}
