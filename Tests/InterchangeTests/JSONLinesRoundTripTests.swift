import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("What is written as JSON Lines is read back")
struct JSONLinesRoundTripTests {
  /// The records with attributions on attributions last, as they are read.
  private func inOrderOfReading(_ records: [CaseRecord]) -> [CaseRecord] {
    records.filter { !isStance($0) } + records.filter(isStance)
  }

  private func isStance(_ record: CaseRecord) -> Bool {
    guard case .attribution(let attribution) = record else { return false }
    if case .attribution = attribution.target { return true }
    return false
  }

  @Test("Records of all sorts come back as they were, in their order", arguments: UInt64(0)..<200)
  func everything(seed: UInt64) throws {
    let options = RandomRecords.Options(
      hasWithheld: true, leavesOutIDs: seed.isMultiple(of: 3))
    let records = RandomRecords.caseRecords(seed: seed, options: options)
    try withTemporaryFolder { folder in
      let path = folder + "/case.jsonl"
      let count = try JSONLinesWriter().write(MemoryRecords(records: records), to: path)
      #expect(count == records.count)
      let read = try JSONLinesContent(of: path)
      #expect(read.reading.problems.isEmpty)
      #expect(read.reading.counts == [FileCount(file: path, records: records.count)])
      let isSame = read.records.map(exact) == inOrderOfReading(records).map(exact)
      #expect(isSame)
      // Each record is told at the line on which it stands.
      let lines = read.places.map(\.line).sorted()
      #expect(lines == (0..<records.count).map { $0 + 2 })
    }
  }

  @Test("Reading and writing once more gives the same bytes", arguments: UInt64(0)..<20)
  func fixedPoint(seed: UInt64) throws {
    let records = inOrderOfReading(RandomRecords.caseRecords(seed: seed))
    let bytes = try jsonLines(records)
    let again = try withJSONLinesFile(bytes) { try jsonLines(JSONLinesContent(of: $0).records) }
    #expect(bytes == again)
  }

  @Test("A case folder that goes through JSON Lines is the same folder", arguments: UInt64(0)..<20)
  func throughFolders(seed: UInt64) throws {
    try withTemporaryFolder { path in
      let records = RandomRecords.caseRecords(seed: seed)
      _ = try CaseFolderWriter(path: path + "/first").write(MemoryRecords(records: records))
      let first = try FolderContent(of: path + "/first").records
      _ = try CaseFolderWriter(path: path + "/a").write(MemoryRecords(records: first))
      _ = try JSONLinesWriter().write(MemoryRecords(records: first), to: path + "/case.jsonl")
      let second = try JSONLinesContent(of: path + "/case.jsonl").records
      _ = try CaseFolderWriter(path: path + "/b").write(MemoryRecords(records: second))
      #expect(names(in: path + "/a") == names(in: path + "/b"))
      for name in names(in: path + "/a") where name.hasSuffix(".csv") {
        #expect(content(path + "/a/" + name) == content(path + "/b/" + name), "\(name)")
      }
      for name in names(in: path + "/a/texts") {
        #expect(content(path + "/a/texts/" + name) == content(path + "/b/texts/" + name))
      }
    }
  }

  @Test(
    "Each type of property has one form",
    arguments: [
      (PropertyValue.text(""), #""""#), (.text("1"), #""1""#), (.integer(1), "1"),
      (.integer(.min), "-9223372036854775808"), (.boolean(false), "false"),
      (.float(1), #"{"type":"float","value":1.0}"#),
      (.float(-0.0), #"{"type":"float","value":-0.0}"#),
      (.float(.nan), #"{"type":"float","value":"NaN"}"#),
      (.float(.infinity), #"{"type":"float","value":"Infinity"}"#),
      (.float(-.infinity), #"{"type":"float","value":"-Infinity"}"#),
      (.float(0.1), #"{"type":"float","value":0.1}"#),
      (.float(.leastNonzeroMagnitude), #"{"type":"float","value":5e-324}"#),
      (.temporal(.date, "2024-02-29"), #"{"type":"date","value":"2024-02-29"}"#),
      (.temporal(.duration, "P1D"), #"{"type":"duration","value":"P1D"}"#),
      (.list(.text, []), #"{"type":"text[]","value":[]}"#),
      (.list(.text, [.text(""), .text(";")]), #"{"type":"text[]","value":["",";"]}"#),
      (.list(.integer, [.integer(0)]), #"{"type":"integer[]","value":[0]}"#),
      (.list(.float, [.float(.nan), .float(2)]), #"{"type":"float[]","value":["NaN",2.0]}"#),
      (
        .list(.temporal(.localTime), [.temporal(.localTime, "12:30:00")]),
        #"{"type":"localtime[]","value":["12:30:00"]}"#
      ),
    ])
  func properties(value: PropertyValue, json: String) throws {
    let record = CaseRecord.entity(
      EntityRecord(key: "a", kind: "person", properties: [Property(name: "x", value: value)]))
    let bytes = try jsonLines([record])
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").last
    #expect(line?.hasSuffix(#","properties":{"x":"# + json + "}}") == true)
    let read = try withJSONLinesFile(bytes) { try JSONLinesContent(of: $0) }
    #expect(read.records.map(exact) == [exact(record)])
  }

  @Test("A float keeps all of its bits", arguments: UInt64(0)..<4)
  func floats(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let numbers = (0..<500).map { _ in Double(bitPattern: generator.next()) }
      .filter { !$0.isNaN }
    let value = PropertyValue.list(.float, numbers.map { .float($0) })
    let bytes = try jsonLines([
      .entity(
        EntityRecord(key: "a", kind: "person", properties: [Property(name: "x", value: value)]))
    ])
    let read = try withJSONLinesFile(bytes) { try JSONLinesContent(of: $0) }
    guard case .list(_, let elements) = read.entities.first?.properties.first?.value else {
      Issue.record("the list is gone")
      return
    }
    let found = elements.map { element -> UInt64? in
      if case .float(let number) = element { number.bitPattern } else { nil }
    }
    #expect(found == numbers.map(\.bitPattern))
  }

  @Test("Texts in two normal forms stay two texts, as names of properties too")
  func normalForms() throws {
    let texts = ["\u{E9}", "e\u{301}", "\u{212B}", "\u{301}", "\u{1F468}\u{200D}"]
    let entities = texts.map { text in
      CaseRecord.entity(
        EntityRecord(
          key: "a", kind: "person", name: text, aliases: [text],
          properties: [Property(name: text, value: .text(text))]))
    }
    let bytes = try jsonLines(entities)
    let read = try withJSONLinesFile(bytes) { try JSONLinesContent(of: $0) }
    #expect(read.records.map(exact) == entities.map(exact))
  }

  @Test("A grade keeps its scale and its value apart")
  func grades() throws {
    let grades = [
      Grade(value: "a:b"), Grade(value: "b", scale: "a"), Grade(value: "c", scale: "a:b"),
    ]
    let records = grades.map { grade in
      CaseRecord.attribution(
        AttributionRecord(source: "a", relation: "told", target: .entity("b"), grade: grade))
    }
    let bytes = try jsonLines(records)
    let read = try withJSONLinesFile(bytes) { try JSONLinesContent(of: $0) }
    #expect(read.attributions.map(\.grade) == grades)
  }
}
