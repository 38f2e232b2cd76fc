extension JSONValue {
  /// Reads one JSON text (RFC 8259) in UTF-8, with white space around it allowed.
  ///
  /// A number without fraction or exponent that fits 64 bits is an integer, any other a float. An
  /// object that names a member twice is refused.
  ///
  /// - Throws: `JSONProblem` with the offset of the byte at fault.
  /// - Complexity: O(bytes).
  package init(parsing bytes: [UInt8]) throws(JSONProblem) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }

  /// Reads one JSON text.
  package init(parsing text: String) throws(JSONProblem) {
    try self.init(parsing: Array(text.utf8))
  }
}

/// A recursive-descent parser over bytes.
struct JSONParser {
  /// Deeper nesting is refused, so that no text can exhaust the stack.
  static let depthLimit = 100

  let bytes: [UInt8]
  var position = 0
  private var depth = 0

  /// Where each value and each member's name starts, in the order in which they stand; nil where
  /// nobody asks.
  private(set) var starts: [Int]?

  init(bytes: [UInt8], keepingStarts: Bool = false) {
    self.bytes = bytes
    starts = keepingStarts ? [] : nil
  }

  mutating func document() throws(JSONProblem) -> JSONValue {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw problem(.trailingBytes) }
    return value
  }

  func problem(_ code: JSONProblem.Code, at offset: Int? = nil) -> JSONProblem {
    JSONProblem(code: code, offset: offset ?? position)
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0a, 0x0d: position += 1
      default: return
      }
    }
  }

  func peek() throws(JSONProblem) -> UInt8 {
    guard position < bytes.count else { throw problem(.unexpectedEnd) }
    return bytes[position]
  }

  private mutating func value() throws(JSONProblem) -> JSONValue {
    skipSpace()
    starts?.append(position)
    switch try peek() {
    case UInt8(ascii: "{"): return try nested { parser throws(JSONProblem) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(JSONProblem) in try parser.array() }
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw problem(.unexpectedByte)
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONProblem) -> JSONValue
  ) throws(JSONProblem) -> JSONValue {
    depth += 1
    guard depth <= Self.depthLimit else { throw problem(.tooDeep) }
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
    for byte in word.utf8 {
      guard try peek() == byte else { throw problem(.unexpectedByte) }
      position += 1
    }
    return value
  }

  private mutating func array() throws(JSONProblem) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if try peek() == UInt8(ascii: "]") {
      position += 1
      return .array(elements)
    }
    while true {
      elements.append(try value())
      if try isLast(before: UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func object() throws(JSONProblem) -> JSONValue {
    position += 1
    var members: [(String, JSONValue)] = []
    // Names that Unicode counts as equal are two names.
    var names: Set<[UInt8]> = []
    skipSpace()
    if try peek() == UInt8(ascii: "}") {
      position += 1
      return .object(members)
    }
    while true {
      skipSpace()
      let start = position
      starts?.append(start)
      guard try peek() == UInt8(ascii: "\"") else { throw problem(.unexpectedByte) }
      let name = try string()
      guard names.insert(Array(name.utf8)).inserted else {
        throw problem(.duplicateName, at: start)
      }
      skipSpace()
      guard try peek() == UInt8(ascii: ":") else { throw problem(.unexpectedByte) }
      position += 1
      members.append((name, try value()))
      if try isLast(before: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  /// Passes over a comma, or over the end of the list.
  private mutating func isLast(before end: UInt8) throws(JSONProblem) -> Bool {
    skipSpace()
    let byte = try peek()
    guard byte == end || byte == UInt8(ascii: ",") else { throw problem(.unexpectedByte) }
    position += 1
    return byte == end
  }
}
