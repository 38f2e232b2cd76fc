/// Why bytes are no JSON text.
package struct JSONProblem: Error, Hashable, Sendable {
  /// What went wrong, for a program to switch on.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    case unexpectedByte, unexpectedEnd, invalidNumber, invalidEscape, loneSurrogate
    case invalidUTF8, controlCharacter, duplicateName, tooDeep, trailingBytes
  }

  package let code: Code

  /// Where, in bytes from the start.
  package let offset: Int

  package init(code: Code, offset: Int) {
    self.code = code
    self.offset = offset
  }

  /// One sentence that says what is wrong; without capital or full stop, to follow a place.
  package var message: String {
    switch code {
    case .unexpectedByte: "this is no JSON: a character stands where none of its kind may"
    case .unexpectedEnd: "the JSON ends too early"
    case .invalidNumber: "this is no number of JSON, or one beyond what a float holds"
    case .invalidEscape: "an escape after \\ is none of JSON's"
    case .loneSurrogate: "a \\u escape is half of a pair, and its other half is missing"
    case .invalidUTF8: "the text is no UTF-8"
    case .controlCharacter: "a control character in a text has to be escaped"
    case .duplicateName: "an object names a member twice"
    case .tooDeep: "the JSON is nested more deeply than \(JSONParser.depthLimit) levels"
    case .trailingBytes: "something follows the JSON value"
    }
  }
}
