import HeadwaterModel
import JSONText

extension JSONMembers {
  /// The properties, in a member of their own.
  mutating func properties() -> [Property] {
    object("properties") { members in
      members.all().compactMap { name, json in
        guard members.isText(name, at: name), let value = members.value(json, of: name)
        else { return nil }
        return Property(name: name, value: value)
      }
    } ?? []
  }

  private mutating func value(_ json: JSONValue, of name: String) -> PropertyValue? {
    switch json {
    case .integer(let integer):
      return .integer(integer)
    case .boolean(let boolean):
      return .boolean(boolean)
    case .text:
      return text(json, at: name).map { .text($0) }
    case .object:
      return object(json, at: name) { $0.typedValue() } ?? nil
    case .number:
      note(
        RecordProblem(
          .invalidProperty, column: name,
          "this number is no integer of 64 bits: write {\"type\":\"float\",\"value\":…}"))
    case .array:
      note(
        RecordProblem(
          .invalidProperty, column: name,
          "a list needs its type: write {\"type\":\"text[]\",\"value\":[…]}"))
    case .null:
      break
    }
    return nil
  }

  /// Reads `{"type":…,"value":…}`, of which these are the members.
  private mutating func typedValue() -> PropertyValue? {
    let typeName = required("type")
    let json = json("value")
    if json == nil {
      note(RecordProblem(.missingValue, column: "value", "value is missing"))
    }
    guard !typeName.isEmpty else { return nil }
    let type: PropertyValue.ListElementType
    let isList: Bool
    do throws(RecordProblem) {
      (type, isList) = try PropertyTypeName.read(typeName, column: "type")
    } catch {
      note(error)
      return nil
    }
    guard let json else { return nil }
    guard isList else { return scalar(json, type, at: "value") }
    guard let elements = json.elements else {
      noteType(of: json, at: "value", wanted: "an array")
      return nil
    }
    let values = elements.enumerated().compactMap { index, element in
      scalar(element, type, at: "value[\(index)]")
    }
    return .list(type, values)
  }

  private mutating func scalar(
    _ json: JSONValue, _ type: PropertyValue.ListElementType, at name: String
  ) -> PropertyValue? {
    guard let value = JSONProperty.scalar(json, type: type) else {
      note(
        RecordProblem(.invalidProperty, column: name, "this is no value of type \(type.name)"))
      return nil
    }
    if let text = json.string, !isText(text, at: name) { return nil }
    return value
  }
}
