extension JSONValue {
  /// The text on several lines, indented by two spaces a level.
  package var prettyText: String {
    var text = ""
    write(to: &text, indent: 0, isPretty: true)
    return text
  }

  /// The text on one line.
  package var lineText: String {
    var text = ""
    write(to: &text, indent: 0, isPretty: false)
    return text
  }

  private func write(to text: inout String, indent: Int, isPretty: Bool) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? "\(value)" : "null"
    case .text(let value): Self.write(value, to: &text)
    case .array(let elements):
      Self.writeList(
        elements, "[", "]", to: &text, indent: indent, isPretty: isPretty
      ) { element, text in
        element.write(to: &text, indent: indent + 1, isPretty: isPretty)
      }
    case .object(let members):
      Self.writeList(
        members, "{", "}", to: &text, indent: indent, isPretty: isPretty
      ) { member, text in
        Self.write(member.0, to: &text)
        text += isPretty ? ": " : ":"
        member.1.write(to: &text, indent: indent + 1, isPretty: isPretty)
      }
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String, indent: Int,
    isPretty: Bool, _ body: (Element, inout String) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      if isPretty { text += "\n" + String(repeating: "  ", count: indent + 1) }
      body(element, &text)
    }
    if isPretty, !elements.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
    text += close
  }

  private static func write(_ value: String, to text: inout String) {
    text += "\""
    // Most texts are keys and ids, in which nothing is escaped.
    let isPlain = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5c && $0 != 0x7f }
    if isPlain {
      text += value
      text += "\""
      return
    }
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7f {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }
}
