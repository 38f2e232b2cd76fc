import HeadwaterModel
import SQLite

/// How a typed value stands in a column of any type.
enum StoredProperty {
  /// Name, type and value.
  static func values(_ property: Property) -> [SQLiteValue] {
    [.text(property.name), .text(property.value.typeName), stored(property.value)]
  }

  private static func stored(_ value: PropertyValue) -> SQLiteValue {
    switch value {
    case .text(let text), .temporal(_, let text): .text(text)
    case .integer(let integer): .integer(integer)
    // SQLite has no NaN: NULL stands for it.
    case .float(let float): float.isNaN ? .null : .real(float)
    case .boolean(let boolean): .integer(boolean ? 1 : 0)
    case .list: .text(value.scalarText)
    }
  }

  static func value(type: String, _ stored: SQLiteValue) throws -> PropertyValue {
    let isList = type.hasSuffix("[]")
    let name = isList ? String(type.dropLast(2)) : type
    guard let element = PropertyValue.ListElementType(name: name) else { throw damaged }
    if isList {
      guard case .text(let text) = stored else { throw damaged }
      return .list(
        element, try EscapedList.split(text).map { try PropertyValue.read($0, type: element) })
    }
    switch (element, stored) {
    case (.text, .text(let text)): return .text(text)
    case (.temporal(let type), .text(let text)): return .temporal(type, text)
    case (.integer, .integer(let integer)): return .integer(integer)
    case (.boolean, .integer(let integer)): return .boolean(integer != 0)
    case (.float, .real(let float)): return .float(float)
    case (.float, .null): return .float(.nan)
    default: throw damaged
    }
  }

  private static var damaged: CaseError {
    CaseError(.corrupted, "the case holds a property that does not fit its type")
  }
}
