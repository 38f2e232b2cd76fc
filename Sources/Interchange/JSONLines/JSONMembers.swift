import HeadwaterModel
import JSONText

/// The members of one object, which are read one by one.
///
/// A member that cannot be read is noted, and nil given for it: so all that is wrong with a line
/// comes to light at once. `null` counts as an absent member.
struct JSONMembers {
  private(set) var problems: [RecordProblem] = []

  private let members: [(String, JSONValue)]

  /// What the names of members begin with where they are told: empty, or `evidence[0].` and such.
  private let path: String
  private var known: [String] = []
  private var isEachKnown = false

  init(_ members: [(String, JSONValue)], path: String = "") {
    self.members = members
    self.path = path
  }

  /// All members as they were given, each of which counts as known from here on.
  mutating func all() -> [(String, JSONValue)] {
    isEachKnown = true
    return members
  }

  /// A member that may be anything, which counts as known from here on.
  mutating func json(_ name: String) -> JSONValue? {
    known.append(name)
    let found = members.first { $0.0.utf8.elementsEqual(name.utf8) }
    guard let value = found?.1 else { return nil }
    if case .null = value { return nil }
    return value
  }

  mutating func text(_ name: String) -> String? {
    json(name).flatMap { text($0, at: name) }
  }

  /// Like `text`, but notes an absent or empty one; what is given then counts for nothing.
  mutating func required(_ name: String, allowsEmpty: Bool = false) -> String {
    guard let value = json(name) else {
      note(RecordProblem(.missingValue, column: name, "\(name) is missing"))
      return ""
    }
    let text = text(value, at: name)
    if text?.isEmpty == true, !allowsEmpty {
      note(RecordProblem(.missingValue, column: name, "\(name) is empty"))
    }
    return text ?? ""
  }

  /// One of a fixed set of values, in any case and with blanks or hyphens for `_`.
  mutating func value<Value>(_ name: String) -> Value?
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    guard let word = text(name) else { return nil }
    do throws(RecordProblem) {
      return try Term.value(word, column: name)
    } catch {
      note(error)
      return nil
    }
  }

  /// Like `value`, but notes an absent one; what is given then counts for nothing.
  mutating func requiredValue<Value>(_ name: String, else other: Value) -> Value
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    let before = problems.count
    if let value: Value = value(name) { return value }
    // What is there and of no use is noted already.
    if problems.count == before { _ = required(name) }
    return other
  }

  mutating func date(_ name: String) -> EDTFDate? {
    guard let word = text(name) else { return nil }
    do throws(RecordProblem) {
      return try Term.date(word, column: name)
    } catch {
      note(error)
      return nil
    }
  }

  mutating func integer(_ name: String) -> Int64? {
    guard let value = json(name) else { return nil }
    if let integer = value.int64 { return integer }
    noteType(of: value, at: name, wanted: "a whole number")
    return nil
  }

  mutating func texts(_ name: String) -> [String] {
    elements(name).enumerated().compactMap { index, element in
      text(element, at: "\(name)[\(index)]")
    }
  }

  /// Reads a member that is an object; what is wrong with its members is noted here.
  mutating func object<Value>(
    _ name: String, _ body: (inout JSONMembers) -> Value
  ) -> Value? {
    json(name).flatMap { object($0, at: name, body) }
  }

  /// Reads a member that is an array of objects.
  mutating func objects<Value>(
    _ name: String, _ body: (inout JSONMembers) -> Value
  ) -> [Value] {
    var values: [Value] = []
    for (index, element) in elements(name).enumerated() {
      if let value = object(element, at: "\(name)[\(index)]", body) { values.append(value) }
    }
    return values
  }

  /// Notes the members that nobody has asked for.
  mutating func noteUnknown() {
    if isEachKnown { return }
    let known = known
    for (name, _) in members
    where !known.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
      note(
        RecordProblem(
          .unknownValue, column: name, "there is no member of this name here",
          suggestions: Nearest.names(to: name, among: known)))
    }
  }

  /// Keeps a problem; its column is a member's name.
  mutating func note(_ problem: RecordProblem) {
    problems.append(problem.inColumn(problem.column.map { path + $0 }))
  }

  mutating func noteType(of value: JSONValue, at name: String, wanted: String) {
    note(
      RecordProblem(
        .invalidCell, column: name, "\(Self.typeName(of: value)) stands where \(wanted) has to"))
  }

  // MARK: - Values

  private mutating func elements(_ name: String) -> [JSONValue] {
    guard let value = json(name) else { return [] }
    if let elements = value.elements { return elements }
    noteType(of: value, at: name, wanted: "an array")
    return []
  }

  mutating func text(_ value: JSONValue, at name: String) -> String? {
    guard let text = value.string else {
      noteType(of: value, at: name, wanted: "a text")
      return nil
    }
    return isText(text, at: name) ? text : nil
  }

  mutating func object<Value>(
    _ value: JSONValue, at name: String, _ body: (inout JSONMembers) -> Value
  ) -> Value? {
    guard case .object(let members) = value else {
      noteType(of: value, at: name, wanted: "an object")
      return nil
    }
    var inner = JSONMembers(members, path: path + name + ".")
    let value = body(&inner)
    inner.noteUnknown()
    problems += inner.problems
    return value
  }

  /// Whether a text has no NUL, which JSON can hold and a text cannot.
  mutating func isText(_ text: String, at name: String) -> Bool {
    guard text.utf8.contains(0) else { return true }
    note(
      RecordProblem(.invalidText, column: name, "there is a NUL in it, which no text has"))
    return false
  }

  private static func typeName(of value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer, .number: "a number"
    case .text: "a text"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
