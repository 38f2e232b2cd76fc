import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("What is wrong with JSON Lines is told with its line and member")
struct JSONLinesProblemTests {
  private func expect(
    _ lines: [String], _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let content = try readJSONLines(lines)
    #expect(content.problems == expected, sourceLocation: sourceLocation)
    #expect(content.reading.problemCount == expected.count, sourceLocation: sourceLocation)
  }

  private static let advice = #": the first line has to be {"type":"headwater","version":1}"#

  @Test(
    "A first line that is not ours is told, and nothing else read",
    arguments: [
      ("", "1: missingValue: the file is empty" + advice),
      ("\n\r\n", "1: missingValue: the file is empty" + advice),
      (
        "key,name\na,b\n",
        "1: invalidCell: this is no JSON: a character stands where none of its kind may, at byte "
          + "1 of the line" + advice
      ),
      ("\n[1]\n", "2: invalidCell: this is no object of JSON" + advice),
      ("{\"type\":", "1: invalidCell: the JSON ends too early, at byte 9 of the line" + advice),
      (
        #"{"type":"entity","key":"a"}"#,
        "1: type: unknownValue: “entity” is something else" + advice
      ),
      (#"{"type":"headwater"}"#, "1: version: missingValue: version is missing"),
      (#"{"version":1}"#, "1: type: missingValue: type is missing"),
      (
        #"{"type":"headwater","version":2,"new":true}"#,
        "1: version: unknownVersion: this program reads version 1, and the file is of version 2: "
          + "use a newer program, or export again"
      ),
      (
        #"{"type":"headwater","version":0}"#,
        "1: version: unknownVersion: this program reads version 1, and the file is of version 0: "
          + "use a newer program, or export again"
      ),
      (
        #"{"type":"headwater","version":"1"}"#,
        "1: version: invalidCell: the version has to be a whole number"
      ),
      (
        #"{"type":"headwater","version":1,"vresion":1}"#,
        "1: vresion: unknownValue: there is no member of this name here"
      ),
    ])
  func firstLines(text: String, problem: String) throws {
    try withJSONLinesFile(Array((text + "\n{\"type\":\"entity\"}\n").utf8)) { path in
      let isEmpty = text.allSatisfy(\.isNewline)
      let content = try isEmpty ? read(text) : JSONLinesContent(of: path)
      #expect(content.problems == [problem])
      #expect(content.records.isEmpty)
    }
  }

  private func read(_ text: String) throws -> JSONLinesContent {
    try withJSONLinesFile(Array(text.utf8)) { try JSONLinesContent(of: $0) }
  }

  @Test("Lines that are no JSON are listed, and those after them read")
  func badJSON() throws {
    let lines = [
      "{", "nonsense", "[]", "null", #"{"type":"kind"} x"#, #"{"type":"kind","type":"kind"}"#,
      #"{"type":"entity","name":"\x"}"#, #"{"type":"entity","name":"\ud800"}"#,
      #"{"type":"entity","n":01}"#, String(repeating: "[", count: 200),
      "{\"type\":\"entity\",\"name\":\"a\tb\"}", #"{"type":"entity","key":"good"}"#,
    ]
    let content = try readJSONLines(lines)
    #expect(
      content.problems == [
        "2: invalidCell: the JSON ends too early, at byte 2 of the line",
        "3: invalidCell: this is no JSON: a character stands where none of its kind may, at byte "
          + "2 of the line",
        "4: invalidCell: this is no object of JSON", "5: invalidCell: this is no object of JSON",
        "6: invalidCell: something follows the JSON value, at byte 17 of the line",
        "7: duplicate: an object names a member twice, at byte 16 of the line",
        "8: invalidCell: an escape after \\ is none of JSON's, at byte 26 of the line",
        "9: invalidCell: a \\u escape is half of a pair, and its other half is missing, at byte 26 "
          + "of the line",
        "10: invalidCell: this is no number of JSON, or one beyond what a float holds, at byte 22 "
          + "of the line",
        "11: invalidCell: the JSON is nested more deeply than 100 levels, at byte 101 of the line",
        "12: invalidCell: a control character in a text has to be escaped, at byte 27 of the line",
      ])
    #expect(content.entities.map(\.key) == ["good"])
  }

  @Test("A last line that was cut off is told as such")
  func cutOff() throws {
    let content = try read(jsonLinesHeader + "\n{\"type\":\"entity\",\"na")
    #expect(
      content.problems == [
        "2: invalidCell: the JSON ends too early, at byte 21 of the line: the file seems to have "
          + "been cut off"
      ])
  }

  @Test("Bytes that are no UTF-8 are told by their offset in the file")
  func badBytes() throws {
    let header = Array((jsonLinesHeader + "\n").utf8)
    let start = Array(#"{"type":"entity","name":"é"#.utf8)
    let end = Array("\"}\n".utf8)
    let bytes = header + start + [0xFF] + end + start + [0] + end + [0xE9, 0x0A]
    try withJSONLinesFile(bytes) { path in
      let content = try JSONLinesContent(of: path)
      let first = header.count + start.count
      let second = first + 1 + end.count + start.count
      #expect(
        content.problems == [
          "2: invalidText: the byte at offset \(first) is not UTF-8: save the file as UTF-8",
          "3: invalidText: the byte at offset \(second) is NUL, which no text has: remove it, and "
            + "use UTF-8 text only",
          "4: invalidText: the byte at offset \(second + 1 + end.count) is not UTF-8: save the "
            + "file as UTF-8",
        ])
    }
    let wide: [UInt8] = [0xFF, 0xFE] + header.flatMap { [$0, 0] }
    try withJSONLinesFile(wide) { path in
      let content = try JSONLinesContent(of: path)
      #expect(
        content.problems == [
          "1: invalidText: the byte at offset 0 is not UTF-8: the file seems to be in UTF-16: save "
            + "it as UTF-8"
        ])
    }
  }

  @Test("A line beyond the limit is told, and those after it read")
  func longLine() throws {
    let long = #"{"type":"entity","key":"\#(String(repeating: "k", count: 200_000))"}"#
    let text = [jsonLinesHeader, long, #"{"type":"entity","key":"b"}"#].joined(separator: "\r\n")
    try withJSONLinesFile(Array(text.utf8)) { path in
      for limit in [60, long.utf8.count - 1] {
        let content = try JSONLinesContent(of: path, lineLimit: limit)
        #expect(
          content.problems == ["2: tooLong: the line is longer than the limit of \(limit) bytes"])
        #expect(content.entities.map(\.key) == ["b"])
      }
      #expect(try JSONLinesContent(of: path, lineLimit: long.utf8.count).problems == [])
    }
  }

  @Test("A type of line that there is not is told with the nearest ones")
  func badTypes() throws {
    let content = try readJSONLines([
      #"{"type":"entitty","key":"a","sorce":1}"#, #"{"key":"a"}"#, #"{"type":1}"#, jsonLinesHeader,
      #"{"type":"Entity"}"#,
    ])
    let types = "kind, relation, entity, attribution, evidence, text or identity"
    #expect(
      content.problems == [
        "2: type: unknownValue: “entitty” is no type of line: use \(types)",
        "3: type: missingValue: type is missing",
        "4: type: invalidCell: a number stands where a text has to",
        "5: type: duplicate: only the first line is one of this type: read one file after the other",
        "6: type: unknownValue: “Entity” is no type of line: use \(types)",
      ])
    #expect(content.reading.problems[0].suggestions == ["entity", "identity"])
  }

  @Test("Members that there are not are told with the nearest ones, at every depth")
  func unknownMembers() throws {
    let content = try readJSONLines([
      #"{"type":"entity","key":"a","descripton":"x","Name":"x"}"#,
      #"{"type":"attribution","source":"a","relation":"told","target":"b","#
        + #""grade":{"value":"1","scales":"x"},"evidence":[{"document":"d"},"#
        + #"{"document":"d","text_version":"1"}],"properties":{"p":{"type":"date","value":"x","#
        + #""unit":"d"}}}"#,
    ])
    let message = "unknownValue: there is no member of this name here"
    #expect(
      content.problems == [
        "2: descripton: " + message, "2: Name: " + message, "3: grade.scales: " + message,
        "3: properties.p.unit: " + message, "3: evidence[1].text_version: " + message,
      ])
    #expect(
      content.reading.problems.map(\.suggestions) == [
        ["description"], ["name", "date"], ["scale"], [], ["textVersion"],
      ])
    #expect(content.records.isEmpty)
  }

  @Test("JSON of another type than a member's is told")
  func wrongTypes() throws {
    try expect(
      [
        #"{"type":"entity","key":1,"kind":true,"name":[],"aliases":"x","labels":["a",2,null]}"#,
        #"{"type":"entity","date":2023,"naming":false,"properties":[]}"#,
        #"{"type":"attribution","source":{},"relation":"told","target":"b","grade":"B2","#
          + #""evidence":{"document":"d"}}"#,
        #"{"type":"evidence","attribution":"x","document":"d","start":"1","end":1.5}"#,
        #"{"type":"attribution","source":"a","relation":"told","target":"b","evidence":["d"]}"#,
      ],
      [
        "2: key: invalidCell: a number stands where a text has to",
        "2: kind: invalidCell: a boolean stands where a text has to",
        "2: name: invalidCell: an array stands where a text has to",
        "2: aliases: invalidCell: a text stands where an array has to",
        "2: labels[1]: invalidCell: a number stands where a text has to",
        "2: labels[2]: invalidCell: null stands where a text has to",
        "3: naming: invalidCell: a boolean stands where a text has to",
        "3: date: invalidCell: a number stands where a text has to",
        "3: properties: invalidCell: an array stands where an object has to",
        "4: source: invalidCell: an object stands where a text has to",
        "4: grade: invalidCell: a text stands where an object has to",
        "4: evidence: invalidCell: an object stands where an array has to",
        "5: start: invalidCell: a text stands where a whole number has to",
        "5: end: invalidCell: a number stands where a whole number has to",
        "6: evidence[0]: invalidCell: a text stands where an object has to",
      ])
  }

  @Test("Members that a line cannot do without are told")
  func missing() throws {
    try expect(
      [
        #"{"type":"kind"}"#, #"{"type":"relation"}"#, #"{"type":"attribution","source":""}"#,
        #"{"type":"evidence"}"#, #"{"type":"text","document":"d"}"#, #"{"type":"identity"}"#,
        #"{"type":"attribution","source":"a","relation":"told","target":"b","grade":{},"#
          + #""evidence":[{"quote":"q"}]}"#,
      ],
      [
        "2: name: missingValue: name is missing", "3: name: missingValue: name is missing",
        "3: role: missingValue: role is missing", "3: phrase: missingValue: phrase is missing",
        "3: inversePhrase: missingValue: inversePhrase is missing",
        "4: source: missingValue: source is empty",
        "4: relation: missingValue: relation is missing",
        "4: target: missingValue: target is missing",
        "5: attribution: missingValue: attribution is missing",
        "5: document: missingValue: document is missing",
        "6: content: missingValue: content is missing",
        "7: entity: missingValue: entity is missing", "7: other: missingValue: other is missing",
        "7: verdict: missingValue: verdict is missing",
        "8: grade.value: missingValue: value is missing",
        "8: evidence[0].document: missingValue: document is missing",
      ])
  }

  @Test("Values that mean nothing are told as in case folders")
  func badValues() throws {
    try expect(
      [
        #"{"type":"entity","naming":"unnmaed","upstream":"origine","date":"2023-13"}"#,
        #"{"type":"attribution","source":"attribution:x","relation":"citd_by","target":"b","#
          + #""terms":"loud","basis":"hearsay","status":"done"}"#,
        #"{"type":"attribution","source":"a","relation":"denied by","target":"attribution:x"}"#,
        #"{"type":"attribution","source":"a","relation":"denied","target":"attribution:"}"#,
        #"{"type":"relation","name":"r","role":"flow","phrase":"p","inversePhrase":"q","#
          + #""shapes":"person"}"#,
        #"{"type":"identity","entity":"a","other":"b","verdict":"twin"}"#,
      ],
      [
        "2: naming: unknownValue: “unnmaed” is no value of naming: "
          + "use named, pseudonym, role, unnamed or withheld",
        "2: upstream: unknownValue: “origine” is no value of upstream: "
          + "use unexplored, origin or undisclosed",
        "2: date: invalidDate: “2023-13” is no date: there is no month 13; "
          + "months are 01 to 12 and seasons 21 to 24",
        "3: relation: unknownRelation: “citd_by” is neither a relation nor one of its phrases",
        "3: source: forbiddenShape: the giver is an entity; only what is denied, confirmed … can "
          + "be an attribution",
        "3: terms: unknownValue: “loud” is no value of terms: "
          + "use on_record, background, deep_background, off_record or unknown",
        "3: basis: unknownValue: “hearsay” is no value of basis: "
          + "use origin, undisclosed or relayed",
        "3: status: unknownValue: “done” is no value of status: "
          + "use recorded, suggested or rejected",
        "4: target: forbiddenShape: the giver is an entity; only what is denied, confirmed … can "
          + "be an attribution",
        "5: target: missingValue: the id behind “attribution:” is missing",
        "6: role: unknownValue: “flow” is no value of role: "
          + "use transmission, origination, stance or association",
        "6: shapes: unknownValue: “person” is no shape: write kinds of source, “>” and kinds of "
          + "target",
        "7: verdict: unknownValue: “twin” is no value of verdict: "
          + "use same, possibly_same, distinct or undone",
      ])
  }

  @Test("Properties that could not be kept exactly are told")
  func badProperties() throws {
    func line(_ json: String) -> String { #"{"type":"entity","properties":{"p":\#(json)}}"# }
    let types =
      "use text, integer, float, boolean, date, localtime, time, localdatetime, datetime or "
      + "duration, with [] behind it for a list"
    try expect(
      [
        "1.0", "9223372036854775808", "[1]", "{}", #"{"type":"integr","value":1}"#,
        #"{"type":"integer","value":1.5}"#, #"{"type":"float","value":"1.5"}"#,
        #"{"type":"integer[]","value":1}"#, #"{"type":"integer[]","value":[1,"2",null]}"#,
        #"{"type":"date","value":null}"#, #"{"type":"text[][]","value":[]}"#,
      ].map(line),
      [
        #"2: properties.p: invalidProperty: this number is no integer of 64 bits: write "#
          + #"{"type":"float","value":…}"#,
        #"3: properties.p: invalidProperty: this number is no integer of 64 bits: write "#
          + #"{"type":"float","value":…}"#,
        #"4: properties.p: invalidProperty: a list needs its type: write "#
          + #"{"type":"text[]","value":[…]}"#,
        "5: properties.p.type: missingValue: type is missing",
        "5: properties.p.value: missingValue: value is missing",
        "6: properties.p.type: invalidProperty: “integr” is no type of property: " + types,
        "7: properties.p.value: invalidProperty: this is no value of type integer",
        "8: properties.p.value: invalidProperty: this is no value of type float",
        "9: properties.p.value: invalidCell: a number stands where an array has to",
        "10: properties.p.value[1]: invalidProperty: this is no value of type integer",
        "10: properties.p.value[2]: invalidProperty: this is no value of type integer",
        "11: properties.p.value: missingValue: value is missing",
        "12: properties.p.type: invalidProperty: “text[]” is no type of property: " + types,
      ])
  }

  @Test("A NUL that JSON can hold is told wherever it stands")
  func nul() throws {
    let message = "invalidText: there is a NUL in it, which no text has"
    try expect(
      [
        #"{"type":"entity","key":"\u0000","aliases":["a","\u0000"]}"#,
        #"{"type":"entity","properties":{"p":"\u0000","q":{"type":"text[]","value":["\u0000"]}}}"#,
        #"{"type":"entity","properties":{"\u0000":1}}"#,
        #"{"type":"text","document":"d","content":"a\u0000"}"#,
      ],
      [
        "2: key: " + message, "2: aliases[1]: " + message, "3: properties.p: " + message,
        "3: properties.q.value[0]: " + message, "4: properties.\u{0}: " + message,
        "5: content: " + message,
      ])
  }

  @Test("What a case refuses is told at the line of the record, by the line's own names")
  func refused() throws {
    let columns: [String: String] = [
      "1": "source", "2": "target", "3": "according_to", "4": "text_version", "5": "quote",
      "6": "p", "7": "note", "8": "source",
    ]
    func attribution(_ id: String, _ rest: String) -> String {
      #"{"type":"attribution","id":"\#(id)","source":"a","target":"b",\#(rest)}"#
    }
    let content = try readJSONLines(
      [
        attribution("1", #""relation":"told""#), attribution("2", #""relation":"cites""#),
        attribution("3", #""relation":"told","evidence":[{"document":"d"}]"#),
        attribution("4", #""relation":"told","evidence":[{"document":"d"}]"#),
        attribution("5", #""relation":"told","evidence":[{"document":"d"},{"document":"e"}]"#),
        attribution("6", #""relation":"told","properties":{"p":1,"note":2}"#),
        attribution("7", #""relation":"told","properties":{"p":1,"note":2}"#),
        #"{"type":"attribution","id":"8","source":"attribution:1","relation":"denied by","#
          + #""target":"b"}"#,
        #"{"type":"evidence","attribution":"gone","document":"d"}"#,
        #"{"type":"text","document":"d","content":""}"#,
        #"{"type":"relation","name":"r","role":"stance","phrase":"p","inversePhrase":"q"}"#,
        #"{"type":"entity","key":"a"}"#,
      ],
      refuse: { record in
        switch record {
        case .attribution(let record):
          throw RecordProblem(.unknownKey, column: columns[record.id ?? ""], "who?")
        case .evidence: throw RecordProblem(.unknownKey, column: "according_to", "where?")
        case .text: throw RecordProblem(.tooLong, column: "media_type", "what?")
        case .relation: throw RecordProblem(.builtIn, column: "follow_the_money", "why?")
        default: throw RecordProblem(.unknownKind, "what?", suggestions: ["person"])
        }
      })
    #expect(
      content.problems == [
        "2: source: unknownKey: who?", "3: source: unknownKey: who?",
        "4: evidence[0].document: unknownKey: who?",
        "5: evidence[0].textVersion: unknownKey: who?", "6: evidence.quote: unknownKey: who?",
        "7: properties.p: unknownKey: who?", "8: note: unknownKey: who?",
        "9: target: unknownKey: who?", "10: document: unknownKey: where?",
        "11: mediaType: tooLong: what?", "12: followTheMoney: builtIn: why?",
        "13: unknownKind: what?",
      ])
    #expect(content.reading.problems.last?.suggestions == ["person"])
    #expect(content.records.isEmpty)
    #expect(content.reading.counts.map(\.records) == [0])
  }

  @Test("The first hundred problems are listed and all counted")
  func limit() throws {
    let reading = try readJSONLines(Array(repeating: "{}", count: 250)).reading
    #expect(reading.problems.map(\.place.line) == Array(2...101))
    #expect(reading.problemCount == 250)
  }
}
