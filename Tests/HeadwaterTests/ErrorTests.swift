import Headwater
import HeadwaterTestSupport
import Testing

@Suite("Errors from Swift")
struct ErrorTests {
  @Test("Opening and making a case fail with what is wrong with the file")
  func files() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/notes.case"
      #expect(await caseCode { try await Case.open(at: path) } == .notFound)
      #expect(await caseCode { try await Case.open(at: folder) } == .isDirectory)
      try WholeBytes.write("no case", to: folder + "/text")
      #expect(await caseCode { try await Case.open(at: folder + "/text") } == .notACase)
      #expect(await caseCode { try await Case.create(at: folder + "/a/b") } == .cannotCreate)
      let notes = try await Case.create(at: path)
      #expect(await caseCode { try await Case.create(at: path) } == .alreadyExists)

      let reading = try await Case.open(at: path, access: .readOnly)
      #expect(await caseCode { try await reading.write(author: "a") { _ in } } == .readOnly)
      #expect(
        await caseCode { try await reading.importFolder(folder, author: "a") } == .readOnly)
      try await reading.close()
      try await notes.close()
      #expect(await caseCode { try await notes.read { _ in } } == .closed)
      #expect(await caseCode { try await notes.write(author: "a") { _ in } } == .closed)
      #expect(await caseCode { for try await _ in notes.trace("a") {} } == .closed)
    }
  }

  @Test("An unknown key is an error that offers the nearest ones")
  func unknownKey() async throws {
    try await withTutorial { harbour in
      let error = await failure { try await harbour.read { try $0.entity("artikle") } }
      #expect((error as? CaseError)?.code == .unknownEntity)
      #expect((error as? CaseError)?.suggestions.first == "article")
      #expect(await caseCode { for try await _ in harbour.trace("artikle") {} } == .unknownEntity)
      #expect(await caseCode { try await harbour.reach("artikle") } == .unknownEntity)
      #expect(
        await caseCode { try await harbour.read { try $0.attribution("t99") } }
          == .unknownAttribution)
      #expect(
        await caseCode { try await harbour.read { try $0.surroundings(of: "x") } }
          == .unknownEntity)
      #expect(
        await caseCode {
          try await harbour.write(author: "a") { try $0.removeText(of: "memo") }
        } == .unknownText)
    }
  }

  @Test("A record that a case cannot take is refused with a code and a column")
  func records() async throws {
    try await withTutorial { harbour in
      let refused: [(CaseRecord, RecordProblem.Code, String?)] = [
        (.entity(EntityRecord(key: "a b", kind: "person")), .invalidKey, "key"),
        (.entity(EntityRecord(key: "a", kind: "persn")), .unknownKind, "kind"),
        (
          .attribution(
            AttributionRecord(source: "nobody", relation: "told", target: .entity("article"))),
          .unknownKey, "source"
        ),
        (
          .attribution(
            AttributionRecord(source: "memo", relation: "told", target: .entity("article"))),
          .forbiddenShape, "relation"
        ),
      ]
      for (record, code, column) in refused {
        let error = await failure {
          try await harbour.write(author: "a") { transaction in
            switch record {
            case .entity(let entity): _ = try transaction.add(entity)
            case .attribution(let attribution): _ = try transaction.add(attribution)
            default: break
            }
          }
        }
        let problem = try #require(error as? RecordProblem)
        #expect(problem.code == code && problem.column == column)
      }
      #expect(
        await recordCode {
          try await harbour.write(author: "a") { try $0.removeEntity("memo") }
        } == .inUse)
      #expect(
        await recordCode {
          try await harbour.write(author: "a") { transaction in
            try transaction.add(
              EvidenceRecord(document: "memo", textVersion: "1", quote: "x"), toAttribution: "t01")
          }
        } == .unknownVersion)
    }
  }

  @Test("A question that makes no sense is refused")
  func questions() async throws {
    try await withTutorial { harbour in
      func code(_ subject: String, _ options: Case.TraceOptions) async -> QueryError.Code? {
        let error = await failure { for try await _ in harbour.trace(subject, options: options) {} }
        return (error as? QueryError)?.code
      }
      #expect(await code("article", .init(about: "memo")) == .aboutNoClaim)
      #expect(await code("waste-claim", .init(about: "cost-claim")) == .aboutWithClaimSubject)
      #expect(await code("article", .init(without: ["article"])) == .subjectLeftOut)
      #expect(
        await recordCode { try await harbour.reach("article", options: .init(relations: ["x"])) }
          == .unknownRelation)
      #expect(
        await recordCode {
          try await harbour.reach("article", options: .init(relations: ["denied"]))
        } == .unknownValue)
    }
  }

  @Test("Imports and exports fail with what is wrong with the path")
  func exchange() async throws {
    func code(_ body: () async throws -> Void) async -> ExchangeError.Code? {
      (await failure(body) as? ExchangeError)?.code
    }
    try await withTemporaryFolder { folder in
      let file = folder + "/file"
      try WholeBytes.write("text", to: file)
      try await withCase { notes in
        #expect(
          await code { try await notes.importFolder(folder + "/none", author: "a") } == .notFound)
        #expect(await code { try await notes.importFolder(file, author: "a") } == .notAFolder)
        #expect(await code { try await notes.importFolder(folder, author: "a") } == .notACaseFolder)
        #expect(await code { try await notes.importJSONLines(file, author: "a") } == .badRows)
        #expect(await code { try await notes.exportFolder(folder) } == .notEmpty)
        #expect(
          await code { try await notes.exportJSONLines(folder + "/a/b") } == .cannotWrite)
      }
    }
  }
}
