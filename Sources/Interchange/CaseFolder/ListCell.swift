import HeadwaterModel

/// Several texts in one cell: an `EscapedList` in which white space around an element is nothing.
///
/// A backslash before white space keeps it, `[]` is the list without elements and `\[]` the text
/// of that look. What `EscapedList` wrote is read as it was meant, but for outer white space.
enum ListCell {
  private static let none = "[]"
  private static let oneEmpty = "\\e"

  static func text(of elements: [String]) -> String {
    if elements.isEmpty { return none }
    if elements.count == 1, elements[0].isEmpty { return oneEmpty }
    let text = elements.map(escaped).joined(separator: ";")
    return text == none ? "\\" + none : text
  }

  static func elements(of cell: String) -> [String] {
    let cell = trimmedKeepingEscape(cell)
    if cell.isEmpty || cell == none { return [] }
    if cell == oneEmpty { return [""] }
    var elements: [String] = []
    var element = Element()
    var isEscaped = false
    for scalar in cell.unicodeScalars {
      if isEscaped {
        element.append(scalar, isKept: true)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == ";" {
        elements.append(element.text)
        element = Element()
      } else {
        element.append(scalar, isKept: !scalar.properties.isWhitespace)
      }
    }
    if isEscaped { element.append("\\", isKept: true) }
    return elements + [element.text]
  }

  /// One element in the making, which drops the white space at its ends unless it is kept.
  private struct Element {
    private var scalars = String.UnicodeScalarView()
    private var pending = String.UnicodeScalarView()

    var text: String { String(scalars) }

    mutating func append(_ scalar: Unicode.Scalar, isKept: Bool) {
      if isKept {
        scalars.append(contentsOf: pending)
        pending = String.UnicodeScalarView()
        scalars.append(scalar)
      } else if !scalars.isEmpty {
        pending.append(scalar)
      }
    }
  }

  private static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      let isOuter = index == scalars.startIndex || next == scalars.endIndex
      if scalar == ";" || scalar == "\\" || (isOuter && scalar.properties.isWhitespace) {
        escaped.append("\\")
      }
      escaped.append(scalar)
      index = next
    }
    return String(escaped)
  }

  /// Drops outer white space, but not what a backslash before it keeps.
  private static func trimmedKeepingEscape(_ cell: String) -> String {
    let text = cell.trimmed
    // A scalar, as a mark before the backslash may join it.
    return text.unicodeScalars.last == "\\" ? cell : text
  }
}
