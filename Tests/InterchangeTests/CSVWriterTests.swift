import Interchange
import Testing

/// Collects what a writer puts out.
final class CSVSink {
  private(set) var bytes: [UInt8] = []
  private(set) var calls = 0

  var text: String {
    String(decoding: bytes, as: UTF8.self)
  }

  func output() -> ByteOutput {
    ByteOutput { bytes throws(ByteOutput.Failure) in
      self.bytes += bytes
      self.calls += 1
    }
  }
}

@Suite struct CSVWriterTests {
  private func line(_ field: String, besides other: String? = nil, safe: Bool = false) throws
    -> String
  {
    let header = other == nil ? ["a"] : ["a", "b"]
    let row = [field] + (other.map { [$0] } ?? [])
    let bytes = try CSVWriter.bytes(header: header, rows: [row], spreadsheetSafe: safe)
    let text = String(decoding: bytes, as: UTF8.self)
    let start = header.joined(separator: ",") + "\n"
    #expect(text.utf8.starts(with: start.utf8) && text.utf8.last == UInt8(ascii: "\n"))
    return String(decoding: bytes.dropFirst(start.utf8.count).dropLast(), as: UTF8.self)
  }

  @Test(
    "Quotes stand around a field only where they are needed",
    arguments: [
      ("", ""), ("a", "a"), ("a b", "a b"), ("a;b", "a;b"), ("a\tb", "a\tb"), ("'", "'"),
      ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""), ("a\nb", "\"a\nb\""),
      ("a\rb", "\"a\rb\""), ("\r\n", "\"\r\n\""), (" a", "\" a\""), ("a ", "\"a \""),
      ("\ta", "\"\ta\""), ("a\t", "\"a\t\""), ("\u{FEFF}a", "\"\u{FEFF}a\""),
      ("a\u{FEFF}", "a\u{FEFF}"), ("\u{A0}a", "\u{A0}a"), ("=1", "=1"), ("é🙂", "é🙂"),
    ])
  func quoting(field: String, text: String) throws {
    #expect(Array(try line(field, besides: "x").utf8) == Array((text + ",x").utf8))
    #expect(Array(try line("x", besides: field).utf8) == Array(("x," + text).utf8))
  }

  @Test("A lone empty field is quoted, for its line would be blank")
  func loneEmptyField() throws {
    #expect(try line("") == "\"\"")
    #expect(try line("", besides: "") == ",")
  }

  @Test("With another delimiter, that one is quoted and the comma is not")
  func otherDelimiter() throws {
    let bytes = try CSVWriter.bytes(
      header: ["a", "b"], rows: [["1;2", "1,2"]], delimiter: UInt8(ascii: ";"))
    #expect(String(decoding: bytes, as: UTF8.self) == "a;b\n\"1;2\";1,2\n")
  }

  @Test("A comma in a single column is quoted, for its header shows no delimiter")
  func singleColumn() throws {
    let bytes = try CSVWriter.bytes(
      header: ["a"], rows: [["1,2"], ["1|2"], ["1\t2"]], delimiter: UInt8(ascii: ";"))
    #expect(String(decoding: bytes, as: UTF8.self) == "a\n\"1,2\"\n1|2\n1\t2\n")
    #expect(CSVOutcome(bytes).texts == [["1,2"], ["1|2"], ["1\t2"]])
  }

  @Test("The header quotes every delimiter that a reader may look for")
  func headerDelimiters() throws {
    let bytes = try CSVWriter.bytes(header: ["a;b;c", "d\te"], rows: [["1;2", "3\t4"]])
    #expect(String(decoding: bytes, as: UTF8.self) == "\"a;b;c\",\"d\te\"\n1;2,3\t4\n")
    #expect(CSVOutcome(bytes).delimiter == UInt8(ascii: ","))
  }

  @Test(
    "What a spreadsheet may run as a formula gets an apostrophe on request",
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM", "'@SUM"), ("\tx", "'\tx"),
      ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("\r\nx", "\"'\r\nx\""),
      ("=\"a\"", "\"'=\"\"a\"\"\""),
      ("\u{FF1D}1", "'\u{FF1D}1"), ("\u{FF0B}1", "'\u{FF0B}1"), ("\u{FF0D}1", "'\u{FF0D}1"),
      ("\u{FF20}1", "'\u{FF20}1"), ("=\u{301}", "'=\u{301}"), ("1=1", "1=1"), ("", ""),
      ("'=1", "'=1"), (" =1", "\" =1\""), ("a-b", "a-b"),
    ])
  func spreadsheetSafety(field: String, text: String) throws {
    #expect(Array(try line(field, besides: "x", safe: true).utf8) == Array((text + ",x").utf8))
  }

  @Test("A NUL is refused with line and column, and the next row is none the worse")
  func nul() throws {
    let sink = CSVSink()
    var writer = try CSVWriter(sink.output(), header: ["a", "b"])
    try writer.write(["1\r\n\n", "2\r"])
    do throws(CSVProblem) {
      try writer.write(["3", "x\0"])
      Issue.record("a NUL was written")
    } catch {
      #expect(error.code == .nulByte)
      #expect(error.line == 6)
      #expect(error.column == "b")
    }
    try writer.write(["5", "6"])
    try writer.finish()
    #expect(sink.text == "a,b\n\"1\r\n\n\",\"2\r\"\n5,6\n")
  }

  @Test("Names that the reader would refuse or change are refused")
  func header() {
    let cases: [([String], CSVProblem.Code, String?)] = [
      ([], .noHeader, nil), (["a", ""], .emptyColumnName, nil),
      (["a", "a"], .duplicateColumn, "a"),
      (["a", "b "], .paddedColumnName, "b "), (["\ta"], .paddedColumnName, "\ta"),
      (["a", " "], .paddedColumnName, " "), (["a\0"], .nulByte, "a\0"),
    ]
    for (names, code, column) in cases {
      let problem = csvProblem { () throws(CSVProblem) in
        _ = try CSVWriter.bytes(header: names, rows: [])
      }
      #expect(problem?.code == code)
      #expect(problem?.column == column)
    }
  }

  @Test("Rows go out in pieces of about 64 KiB, all of them by the end")
  func pieces() throws {
    let sink = CSVSink()
    var writer = try CSVWriter(sink.output(), header: ["a"])
    let field = String(repeating: "x", count: 1_023)
    for _ in 0..<200 { try writer.write([field]) }
    #expect(sink.calls == 3)
    try writer.finish()
    #expect(sink.calls == 4)
    #expect(sink.bytes.count == 2 + 200 * 1_024)
  }

  @Test("What the output says is told with the line that was reached")
  func failingOutput() throws {
    let output = ByteOutput { _ throws(ByteOutput.Failure) in throw .cannotWrite(28) }
    let writer = try CSVWriter(output, header: ["a"])
    do throws(CSVProblem) {
      try writer.finish()
      Issue.record("nothing failed")
    } catch {
      #expect(error.code == .cannotWrite)
      #expect(error.systemError == 28)
      #expect(error.line == 2)
      #expect(error.message.contains("No space left on device"))
    }
  }

  @Test("A row of another width is a programming error")
  func width() async {
    await #expect(processExitsWith: .failure) {
      _ = try CSVWriter.bytes(header: ["a", "b"], rows: [["1"]])
    }
  }

  @Test("A delimiter that is a quote is a programming error")
  func impossibleDelimiter() async {
    await #expect(processExitsWith: .failure) {
      _ = try CSVWriter.bytes(header: ["a"], rows: [], delimiter: UInt8(ascii: "\""))
    }
  }
}
