import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("What is wrong with a case folder is told with its place")
struct CaseFolderProblemTests {
  private func expect(
    _ files: [String: String], _ expected: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try withCaseFolder(files) { path in
      let content = try FolderContent(of: path)
      #expect(content.problems(in: path) == expected, sourceLocation: sourceLocation)
      #expect(content.reading.problemCount == expected.count, sourceLocation: sourceLocation)
    }
  }

  @Test("Each bad cell of a row is listed, and the other rows are read")
  func badCells() throws {
    let file = """
      Key,naming,upstream,date,n:integer
      a,unnmaed,,2023-13,
      b,,origine,,"1
      x"
      c,named,,,2
      """
    try withCaseFolder(["entities.csv": file]) { path in
      let content = try FolderContent(of: path)
      #expect(
        content.problems(in: path) == [
          "entities.csv:2: naming: unknownValue: “unnmaed” is no value of naming: "
            + "use named, pseudonym, role, unnamed or withheld",
          "entities.csv:2: date: invalidDate: “2023-13” is no date: there is no month 13; "
            + "months are 01 to 12 and seasons 21 to 24",
          "entities.csv:3: upstream: unknownValue: “origine” is no value of upstream: "
            + "use unexplored, origin or undisclosed",
          "entities.csv:3: n:integer: invalidProperty: “1⏎x” is no value of type integer",
        ])
      #expect(content.reading.problems[0].suggestions == ["unnamed", "named"])
      #expect(content.entities.map(\.key) == ["c"])
    }
  }

  @Test("An attribution's bad cells are listed")
  func badAttributions() throws {
    let file = """
      source,relation,target,locator,quote,terms,basis,status
      a,citd_by,b,,,,,
      ,told,,,,,,
      a,told,b,p. 1,,,,
      a,told,b,,q,loud,hearsay,done
      attribution:x,told,b,,,,,
      a,denied by,attribution:x,,,,,
      a,denied,attribution:,,,,,
      """
    try expect(
      ["attributions.csv": file],
      [
        "attributions.csv:2: relation: unknownRelation: “citd_by” is neither a relation nor one "
          + "of its phrases",
        "attributions.csv:3: source: missingValue: source is empty",
        "attributions.csv:3: target: missingValue: target is empty",
        "attributions.csv:4: according_to: evidenceWithoutDocument: a locator or quotation needs "
          + "the document that it is in",
        "attributions.csv:5: terms: unknownValue: “loud” is no value of terms: "
          + "use on_record, background, deep_background, off_record or unknown",
        "attributions.csv:5: basis: unknownValue: “hearsay” is no value of basis: "
          + "use origin, undisclosed or relayed",
        "attributions.csv:5: status: unknownValue: “done” is no value of status: "
          + "use recorded, suggested or rejected",
        "attributions.csv:5: according_to: evidenceWithoutDocument: a locator or quotation needs "
          + "the document that it is in",
        "attributions.csv:6: source: forbiddenShape: the giver is an entity; only what is denied, "
          + "confirmed … can be an attribution",
        "attributions.csv:7: target: forbiddenShape: the giver is an entity; only what is denied, "
          + "confirmed … can be an attribution",
        "attributions.csv:8: target: missingValue: the id behind “attribution:” is missing",
      ])
  }

  @Test("The small tables' bad cells are listed in the order of reading")
  func badTables() throws {
    let files = [
      "identity.csv": "entity,other,verdict\na,b,twin\na,b,\n",
      "evidence.csv": "attribution,document,start\n,d,\ne,,x\n",
      "relations.csv": "name,role,shapes\nr,flow,\ns,,person\nt,stance,person>robot\n",
      "kinds.csv": "name,parent\n,person\n",
    ]
    let kinds = BaseKind.allCases.map(\.rawValue).joined(separator: ", ")
    try expect(
      files,
      [
        "kinds.csv:2: name: missingValue: name is empty",
        "relations.csv:2: role: unknownValue: “flow” is no value of role: "
          + "use transmission, origination, stance or association",
        "relations.csv:3: role: missingValue: role is empty",
        "relations.csv:3: shapes: unknownValue: “person” is no shape: write kinds of source, “>” "
          + "and kinds of target",
        "relations.csv:4: shapes: unknownValue: “robot” is no base kind: use \(kinds)",
        "evidence.csv:2: attribution: missingValue: attribution is empty",
        "evidence.csv:3: document: missingValue: document is empty",
        "evidence.csv:3: start: invalidCell: “x” is no whole number",
        "identity.csv:2: verdict: unknownValue: “twin” is no value of verdict: "
          + "use same, possibly_same, distinct or undone",
        "identity.csv:3: verdict: missingValue: verdict is empty",
      ])
  }

  @Test("A bad header is told at its own line")
  func badHeaders() throws {
    let files = [
      "entities.csv": "\n\r\nkey,KEY,x:integr,:text,y,y:text\na,b,c,d,e,f\n",
      "attributions.csv": "id,sorce,relation,target\n1,a,told,b\n",
      "evidence.csv": "attribution,document,page\n",
      "kinds.csv": "", "relations.csv": "name,name\n", "texts.csv": "document,,file\n",
      "identity.csv": "entity,other,verdict\n",
    ]
    try withCaseFolder(files) { path in
      let content = try FolderContent(of: path)
      #expect(
        content.problems(in: path) == [
          "kinds.csv:1: missingValue: the file has no header: put the column names on its first "
            + "line",
          "relations.csv:1: name: duplicate: the header names this column twice: rename or remove "
            + "one of the two",
          "entities.csv:3: KEY: duplicate: the header names this column twice: rename or remove "
            + "one of the two",
          "entities.csv:3: x:integr: invalidProperty: “integr” is no type of property: use text, "
            + "integer, float, boolean, date, localtime, time, localdatetime, datetime or "
            + "duration, with [] behind it for a list",
          "entities.csv:3: :text: invalidProperty: a property needs a name before “:”",
          "entities.csv:3: y:text: duplicate: the header names this column twice: rename or "
            + "remove one of the two",
          "attributions.csv:1: source: missingValue: the header has no column source",
          "evidence.csv:1: page: unknownValue: evidence.csv has no column of this name",
          "texts.csv:1: missingValue: column 2 has no name: name it in the header or remove it",
        ])
      #expect(content.entities.map(\.key) == ["a"])
      #expect(content.attributions.isEmpty)
      #expect(content.reading.problems[6].suggestions == ["sorce"])
    }
  }

  @Test("Rows that are no CSV are listed, and those after them read")
  func badRows() throws {
    let file = "key,name\na\nb,c\"d\ne,f\n\"g,h\n"
    try withCaseFolder(["entities.csv": file]) { path in
      let content = try FolderContent(of: path)
      #expect(
        content.reading.problems.map { "\($0.place.line) \($0.place.column ?? "") \($0.code)" }
          == ["2  invalidCell", "3 name invalidCell", "5 key invalidCell"])
      #expect(content.entities.map(\.key) == ["e"])
    }
  }

  @Test("Bytes that are no UTF-8 are told by their offset")
  func badBytes() throws {
    try withCaseFolder(["texts/nul.txt": "a\u{0}b"]) { path in
      let bytes: [String: [UInt8]] = [
        "entities.csv": Array("key,name\na,".utf8) + [0xFF, 0x0A],
        "texts/bad.txt": Array("é\r\nx\n".utf8) + [0xE9, 0x20],
        "texts/wide.txt": [0xFF, 0xFE, 0x61, 0x00],
        "texts/wide2.txt": [0xFE, 0xFF, 0xD8],
      ]
      for (name, content) in bytes { try WholeFile.write(content, to: path + "/" + name) }
      let problems = try FolderContent(of: path).problems(in: path)
      #expect(
        problems == [
          "entities.csv:2: name: invalidText: the byte at offset 11 is not UTF-8: save the file "
            + "as UTF-8",
          "texts/bad.txt:3: invalidText: the byte at offset 6 is not UTF-8: save the file as UTF-8",
          "texts/nul.txt:1: invalidText: the byte at offset 1 is NUL, which no text has: remove "
            + "it, and use UTF-8 text only",
          "texts/wide.txt:1: invalidText: the byte at offset 0 is not UTF-8: the file seems to be "
            + "in UTF-16: save it as UTF-8",
          "texts/wide2.txt:1: invalidText: the byte at offset 0 is not UTF-8: the file seems to "
            + "be in UTF-16: save it as UTF-8",
        ])
    }
  }

  @Test("Texts that cannot be placed are listed")
  func badTexts() throws {
    let files = [
      "texts/notes.md": "x", "texts/@1.txt": "x", "texts/a@.txt": "x", "texts/sub/x": "x",
      "texts.csv": "document,file\na,../a.txt\nb,/etc/passwd\nc,texts/c.txt\n,x\nd,\n",
    ]
    try withCaseFolder([:]) { path in
      try addFiles(["texts/x.txt": "x"], to: path)
      unlink(path + "/texts/x.txt")
      try addFiles(files, to: path)
      symlink("/etc/hostname", path + "/texts/link.txt")
      let problems = try FolderContent(of: path).problems(in: path)
      #expect(
        problems == [
          "texts/@1.txt:1: invalidName: this is no text of a document: name it KEY.txt, or list it "
            + "in texts.csv",
          "texts/a@.txt:1: invalidName: this is no text of a document: name it KEY.txt, or list it "
            + "in texts.csv",
          "texts/link.txt:1: invalidCell: this is a link that leads out of the case folder: put "
            + "the file itself here",
          "texts/notes.md:1: invalidName: this is no text of a document: name it KEY.txt, or list "
            + "it in texts.csv",
          "texts/sub:1: invalidName: this is no text of a document: name it KEY.txt, or list it in "
            + "texts.csv",
          "texts.csv:2: file: invalidCell: “../a.txt” is no file below the case folder",
          "texts.csv:3: file: invalidCell: “/etc/passwd” is no file below the case folder",
          "texts.csv:4: file: invalidCell: there is no file “texts/c.txt”",
          "texts.csv:5: document: missingValue: document is empty",
          "texts.csv:6: file: invalidCell: there is no file “texts/d.txt”",
        ])
    }
  }

  @Test("What a case refuses is told at the place of the row, in the row's own columns")
  func refused() throws {
    let files = [
      "entities.csv": "key\na\n",
      "attributions.csv": """
      id,source,relation,target
      1,a,cited_by,b
      2,a,cites,b
      3,attribution:1,denied by,b
      """,
      "evidence.csv": "attribution,document\ngone,d\n",
    ]
    try withCaseFolder(files) { path in
      let content = try FolderContent(
        of: path,
        refuse: { record in
          switch record {
          case .attribution: throw RecordProblem(.unknownKey, column: "source", "who?")
          case .evidence: throw RecordProblem(.unknownKey, column: "according_to", "where?")
          default: throw RecordProblem(.unknownKind, "what?", suggestions: ["person"])
          }
        })
      #expect(
        content.problems(in: path) == [
          "entities.csv:2: unknownKind: what?", "attributions.csv:2: source: unknownKey: who?",
          "attributions.csv:3: target: unknownKey: who?",
          "attributions.csv:4: target: unknownKey: who?",
          "evidence.csv:2: document: unknownKey: where?",
        ])
      #expect(content.reading.problems.first?.suggestions == ["person"])
      #expect(content.records.isEmpty)
      #expect(content.reading.counts.allSatisfy { $0.records == 0 })
    }
  }

  @Test("Evidence of a row that cannot be read is not taken for another's")
  func evidenceOfBadRow() throws {
    let files = [
      "attributions.csv": "id,source,relation,target\ne,a,nonsense,b\n",
      "evidence.csv": "attribution,document\ne,d\n",
    ]
    try withCaseFolder(files) { path in
      let content = try FolderContent(of: path)
      #expect(content.reading.problems.map(\.code) == [.unknownRelation])
      #expect(content.records.isEmpty)
    }
  }

  @Test("The first hundred problems are listed and all counted")
  func limit() throws {
    let rows = (1...250).map { "k\($0),x\n" }.joined()
    try withCaseFolder(["entities.csv": "key,naming\n" + rows]) { path in
      let reading = try FolderContent(of: path).reading
      #expect(reading.problems.map(\.place.line) == Array(2...101))
      #expect(reading.problemCount == 250)
    }
  }

  @Test("A folder that is none of ours is refused as a whole")
  func badFolders() throws {
    func code(_ path: String) -> InterchangeError.Code? {
      do {
        _ = try FolderContent(of: path)
        return nil
      } catch let error as InterchangeError {
        #expect(error.path.hasPrefix(path))
        return error.code
      } catch {
        return nil
      }
    }
    try withCaseFolder(["x/y": "z", "x/entities.cs": "z"]) { path in
      #expect(code(path + "/none") == .notFound)
      #expect(code("") == .notFound)
      #expect(code(path + "/x/y") == .notAFolder)
      #expect(code(path + "/x") == .notACaseFolder)
      mkdir(path + "/x/entities.csv", 0o700)
      #expect(code(path + "/x") == .cannotRead)
    }
    try withCaseFolder(["texts": "x"]) { path in #expect(code(path) == .notAFolder) }
    try withCaseFolder([:]) { path in
      symlink("nowhere", path + "/entities.csv")
      #expect(code(path) == .cannotRead)
    }
  }
}
