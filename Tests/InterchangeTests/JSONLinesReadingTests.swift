import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite struct JSONLinesReadingTests {
  private func keys(_ text: String) throws -> [String?] {
    try withJSONLinesFile(Array(text.utf8)) { path in
      let content = try JSONLinesContent(of: path)
      #expect(content.problems == [])
      return content.entities.map(\.key)
    }
  }

  private func entity(_ key: String) -> String { #"{"type":"entity","key":"\#(key)"}"# }

  @Test("A byte order mark, CRLF, blank lines, outer space and a last line without end are taken")
  func lenience() throws {
    let lines = ["", "\t ", jsonLinesHeader, "", entity("a"), " \t", "  " + entity("b") + " "]
    for end in ["\n", "\r\n"] {
      let text = lines.joined(separator: end)
      for start in ["", "\u{FEFF}"] {
        for finish in ["", end, end + end, end + " "] {
          #expect(try keys(start + text + finish) == ["a", "b"])
        }
      }
    }
    #expect(try keys(jsonLinesHeader) == [])
  }

  @Test("A line may end anywhere in what is read at a time")
  func chunks() throws {
    for length in ByteInput.defaultChunkSize - 4...ByteInput.defaultChunkSize + 4 {
      for end in ["\n", "\r\n"] {
        let start = jsonLinesHeader + end
        let padding = String(repeating: " ", count: length - start.utf8.count - 2 * end.utf8.count)
        let wide = entity("w" + String(repeating: "w", count: 3 * ByteInput.defaultChunkSize))
        let text = start + padding + end + end + entity("b") + end + wide + end + entity("c")
        #expect(try keys(text).map { $0?.utf8.first } == [0x62, 0x77, 0x63])
      }
    }
  }

  @Test("Members may stand in any order, and null is an absent member")
  func members() throws {
    let content = try readJSONLines([
      #"{"name":null,"labels":null,"kind":"person","key":"a","properties":{"x":null},"#
        + #""type":"entity"}"#,
      #"{ "target" : "b" , "source" : "a" , "relation" : "told" , "grade" : null , "#
        + #""evidence" : null , "type" : "attribution" }"#,
      #"{"type":"text","document":"d","content":"\u00e9\ud83d\ude42\/"}"#,
    ])
    #expect(content.problems == [])
    let expected: [CaseRecord] = [
      .entity(EntityRecord(key: "a", kind: "person")),
      .attribution(AttributionRecord(source: "a", relation: "told", target: .entity("b"))),
      .text(TextRecord(document: "d", content: "é🙂/")),
    ]
    #expect(content.records.map(exact) == expected.map(exact))
  }

  @Test("A relation may be given by name or by either phrase, and ends are turned giver first")
  func phrases() throws {
    let content = try readJSONLines(
      ["cited_by", "cited by", "Cited-By", "cites"].map {
        #"{"type":"attribution","source":"a","relation":"\#($0)","target":"b"}"#
      })
    #expect(content.problems == [])
    #expect(content.attributions.map(\.relation) == Array(repeating: "cited_by", count: 4))
    #expect(content.attributions.map(\.source) == ["a", "a", "a", "b"])
    #expect(content.attributions.map(\.target.text) == ["b", "b", "b", "a"])
  }

  @Test("The relations of the file count from their line on")
  func ownRelations() throws {
    let attribution = #"{"type":"attribution","source":"a","relation":"cites","target":"b"}"#
    let content = try readJSONLines([
      attribution,
      #"{"type":"relation","name":"cites","role":"stance","phrase":"x","inversePhrase":"y"}"#,
      attribution,
    ])
    #expect(content.problems == [])
    #expect(content.attributions.map(\.relation) == ["cited_by", "cites"])
  }

  @Test("A case with an open vocabulary takes unknown relations, and entities without key")
  func openVocabulary() throws {
    let content = try readJSONLines(
      [
        #"{"type":"attribution","source":"a","relation":"Saw In","target":"b"}"#,
        #"{"type":"entity","name":"nameless"}"#,
      ], isOpen: true)
    #expect(content.problems == [])
    #expect(content.attributions.map(\.relation) == ["Saw In"])
    #expect(content.entities.map(\.key) == [nil])
  }

  @Test("Attributions on attributions come last, each after the one that it is on")
  func stances() throws {
    func stance(_ id: String, on target: String) -> String {
      #"{"type":"attribution","id":"\#(id)","source":"a","relation":"denied","#
        + #""target":"attribution:\#(target)"}"#
    }
    let content = try readJSONLines([
      #"{"type":"evidence","attribution":"elsewhere","document":"d"}"#,
      stance("c", on: "b"), stance("b", on: "a"),
      #"{"type":"evidence","attribution":"c","document":"e"}"#,
      #"{"type":"attribution","id":"a","source":"a","relation":"told","target":"b"}"#,
      #"{"type":"entity","key":"late"}"#,
    ])
    #expect(content.problems == [])
    #expect(content.attributions.map(\.id) == ["a", "b", "c"])
    #expect(content.places.map(\.line) == [2, 6, 7, 4, 3, 5])
    let last = CaseRecord.evidence(attribution: "c", EvidenceRecord(document: "e"))
    #expect(content.records.last.map(exact) == exact(last))
  }

  @Test("A number with the type of a float beside it is a float, however it is written")
  func floats() throws {
    let content = try readJSONLines([
      #"{"type":"entity","properties":{"a":{"type":"float","value":1},"#
        + #""b":{"value":-0,"type":"float"},"c":{"type":"float","value":12345678901234567890},"#
        + #""d":{"type":"text","value":"x"},"e":{"type":"boolean","value":true}}}"#
    ])
    #expect(content.problems == [])
    let values = content.entities.first?.properties.map(\.value)
    #expect(
      values == [
        .float(1), .float(-0.0), .float(12_345_678_901_234_567_168), .text("x"), .boolean(true),
      ])
  }

  @Test("Progress is told for every thousandth line and at the end")
  func progress() throws {
    let text = ([jsonLinesHeader] + (1..<2_500).map { entity("k\($0)") })
      .joined(separator: "\n")
    try withJSONLinesFile(Array(text.utf8)) { path in
      var told: [ImportProgress] = []
      _ = try JSONLinesContent(of: path, progress: { told.append($0) })
      #expect(told == [1_000, 2_000, 2_500].map { ImportProgress(file: path, rows: $0) })
    }
  }

  @Test("What is no file is refused as a whole")
  func badFiles() throws {
    func code(_ path: String) -> InterchangeError.Code? {
      do {
        _ = try JSONLinesContent(of: path)
        return nil
      } catch let error as InterchangeError {
        #expect(error.path == path)
        return error.code
      } catch {
        return nil
      }
    }
    try withTemporaryFolder { path in
      #expect(code(path + "/none") == .notFound)
      #expect(code("") == .notFound)
      #expect(code(path) == .cannotRead)
    }
  }

  @Test("What the sink throws ends the reading, unless it is a record's problem")
  func sinkThrows() throws {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try readJSONLines([entity("a")], refuse: { _ in throw Stop() })
    }
  }

  @Test("A file of 40 MB is read in a process that may not take 32 MiB more")
  func bounded() async {
    await #expect(processExitsWith: .success) {
      try withCSVFolder { folder in
        let words = String(repeating: "x", count: 1_000_000)
        let line = #"{"type":"entity","key":"a","description":"\#(words)"}"# + "\n"
        var output = try ByteOutput(path: folder.file("case.jsonl"))
        try output.write(Array((jsonLinesHeader + "\n").utf8))
        for _ in 0..<40 { try output.write(Array(line.utf8)) }
        try output.finish()

        try limitAddressSpace(to: 32 << 20)
        var count = 0
        _ = try JSONLinesReader(path: folder.file("case.jsonl")).read(
          into: { _, _ in count += 1 }, vocabulary: { Vocabulary() })
        try #require(count == 40)
      }
    }
  }
}
