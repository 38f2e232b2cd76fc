import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("Case folders are read as people write them")
struct CaseFolderReadingTests {
  private let people = "key,kind\na,document\nb,document\n"

  private func attribution(_ file: String, isOpen: Bool = false) throws -> AttributionRecord? {
    try withCaseFolder(["attributions.csv": file]) { path in
      let content = try FolderContent(of: path, isOpen: isOpen)
      #expect(content.problems(in: path).isEmpty)
      return content.attributions.first
    }
  }

  @Test("Columns come in any order and case, and may be absent")
  func columnOrder() throws {
    try withCaseFolder(["entities.csv": "\u{FEFF}Naming;NAME; key \nUnnamed;A b ; x \n"]) { path in
      let content = try FolderContent(of: path)
      #expect(
        content.records == [
          .entity(EntityRecord(key: "x", kind: nil, name: "A b ", naming: .unnamed))
        ])
      #expect(content.places == [Place(file: path + "/entities.csv", line: 2)])
    }
  }

  @Test("Rows without any text are passed over")
  func blankRows() throws {
    try withCaseFolder(["entities.csv": "key,kind\n,\n , \na,person\n\n,\n"]) { path in
      let content = try FolderContent(of: path)
      #expect(content.entities.map(\.key) == ["a"])
      #expect(content.places.map(\.line) == [4])
      #expect(content.reading.problems.isEmpty)
    }
  }

  @Test(
    "A relation may be given by name or by either phrase",
    arguments: [
      ("cited_by", "a", "b"), ("cited by", "a", "b"), ("cites", "b", "a"), ("Cites", "b", "a"),
      (" quotes ", "b", "a"),
    ])
  func phrases(phrase: String, source: String, target: String) throws {
    let record = try #require(
      try attribution("source,relation,target\na,\(phrase),b\n"))
    #expect(record.source == source)
    #expect(record.target == .entity(target))
    #expect(["cited_by", "quoted_by"].contains(record.relation))
  }

  @Test("A relation of the folder itself may be given by its phrase")
  func ownRelation() throws {
    let files = [
      "relations.csv": """
      name,role,phrase,inverse_phrase,shapes
      faxed_to,transmission,faxed to,got a fax from,person|group>document;outlet>outlet
      """,
      "attributions.csv": "source,relation,target\na,got a fax from,b\n",
    ]
    try withCaseFolder(files) { path in
      let content = try FolderContent(of: path)
      #expect(content.attributions.first?.source == "b")
      #expect(content.attributions.first?.relation == "faxed_to")
      let shapes = [
        RelationShape(sources: [.person, .group], targets: [.document]),
        RelationShape(sources: [.outlet], targets: [.outlet]),
      ]
      #expect(
        content.records.first
          == .relation(
            RelationDefinition(
              name: "faxed_to", role: .transmission, forwardPhrase: "faxed to",
              backwardPhrase: "got a fax from", shapes: shapes)))
    }
  }

  @Test("In an open case an unknown relation is taken as it is")
  func openVocabulary() throws {
    let record = try attribution("source,relation,target\na,Knows Well,b\n", isOpen: true)
    #expect(record?.relation == "Knows Well")
    #expect(record?.source == "a")
  }

  @Test("A stance on an attribution reads either way round")
  func stance() throws {
    let file = "source,relation,target\na,denied,attribution:x\nattribution:x, denied by ,a\n"
    try withCaseFolder(["attributions.csv": file]) { path in
      let content = try FolderContent(of: path)
      #expect(content.attributions.count == 2)
      #expect(Set(content.attributions).count == 1)
      #expect(content.attributions.first?.target == .attribution("x"))
    }
  }

  @Test("What an attribution is on comes before it, whatever the order of the rows")
  func stancesLast() throws {
    let file = """
      id,source,relation,target
      s3,a,denied,attribution:s2
      s1,a,denied,attribution:e
      s2,a,confirmed,attribution:s1
      r1,a,denied,attribution:r2
      r2,a,denied,attribution:r1
      far,a,denied,attribution:elsewhere
      e,a,cited_by,b
      """
    try withCaseFolder(["attributions.csv": file]) { path in
      let content = try FolderContent(of: path)
      #expect(content.attributions.compactMap(\.id) == ["e", "s1", "s2", "s3", "r2", "r1", "far"])
      #expect(content.places.map(\.line) == [8, 3, 4, 2, 6, 5, 7])
    }
  }

  @Test("Kinds come after their parents and verdicts after what they supersede")
  func references() throws {
    let files = [
      "kinds.csv": "name,parent\nblog,site\nsite,outlet\n",
      "identity.csv": "id,entity,other,verdict,supersedes\n2,a,b,undone,1\n1,a,b,same,\n",
    ]
    try withCaseFolder(files) { path in
      let content = try FolderContent(of: path)
      #expect(
        content.records == [
          .kind(KindDefinition(name: "site", parent: "outlet")),
          .kind(KindDefinition(name: "blog", parent: "site")),
          .identity(IdentityRecord(id: "1", entity: "a", other: "b", verdict: .same)),
          .identity(
            IdentityRecord(id: "2", entity: "a", other: "b", verdict: .undone, supersedes: "1")),
        ])
    }
  }

  @Test("Values may be written with blanks, hyphens and capitals")
  func foldedValues() throws {
    let record = try attribution(
      "source,relation,target,terms,status\na,cites,b,Deep Background,Suggested\n")
    #expect(record?.terms == .deepBackground)
    #expect(record?.status == .suggested)
  }

  @Test("Evidence of the row comes first and that of evidence.csv after it")
  func evidence() throws {
    let files = [
      "attributions.csv": """
      id,source,relation,target,according_to,locator,quote,grade
      e,a,cites,b, d , p. 4," so ",admiralty:B2
      """,
      "evidence.csv": """
      attribution,document,start,end,note
      e,d2,0,9,n
      gone,d3,,,
      e,d1,,,
      """,
    ]
    try withCaseFolder(files) { path in
      let content = try FolderContent(of: path)
      let record = try #require(content.attributions.first)
      #expect(
        record.evidence == [
          EvidenceRecord(document: "d", locator: " p. 4", quote: " so "),
          EvidenceRecord(document: "d2", start: 0, end: 9, note: "n"),
          EvidenceRecord(document: "d1"),
        ])
      #expect(record.grade == Grade(value: "B2", scale: "admiralty"))
      let further = CaseRecord.evidence(attribution: "gone", EvidenceRecord(document: "d3"))
      #expect(content.records == [.attribution(record), further])
      #expect(content.places.last == Place(file: path + "/evidence.csv", line: 3))
      let counts = [
        FileCount(file: "attributions.csv", records: 1),
        FileCount(file: "evidence.csv", records: 3),
      ]
      #expect(content.reading.counts == counts)
    }
  }

  @Test("Lists drop the blanks around their elements, properties have types")
  func listsAndProperties() throws {
    let file = """
      key,aliases,labels,age : Integer,ok:boolean,when:date,note,tags:text[],n:float[],Status
      a,"A; B \\; C;\\ d",z; y,\u{20}42 ,TRUE,2024-01-01, as is ,[],1; NaN,
      """
    try withCaseFolder(["entities.csv": file]) { path in
      let content = try FolderContent(of: path)
      #expect(content.problems(in: path).isEmpty)
      let record = try #require(content.entities.first)
      #expect(record.aliases == ["A", "B ; C", " d"])
      #expect(record.labels == ["y", "z"])
      #expect(record.properties.map(\.name) == ["age", "n", "note", "ok", "tags", "when"])
      #expect(record.properties[0].value == .integer(42))
      #expect(record.properties[1].value.scalarText == "1.0;NaN")
      #expect(record.properties[2].value == .text(" as is "))
      #expect(record.properties[3].value == .boolean(true))
      #expect(record.properties[4].value == .list(.text, []))
    }
  }

  @Test("Texts are read byte for byte, by name or by a row of texts.csv")
  func texts() throws {
    let files = [
      "texts/a.txt": "\u{FEFF}one\r\ntwo", "texts/a@2.txt": "", "texts/b.html": "<p>",
      "texts/.hidden": "x", "texts/c@v.txt": "v",
      "texts.csv": """
      document,version,media_type,retrieved,file
      c,v,,2024,
      b,,text/html,,texts/b.html
      """,
    ]
    try withCaseFolder(files) { path in
      let content = try FolderContent(of: path)
      #expect(content.problems(in: path).isEmpty)
      let expected = [
        TextRecord(document: "a", content: "\u{FEFF}one\r\ntwo"),
        TextRecord(document: "a", version: "2", content: ""),
        TextRecord(document: "c", version: "v", retrieved: "2024", content: "v"),
        TextRecord(document: "b", mediaType: "text/html", content: "<p>"),
      ]
      #expect(content.records.map(exact) == expected.map { exact(.text($0)) })
      #expect(content.places.map(\.line) == [1, 1, 2, 3])
      #expect(
        content.reading.counts == [
          FileCount(file: "texts", records: 2), FileCount(file: "texts.csv", records: 2),
        ])
    }
  }

  @Test("Files that are no part of a case folder are named")
  func ignored() throws {
    let files = ["entities.csv": people, "entites.csv": "x", "README.md": "x", ".git": "x"]
    try withCaseFolder(files) { path in
      let content = try FolderContent(of: path)
      #expect(content.reading.ignored == ["README.md", "entites.csv"])
    }
  }

  @Test("Slashes behind the folder's name make no difference")
  func slashes() throws {
    try withCaseFolder(["entities.csv": people]) { path in
      let content = try FolderContent(of: path + "//")
      #expect(content.places.first?.file == path + "/entities.csv")
    }
  }

  @Test("Progress tells every thousandth row and each end")
  func progress() throws {
    let rows = (1...2_500).map { "k\($0)\n" }.joined()
    try withCaseFolder(["entities.csv": "key\n" + rows, "kinds.csv": "name\n"]) { path in
      var told: [ImportProgress] = []
      _ = try FolderContent(of: path, progress: { told.append($0) })
      let expected = [("kinds.csv", 0)] + [1_000, 2_000, 2_500].map { ("entities.csv", $0) }
      #expect(told == expected.map { ImportProgress(file: path + "/" + $0.0, rows: $0.1) })
    }
  }

  @Test("An error that is no problem of a row ends the reading")
  func otherErrors() throws {
    struct Stop: Error {}
    try withCaseFolder(["entities.csv": people]) { path in
      let error = #expect(throws: Stop.self) {
        try FolderContent(of: path, refuse: { _ in throw Stop() })
      }
      #expect(error != nil)
    }
  }
}
