/// Numbers and texts.
extension JSONParser {
  mutating func number() throws(JSONProblem) -> JSONValue {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let digits = skipDigits()
    guard digits == 1 || (digits > 1 && bytes[position - digits] != UInt8(ascii: "0")) else {
      throw problem(.invalidNumber, at: start)
    }
    var isInteger = true
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      guard skipDigits() > 0 else { throw problem(.invalidNumber, at: start) }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      position += 1
      if position < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) {
        position += 1
      }
      guard skipDigits() > 0 else { throw problem(.invalidNumber, at: start) }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // Minus zero is a float alone.
    if isInteger, text != "-0", let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      throw problem(.invalidNumber, at: start)
    }
    return .number(number)
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while position < bytes.count,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
    { position += 1 }
    return position - start
  }

  mutating func string() throws(JSONProblem) -> String {
    let start = position
    position += 1
    var unescaped: [UInt8] = []
    var plainStart = position
    while true {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "\""):
        unescaped += bytes[plainStart..<position]
        position += 1
        guard let text = String(validating: unescaped, as: UTF8.self) else {
          throw problem(.invalidUTF8, at: start)
        }
        return text
      case UInt8(ascii: "\\"):
        unescaped += bytes[plainStart..<position]
        try escape(into: &unescaped)
        plainStart = position
      case 0..<0x20:
        throw problem(.controlCharacter)
      default:
        position += 1
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
    let start = position
    position += 1
    let byte = try peek()
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try codePoint(start)
      text += Array(String(Character(scalar)).utf8)
    default: throw problem(.invalidEscape, at: start)
    }
  }

  /// The code point of one `\u` escape, or of a pair.
  private mutating func codePoint(_ start: Int) throws(JSONProblem) -> Unicode.Scalar {
    let first = try fourDigits(start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xd800..<0xdc00).contains(first), position + 1 < bytes.count,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { throw problem(.loneSurrogate, at: start) }
    position += 2
    let second = try fourDigits(start)
    guard (0xdc00..<0xe000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw problem(.loneSurrogate, at: start) }
    return scalar
  }

  private mutating func fourDigits(_ start: Int) throws(JSONProblem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 + UInt32(byte - 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        value = value << 4 + UInt32((byte | 0x20) - 0x57)
      default: throw problem(.invalidEscape, at: start)
      }
      position += 1
    }
    return value
  }
}
