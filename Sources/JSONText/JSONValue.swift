/// A JSON text (RFC 8259) whose objects keep the order in which their members were given.
package enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  package static func optional(_ text: String?) -> JSONValue {
    text.map { .text($0) } ?? .null
  }

  package static func optional(_ number: Int?) -> JSONValue {
    number.map { .integer(Int64($0)) } ?? .null
  }

  package static func texts(_ texts: some Sequence<String>) -> JSONValue {
    .array(texts.map { .text($0) })
  }

  /// The first member of this name; nil where there is none, or this is no object.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0.utf8.elementsEqual(name.utf8) }?.1
  }

  /// The text, where it is one.
  package var string: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The integer, where it is one.
  package var int64: Int64? {
    if case .integer(let integer) = self { integer } else { nil }
  }

  /// The elements, where it is an array.
  package var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }
}
