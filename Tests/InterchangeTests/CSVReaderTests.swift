import Interchange
import Testing

@Suite struct CSVReaderTests {
  @Test(
    "The examples of RFC 4180 section 2 read as it says",
    arguments: [
      (
        "h1,h2,h3\r\naaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
        [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]
      ),
      ("h1,h2,h3\r\naaa,bbb,ccc\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      (
        "h1,h2,h3\r\n\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx",
        [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]
      ),
      (
        "h1,h2,h3\r\n\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx",
        [["aaa", "b\r\nbb", "ccc"], ["zzz", "yyy", "xxx"]]
      ),
      ("h1,h2,h3\r\n\"aaa\",\"b\"\"bb\",\"ccc\"", [["aaa", "b\"bb", "ccc"]]),
    ])
  func standardExamples(text: String, rows: [[String]]) {
    let outcome = CSVOutcome(text)
    #expect(outcome.problems.isEmpty)
    #expect(outcome.header == [Array("h1".utf8), Array("h2".utf8), Array("h3".utf8)])
    #expect(outcome.texts == rows)
  }

  @Test("CRLF, LF and a lone CR end records, mixed too, and count as one line each")
  func lineEnds() {
    let outcome = CSVOutcome("a,b\r1,2\n3,4\r\n5,6\r\r\n\n7,8")
    #expect(outcome.texts == [["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]])
    #expect(outcome.rows.map(\.line) == [2, 3, 4, 7])
  }

  @Test("Blank lines are skipped before the header, between rows and at the end")
  func blankLines() {
    let outcome = CSVOutcome("\n\r\na,b\n\n\n1,2\n\n\n")
    #expect(outcome.problems.isEmpty)
    #expect(outcome.texts == [["1", "2"]])
    #expect(outcome.rows.map(\.line) == [6])
  }

  @Test("A blank line inside quotes belongs to the field")
  func blankLineInQuotes() {
    let outcome = CSVOutcome("a,b\n\"x\n\n\r\ry\",2\n3,4\n")
    #expect(outcome.texts == [["x\n\n\r\ry", "2"], ["3", "4"]])
    #expect(outcome.rows.map(\.line) == [2, 7])
    #expect(outcome.rows.map(\.endLine) == [6, 7])
  }

  @Test("A line of spaces is a row, and an empty quoted field alone on a line too")
  func nearlyBlankLines() {
    #expect(CSVOutcome("a\n  \n\"\"\n\n").texts == [["  "], [""]])
  }

  @Test("A byte order mark at the start is dropped, anywhere else it is text")
  func byteOrderMark() {
    let outcome = CSVOutcome("\u{FEFF}a,b\n\u{FEFF}1,\u{FEFF}\n")
    #expect(outcome.header == [Array("a".utf8), Array("b".utf8)])
    #expect(outcome.rows.map(\.fields) == [[Array("\u{FEFF}1".utf8), Array("\u{FEFF}".utf8)]])
  }

  @Test(
    "The delimiter is the candidate that the header has most often outside quotes",
    arguments: [
      ("a,b,c\n", ","), ("a;b;c\n", ";"), ("a\tb\n", "\t"), ("a\n", ","), ("a,b;c\n", ","),
      ("a;b\tc\n", ";"), ("a;b;c,d\n", ";"), ("\"a,b,c\";d\n", ";"), ("a\"b\",c\n", ","),
      ("\"a\"\",;;\",b\n", ","), ("\"x\n;;\",b\n;;;;", ","), ("\n\n\u{FEFF};b\n", ";"),
      ("\"\";\"\"\t\"\"\tx\n", "\t"),
    ])
  func detection(text: String, delimiter: Unicode.Scalar) {
    for chunkSize in [1, 3, 65_536] {
      let input = ByteInput(bytes: Array(text.utf8), chunkSize: chunkSize)
      let found: UInt8? = try? CSVReader(input).delimiter
      // A header that is refused all the same shows its delimiter in the number of columns.
      let code = UInt8(ascii: delimiter)
      if let found { #expect(found == code) }
      if found == nil { #expect(CSVOutcome(text) == CSVOutcome(text, delimiter: code)) }
    }
  }

  @Test("A given delimiter is taken whatever the header looks like")
  func givenDelimiter() {
    let outcome = CSVOutcome("a,b|c\n1|2,3\n", delimiter: UInt8(ascii: "|"))
    #expect(outcome.header == [Array("a,b".utf8), Array("c".utf8)])
    #expect(outcome.texts == [["1", "2,3"]])
  }

  @Test("Names of columns are trimmed of spaces and tabs, fields are not")
  func trimming() {
    let outcome = CSVOutcome(" a ,\" b\t\", c d\n 1 ,\"2 \",\t3\n")
    #expect(outcome.header == ["a", "b", "c d"].map { Array($0.utf8) })
    #expect(outcome.texts == [[" 1 ", "2 ", "\t3"]])
  }

  @Test("A row finds its fields by name or by the index of a column")
  func lookup() throws {
    var reader = try CSVReader(bytes: Array("key,nom\u{E9}\nk,v\n".utf8))
    let row = try #require(try reader.next())
    #expect(row["key"] == "k")
    #expect(row["nome\u{301}"] == "v")
    #expect(row["Key"] == nil)
    let index = try #require(reader.columns.index(of: "key"))
    #expect(row.fields[index] == "k")
    #expect(try reader.next() == nil)
  }

  @Test("Rows are equal if their fields and lines are")
  func equality() throws {
    let header = try CSVHeader(["a"])
    let other = try CSVHeader(["b"])
    let row = CSVRow(fields: ["x"], line: 2, endLine: 2, header: header)
    #expect(row == CSVRow(fields: ["x"], line: 2, endLine: 2, header: other))
    #expect(row.hashValue == CSVRow(fields: ["x"], line: 2, endLine: 2, header: other).hashValue)
    #expect(row != CSVRow(fields: ["x"], line: 2, endLine: 3, header: header))
    #expect(row != CSVRow(fields: ["y"], line: 2, endLine: 2, header: header))
  }

  @Test("A header without rows is a table")
  func headerOnly() {
    for text in ["a,b", "a,b\n", "a,b\r\n\r\n"] {
      let outcome = CSVOutcome(text)
      #expect(outcome.header.count == 2)
      #expect(outcome.rows.isEmpty && outcome.problems.isEmpty)
    }
  }

  @Test("Chunks of any size give the same rows and problems", arguments: [1, 2, 3, 7])
  func chunks(size: Int) {
    let texts = [
      "\u{FEFF}a,b\r\n\"x\"\"\r\n\"\"y\",é\r\n\r\n1,\"\"\r\"p\"q,2\n1\n\"open\n",
      "a\r\n\r\n\"\r\n\"\r\n\"\"\n\"\"\"\"", "🙂;\"🙂;🙂\"\n👩‍👩‍👧;\"\"\"\"\"\"\n", "a\n1\r", "\"a\"",
    ]
    for text in texts {
      let whole = CSVOutcome(text)
      #expect(CSVOutcome(Array(text.utf8), chunkSize: size) == whole)
      #expect(!whole.header.isEmpty)
    }
  }

  @Test("A field of several chunks comes out whole")
  func longField() {
    let long = String(repeating: "long \"field\"\r\n", count: 20_000)
    let parts = long.split(separator: "\"", omittingEmptySubsequences: false)
    let outcome = CSVOutcome("a,b\n1,\"" + parts.joined(separator: "\"\"") + "\"\n2,x\n")
    #expect(outcome.texts == [["1", long], ["2", "x"]])
    #expect(outcome.rows.map(\.line) == [2, 20_003])
  }

  @Test(
    "A byte that cannot separate fields is a programming error", arguments: [0, 10, 13, 34, 128])
  func impossibleDelimiter(code: UInt8) async {
    await #expect(processExitsWith: .failure) { [code] in
      _ = try CSVReader(bytes: [97], delimiter: code).delimiter
    }
  }
}
