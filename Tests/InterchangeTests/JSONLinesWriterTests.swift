import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite struct JSONLinesWriterTests {
  @Test("Members stand in a fixed order, and absent ones are left out")
  func form() throws {
    let records: [CaseRecord] = [
      .kind(KindDefinition(name: "ministry", parent: "organisation")),
      .kind(KindDefinition(name: "person", parent: nil)),
      .relation(
        RelationDefinition(
          name: "briefed", role: .transmission, forwardPhrase: "briefed",
          backwardPhrase: "briefed by")),
      .entity(EntityRecord(key: nil, kind: nil)),
      .entity(
        EntityRecord(
          key: "memo", kind: "document", name: "A \"memo\"", date: try EDTFDate("2023~"),
          aliases: ["b", "a"], labels: ["z", "y"])),
      .attribution(
        AttributionRecord(
          id: "x", source: "memo", relation: "denied", target: .attribution("y"),
          grade: Grade(value: "2", scale: "admiralty"), terms: .onRecord,
          evidence: [EvidenceRecord(document: "memo", textVersion: "1", start: 0, end: 4)])),
      .text(TextRecord(document: "memo", content: "")),
      .identity(IdentityRecord(entity: "a", other: "b", verdict: .possiblySame)),
    ]
    #expect(
      String(decoding: try jsonLines(records), as: UTF8.self) == """
        {"type":"headwater","version":1}
        {"type":"kind","name":"ministry","parent":"organisation"}
        {"type":"relation","name":"briefed","role":"transmission","phrase":"briefed",\
        "inversePhrase":"briefed by"}
        {"type":"entity","naming":"named","upstream":"unexplored"}
        {"type":"entity","key":"memo","kind":"document","name":"A \\"memo\\"","naming":"named",\
        "upstream":"unexplored","date":"2023~","aliases":["b","a"],"labels":["y","z"]}
        {"type":"attribution","id":"x","source":"memo","relation":"denied",\
        "target":"attribution:y","grade":{"value":"2","scale":"admiralty"},"terms":"on_record",\
        "status":"recorded","evidence":[{"document":"memo","textVersion":"1","start":0,"end":4}]}
        {"type":"text","document":"memo","version":"1","mediaType":"text/plain","content":""}
        {"type":"identity","entity":"a","other":"b","verdict":"possibly_same"}

        """)
  }

  @Test("A case without anything is the first line alone")
  func empty() throws {
    #expect(String(decoding: try jsonLines([]), as: UTF8.self) == jsonLinesHeader + "\n")
  }

  @Test("What is handed on in pieces is what a file would hold")
  func pieces() throws {
    try withTemporaryFolder { folder in
      let records = MemoryRecords(records: RandomRecords.caseRecords(seed: 1))
      let count = try JSONLinesWriter().write(records, to: folder + "/a")
      var bytes: [UInt8] = []
      let again = try JSONLinesWriter().write(records) { bytes += $0 }
      #expect(count == again)
      #expect(try CSVFolder(path: folder).bytes(of: "a") == bytes)
      var status = stat()
      #expect(stat(folder + "/a", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
    }
  }

  /// Entities that are made when they are asked for, and counted.
  private final class Spring: CaseRecordSource {
    private(set) var given = 0

    func forEachKind(_ body: (KindDefinition) throws -> Void) throws {}
    func forEachRelation(_ body: (RelationDefinition) throws -> Void) throws {}
    func forEachAttribution(_ body: (AttributionRecord) throws -> Void) throws {}
    func forEachText(_ body: (TextRecord) throws -> Void) throws {}
    func forEachIdentity(_ body: (IdentityRecord) throws -> Void) throws {}

    func forEachEntity(_ body: (EntityRecord) throws -> Void) throws {
      let words = String(repeating: "x", count: 10_000)
      for number in 0..<100 {
        given += 1
        try body(EntityRecord(key: "e\(number)", kind: "person", description: words))
      }
    }
  }

  @Test("Lines are handed on while further records are still to come")
  func streaming() throws {
    let spring = Spring()
    var seen: [Int] = []
    var largest = 0
    let count = try JSONLinesWriter().write(spring) { bytes in
      seen.append(spring.given)
      largest = max(largest, bytes.count)
    }
    #expect(count == 100)
    #expect(seen.count > 10 && seen[0] < 10)
    #expect(largest < 100_000)
  }

  @Test("A failure leaves the file as it was, and nothing beside it")
  func wholeOrNotAtAll() throws {
    struct Stop: Error {}
    struct Broken: CaseRecordSource {
      func forEachKind(_ body: (KindDefinition) throws -> Void) throws {}
      func forEachRelation(_ body: (RelationDefinition) throws -> Void) throws {}
      func forEachEntity(_ body: (EntityRecord) throws -> Void) throws {
        for number in 0..<2_000 { try body(EntityRecord(key: "e\(number)", kind: "person")) }
        throw Stop()
      }
      func forEachAttribution(_ body: (AttributionRecord) throws -> Void) throws {}
      func forEachText(_ body: (TextRecord) throws -> Void) throws {}
      func forEachIdentity(_ body: (IdentityRecord) throws -> Void) throws {}
    }
    try withCaseFolder(["old.jsonl": "old"]) { folder in
      for name in ["old.jsonl", "new.jsonl"] {
        #expect(throws: Stop.self) {
          try JSONLinesWriter().write(Broken(), to: folder + "/" + name)
        }
      }
      #expect(names(in: folder) == ["old.jsonl"])
      #expect(content(folder + "/old.jsonl") == "old")
      #expect(throws: Stop.self) {
        try JSONLinesWriter().write(MemoryRecords()) { _ in throw Stop() }
      }
    }
  }

  @Test("A line that could not be read back is not written")
  func longLine() throws {
    let record = CaseRecord.text(TextRecord(document: "a", content: "12345"))
    let source = MemoryRecords(records: [record])
    let length = try jsonLines([record]).count - jsonLinesHeader.utf8.count - 2
    try withTemporaryFolder { folder in
      let path = folder + "/case.jsonl"
      var error: InterchangeError?
      do {
        _ = try JSONLinesWriter(lineLimit: length - 1).write(source, to: path)
      } catch let found as InterchangeError {
        error = found
      }
      #expect(error?.code == .unsuitable)
      #expect(error?.path == path)
      #expect(names(in: folder).isEmpty)
      #expect(try JSONLinesWriter(lineLimit: length).write(source, to: path) == 1)
      let read = try JSONLinesContent(of: path, lineLimit: length)
      #expect(read.records.map(exact) == [exact(record)])
      let short = try JSONLinesContent(of: path, lineLimit: length - 1)
      #expect(
        short.problems == [
          "2: tooLong: the line is longer than the limit of \(length - 1) bytes"
        ])
    }
  }

  @Test("A path that takes no file is refused with it", arguments: ["", "/none/case.jsonl"])
  func badPath(name: String) throws {
    try withTemporaryFolder { folder in
      let path = folder + name
      var error: InterchangeError?
      do {
        _ = try JSONLinesWriter().write(MemoryRecords(), to: path)
      } catch let found as InterchangeError {
        error = found
      }
      // A folder is no matter of the system's refusal.
      #expect(error?.code == (name.isEmpty ? .cannotRead : .cannotWrite))
      #expect(error?.path == path)
    }
  }
}
