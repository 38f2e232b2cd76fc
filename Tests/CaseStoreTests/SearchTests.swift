import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import Testing

@Suite("Searching and counting")
struct SearchTests {
  private static let records: [CaseRecord] = [
    .entity(
      EntityRecord(
        key: "occrp", kind: "outlet", name: "Organized Crime and Corruption Reporting Project",
        aliases: ["OCCRP", "Проект"], labels: ["network"])),
    .entity(EntityRecord(key: "cafe", kind: "outlet", name: "Le Café", description: "crime news")),
    .entity(EntityRecord(key: "b", kind: "person", name: "NEAR OR AND")),
    .entity(EntityRecord(key: "a", kind: "person", name: "NEAR OR AND")),
    .entity(EntityRecord(key: "arab", kind: "person", name: "عَرَبِي 文書館")),
  ]

  private func found(_ file: CaseFile, _ text: String, limit: Int = 10) throws -> [String] {
    try file.read { reader in
      try reader.cards(for: reader.search(text, limit: limit).map(\.entity)).map { $0.key ?? "" }
    }
  }

  @Test(
    "Every word must occur or begin one, best first",
    arguments: [
      ("organized", ["occrp"]), ("ORGAN crim", ["occrp"]), ("crime", ["occrp", "cafe"]),
      ("occrp", ["occrp"]), ("проект", ["occrp"]), ("cafe", ["cafe"]), ("café", ["cafe"]),
      ("crime cafe", ["cafe"]), ("NEAR", ["a", "b"]), ("near and", ["a", "b"]), ("rganized", []),
      ("عَرَبِي", ["arab"]), ("文書", ["arab"]), ("network", []), ("crime zzz", []), ("", []),
    ])
  func words(text: String, keys: [String]) throws {
    try withCase(holding: Self.records) { file throws in
      #expect(try found(file, text) == keys)
    }
  }

  @Test(
    "Any text is taken",
    arguments: [
      "\"", "\"\"\"", "*", "crime*", "^crime", "name:crime", "{name aliases}: crime", "-crime",
      "crime NOT x", "(crime", "crime)", "NEAR(a b, 2)", "crime + x", "a\0b", "\u{0}", "🙂", "\\",
      "'; DROP TABLE entity; --", "\u{1E900}\u{1E922}", "\u{1E900} crime", "\u{301}", "İ", "ﷺ", "½",
      "\u{10FFFF}", "\u{200D}", "a\u{301}\u{301}\u{301}", "_", "_a", "①", "ª",
    ])
  func anyText(text: String) throws {
    try withCase(holding: Self.records) { file in
      _ = try found(file, text)
      #expect(try file.contents().count == Self.records.count)
    }
  }

  @Test("Long texts and limits are taken")
  func limits() throws {
    try withCase(holding: Self.records) { file in
      #expect(try found(file, "near", limit: 1) == ["a"])
      #expect(try found(file, "near", limit: 0) == [])
      _ = try found(file, String(repeating: "crime ", count: 5_000))
      _ = try found(file, String(repeating: "x", count: 1_000_000))
    }
  }

  @Test("What is found follows every change")
  func changes() throws {
    try withCase(holding: Self.records) { file in
      try file.write(author: "x") { writer in
        _ = try writer.replaceEntity(
          key: "cafe", with: EntityRecord(key: "cafe", kind: "outlet", name: "Bar"))
        try writer.removeEntity(key: "b")
      }
      #expect(try found(file, "cafe") == [])
      #expect(try found(file, "bar") == ["cafe"])
      #expect(try found(file, "near") == ["a"])
      #expect(
        try file.integer("SELECT count(*) FROM entity_search")
          == file.integer("SELECT count(*) FROM entity"))
    }
  }

  @Test("Entities judged the same are found once")
  func once() throws {
    let same = IdentityRecord(entity: "a", other: "b", verdict: .same)
    try withCase(holding: Self.records + [.identity(same)]) { file throws in
      #expect(try found(file, "near") == ["a"])
    }
  }

  @Test("Everything is counted")
  func statistics() throws {
    try withCase(holding: Small.all) { file in
      try file.add([.text(TextRecord(document: "memo", content: "words"))])
      let statistics = try file.read { try $0.statistics() }
      func counts(_ counts: CaseStatistics.Counts) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: counts)
      }
      #expect(
        counts(statistics.entitiesByKind) == [
          "claim": 1, "document": 2, "outlet": 1, "person": 1, "organisation": 1,
        ])
      #expect(counts(statistics.entitiesByNaming) == ["named": 5, "unnamed": 1])
      #expect(
        counts(statistics.attributionsByRole) == [
          "transmission": 2, "origination": 1, "stance": 1, "association": 1,
        ])
      #expect(counts(statistics.attributionsByStatus) == ["recorded": 5])
      #expect(counts(statistics.attributionsByRelation)["told"] == 1)
      #expect(statistics.evidence == 1)
      #expect(statistics.texts == 1)
      #expect(statistics.identityVerdicts == 0)
      #expect(statistics.changeSets == 2)
      #expect(statistics.fileBytes > 4_096)
    }
  }

  @Test("Nearest keys are found in a large case without looking at all of it")
  func nearestKeys() throws {
    let records = (0..<8_000).map {
      CaseRecord.entity(EntityRecord(key: "key-\($0)", kind: "person"))
    }
    try withCase(holding: records + Small.entities) { file in
      try file.read { reader throws in
        #expect(try reader.nearestKeys(to: "articl").first == "article")
        #expect(try reader.nearestKeys(to: "kye-1234").isEmpty == false)
      }
    }
  }
}
