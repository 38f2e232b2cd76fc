import HeadwaterModel

/// A column that holds one property, of one type.
///
/// Its header is the name, then `:` and the type unless that is text. A name that means something
/// else there (a column, one with a `:`, outer white space) is written as `property:NAME:TYPE`.
struct PropertyColumn: Hashable {
  private static let prefix = "property:"

  let name: String
  let type: PropertyValue.ListElementType
  let isList: Bool

  init(_ property: Property) {
    name = property.name
    switch property.value {
    case .list(let element, _):
      type = element
      isList = true
    default:
      type = property.value.elementType ?? .text
      isList = false
    }
  }

  /// Reads a header that is no other column's.
  ///
  /// - Throws: `invalidProperty`.
  init(header: String) throws(RecordProblem) {
    let scalars = header.unicodeScalars
    guard let colon = scalars.lastIndex(of: ":") else {
      name = header
      type = .text
      isList = false
      return
    }
    let before = String(scalars[..<colon])
    let typeName = String(scalars[scalars.index(after: colon)...]).trimmed.lowercased()
    (type, isList) = try PropertyTypeName.read(typeName, column: header)
    if let name = Self.withoutPrefix(before) {
      self.name = name
    } else {
      self.name = before.trimmed
    }
    guard !name.isEmpty else {
      throw RecordProblem(.invalidProperty, column: header, "a property needs a name before “:”")
    }
  }

  var typeName: String { PropertyTypeName.of(type, isList: isList) }

  /// The header that `init(header:)` reads back in a table of this layout.
  func header(in layout: TableLayout) -> String {
    let needsPrefix =
      name.unicodeScalars.contains(":") || layout.columns.contains(name.lowercased())
      || name.unicodeScalars.first?.properties.isWhitespace == true
      || name.unicodeScalars.last?.properties.isWhitespace == true
    if needsPrefix { return Self.prefix + name + ":" + typeName }
    return typeName == PropertyValue.ListElementType.text.name ? name : name + ":" + typeName
  }

  /// Whether it comes before another in a header: by name, then by type.
  ///
  /// Bytes are compared, as Swift's `<` puts some texts in two normal forms neither way.
  func precedes(_ other: PropertyColumn) -> Bool {
    if name == other.name { return typeName < other.typeName }
    return name.utf8.lexicographicallyPrecedes(other.name.utf8)
  }

  /// The name behind `property:`; nil where that is not what the text begins with.
  private static func withoutPrefix(_ text: String) -> String? {
    let scalars = text.unicodeScalars
    guard scalars.starts(with: prefix.unicodeScalars) else { return nil }
    return String(scalars.dropFirst(prefix.unicodeScalars.count))
  }
}

// MARK: - Cells

extension PropertyColumn {
  /// The cell that `value(of:)` reads back.
  static func cell(for value: PropertyValue) -> String {
    switch value {
    case .text(let text):
      text.isEmpty || isInQuotes(text) ? "\"\(text)\"" : text
    case .list(_, let elements):
      ListCell.text(of: elements.map(\.scalarText))
    default:
      value.scalarText
    }
  }

  /// Reads a cell; nil where it is empty and the row has no such property.
  ///
  /// - Throws: `invalidProperty`.
  func value(of cell: String) throws(RecordProblem) -> PropertyValue? {
    if isList {
      guard !cell.trimmed.isEmpty else { return nil }
      var elements: [PropertyValue] = []
      for text in ListCell.elements(of: cell) { elements.append(try scalar(text)) }
      return .list(type, elements)
    }
    if type == .text {
      guard !cell.isEmpty else { return nil }
      guard Self.isInQuotes(cell) else { return .text(cell) }
      return .text(String(cell.unicodeScalars.dropFirst().dropLast()))
    }
    let text = cell.trimmed
    return text.isEmpty ? nil : try scalar(text)
  }

  private func scalar(_ text: String) throws(RecordProblem) -> PropertyValue {
    // Spreadsheets write TRUE and FALSE.
    try PropertyValue.read(type == .boolean ? text.lowercased() : text, type: type)
  }

  private static func isInQuotes(_ text: String) -> Bool {
    let quote = UInt8(ascii: "\"")
    return text.utf8.count >= 2 && text.utf8.first == quote && text.utf8.last == quote
  }
}
