import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import Testing

@Suite("What is written is read back")
struct RoundTripTests {
  private func expectSame(
    _ left: [CaseRecord], _ right: [CaseRecord], _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (left, right) = (Set(left.map(\.exactText)), Set(right.map(\.exactText)))
    let missing = left.subtracting(right).map { String(decoding: $0, as: UTF8.self) }
    let added = right.subtracting(left).map { String(decoding: $0, as: UTF8.self) }
    #expect(
      missing.isEmpty && added.isEmpty, "\(comment): missing \(missing), added \(added)",
      sourceLocation: sourceLocation)
  }

  @Test("Records of every kind come back as they were", arguments: UInt64(0)..<60)
  func everything(seed: UInt64) throws {
    let records = RandomRecords.caseRecords(
      seed: seed, options: .init(hasWithheld: seed % 2 == 0))
    try withCase(holding: records) { file in
      expectSame(records, try file.contents(revealWithheld: true), "seed \(seed)")
      #expect(try file.verify().findings.isEmpty, "seed \(seed)")
    }
  }

  @Test("Writing the same records again changes nothing", arguments: UInt64(0)..<30)
  func idempotence(seed: UInt64) throws {
    let records = RandomRecords.caseRecords(
      seed: seed, options: .init(hasWithheld: true, leavesOutIDs: true))
    try withCase(holding: records) { file in
      let changes = try file.integer("SELECT count(*) FROM change")
      let sets = try file.integer("SELECT count(*) FROM change_set")
      for mode in [WriteMode.addOnly, .update] {
        let outcomes = try file.add(records, mode: mode)
        expectTrue(outcomes.allSatisfy { $0 == .unchanged }, "seed \(seed)")
      }
      #expect(try file.integer("SELECT count(*) FROM change") == changes)
      #expect(try file.integer("SELECT count(*) FROM change_set") == sets)
    }
  }

  @Test("A dump written into another case is the same case", arguments: UInt64(0)..<30)
  func copying(seed: UInt64) throws {
    let records = RandomRecords.caseRecords(
      seed: seed, options: .init(hasWithheld: true, leavesOutIDs: true))
    try withCase(holding: records) { file in
      let contents = try file.contents(revealWithheld: true)
      // A stance may come before the attribution that it is on, and has to wait for it.
      try withCase { copy, _ in
        try copy.write(author: "tester") { writer in
          var waiting = contents
          while !waiting.isEmpty {
            let count = waiting.count
            waiting = try waiting.filter { record in
              do {
                _ = try writer.write(record, mode: .addOnly)
                return false
              } catch let problem as RecordProblem where problem.code == .unknownAttribution {
                return true
              }
            }
            try #require(waiting.count < count)
          }
        }
        expectSame(contents, try copy.contents(revealWithheld: true), "seed \(seed)")
      }
    }
  }

  @Test("A dump without secrets can be written into another case", arguments: UInt64(0)..<30)
  func publicCopying(seed: UInt64) throws {
    let records = RandomRecords.caseRecords(seed: seed, options: .init(hasWithheld: true))
    try withCase(holding: records) { file in
      let contents = try file.contents().filter {
        if case .attribution(let record) = $0, case .attribution = record.target { return false }
        return true
      }
      try withCase { copy, _ in
        try copy.add(contents)
        let findings = try copy.verify().findings
        #expect(findings == [], "seed \(seed)")
      }
    }
  }

  @Test("Things come in the order of their keys and ids")
  func order() throws {
    try withCase(holding: Small.all) { file in
      var names: [String] = []
      for record in try file.contents() {
        switch record {
        case .entity(let entity): names.append(entity.key ?? "")
        case .attribution(let attribution): names.append(attribution.id ?? "")
        default: break
        }
      }
      #expect(
        names == [
          "article", "claim", "icrc", "insider", "memo", "occrp", "asserted", "denial", "leak",
          "tie", "told",
        ])
    }
  }

  @Test("One record can be read by key or id")
  func single() throws {
    try withCase(holding: Small.all) { file in
      try file.read { reader in
        #expect(try reader.attributionRecord(forUID: "leak") == Small.leak)
        #expect(try reader.entityRecord(forKey: "ICRC").name == "ICRC")
        try expectEqual(code { _ = try reader.entityRecord(forKey: "x") }, .unknownEntity)
        try expectEqual(code { _ = try reader.attributionRecord(forUID: "x") }, .unknownAttribution)
      }
    }
  }

  @Test("In an open case, entities lack kind and key, and relations come into being")
  func open() throws {
    try withCase(isOpen: true) { file, _ in
      let bare = EntityRecord(key: nil, kind: nil, name: "Something")
      let outcomes = try file.add([
        .entity(bare), .entity(bare), .entity(EntityRecord(key: "a", kind: nil)),
        .entity(EntityRecord(key: "b", kind: "claim")),
        .attribution(AttributionRecord(source: "a", relation: "likes", target: .entity("b"))),
      ])
      expectTrue(outcomes.allSatisfy { $0 == .added })
      let contents = try file.contents()
      expectEqual(contents.filter { $0 == .entity(bare) }.count, 2)
      try file.read { reader in
        #expect(reader.vocabulary.relations["likes"]?.role == .association)
      }
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("In an open case, a refused attribution does not leave its relation behind")
  func refusedRelation() throws {
    try withCase(isOpen: true) { file, _ in
      let likes = CaseRecord.attribution(
        AttributionRecord(source: "a", relation: "likes", target: .entity("b")))
      try file.write(author: "tester") { writer in
        var codes: [RecordProblem.Code] = []
        for record in [likes, .entity(EntityRecord(key: "a", kind: nil)), likes] {
          do {
            _ = try writer.write(record, mode: .addOnly)
          } catch let problem as RecordProblem {
            codes.append(problem.code)
          }
        }
        #expect(codes == [.unknownKey, .unknownKey])
      }
      try expectEqual(file.read { $0.vocabulary.relations["likes"] }, nil)
    }
  }
}
