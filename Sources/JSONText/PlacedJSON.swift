/// A JSON value that knows where it stands in its text, for messages on what is wrong with it.
package struct PlacedJSON: Sendable {
  /// A member of an object.
  package struct Member: Sendable {
    package let name: String

    /// Where its name stands, in bytes.
    package let nameOffset: Int
    package let value: PlacedJSON
  }

  package let value: JSONValue

  /// Where it starts, in bytes.
  package let offset: Int

  /// The members, where it is an object; nil where it is none.
  package let members: [Member]?

  /// The elements, where it is an array; nil where it is none.
  package let elements: [PlacedJSON]?

  /// Reads one JSON text, as `JSONValue(parsing:)` does.
  ///
  /// - Throws: `JSONProblem` with the offset of the byte at fault.
  package init(parsing bytes: [UInt8]) throws(JSONProblem) {
    var parser = JSONParser(bytes: bytes, keepingStarts: true)
    let value = try parser.document()
    var starts = (parser.starts ?? [])[...]
    self.init(value, &starts)
  }

  private init(_ value: JSONValue, _ starts: inout ArraySlice<Int>) {
    self.value = value
    offset = starts.popFirst() ?? 0
    var members: [Member]?
    var elements: [PlacedJSON]?
    switch value {
    case .object(let pairs):
      members = pairs.map { name, value in
        let nameOffset = starts.popFirst() ?? 0
        return Member(
          name: name, nameOffset: nameOffset, value: PlacedJSON(value, &starts))
      }
    case .array(let values): elements = values.map { PlacedJSON($0, &starts) }
    default: break
    }
    self.members = members
    self.elements = elements
  }

  /// The line and the column, in characters, of a place in a text; both from 1.
  package static func lineAndColumn(of offset: Int, in bytes: [UInt8]) -> (Int, Int) {
    let before = bytes.prefix(offset)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    return (line, String(decoding: before[lineStart...], as: UTF8.self).count + 1)
  }
}
