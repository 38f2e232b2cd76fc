import CaseStore
import HeadwaterModel
import Testing

@Suite("Withheld sources")
struct WithheldTests {
  /// Words that stand in the case only where a withheld source is concerned.
  private static let secrets = [
    "sekretkey", "SekretName", "SekretAlias", "sekret.example", "SekretDescription",
    "SekretProperty", "SekretValue", "SekretLabel", "SekretNote", "SekretLocator", "SekretQuote",
    "SekretPrefix", "SekretSuffix", "SekretReason", "SekretText", "SekretEvidence",
  ]

  private static let source = EntityRecord(
    key: "sekretkey", kind: "person", name: "SekretName", naming: .withheld,
    upstream: .origin, date: try? EDTFDate("1961-04-12"), url: "https://sekret.example",
    language: "xx-SekretName", description: "SekretDescription", aliases: ["SekretAlias"],
    labels: ["SekretLabel"],
    properties: [Property(name: "SekretProperty", value: .text("SekretValue"))])

  private static let paper = EntityRecord(
    key: "sekretkey-paper", kind: "document", name: "SekretName's paper", naming: .withheld)

  private static let leak = AttributionRecord(
    id: "leak-2", source: "sekretkey", relation: "leaked_to", target: .entity("occrp"),
    about: "claim", date: try? EDTFDate("2024"), note: "SekretNote",
    properties: [Property(name: "SekretProperty", value: .text("SekretValue"))],
    evidence: [
      EvidenceRecord(
        document: "article", locator: "SekretLocator", quote: "SekretQuote",
        prefix: "SekretPrefix", suffix: "SekretSuffix", start: 1, end: 12,
        note: "SekretEvidence"),
      EvidenceRecord(document: "sekretkey-paper", quote: "SekretQuote"),
    ])

  private static let records: [CaseRecord] =
    Small.all + [
      .entity(source), .entity(paper), .attribution(leak),
      .attribution(
        AttributionRecord(
          id: "denial-2", source: "icrc", relation: "denied", target: .attribution("leak-2"),
          note: "SekretNote")),
      .attribution(
        AttributionRecord(
          id: "by-paper", source: "occrp", relation: "told", target: .entity("article"),
          about: "claim", note: "plain",
          evidence: [EvidenceRecord(document: "sekretkey-paper", quote: "SekretQuote")])),
      .text(TextRecord(document: "sekretkey-paper", content: "a SekretQuote SekretText")),
      .identity(
        IdentityRecord(
          entity: "sekretkey", other: "insider", verdict: .possiblySame,
          reason: "SekretReason")),
    ]

  private func expectNoSecret(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for secret in Self.secrets + ["1961"] {
      #expect(!text.contains(secret), "\(secret)", sourceLocation: sourceLocation)
    }
  }

  @Test("What a reader gives holds nothing of them")
  func reader() throws {
    try withCase(holding: Self.records) { file in
      expectNoSecret("\(try file.contents())")
      try file.read { reader in
        let id = try reader.requiredEntity("sekretkey")
        let paper = try reader.requiredEntity("SEKRETKEY-paper")
        let cards = try reader.cards(for: [id, paper])
        expectNoSecret("\(cards)")
        expectTrue(cards.allSatisfy { $0.isWithheld && $0.naming == .withheld })
        #expect(Set(cards.map(\.displayName)) == ["Withheld source 1", "Withheld source 2"])
        expectTrue(cards.allSatisfy { $0.key?.wholeMatch(of: /withheld-[a-z2-7]{12}/) != nil })
        let around = try reader.around(id)
        let details = try reader.details(of: around.incoming + around.outgoing)
        #expect(details.count == 1)
        expectNoSecret("\(details)")
        expectTrue(details.allSatisfy { $0.isWithheld })
        let others = try ["denial-2", "by-paper"].map { try reader.requiredAttribution($0) }
        expectNoSecret("\(try reader.details(of: others))")
        #expect(try reader.details(of: others)[1].note == "plain")
        expectNoSecret("\(try reader.entities([id, paper]).map(\.key))")
        expectNoSecret("\(try reader.nearestKeys(to: "sekretke"))")
        expectNoSecret("\(try reader.statistics())")
        expectNoSecret("\(try reader.entityRecord(forKey: "sekretkey"))")
        expectNoSecret("\(try reader.attributionRecord(forUID: "leak-2"))")
        for secret in Self.secrets { #expect(try reader.search(secret, limit: 9).isEmpty) }
      }
    }
  }

  @Test("All of it comes back where it is to be revealed")
  func reveal() throws {
    try withCase(holding: Self.records) { file in
      let contents = try file.contents(revealWithheld: true)
      #expect(contents.contains(.entity(Self.source)))
      #expect(contents.contains(.attribution(Self.leak)))
      try file.read(revealWithheld: true) { reader in
        let card = try reader.cards(for: [try reader.requiredEntity("sekretkey")])[0]
        #expect(!card.isWithheld)
        #expect(card.displayName == "SekretName")
        #expect(card.key == "sekretkey")
      }
    }
  }

  @Test("The public tables, the views and the journal's open columns hold nothing of them")
  func tables() throws {
    try withCase(holding: Self.records) { file in
      for query in [
        "SELECT group_concat(coalesce(quote(key), '') || coalesce(quote(name), '') || "
          + "coalesce(quote(url), '') || coalesce(quote(description), '') || "
          + "coalesce(quote(date), '') || coalesce(quote(language), '')) FROM entities",
        "SELECT group_concat(key_folded) FROM entity",
        "SELECT group_concat(label) FROM entity_label",
        "SELECT group_concat(alias) FROM entity_alias",
        "SELECT group_concat(name || value) FROM entity_property",
        "SELECT group_concat(name || coalesce(aliases, '') || coalesce(description, '')) "
          + "FROM entity_search",
        "SELECT group_concat(source || target || coalesce(note, '')) FROM attributions",
        "SELECT group_concat(coalesce(was, '')) FROM change",
      ] {
        let text = try file.text(query) ?? ""
        expectNoSecret(text)
      }
    }
  }

  @Test("Errors do not give them away")
  func errors() throws {
    try withCase(holding: Self.records) { file in
      var changed = Self.source
      changed.description = "other"
      var leak = Self.leak
      leak.note = "other"
      for record in [CaseRecord.entity(changed), .attribution(leak)] {
        let problem = try file.problem(with: record)
        #expect(problem?.code == .differs)
        expectNoSecret("\(String(describing: problem))")
      }
      let inUse = try file.problem { try $0.removeEntity(key: "SekretKey") }
      #expect(inUse?.code == .inUse)
      expectNoSecret("\(String(describing: inUse))")
      let evidence = EvidenceRecord(document: "sekretkey")
      expectNoSecret(
        "\(String(describing: try file.problem(with: .evidence(attribution: "tie", evidence))))")
      let verdicts = [IdentityVerdict.distinct, .same].map {
        CaseRecord.identity(IdentityRecord(entity: "sekretkey", other: "icrc", verdict: $0))
      }
      try file.add([verdicts[0]])
      let contradiction = try file.problem(with: verdicts[1])
      #expect(contradiction?.code == .contradiction)
      expectNoSecret("\(String(describing: contradiction))")
      #expect(contradiction?.message.contains("icrc") == true)
    }
  }

  @Test("They can be written again by their protected keys, whatever the letters' case")
  func idempotence() throws {
    try withCase(holding: Self.records) { file in
      try expectTrue(file.add(Self.records).allSatisfy { $0 == .unchanged })
      try file.add([
        .attribution(
          AttributionRecord(source: "SEKRETKEY", relation: "told", target: .entity("memo")))
      ])
      #expect(try file.integer("SELECT count(*) FROM entity WHERE naming = 4") == 2)
    }
  }

  @Test("Their public rows can be imported elsewhere, and keep their public keys")
  func publicKeys() throws {
    try withCase(holding: Self.records) { file in
      let contents = try file.contents()
      let entities = contents.filter { if case .entity = $0 { true } else { false } }
      try withCase(holding: entities) { copy in
        #expect(try copy.contents() == entities)
        try expectTrue(copy.add(entities).allSatisfy { $0 == .unchanged })
      }
      // Here, the public row is no copy of what is known.
      let row = entities.first { "\($0)".contains("Withheld source 1") }
      try expectEqual(row.map { try file.problem(with: $0)?.code }, .differs)
    }
  }

  @Test("A source can become withheld, and be named later")
  func moving() throws {
    try withCase(holding: Small.all) { file in
      let open = try file.read { try $0.entityRecord(forKey: "insider") }
      var withheld = open
      withheld.naming = .withheld
      try file.add([.entity(withheld)], mode: .update)
      try file.read { reader in
        let key = try reader.attributionRecord(forUID: "leak").source
        #expect(key.hasPrefix("withheld-"))
        #expect(try reader.attributionRecord(forUID: "leak").note == nil)
        #expect(try reader.search("Jo", limit: 5).isEmpty)
        #expect(try reader.entity(forKey: "insider") == reader.entity(forKey: key))
      }
      #expect(try file.verify().findings.isEmpty)
      try file.write(author: "x") { _ = try $0.replaceEntity(key: "insider", with: open) }
      #expect(try file.contents().contains(.entity(open)))
      try expectEqual(file.read { try $0.search("Jo", limit: 5).count }, 1)
      #expect(try file.integer("SELECT count(*) FROM protected_identity") == 0)
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("The journal holds when its salts, and with them the content, are removed")
  func purged() throws {
    try withCase(holding: Self.records) { file in
      var changed = Self.source
      changed.description = "other"
      try file.add([.entity(changed)], mode: .update)
      try file.tamper("UPDATE change_salt SET salt = x'', was = NULL")
      #expect(try file.verify().findings.isEmpty)
    }
  }
}
