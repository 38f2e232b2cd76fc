import Interchange
import Testing

@Suite struct CSVLimitsTests {
  private let small = CSVLimits(fieldBytes: 8, rowBytes: 20, columns: 3)

  private func problem(_ text: String, chunkSize: Int) -> CSVProblem? {
    CSVOutcome(Array(text.utf8), limits: small, chunkSize: chunkSize).problems.first
  }

  @Test("A table is read up to 64 MiB a field, 256 MiB a row and 4,096 columns")
  func standard() {
    #expect(CSVLimits.standard == CSVLimits(fieldBytes: 1 << 26, rowBytes: 1 << 28, columns: 4096))
  }

  @Test("What is just within the limits is read", arguments: [1, 5, 65_536])
  func within(chunkSize: Int) {
    let text = "a,b,c\n12345678,\"12\"\"56\",12\n1,2,3\n"
    let outcome = CSVOutcome(Array(text.utf8), limits: small, chunkSize: chunkSize)
    #expect(outcome.problems.isEmpty)
    #expect(outcome.texts == [["12345678", "12\"56", "12"], ["1", "2", "3"]])
  }

  @Test("A field over its limit ends reading, named by line and column", arguments: [1, 5, 65_536])
  func largeField(chunkSize: Int) {
    for text in ["a,b\n\"\n\",123456789\n1,2\n", "a,b\n\"\n\",\"1234567\"\n1,2\n"] {
      let found = problem(text, chunkSize: chunkSize)
      #expect(found?.code == .fieldTooLarge)
      #expect(found?.line == 3)
      #expect(found?.column == "b")
      #expect(found?.endsReading == true)
    }
    let header = problem("123456789\n", chunkSize: chunkSize)
    #expect(header?.code == .fieldTooLarge)
    #expect(header?.line == 1)
    #expect(header?.column == nil)
  }

  @Test("A quote left open is refused once its field is too large", arguments: [1, 5, 65_536])
  func largeOpenQuote(chunkSize: Int) {
    let found = problem("a,b\n1,\"2\n3,4\n5,6\n", chunkSize: chunkSize)
    #expect(found?.code == .fieldTooLarge)
    #expect(found?.line == 2)
    #expect(found?.column == "b")
  }

  @Test("A row over its limit ends reading, named by its first line", arguments: [1, 5, 65_536])
  func largeRow(chunkSize: Int) {
    let found = problem("a,b,c\n\"1\n5\",1234567,12345678\n", chunkSize: chunkSize)
    #expect(found?.code == .rowTooLarge)
    #expect(found?.line == 2)
  }

  @Test("A header over its limit of columns is refused, a row over it is ragged")
  func manyColumns() {
    #expect(problem("\na,b,c,d\n", chunkSize: 5)?.code == .tooManyColumns)
    #expect(problem("\na,b,c,d\n", chunkSize: 5)?.line == 2)
    let ragged = problem("a,b,c\n1,2,3,4,5\n", chunkSize: 5)
    #expect(ragged?.code == .raggedRow)
    #expect(ragged?.message.hasPrefix("The row has 5 fields, the header 3 columns: ") == true)
  }

  @Test("4,096 columns are read and written, one more is refused both ways")
  func standardColumns() throws {
    let names = (1...4_096).map { "c\($0)" }
    let bytes = try CSVWriter.bytes(header: names, rows: [names])
    #expect(CSVOutcome(bytes).texts == [names])
    let more = names + ["d"]
    #expect(CSVOutcome(more.joined(separator: ",")).problems.map(\.code) == [.tooManyColumns])
    let refused = csvProblem { () throws(CSVProblem) in
      _ = try CSVWriter.bytes(header: more, rows: [])
    }
    #expect(refused?.code == .tooManyColumns)
  }

  @Test("The writer refuses what the reader would, and the next row is none the worse")
  func writing() throws {
    let cases: [([String], CSVProblem.Code, String?)] = [
      (["1", "123456789", "3"], .fieldTooLarge, "b"),
      (["1", "\"\"\"\"", "3"], .fieldTooLarge, "b"),
      (["1234567", "1234567", "12345"], .rowTooLarge, nil),
    ]
    for (row, code, column) in cases {
      let sink = CSVSink()
      var writer = try CSVWriter(sink.output(), header: ["a", "b", "c"], limits: small)
      do throws(CSVProblem) {
        try writer.write(row)
        Issue.record("\(row) was written")
      } catch {
        #expect(error.code == code)
        #expect(error.line == 2)
        #expect(error.column == column)
      }
      try writer.write(["1", "2", "3"])
      try writer.finish()
      #expect(sink.text == "a,b,c\n1,2,3\n")
    }
  }
}
