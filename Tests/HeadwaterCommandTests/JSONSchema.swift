import Foundation

/// As much of JSON Schema (draft 2020-12) as `docs/json` uses.
///
/// It also reports members that a schema does not know, so that the schemas stay complete.
struct JSONSchema {
  private let root: [String: Any]

  init(path: String) throws {
    let data = try Data(contentsOf: URL(filePath: path))
    root = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  /// What in `text` the schema does not allow, by path.
  func problems(in text: String) throws -> [String] {
    let value = try JSONSerialization.jsonObject(
      with: Data(text.utf8), options: [.fragmentsAllowed])
    return check(value, root, at: "$")
  }

  private func check(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = reference.replacingOccurrences(of: "#/$defs/", with: "")
      let definitions = root["$defs"] as? [String: Any] ?? [:]
      guard let target = definitions[name] as? [String: Any] else { return ["\(path): no \(name)"] }
      return check(value, target, at: path)
    }
    if let allowed = schema["enum"] as? [Any] {
      let isAllowed = allowed.contains { ($0 as? NSObject) == (value as? NSObject) }
      return isAllowed ? [] : ["\(path): \(value) is not allowed"]
    }
    let types = schema["type"] as? [String] ?? [schema["type"] as? String ?? "any"]
    guard types.contains(where: { Self.is(value, $0) }) else {
      return ["\(path): \(value) is no \(types)"]
    }
    if let object = value as? [String: Any] { return checkObject(object, schema, at: path) }
    guard let elements = value as? [Any], let items = schema["items"] as? [String: Any] else {
      return []
    }
    return elements.enumerated().flatMap { check($0.element, items, at: "\(path)[\($0.offset)]") }
  }

  private func checkObject(
    _ object: [String: Any], _ schema: [String: Any], at path: String
  ) -> [String] {
    let required = schema["required"] as? [String] ?? []
    var problems = required.filter { object[$0] == nil }.map { "\(path): \($0) is missing" }
    guard let properties = schema["properties"] as? [String: [String: Any]] else { return problems }
    for (name, member) in object {
      guard let known = properties[name] else {
        problems.append("\(path): \(name) is not in the schema")
        continue
      }
      problems += check(member, known, at: "\(path).\(name)")
    }
    return problems
  }

  private static func `is`(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "any": true
    case "null": value is NSNull
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "boolean": (value as? NSNumber).map { isBoolean($0) } ?? false
    case "integer", "number": (value as? NSNumber).map { !isBoolean($0) } ?? false
    default: false
    }
  }

  private static func isBoolean(_ number: NSNumber) -> Bool {
    // Only a boolean reads as one of these two in JSON text.
    ["true", "false"].contains("\(number)") || String(cString: number.objCType) == "c"
  }
}
