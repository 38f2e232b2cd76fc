import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import JSONText
import SQLite
import Testing

@Suite("What a purge leaves")
struct PurgeTests {
  private static func changed(seed: UInt64, in file: CaseFile) throws {
    try file.add(RandomRecords.caseRecords(seed: seed, options: .init(hasWithheld: true)))
    let uids = try file.texts("SELECT uid FROM attribution ORDER BY uid LIMIT 5")
    try file.write(author: "tester", reason: "because") { writer in
      for uid in uids {
        var record = try writer.attributionRecord(forUID: uid)
        record.note = "another note"
        _ = try writer.replaceAttribution(id: uid, with: record)
      }
    }
  }

  @Test("A purged case verifies, and later changes are found in its history")
  func verifies() throws {
    var purged = 0
    for seed in UInt64(0)..<20 where try Self.isPurged(seed: seed) { purged += 1 }
    // In some random cases a key holds a random name, and nothing can be purged.
    #expect(purged >= 10)
  }

  private static func isPurged(seed: UInt64) throws -> Bool {
    try withCase { file, _ in
      try changed(seed: seed, in: file)
      var options = PurgeOptions()
      options.redactsText = true
      options.keepsWithheld = seed % 2 == 0
      do {
        try file.purge(options, author: "tester")
      } catch let error as CaseError where error.code == .protectedText {
        return false
      }
      expectEqual(try file.verify().findings, [], "seed \(seed)")
      let key = try #require(
        try file.texts("SELECT key FROM entity WHERE naming <> 4 ORDER BY key").first)
      try file.write(author: "tester", reason: "afterwards") { writer in
        var record = try writer.entityRecord(forKey: key)
        record.description = "a description of later"
        _ = try writer.replaceEntity(key: key, with: record)
      }
      let last = try #require(try file.read { try $0.history(of: .everything, limit: 1) }.first)
      expectTrue(!last.isWithheld && !last.isPurged, "seed \(seed)")
      expectEqual(last.reason, "afterwards")
      expectEqual(last.became?["description"]?.string, "a description of later")
      expectEqual(try file.verify().findings, [], "seed \(seed)")
      return true
    }
  }

  @Test("After a purge an altered row is still found")
  func tampering() throws {
    try withCase(holding: Small.all) { file in
      try file.write(author: "tester") { writer in
        var record = try writer.entityRecord(forKey: "memo")
        record.name = "Memo 2"
        _ = try writer.replaceEntity(key: "memo", with: record)
      }
      try file.purge(PurgeOptions(), author: "tester")
      expectEqual(try file.verify().findings, [])
      try file.tamper("UPDATE entity SET name = 'Memo 3' WHERE key = 'memo'")
      expectTrue(try file.verify().findings.contains { $0.code == .alteredRow })
    }
  }

  @Test("A purged case has no more pages than it needs, and none of what was removed")
  func pages() throws {
    try withCase { file, path in
      try file.add(Small.all)
      let large = String(repeating: "removed words ", count: 20_000)
      try file.add([.text(TextRecord(document: "memo", content: large))])
      try file.write(author: "tester") { try $0.removeText(document: "memo", version: "1") }
      try file.purge(PurgeOptions(), author: "tester")
      expectEqual(try file.integer("PRAGMA freelist_count"), 0)
      try file.close()
      let content = String(decoding: try bytes(of: path), as: UTF8.self)
      expectTrue(!content.contains("removed words"))
      expectEqual(fileNames(in: String(path.dropLast("/case.db".count))), ["case.db"])
    }
  }
}
