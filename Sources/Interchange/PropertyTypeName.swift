import HeadwaterModel

/// The names of the types of properties: `integer`, and `integer[]` for a list of such.
enum PropertyTypeName {
  private static let listSuffix = "[]"

  private static let elements =
    ["text", "integer", "float", "boolean"]
    + PropertyValue.TemporalType.allCases.map(\.rawValue)

  static func of(_ type: PropertyValue.ListElementType, isList: Bool) -> String {
    type.name + (isList ? listSuffix : "")
  }

  /// Reads the name of a type, which is in lower case.
  ///
  /// - Throws: `invalidProperty`, with the nearest ones.
  static func read(
    _ name: String, column: String
  ) throws(RecordProblem) -> (type: PropertyValue.ListElementType, isList: Bool) {
    let isList = name.hasSuffix(listSuffix)
    let element = isList ? String(name.dropLast(listSuffix.count)) : name
    guard let type = PropertyValue.ListElementType(name: element) else {
      throw RecordProblem(
        .invalidProperty, column: column,
        "\(quoted(element)) is no type of property: use \(alternatives(elements)), "
          + "with [] behind it for a list",
        suggestions: Nearest.names(to: element, among: elements))
    }
    return (type, isList)
  }
}
