import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("Case folders are written whole and where they may be")
struct CaseFolderWriterTests {
  private let small: [CaseRecord] = [
    .entity(EntityRecord(key: "a", kind: "document", name: "=A")),
    .attribution(
      AttributionRecord(id: "e", source: "a", relation: "cited_by", target: .entity("a"))),
  ]

  private var large: [CaseRecord] {
    small + [
      .kind(KindDefinition(name: "blog", parent: "outlet")),
      .relation(
        RelationDefinition(
          name: "faxed_to", role: .stance, forwardPhrase: "faxed to", backwardPhrase: "fax from")),
      .attribution(
        AttributionRecord(
          id: "f", source: "a", relation: "cited_by", target: .entity("a"),
          evidence: [EvidenceRecord(document: "a", note: "n")])),
      .text(TextRecord(document: "a", content: "one")),
      .text(TextRecord(document: "a", version: "2", content: "two")),
      .identity(IdentityRecord(id: "i", entity: "a", other: "b", verdict: .distinct)),
    ]
  }

  private func write(
    _ records: [CaseRecord], to path: String, isSafe: Bool = false
  ) throws -> [FileCount] {
    try CaseFolderWriter(path: path, spreadsheetSafe: isSafe)
      .write(MemoryRecords(records: records))
  }

  private func code(_ body: () throws -> [FileCount]) -> InterchangeError.Code? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? InterchangeError)?.code
    }
  }

  @Test("Only the files that are needed are written")
  func filesAsNeeded() throws {
    try withTemporaryFolder { path in
      #expect(
        try write([], to: path + "/none") == [
          FileCount(file: "entities.csv", records: 0),
          FileCount(file: "attributions.csv", records: 0),
        ])
      #expect(names(in: path + "/none") == ["attributions.csv", "entities.csv"])
      #expect(
        content(path + "/none/attributions.csv")
          == "id,source,relation,target,about,date,according_to,locator,quote,grade,terms,basis,"
          + "joint,status,note\n")
      let counts = try write(large, to: path + "/all")
      #expect(
        counts.map(\.file) == [
          "kinds.csv", "relations.csv", "entities.csv", "attributions.csv", "evidence.csv",
          "texts", "texts.csv", "identity.csv",
        ])
      #expect(counts.map(\.records) == [1, 1, 1, 2, 1, 1, 1, 1])
      #expect(
        names(in: path + "/all") == [
          "attributions.csv", "entities.csv", "evidence.csv", "identity.csv", "kinds.csv",
          "relations.csv", "texts", "texts.csv",
        ])
      #expect(names(in: path + "/all/texts") == ["a.txt", "a@2.txt"])
      #expect(
        content(path + "/all/texts.csv")
          == "document,version,media_type,retrieved,file\na,2,text/plain,,texts/a@2.txt\n")
    }
  }

  @Test("What every case has is not written")
  func builtIn() throws {
    try withTemporaryFolder { path in
      let records =
        KindDefinition.builtIn.map(CaseRecord.kind)
        + RelationDefinition.builtIn.map(CaseRecord.relation)
      _ = try write(records, to: path)
      #expect(names(in: path) == ["attributions.csv", "entities.csv"])
    }
  }

  @Test("Folders and files can be read by their owner alone")
  func modes() throws {
    try withTemporaryFolder { path in
      _ = try write(large, to: path + "/x")
      for (name, mode) in [
        ("x", 0o700), ("x/texts", 0o700), ("x/texts/a.txt", 0o600), ("x/entities.csv", 0o600),
      ] {
        var status = stat()
        #expect(stat(path + "/" + name, &status) == 0)
        #expect(Int(status.st_mode & 0o777) == mode, "\(name)")
      }
    }
  }

  @Test("A new export takes the place of an earlier one, hidden files stay")
  func replacing() throws {
    try withTemporaryFolder { path in
      try addFiles([".gitignore": "x"], to: path)
      _ = try write(large, to: path)
      try addFiles([".headwater-dead.tmp/entities.csv": "x"], to: path)
      _ = try write(small, to: path)
      #expect(names(in: path) == [".gitignore", "attributions.csv", "entities.csv"])
      _ = try write(large + [.text(TextRecord(document: "b", content: "b"))], to: path)
      #expect(names(in: path + "/texts") == ["a.txt", "a@2.txt", "b.txt"])
      _ = try write(large, to: path)
      #expect(names(in: path + "/texts") == ["a.txt", "a@2.txt"])
    }
  }

  @Test(
    "A folder with anything else in it is left alone",
    arguments: [
      ["report.odt": "x"], ["entities.csv": "x", "report.odt": "x"], ["texts/a.txt": "x"],
      ["entities.csv": "x", "texts/a.md": "x"], ["entities.csv/x": "x"],
      ["entities.csv": "x", "texts": "x"], ["kinds.csv": "x"],
    ])
  func foreignFolders(files: [String: String]) throws {
    try withCaseFolder(files) { path in
      let before = names(in: path)
      #expect(code { try write(large, to: path) } == .notEmpty)
      #expect(names(in: path) == before)
      for (name, text) in files { #expect(content(path + "/" + name) == text) }
    }
  }

  @Test("A path that cannot be a folder is refused")
  func badPaths() throws {
    try withCaseFolder(["file": "x"]) { path in
      #expect(code { try write(small, to: path + "/file") } == .notAFolder)
      #expect(code { try write(small, to: path + "/no/such") } == .cannotWrite)
      #expect(code { try write(small, to: path + "/nul\u{0}") } == .cannotWrite)
      #expect(names(in: path) == ["file"])
    }
  }

  /// Records that fail at one point, as a case that is damaged may.
  private struct FailingRecords: CaseRecordSource {
    struct Failure: Error {}
    let records: MemoryRecords

    func forEachKind(_ body: (KindDefinition) throws -> Void) throws {
      try records.forEachKind(body)
    }
    func forEachRelation(_ body: (RelationDefinition) throws -> Void) throws {
      try records.forEachRelation(body)
    }
    func forEachEntity(_ body: (EntityRecord) throws -> Void) throws {
      try records.forEachEntity(body)
    }
    func forEachAttribution(_ body: (AttributionRecord) throws -> Void) throws {
      try records.forEachAttribution(body)
    }
    func forEachText(_ body: (TextRecord) throws -> Void) throws {
      try records.forEachText(body)
    }
    func forEachIdentity(_ body: (IdentityRecord) throws -> Void) throws { throw Failure() }
  }

  @Test("A failed export leaves everything as it was")
  func failure() throws {
    try withTemporaryFolder { path in
      let failing = FailingRecords(records: MemoryRecords(records: large))
      #expect(throws: FailingRecords.Failure.self) {
        try CaseFolderWriter(path: path + "/new").write(failing)
      }
      #expect(names(in: path).isEmpty)
      _ = try write(small, to: path + "/old")
      let before = content(path + "/old/attributions.csv")
      #expect(throws: FailingRecords.Failure.self) {
        try CaseFolderWriter(path: path + "/old").write(failing)
      }
      #expect(names(in: path + "/old") == ["attributions.csv", "entities.csv"])
      #expect(content(path + "/old/attributions.csv") == before)
    }
  }

  @Test("What the format cannot hold is refused")
  func unsuitable() throws {
    try withTemporaryFolder { path in
      let record = AttributionRecord(
        source: "a", relation: "told", target: .entity("b"),
        evidence: [EvidenceRecord(document: "a"), EvidenceRecord(document: "b")])
      #expect(code { try write([.attribution(record)], to: path + "/x") } == .unsuitable)
      let nul = EntityRecord(key: "a", kind: "person", name: "a\u{0}")
      #expect(code { try write([.entity(nul)], to: path + "/x") } == .unsuitable)
      #expect(names(in: path).isEmpty)
    }
  }

  @Test("Cells that a spreadsheet would run are guarded when that is wanted")
  func spreadsheetSafe() throws {
    try withTemporaryFolder { path in
      _ = try write(small, to: path, isSafe: false)
      #expect(content(path + "/entities.csv")?.contains(",=A,") == true)
      _ = try write(small, to: path, isSafe: true)
      #expect(content(path + "/entities.csv")?.contains(",'=A,") == true)
    }
  }

  @Test("Texts whose names would be too long or alike get numbers")
  func textNames() throws {
    try withTemporaryFolder { path in
      let key = String(repeating: "k", count: Limits.keyBytes)
      let long = String(repeating: "v", count: Limits.vocabularyNameBytes)
      let records: [CaseRecord] = [
        .text(TextRecord(document: key, content: "0")),
        .text(TextRecord(document: key, version: long, content: "1")),
        .text(TextRecord(document: "a", version: "v", content: "2")),
        .text(TextRecord(document: "a", version: "V", content: "3")),
        .text(TextRecord(document: "a/../../b", content: "4")),
      ]
      _ = try write(records, to: path)
      #expect(
        names(in: path + "/texts") == ["@1.txt", "@2.txt", "@3.txt", "a@v.txt", key + ".txt"])
      let read = try FolderContent(of: path)
      #expect(read.problems(in: path).isEmpty)
      #expect(Set(read.records) == Set(records))
    }
  }
}
