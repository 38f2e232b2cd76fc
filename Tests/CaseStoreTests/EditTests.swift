import CaseStore
import HeadwaterModel
import Testing

@Suite("Editing what a case holds")
struct EditTests {
  private func edit<R>(_ file: CaseFile, _ body: (CaseWriter) throws -> R) throws -> R {
    let result = try file.write(author: "editor", reason: "a test", body)
    #expect(try file.verify().findings.isEmpty)
    return result
  }

  // MARK: - Entities

  @Test("An entity can be given another key, and keeps its attributions")
  func rename() throws {
    try withCase(holding: Small.all) { file in
      try edit(file) { writer in
        var record = try writer.entityRecord(forKey: "occrp")
        record.key = "OCCRP-2"
        record.name = "Organized Crime and Corruption Reporting Project"
        #expect(try writer.replaceEntity(key: "Occrp", with: record) == .updated)
        #expect(try writer.replaceEntity(key: "occrp-2", with: record) == .unchanged)
      }
      try file.read { reader throws in
        #expect(try reader.attributionRecord(forUID: "told").source == "OCCRP-2")
        #expect(try reader.search("crime", limit: 5).count == 1)
        #expect(try reader.search("occrp", limit: 5).isEmpty)
        #expect(try reader.entity(forKey: "occrp") == nil)
      }
      let taken = try file.problem { writer in
        var record = try writer.entityRecord(forKey: "memo")
        record.key = "ARTICLE"
        return try writer.replaceEntity(key: "memo", with: record)
      }
      #expect(taken?.code == .duplicate)
      #expect(
        try code {
          _ = try file.write(author: "editor") {
            try $0.replaceEntity(key: "no", with: EntityRecord(key: "no", kind: "person"))
          }
        } == .unknownEntity)
    }
  }

  @Test("Letters' case of a key can be changed")
  func recase() throws {
    try withCase(holding: Small.all) { file in
      try edit(file) { writer in
        var record = try writer.entityRecord(forKey: "occrp")
        record.key = "OCCRP"
        #expect(try writer.replaceEntity(key: "occrp", with: record) == .updated)
      }
      try expectEqual(file.read { try $0.attributionRecord(forUID: "told").source }, "OCCRP")
    }
  }

  @Test("An entity that something refers to is removed with that or not at all")
  func removeEntity() throws {
    try withCase(holding: Small.all) { file in
      try expectEqual(file.problem { try $0.removeEntity(key: "insider") }?.code, .inUse)
      try expectEqual(file.problem { try $0.removeEntity(key: "article") }?.code, .inUse)
      try edit(file) { try $0.removeEntity(key: "memo") }
      try edit(file) { try $0.removeEntity(key: "insider", cascade: true) }
      try file.read { reader in
        var ids: [String] = []
        try reader.forEachAttribution { ids.append($0.id ?? "") }
        #expect(ids == ["asserted", "told"])
        #expect(try reader.search("Jo", limit: 5).isEmpty)
      }
      try expectEqual(
        code { try file.write(author: "editor") { try $0.removeEntity(key: "memo") } },
        .unknownEntity)
    }
  }

  @Test("With a document go the evidence and the texts that are its own")
  func removeDocument() throws {
    let records =
      Small.all + [
        .text(TextRecord(document: "memo", content: "words")),
        .evidence(attribution: "leak", EvidenceRecord(document: "memo", locator: "p. 4")),
        .identity(IdentityRecord(entity: "memo", other: "article", verdict: .possiblySame)),
      ]
    try withCase(holding: records) { file in
      try expectEqual(file.problem { try $0.removeEntity(key: "memo") }?.code, .inUse)
      try edit(file) { try $0.removeEntity(key: "memo", cascade: true) }
      try expectEqual(file.read { try $0.attributionRecord(forUID: "leak").evidence.count }, 1)
      #expect(try file.contents().count == Small.all.count - 1)
    }
  }

  @Test("What was removed can be added again, and is another thing")
  func addAgain() throws {
    try withCase(holding: Small.all) { file in
      for _ in 0..<3 {
        try edit(file) { try $0.removeEntity(key: "memo") }
        try file.add(Small.entities)
      }
      try edit(file) { writer in
        try writer.removeEntity(key: "icrc", cascade: true)
        _ = try writer.write(.entity(EntityRecord(key: "icrc", kind: "person")), mode: .addOnly)
        try writer.removeEntity(key: "icrc")
        _ = try writer.write(.entity(EntityRecord(key: "wire", kind: "outlet")), mode: .addOnly)
      }
      #expect(try file.integer("SELECT count(*) FROM history WHERE action = 'removed'") == 7)
    }
  }

  // MARK: - Attributions

  @Test("An attribution can be replaced, its id kept or changed")
  func replaceAttribution() throws {
    try withCase(holding: Small.all) { file in
      try edit(file) { writer in
        var record = try writer.attributionRecord(forUID: "told")
        record.source = "icrc"
        record.id = nil
        #expect(try writer.replaceAttribution(id: "told", with: record) == .updated)
        record.id = "said"
        #expect(try writer.replaceAttribution(id: "told", with: record) == .updated)
        #expect(try writer.replaceAttribution(id: "said", with: record) == .unchanged)
      }
      try expectEqual(file.read { try $0.attributionRecord(forUID: "said").source }, "icrc")
      let taken = try file.problem { writer in
        var record = try writer.attributionRecord(forUID: "said")
        record.id = "leak"
        return try writer.replaceAttribution(id: "said", with: record)
      }
      #expect(taken?.code == .duplicate)
      #expect(
        try code {
          _ = try file.write(author: "x") {
            try $0.replaceAttribution(id: "no", with: Small.leak)
          }
        } == .unknownAttribution)
    }
  }

  @Test("An attribution with stances on it is removed with them or not at all")
  func removeAttribution() throws {
    try withCase(holding: Small.all) { file in
      try expectEqual(file.problem { try $0.removeAttribution(id: "leak") }?.code, .inUse)
      try edit(file) { try $0.removeAttribution(id: "tie") }
      try edit(file) { try $0.removeAttribution(id: "leak", cascade: true) }
      let ids = try file.contents().compactMap {
        if case .attribution(let record) = $0 { record.id } else { nil }
      }
      #expect(ids == ["asserted", "told"])
    }
  }

  @Test("A stance is not made to be on itself, by way of others perhaps")
  func cycle() throws {
    let second = AttributionRecord(
      id: "second", source: "occrp", relation: "disputed", target: .attribution("denial"))
    try withCase(holding: Small.all + [.attribution(second)]) { file throws in
      for target in ["second", "denial"] {
        var record = Small.denial
        record.target = .attribution(target)
        #expect(try file.problem(with: .attribution(record), mode: .update)?.code == .cycle)
      }
    }
  }

  @Test("An attribution without id gets one that its content decides")
  func derivedID() throws {
    let first = AttributionRecord(
      source: "insider", relation: "told", target: .entity("occrp"), about: "claim",
      evidence: [EvidenceRecord(document: "article", quote: "q")])
    var other = first
    other.note = "again"
    var sameInCapitals = first
    sameInCapitals.source = "INSIDER"
    sameInCapitals.evidence[0].document = "Article"
    try withCase(holding: Small.all) { file in
      let records = [first, first, other, sameInCapitals].map { CaseRecord.attribution($0) }
      #expect(try file.add(records) == [.added, .unchanged, .added, .unchanged])
      let id = try file.write(author: "x") { try $0.id(of: first) }
      #expect(id.wholeMatch(of: /a-[0-9a-f]{16}/) != nil)
      try expectEqual(file.read { try $0.attributionRecord(forUID: id).about }, "claim")
      try withCase(holding: Small.all) { copy in
        try expectEqual(copy.write(author: "x") { try $0.id(of: first) }, id)
      }
    }
  }
}
