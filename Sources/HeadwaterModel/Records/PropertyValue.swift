/// A typed value of a property.
public enum PropertyValue: Hashable, Sendable {
  case text(String)
  case integer(Int64)
  case float(Double)
  case boolean(Bool)
  /// A date or time, as the text of ISO 8601 that its type demands.
  case temporal(TemporalType, String)
  /// Values of one type, in order.
  case list(ListElementType, [PropertyValue])

  /// The types of date and time, by their names in openCypher, in lower case.
  public enum TemporalType: String, CaseIterable, Hashable, Sendable {
    case date
    case localTime = "localtime"
    case time
    case localDateTime = "localdatetime"
    case dateTime = "datetime"
    case duration
  }

  /// The type of a list's elements.
  public enum ListElementType: Hashable, Sendable {
    case text, integer, float, boolean
    case temporal(TemporalType)
  }
}

/// A property by name.
public struct Property: Hashable, Sendable {
  public let name: String
  public let value: PropertyValue

  public init(name: String, value: PropertyValue) {
    self.name = name
    self.value = value
  }
}
