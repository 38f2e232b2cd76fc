import HeadwaterTestSupport
import Interchange
import Testing

@Suite struct CSVRoundTripTests {
  @Test("What is written reads back byte for byte, with each delimiter", arguments: UInt64(0)..<500)
  func roundTrip(seed: UInt64) throws {
    let table = CSVRandomTable(seed: seed)
    for delimiter in CSVRandomTable.delimiters {
      let bytes = try CSVWriter.bytes(
        header: table.header, rows: table.rows, delimiter: delimiter)
      for given in [nil, delimiter] {
        let outcome = CSVOutcome(bytes, delimiter: given)
        #expect(outcome.problems.isEmpty)
        // The header of one column has no delimiter to find.
        let found = table.header.count == 1 ? UInt8(ascii: ",") : delimiter
        #expect(outcome.delimiter == given ?? found)
        #expect(outcome.header == table.header.map { Array($0.utf8) })
        #expect(outcome.rows.map(\.fields) == table.rows.map { $0.map { Array($0.utf8) } })
      }
    }
  }

  @Test("Chunks of any size give the same rows of a random table", arguments: UInt64(0)..<100)
  func chunks(seed: UInt64) throws {
    let table = CSVRandomTable(seed: seed)
    let bytes = try CSVWriter.bytes(header: table.header, rows: table.rows)
    let whole = CSVOutcome(bytes)
    for chunkSize in [1, 2, 3, 7] {
      #expect(CSVOutcome(bytes, chunkSize: chunkSize) == whole)
    }
  }

  @Test("With another line end the rows are the same", arguments: UInt64(0)..<50)
  func lineEnds(seed: UInt64) {
    // Fields without line breaks, so that every break in the text ends a record.
    var generator = SplitMix64(seed: seed)
    let rows = (0..<5).map { _ in "\(generator.next() % 100),\"x,\"\"\"" }
    let ends = ["\n", "\r", "\r\n"].map { (["a,b"] + rows).joined(separator: $0) + $0 }
    #expect(Set(ends.map { CSVOutcome($0) }).count == 1)
  }

  @Test("Spreadsheet-safe fields differ by no more than an apostrophe", arguments: UInt64(0)..<50)
  func spreadsheetSafe(seed: UInt64) throws {
    let table = CSVRandomTable(seed: seed)
    let bytes = try CSVWriter.bytes(
      header: table.header, rows: table.rows, spreadsheetSafe: true)
    let outcome = CSVOutcome(bytes)
    #expect(outcome.problems.isEmpty)
    for (row, expected) in zip(outcome.rows, table.rows) {
      for (field, text) in zip(row.fields, expected.map { Array($0.utf8) }) {
        #expect(field == text || field == [UInt8(ascii: "'")] + text)
        #expect(!"=+-@\t\r\n".utf8.contains(field.first ?? 0))
      }
    }
  }

  @Test(
    "Any bytes are read to an end, alike in chunks of any size and under any limits",
    arguments: UInt64(0)..<100)
  func fuzz(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let bytesThatMatter = Array(",,;\t\"\"\"\"\r\n\n\n\0a b=\u{FEFF}é".utf8) + [0xFF, 0xFE]
    let small = CSVLimits(fieldBytes: 6, rowBytes: 10, columns: 2)
    for _ in 0..<50 {
      let isNoise = Int.random(in: 0..<5, using: &generator) == 0
      let count = Int.random(in: 0...60, using: &generator)
      let start = isNoise ? [] : Array("a,b\n".utf8)
      let bytes =
        start
        + (0..<count).map { _ in
          isNoise
            ? UInt8.random(in: 0...255, using: &generator)
            : bytesThatMatter[Int.random(in: 0..<bytesThatMatter.count, using: &generator)]
        }
      for limits in [CSVLimits.standard, small] {
        let whole = CSVOutcome(bytes, limits: limits)
        for chunkSize in [1, 2, 3, 7] {
          let pieces = CSVOutcome(bytes, limits: limits, chunkSize: chunkSize)
          #expect(pieces == whole, "\(bytes)")
        }
      }
    }
  }
}
