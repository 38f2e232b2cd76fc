import HeadwaterTestSupport
import JSONText
import Testing

@Suite struct JSONParserTests {
  @Test("What is written reads back as the same text", arguments: UInt64(0)..<200)
  func roundTrip(seed: UInt64) throws {
    var random = RandomWords(seed: seed)
    let value = Self.value(&random, depth: 4)
    for text in [value.lineText, value.prettyText] {
      #expect(try JSONValue(parsing: text).lineText.utf8.elementsEqual(value.lineText.utf8))
    }
  }

  private static func value(_ random: inout RandomWords, depth: Int) -> JSONValue {
    switch random.number(in: 0...(depth == 0 ? 4 : 6)) {
    case 0: return .null
    case 1: return .boolean(random.chance(2))
    case 2: return .integer(random.pick([0, -1, .max, .min, 42]))
    case 3: return .number(random.pick([0.5, -1.25e300, 2.5e-300, 1e21]))
    case 4: return .text(random.text())
    case 5:
      return .array((0..<random.number(in: 0...3)).map { _ in value(&random, depth: depth - 1) })
    default:
      return .object(
        (0..<random.number(in: 0...3)).map { index in
          ("\(index)" + random.text(), value(&random, depth: depth - 1))
        })
    }
  }

  @Test(
    "What the RFC allows is read",
    arguments: [
      ("\"\\ud83d\\ude00\\/\\b\\u00e9\"", "\"😀/\\u0008é\""), (" [ ] ", "[]"), ("1e2", "100.0"),
      ("-0", "-0.0"), ("9223372036854775808", "9.223372036854776e+18"),
      ("{\"a\":{\"a\":null}}", "{\"a\":{\"a\":null}}"),
    ])
  func allowed(text: String, written: String) throws {
    #expect(try JSONValue(parsing: text).lineText == written)
  }

  @Test(
    "What is no JSON is refused at its place",
    arguments: [
      ("", JSONProblem.Code.unexpectedEnd, 0), ("[1,]", .unexpectedByte, 3),
      ("01", .invalidNumber, 0), ("1.", .invalidNumber, 0), ("-", .invalidNumber, 0),
      ("1e999", .invalidNumber, 0), ("\"\\x\"", .invalidEscape, 1),
      ("\"\\ud800\"", .loneSurrogate, 1), ("\"\\udc00\\ud800\"", .loneSurrogate, 1),
      ("\"\u{1}\"", .controlCharacter, 1), ("{\"a\":1,\"a\":2}", .duplicateName, 7),
      ("[1] 2", .trailingBytes, 4), ("[1", .unexpectedEnd, 2), ("nul", .unexpectedEnd, 3),
      ("\u{FEFF}1", .unexpectedByte, 0), ("'a'", .unexpectedByte, 0),
    ])
  func refused(text: String, code: JSONProblem.Code, offset: Int) {
    #expect(throws: JSONProblem(code: code, offset: offset)) { try JSONValue(parsing: text) }
  }

  @Test("Invalid UTF-8 is refused, and nesting has a limit")
  func hostile() {
    #expect(throws: JSONProblem(code: .invalidUTF8, offset: 0)) {
      try JSONValue(parsing: [0x22, 0xff, 0x22])
    }
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONProblem(code: .tooDeep, offset: 100)) { try JSONValue(parsing: deep) }
    let allowed = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(throws: Never.self) { try JSONValue(parsing: allowed) }
  }
}
