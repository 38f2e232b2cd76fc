import Interchange
import Testing

@Suite struct CSVProblemTests {
  /// The code, line, column and offset of a problem.
  private struct Place: Hashable, CustomStringConvertible {
    let code: CSVProblem.Code
    let line: Int
    let column: String?
    let offset: Int?

    init(_ code: CSVProblem.Code, _ line: Int, _ column: String? = nil, _ offset: Int? = nil) {
      self.code = code
      self.line = line
      self.column = column
      self.offset = offset
    }

    init(_ problem: CSVProblem) {
      self.init(problem.code, problem.line, problem.column, problem.offset)
    }

    var description: String {
      "\(code) \(line) \(column ?? "-") \(offset.map { "\($0)" } ?? "-")"
    }
  }

  private func places(_ bytes: [UInt8]) -> [Place] {
    CSVOutcome(bytes).problems.map(Place.init)
  }

  private func places(_ text: String) -> [Place] {
    places(Array(text.utf8))
  }

  @Test("A row of another width is ragged at its first line, and reading goes on")
  func raggedRows() {
    let outcome = CSVOutcome("a,b\n1\n\n\"x\ny\",2,3\n4,5\n,\n,,\n")
    #expect(
      outcome.problems.map(Place.init) == [
        Place(.raggedRow, 2), Place(.raggedRow, 4), Place(.raggedRow, 8),
      ])
    #expect(outcome.texts == [["4", "5"], ["", ""]])
    #expect(
      outcome.problems.map(\.message) == [
        "The row has 1 field, the header 2 columns: "
          + "add what is missing, if only a comma for each empty field.",
        "The row has 3 fields, the header 2 columns: "
          + "put quotes around fields that contain a comma, or remove what is too many.",
        "The row has 3 fields, the header 2 columns: "
          + "put quotes around fields that contain a comma, or remove what is too many.",
      ])
  }

  @Test("A ragged row under a single column hints at a delimiter that it has several times")
  func wrongDelimiter() {
    let comma = UInt8(ascii: ",")
    let several = CSVOutcome("a;b;c\n1,5;2;3\n", delimiter: comma).problems
    #expect(several.map(\.code) == [.raggedRow])
    #expect(several.first?.message.contains("choose the semicolon as delimiter") == true)

    for text in ["a\n1,5;2\n", "a\n1,\"x;y;z\"\n", "a,b\n1,2,3;4;5\n"] {
      let plain = CSVOutcome(text, delimiter: comma).problems
      #expect(plain.map(\.code) == [.raggedRow])
      #expect(plain.first?.message.contains("semicolon") == false)
    }
  }

  @Test("Ill-formed UTF-8 is told with column, line and offset, and reading goes on")
  func invalidUTF8() {
    var bytes = Array("a,b\nx,\"é\n".utf8) + [0xC3]
    bytes += Array("\"\n1,2\n".utf8) + [0xED, 0xA0, 0x80, 0x2C] + Array("x\n3,".utf8)
    bytes += [0xC0, 0x80, 0x0A] + Array("5,\"\"\"".utf8) + [0xFF] + Array("\"\n6,7".utf8)
    let outcome = CSVOutcome(bytes)
    #expect(
      outcome.problems.map(Place.init) == [
        Place(.invalidUTF8, 3, "b", 10), Place(.invalidUTF8, 5, "a", 17),
        Place(.invalidUTF8, 6, "b", 25), Place(.invalidUTF8, 7, "b", 33),
      ])
    #expect(outcome.texts == [["1", "2"], ["6", "7"]])
  }

  @Test("Offsets count a byte order mark")
  func offsetAfterMark() {
    #expect(places(Array("\u{FEFF}a\n".utf8) + [0xFF]) == [Place(.invalidUTF8, 2, "a", 5)])
  }

  @Test("A header in another encoding is refused, UTF-16 by its name")
  func otherEncodings() {
    #expect(places([0x61, 0xE9, 0x0A]) == [Place(.invalidUTF8, 1, nil, 1)])
    for mark: [UInt8] in [[0xFF, 0xFE], [0xFE, 0xFF]] {
      let problems = CSVOutcome(mark + [0x61, 0, 0x0A, 0]).problems
      #expect(problems.map(Place.init) == [Place(.invalidUTF8, 1, nil, 0)])
      #expect(problems.first?.message == "The file is in UTF-16: save it as UTF-8.")
    }
    #expect(places("a\0,b\n") == [Place(.nulByte, 1, nil, 1)])
  }

  @Test("A NUL is told with column, line and offset, in quotes or not, and reading goes on")
  func nulBytes() {
    let outcome = CSVOutcome("a,b\nx\0,1\n2,\"\n\0\"\n3,4\n")
    #expect(
      outcome.problems.map(Place.init) == [
        Place(.nulByte, 2, "a", 5), Place(.nulByte, 4, "b", 13),
      ])
    #expect(outcome.texts == [["3", "4"]])
  }

  @Test("A quote inside an unquoted field is stray, and reading goes on")
  func strayQuotes() {
    let outcome = CSVOutcome("a,b\n1,x\"y\" z\n \"1\",2\n3,4\n\"5\n\",6\"\n7,8\n")
    #expect(
      outcome.problems.map(Place.init) == [
        Place(.strayQuote, 2, "b", 7), Place(.strayQuote, 3, "a", 14),
        Place(.strayQuote, 6, "b", 30),
      ])
    #expect(outcome.texts == [["3", "4"], ["7", "8"]])
    #expect(outcome.problems.allSatisfy { $0.message.hasPrefix("A quote stands inside") })
  }

  @Test("Text after a closing quote is stray, and reading goes on")
  func textAfterQuote() {
    let outcome = CSVOutcome("a,b\n\"1\"x,2\n\"1\" ,2\n1,\"12\" wide\"\n3,4\n")
    #expect(
      outcome.problems.map(Place.init) == [
        Place(.strayQuote, 2, "a", 7), Place(.strayQuote, 3, "a", 14),
        Place(.strayQuote, 4, "b", 24),
      ])
    #expect(outcome.texts == [["3", "4"]])
    #expect(outcome.problems.allSatisfy { $0.message.hasPrefix("Text follows a closing quote") })
  }

  @Test("Of several faults in a row the first quote or NUL is told, before its width")
  func precedence() {
    #expect(places("a,b\nx\"\0\n") == [Place(.strayQuote, 2, "a", 5)])
    #expect(places("a,b\n\0\",\n") == [Place(.nulByte, 2, "a", 4)])
    #expect(places("a,b\n1,2,x\"\n") == [Place(.strayQuote, 2, nil, 9)])
    #expect(places(Array("a,b\n".utf8) + [0xFF, 0x0A]) == [Place(.raggedRow, 2)])
  }

  @Test("A quote that is never closed is told where it was opened, and ends reading")
  func unclosedQuote() {
    #expect(
      places("a,b\n\"x\ny\",\"z\n\n1,2\n") == [Place(.unclosedQuote, 3, "b", 10)])
    #expect(places("a\n\"\"\"") == [Place(.unclosedQuote, 2, "a", 2)])
    #expect(places("a,\"b\n1,2\n") == [Place(.unclosedQuote, 1, nil, 2)])
    #expect(places("a\n1,\"x") == [Place(.unclosedQuote, 2, nil, 4)])
  }

  @Test("An empty file has no header", arguments: ["", "\n", "\u{FEFF}", "\u{FEFF}\r\n\r\n", "\r"])
  func noHeader(text: String) {
    #expect(places(text) == [Place(.noHeader, 1)])
  }

  @Test("Names of columns must be there and differ")
  func columnNames() {
    #expect(places("a,,c\n") == [Place(.emptyColumnName, 1)])
    #expect(places("a,b,\n") == [Place(.emptyColumnName, 1)])
    #expect(places("\n a ,\" \t\"\n") == [Place(.emptyColumnName, 2)])
    #expect(places("\"\"\n") == [Place(.emptyColumnName, 1)])
    #expect(places("a,b,\" a\"\n") == [Place(.duplicateColumn, 1, "a")])
    #expect(places("\u{E9},e\u{301}\n") == [Place(.duplicateColumn, 1, "e\u{301}")])
    #expect(
      CSVOutcome("a,,c\n").problems.first?.message
        == "Column 2 has no name: name it in the header or remove it.")
  }

  @Test("Only problems of one row let reading go on")
  func endsReading() {
    let rowCodes: Set<CSVProblem.Code> = [.raggedRow, .invalidUTF8, .nulByte, .strayQuote]
    for code in CSVProblem.Code.allCases {
      #expect(CSVProblem(code, "", line: 1).endsReading == !rowCodes.contains(code))
    }
  }

  @Test("The codes are stable")
  func codes() {
    #expect(
      CSVProblem.Code.allCases.map(\.rawValue) == [
        "cannotOpen", "cannotRead", "isDirectory", "noHeader", "emptyColumnName",
        "duplicateColumn", "tooManyColumns", "raggedRow", "invalidUTF8", "nulByte", "strayQuote",
        "unclosedQuote", "fieldTooLarge", "rowTooLarge", "cannotCreate", "cannotWrite",
        "paddedColumnName",
      ])
  }
}
