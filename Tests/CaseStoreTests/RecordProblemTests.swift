import CaseStore
import HeadwaterModel
import Testing

@Suite("Records that are refused")
struct RecordProblemTests {
  /// A bad record, and what is wrong with it.
  struct Bad: Sendable, CustomTestStringConvertible {
    let code: RecordProblem.Code
    let column: String?
    let record: CaseRecord

    init(_ code: RecordProblem.Code, _ column: String?, _ record: CaseRecord) {
      self.code = code
      self.column = column
      self.record = record
    }

    var testDescription: String { "\(code) \(column ?? "") \(record)" }
  }

  private static func entity(
    _ key: String?, kind: String? = "person", name: String? = nil, naming: Naming = .named,
    properties: [Property] = []
  ) -> CaseRecord {
    .entity(
      EntityRecord(key: key, kind: kind, name: name, naming: naming, properties: properties))
  }

  private static func attribution(
    id: String? = nil, _ source: String, _ relation: String, _ target: AttributionTarget,
    about: String? = nil, note: String? = nil, evidence: [EvidenceRecord] = []
  ) -> CaseRecord {
    .attribution(
      AttributionRecord(
        id: id, source: source, relation: relation, target: target, about: about, note: note,
        evidence: evidence))
  }

  private static func evidence(_ record: EvidenceRecord) -> CaseRecord {
    .evidence(attribution: "leak", record)
  }

  static let badEntities: [Bad] = [
    Bad(.missingValue, "key", entity(nil)),
    Bad(.missingValue, "kind", entity("new", kind: nil)),
    Bad(.invalidKey, "key", entity("")),
    Bad(.invalidKey, "key", entity("a b")),
    Bad(.invalidKey, "key", entity("-a")),
    Bad(.tooLong, "key", entity(String(repeating: "k", count: Limits.keyBytes + 1))),
    Bad(.unknownKind, "kind", entity("new", kind: "persn")),
    Bad(.missingValue, "name", entity("new", name: "")),
    Bad(.invalidText, "name", entity("new", name: "a\0b")),
    Bad(.tooLong, "name", entity("new", name: String(repeating: "n", count: 4_001))),
    Bad(.differs, "kind", entity("icrc")),
    Bad(.differs, "name", entity("insider", name: "Jo")),
    Bad(.differs, "naming", entity("insider", name: "Jo Ash")),
    Bad(
      .duplicate, "p",
      entity(
        "new",
        properties: [
          Property(name: "p", value: .integer(1)), Property(name: "p", value: .integer(2)),
        ])),
    Bad(
      .invalidProperty, "p",
      entity(
        "new",
        properties: [Property(name: "p", value: .list(.integer, [.integer(1), .boolean(true)]))])
    ),
  ]

  static let badAttributions: [Bad] = [
    Bad(.unknownKey, "source", attribution("insidr", "told", .entity("occrp"))),
    Bad(.unknownKey, "target", attribution("insider", "told", .entity("x"))),
    Bad(.unknownKey, "about", attribution("insider", "told", .entity("occrp"), about: "clam")),
    Bad(.missingValue, "source", attribution("", "told", .entity("occrp"))),
    Bad(.unknownRelation, "relation", attribution("insider", "toldd", .entity("occrp"))),
    Bad(.unknownRelation, "relation", attribution("insider", "was told by", .entity("occrp"))),
    Bad(.missingValue, "relation", attribution("insider", "", .entity("occrp"))),
    Bad(.unknownAttribution, "target", attribution("icrc", "denied", .attribution("no"))),
    Bad(.forbiddenShape, "relation", attribution("claim", "cited_by", .entity("article"))),
    Bad(.forbiddenShape, "relation", attribution("memo", "told", .entity("article"))),
    Bad(.forbiddenShape, "relation", attribution("icrc", "told", .attribution("leak"))),
    Bad(.forbiddenShape, "relation", attribution("insider", "asserted", .entity("article"))),
    Bad(.aboutNoWork, "about", attribution("insider", "told", .entity("occrp"), about: "icrc")),
    Bad(
      .differs, "note",
      attribution(
        id: "told", "occrp", "told", .entity("article"), about: "claim", note: "x")),
    Bad(.differs, "about", attribution(id: "told", "occrp", "told", .entity("article"))),
    Bad(.differs, "source", attribution(id: "told", "icrc", "told", .entity("article"))),
    Bad(
      .differs, "according_to",
      attribution(
        id: "told", "occrp", "told", .entity("article"), about: "claim",
        evidence: [EvidenceRecord(document: "memo")])),
    Bad(.invalidName, "id", attribution(id: "a b", "occrp", "told", .entity("article"))),
    Bad(
      .evidenceWithoutDocument, "according_to",
      attribution(
        "occrp", "told", .entity("memo"), evidence: [EvidenceRecord(document: "", quote: "q")])),
  ]

  static let badOthers: [Bad] = [
    Bad(
      .unknownAttribution, "attribution",
      .evidence(attribution: "no", EvidenceRecord(document: "memo"))),
    Bad(.unknownKey, "according_to", evidence(EvidenceRecord(document: "mem"))),
    Bad(.forbiddenShape, "according_to", evidence(EvidenceRecord(document: "icrc"))),
    Bad(.missingValue, "quote", evidence(EvidenceRecord(document: "memo", quote: ""))),
    Bad(.unknownValue, "start", evidence(EvidenceRecord(document: "memo", start: -1, end: 0))),
    Bad(.unknownValue, "end", evidence(EvidenceRecord(document: "memo", start: 2, end: 1))),
    Bad(.missingValue, "end", evidence(EvidenceRecord(document: "memo", start: 2))),
    Bad(.unknownKey, "document", .text(TextRecord(document: "no", content: ""))),
    Bad(.forbiddenShape, "document", .text(TextRecord(document: "icrc", content: ""))),
    Bad(.invalidText, "content", .text(TextRecord(document: "memo", content: "a\0"))),
    Bad(
      .invalidName, "version", .text(TextRecord(document: "memo", version: "a/b", content: ""))),
    Bad(.differs, "version", .text(TextRecord(document: "article", content: "other"))),
    Bad(.invalidName, "name", .kind(KindDefinition(name: "Big", parent: "person"))),
    Bad(.unknownKind, "parent", .kind(KindDefinition(name: "big", parent: "persn"))),
    Bad(.builtIn, "name", .kind(KindDefinition(name: "person", parent: "group"))),
    Bad(.differs, "parent", .kind(KindDefinition(name: "leaker", parent: "group"))),
    Bad(
      .unknownKey, "other",
      .identity(IdentityRecord(entity: "icrc", other: "no", verdict: .same))),
    Bad(
      .unknownValue, "other",
      .identity(IdentityRecord(entity: "icrc", other: "ICRC", verdict: .same))),
    Bad(
      .unknownValue, "supersedes",
      .identity(
        IdentityRecord(entity: "icrc", other: "occrp", verdict: .undone, supersedes: "no"))),
  ]

  private static let prepared =
    Small.all + [
      .kind(KindDefinition(name: "leaker", parent: "person")),
      .text(TextRecord(document: "article", content: "an insider said")),
    ]

  @Test("Each is refused for its reason, and nothing of it is written", arguments: badEntities)
  func refusedEntities(bad: Bad) throws { try check(bad) }

  @Test("Each is refused for its reason, and nothing of it is written", arguments: badAttributions)
  func refusedAttributions(bad: Bad) throws { try check(bad) }

  @Test("Each is refused for its reason, and nothing of it is written", arguments: badOthers)
  func refusedOthers(bad: Bad) throws { try check(bad) }

  /// Writes the bad record between good ones, as an import does that lists all problems.
  private func check(_ bad: Bad) throws {
    try withCase(holding: Self.prepared) { file in
      let before = try file.contents()
      var problem: RecordProblem?
      try file.write(author: "tester") { writer in
        do {
          _ = try writer.write(bad.record, mode: .addOnly)
        } catch let found as RecordProblem {
          problem = found
        }
      }
      #expect(problem?.code == bad.code)
      #expect(problem?.column == bad.column)
      #expect(try file.contents() == before)
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("What may have been meant is offered")
  func suggestions() throws {
    try withCase(holding: Small.all) { file throws in
      func offered(_ record: CaseRecord) throws -> [String] {
        try file.problem(with: record)?.suggestions ?? []
      }
      #expect(try offered(Self.attribution("insidr", "told", .entity("occrp"))) == ["insider"])
      #expect(
        try offered(Self.attribution("insider", "tol", .entity("occrp"))).first == "told")
      #expect(try offered(Self.entity("new", kind: "persn")) == ["person"])
    }
  }

  @Test("What differs is taken where that is wanted")
  func update() throws {
    try withCase(holding: Self.prepared) { file in
      for bad in Self.badEntities + Self.badAttributions + Self.badOthers where bad.code == .differs
      {
        let outcomes = try file.add([bad.record], mode: .update)
        #expect(outcomes == [.updated], "\(bad.testDescription)")
        let again = try file.add([bad.record], mode: .addOnly)
        #expect(again == [.unchanged], "\(bad.testDescription)")
      }
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("A relation that is built in is not changed, and one that flows is not to a claim")
  func relations() throws {
    func relation(
      _ name: String, _ role: RelationRole, shapes: [RelationShape] = []
    ) -> CaseRecord {
      .relation(
        RelationDefinition(
          name: name, role: role, forwardPhrase: "does", backwardPhrase: "is done by",
          shapes: shapes))
    }
    try withCase(holding: [relation("does", .association)]) { file throws in
      #expect(try file.problem(with: relation("told", .association), mode: .update) != nil)
      #expect(
        try file.problem(with: relation("told", .transmission), mode: .update)?.code == .builtIn)
      #expect(try file.problem(with: relation("Does", .stance))?.code == .invalidName)
      #expect(try file.problem(with: relation("does", .stance), mode: .update)?.code == .differs)
      let claims = RelationShape(sources: [.person], targets: [.claim])
      #expect(
        try file.problem(with: relation("flows", .transmission, shapes: [claims]))?.code
          == .forbiddenShape)
    }
  }

  @Test("A kind cannot descend from itself, and its parent may be defined later than it was")
  func kinds() throws {
    func kind(_ name: String, _ parent: String) -> CaseRecord {
      .kind(KindDefinition(name: name, parent: parent))
    }
    let records = [kind("report", "document"), kind("audit", "document")]
    try withCase(holding: records) { file in
      try file.add([kind("report", "audit")], mode: .update)
      #expect(
        try file.problem(with: kind("audit", "report"), mode: .update)?.code == .cycle)
      try file.read { reader in
        #expect(reader.vocabulary.kinds["report"]?.parent == "audit")
        #expect(reader.vocabulary.baseKind(of: "report") == .document)
      }
      #expect(
        try file.contents() == [kind("audit", "document"), kind("report", "audit")])
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("A kind in use does not become one of another base kind")
  func kindInUse() throws {
    let kind = KindDefinition(name: "report", parent: "document")
    let records: [CaseRecord] = [
      .kind(kind), .kind(KindDefinition(name: "audit", parent: "report")),
      .entity(EntityRecord(key: "a", kind: "audit")),
    ]
    try withCase(holding: records) { file throws in
      let changed = CaseRecord.kind(KindDefinition(name: "report", parent: "claim"))
      #expect(try file.problem(with: changed, mode: .update)?.code == .inUse)
    }
  }

  @Test("An entity does not become of a kind that its attributions do not allow")
  func kindOfEntity() throws {
    try withCase(holding: Small.all) { file in
      let record = EntityRecord(key: "article", kind: "person", name: "An article")
      let problem = try file.problem(with: .entity(record), mode: .update)
      #expect(problem?.code == .forbiddenShape)
      #expect(problem?.column == "kind")
    }
  }
}
