extension PropertyValue {
  /// The type's name, as it stands in column headers and in the case: `integer`, `text[]` ….
  package var typeName: String {
    switch self {
    case .list(let element, _): element.name + "[]"
    default: elementType?.name ?? ""
    }
  }

  /// The type as an element of a list; nil for a list.
  package var elementType: ListElementType? {
    switch self {
    case .text: .text
    case .integer: .integer
    case .float: .float
    case .boolean: .boolean
    case .temporal(let type, _): .temporal(type)
    case .list: nil
    }
  }

  /// Reads the text of a scalar of this type.
  ///
  /// - Throws: `invalidProperty`, or `unknownValue` for a type that does not exist.
  package static func read(_ text: String, type: ListElementType) throws(RecordProblem)
    -> PropertyValue
  {
    switch type {
    case .text:
      return .text(text)
    case .integer:
      guard let value = Int64(text) else { throw mismatch(text, type) }
      return .integer(value)
    case .float:
      if text == "NaN" { return .float(.nan) }
      guard let value = Double(text), !text.hasPrefix("0x"), text != "nan" else {
        throw mismatch(text, type)
      }
      return .float(value)
    case .boolean:
      switch text {
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      default: throw mismatch(text, type)
      }
    case .temporal(let temporal):
      return .temporal(temporal, text)
    }
  }

  /// The text of a scalar that `read` gives back; for a list, its elements' texts.
  package var scalarText: String {
    switch self {
    case .text(let text), .temporal(_, let text): text
    case .integer(let value): String(value)
    case .float(let value): value.isNaN ? "NaN" : "\(value)"
    case .boolean(let value): value ? "true" : "false"
    case .list(_, let elements): EscapedList.join(elements.map(\.scalarText))
    }
  }

  private static func mismatch(_ text: String, _ type: ListElementType) -> RecordProblem {
    RecordProblem(.invalidProperty, "\(quoted(text)) is no value of type \(type.name)")
  }
}

extension PropertyValue.ListElementType {
  package var name: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .float: "float"
    case .boolean: "boolean"
    case .temporal(let type): type.rawValue
    }
  }

  package init?(name: String) {
    switch name {
    case "text": self = .text
    case "integer": self = .integer
    case "float": self = .float
    case "boolean": self = .boolean
    default:
      guard let type = PropertyValue.TemporalType(rawValue: name) else { return nil }
      self = .temporal(type)
    }
  }
}

/// Several texts in one cell: `;` between them, `\;` and `\\` inside.
package enum EscapedList {
  package static func join(_ texts: [String]) -> String {
    // One empty text needs a sign of its own: an empty cell holds no texts.
    if texts == [""] { return "\\e" }
    return texts.map { text in
      var escaped = ""
      for character in text.unicodeScalars {
        if character == ";" || character == "\\" { escaped.unicodeScalars.append("\\") }
        escaped.unicodeScalars.append(character)
      }
      return escaped
    }.joined(separator: ";")
  }

  package static func split(_ cell: String) -> [String] {
    if cell.isEmpty { return [] }
    if cell == "\\e" { return [""] }
    var texts: [String] = []
    var current = ""
    var isEscaped = false
    for scalar in cell.unicodeScalars {
      if isEscaped {
        current.unicodeScalars.append(scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == ";" {
        texts.append(current)
        current = ""
      } else {
        current.unicodeScalars.append(scalar)
      }
    }
    if isEscaped { current.unicodeScalars.append("\\") }
    return texts + [current]
  }
}
