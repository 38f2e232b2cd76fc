import HeadwaterModel
import JSONText

/// The JSON of a property's value.
///
/// A text, an integer and a boolean are JSON's own. Any other value is an object that names the
/// type, with the value behind it: `{"type":"float","value":1.5}`. Numbers that JSON lacks are the
/// texts `NaN`, `Infinity` and `-Infinity`.
enum JSONProperty {
  static func json(_ value: PropertyValue) -> JSONValue {
    switch value {
    case .text, .integer, .boolean: plain(value)
    case .float, .temporal, .list:
      .object([("type", .text(value.typeName)), ("value", plain(value))])
    }
  }

  /// The value alone, as it stands where the type is known.
  private static func plain(_ value: PropertyValue) -> JSONValue {
    switch value {
    case .text(let text), .temporal(_, let text): .text(text)
    case .integer(let integer): .integer(integer)
    case .boolean(let boolean): .boolean(boolean)
    case .float(let number):
      if number.isFinite {
        .number(number)
      } else {
        .text(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
      }
    case .list(_, let elements): .array(elements.map(plain))
    }
  }

  /// Reads a scalar of a type; nil where the JSON is none.
  static func scalar(_ json: JSONValue, type: PropertyValue.ListElementType) -> PropertyValue? {
    switch (type, json) {
    case (.text, .text(let text)): .text(text)
    case (.temporal(let type), .text(let text)): .temporal(type, text)
    case (.integer, .integer(let integer)): .integer(integer)
    case (.boolean, .boolean(let boolean)): .boolean(boolean)
    case (.float, .number(let number)): .float(number)
    case (.float, .integer(let integer)): .float(Double(integer))
    case (.float, .text("NaN")): .float(.nan)
    case (.float, .text("Infinity")): .float(.infinity)
    case (.float, .text("-Infinity")): .float(-.infinity)
    default: nil
    }
  }
}
