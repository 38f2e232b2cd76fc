/// Text as it may be shown anywhere: data, which can neither move a cursor nor reorder a line.
package enum VisibleText {
  /// The text with control characters, and those that reorder it, made visible.
  package static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnfit) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": shown += "⏎"
      case "\t": shown += " "
      default:
        if isUnfit(scalar) {
          shown += "\\u{" + String(scalar.value, radix: 16) + "}"
        } else {
          shown.unicodeScalars.append(scalar)
        }
      }
    }
    return shown
  }

  /// Controls, line and paragraph separators, and what sets the direction of writing.
  private static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x61c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff,
      0xfff9...0xfffb, 0xfffe, 0xffff:
      true
    default: false
    }
  }
}

/// Text of the user's, in quotation marks, made visible and cut when long.
package func quoted(_ text: String) -> String {
  let isLong = text.unicodeScalars.count > 80
  let head = String(String.UnicodeScalarView(text.unicodeScalars.prefix(80)))
  return "“\(VisibleText.of(head))\(isLong ? "…" : "")”"
}
