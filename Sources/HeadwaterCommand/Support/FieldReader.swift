import HeadwaterModel

/// Reads the values of options as fields of records.
enum FieldReader {
  static func term<Term: RawRepresentable & CaseIterable>(
    _ text: String, _ column: String, or fallback: Term
  ) throws(RecordProblem) -> Term where Term.RawValue == String {
    try optionalTerm(text, column) ?? fallback
  }

  static func optionalTerm<Term: RawRepresentable & CaseIterable>(
    _ text: String, _ column: String
  ) throws(RecordProblem) -> Term? where Term.RawValue == String {
    if text.isEmpty { return nil }
    if let term = Term(rawValue: text) { return term }
    let all = Term.allCases.map(\.rawValue)
    throw RecordProblem(
      .unknownValue, column: column,
      "\(quoted(text)) is no \(column); it is one of \(all.joined(separator: ", "))",
      suggestions: Nearest.names(to: text, among: all))
  }

  static func date(_ text: String) throws(RecordProblem) -> EDTFDate? {
    if text.isEmpty { return nil }
    do {
      return try EDTFDate(text)
    } catch {
      throw RecordProblem(.invalidDate, column: "date", error.message)
    }
  }

  /// Sets `NAME=VALUE` and `NAME:TYPE=VALUE` over what is there; `NAME=` removes.
  static func properties(
    _ texts: [String], over properties: [Property]
  ) throws(RecordProblem) -> [Property] {
    var values: [String: PropertyValue] = [:]
    for property in properties { values[property.name] = property.value }
    for text in texts {
      guard let equals = text.firstIndex(of: "=") else {
        throw RecordProblem(
          .invalidProperty, column: "property", "\(quoted(text)) is not NAME=VALUE")
      }
      let value = String(text[text.index(after: equals)...])
      let (name, type) = try nameAndType(String(text[..<equals]))
      values[name] = value.isEmpty ? nil : try read(value, type: type, name: name)
    }
    return values.map { Property(name: $0.key, value: $0.value) }.sorted {
      ByteOrder.precedes($0.name, $1.name)
    }
  }

  private static func nameAndType(_ text: String) throws(RecordProblem) -> (String, String) {
    guard let colon = text.lastIndex(of: ":") else { return (text, "text") }
    return (String(text[..<colon]), String(text[text.index(after: colon)...]))
  }

  private static func read(
    _ text: String, type: String, name: String
  ) throws(RecordProblem) -> PropertyValue {
    let isList = type.hasSuffix("[]")
    let elementName = isList ? String(type.dropLast(2)) : type
    guard let element = PropertyValue.ListElementType(name: elementName) else {
      throw RecordProblem(
        .unknownValue, column: name, "\(quoted(type)) is no type of property")
    }
    guard isList else { return try PropertyValue.read(text, type: element) }
    var elements: [PropertyValue] = []
    for part in EscapedList.split(text) {
      elements.append(try PropertyValue.read(part, type: element))
    }
    return .list(element, elements)
  }
}
