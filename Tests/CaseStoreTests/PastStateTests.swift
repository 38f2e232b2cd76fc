import CaseStore
import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import JSONText
import SQLite
import Testing

@Suite("The case as it was")
struct PastStateTests {
  private static func exact(_ records: [CaseRecord]) -> Set<[UInt8]> {
    Set(records.map(\.exactText))
  }

  /// Writes, changes and removes at random, and keeps what the case held after each time.
  private static func history(
    seed: UInt64, in file: CaseFile
  ) throws -> [(time: String, contents: Set<[UInt8]>)] {
    var random = SplitMix64(seed: seed)
    let records = RandomRecords.caseRecords(seed: seed, options: .init(hasWithheld: false))
    var states: [(time: String, contents: Set<[UInt8]>)] = []
    func keep() throws {
      let time = try file.withConnection { connection in
        try connection.sqlite.text("SELECT max(time) FROM change_set") ?? ""
      }
      states.append((time, exact(try file.contents(revealWithheld: true))))
      usleep(2_000)
    }
    try file.add(records)
    try keep()
    for _ in 0..<6 {
      let uids = try file.texts("SELECT uid FROM attribution")
      let keys = try file.texts("SELECT key FROM entity")
      try file.write(author: "tester") { writer in
        if let uid = uids.randomElement(using: &random) {
          if Bool.random(using: &random) {
            try writer.removeAttribution(id: uid, cascade: true)
          } else {
            var record = try writer.attributionRecord(forUID: uid)
            record.note = "changed \(random.next())"
            _ = try writer.replaceAttribution(id: uid, with: record)
          }
        }
        if let key = keys.randomElement(using: &random) {
          var record = try writer.entityRecord(forKey: key)
          record.description = "changed \(random.next())"
          record.key = "renamed-\(random.next())"
          _ = try writer.replaceEntity(key: key, with: record)
        }
        if let key = keys.randomElement(using: &random) {
          do {
            try writer.removeEntity(key: key, cascade: true)
          } catch let error as CaseError where error.code == .unknownEntity {
            // It was given another key just now.
          }
        }
      }
      try keep()
    }
    return states
  }

  @Test("Every state that was recorded can be read again", arguments: UInt64(0)..<20)
  func everyState(seed: UInt64) throws {
    try withCase { file, _ in
      let states = try Self.history(seed: seed, in: file)
      for state in states {
        let time = try RecordedTime(state.time)
        let past = try file.read(recordedAsOf: time, revealWithheld: true) { reader in
          Self.exact(try reader.contents())
        }
        let differing = past.symmetricDifference(state.contents)
          .map { String(decoding: $0, as: UTF8.self) }
        expectTrue(past == state.contents, "seed \(seed), \(state.time): \(differing)")
      }
      let before = try file.read(recordedAsOf: RecordedTime("2000-01-01")) { try $0.contents() }
      expectTrue(before.isEmpty)
      expectTrue(try file.verify().findings.isEmpty)
    }
  }

  @Test("A change can be undone by hand from what the history shows", arguments: UInt64(0)..<20)
  func undoing(seed: UInt64) throws {
    try withCase { file, _ in
      let records = RandomRecords.caseRecords(seed: seed, options: .init(hasWithheld: false))
      try file.add(records)
      let before = Self.exact(try file.contents())
      let key = try #require(try file.texts("SELECT key FROM entity ORDER BY key").first)
      try file.write(author: "tester") { writer in
        var record = try writer.entityRecord(forKey: key)
        record.name = "Another name"
        record.aliases = []
        record.properties = []
        _ = try writer.replaceEntity(key: key, with: record)
      }
      let change = try #require(
        try file.read { try $0.history(of: .entity(key), limit: 1) }.first)
      expectEqual(change.action, "changed")
      let was = try #require(change.was)
      try file.write(author: "tester") { writer in
        var record = try writer.entityRecord(forKey: key)
        record.name = was["name"]?.string
        record.aliases = (was["aliases"]?.elements ?? []).compactMap(\.string)
        record.properties = try (was["properties"]?.elements ?? []).map { property in
          let type = property["type"]?.string ?? ""
          let text = property["value"]?.string ?? ""
          return Property(
            name: property["name"]?.string ?? "", value: try Self.value(text, type))
        }
        _ = try writer.replaceEntity(key: key, with: record)
      }
      expectTrue(Self.exact(try file.contents()) == before, "seed \(seed)")
    }
  }

  private static func value(_ text: String, _ type: String) throws -> PropertyValue {
    let name = type.hasSuffix("[]") ? String(type.dropLast(2)) : type
    let element = try #require(PropertyValue.ListElementType(name: name))
    guard type.hasSuffix("[]") else { return try PropertyValue.read(text, type: element) }
    return .list(
      element, try EscapedList.split(text).map { try PropertyValue.read($0, type: element) })
  }

  @Test("A source that is withheld by now was withheld then, too")
  func withheldSince() throws {
    try withCase { file, _ in
      try file.add([
        .entity(EntityRecord(key: "jane", kind: "person", name: "Jane Doe")),
        .entity(
          EntityRecord(key: "story", kind: "document", description: "As Jane Doe has it.")),
      ])
      let time = try file.withConnection {
        try $0.sqlite.text("SELECT max(time) FROM change_set") ?? ""
      }
      usleep(2_000)
      try file.write(author: "tester") { writer in
        var jane = try writer.entityRecord(forKey: "jane")
        jane.naming = .withheld
        _ = try writer.replaceEntity(key: "jane", with: jane)
      }
      let past = try file.read(recordedAsOf: RecordedTime(time)) { reader in
        "\(try reader.contents())"
      }
      expectTrue(!past.contains("Jane") && past.contains("Withheld source 1"), "\(past)")
      expectTrue(past.contains("As [withheld] has it."))
      let history = try file.read { reader in
        try reader.history(of: .everything, limit: nil)
      }
      for change in history where change.item == "entity" {
        let shown = "\(change.name) \(change.was?.lineText ?? "") \(change.became?.lineText ?? "")"
        expectTrue(!shown.lowercased().contains("jane"), "\(shown)")
      }
    }
  }

  @Test(
    "Times are read as the last moment that fits",
    arguments: [
      ("2026-11-24", "2026-11-24T23:59:59.999Z"), ("2026-11-24T12:00", "2026-11-24T12:00:59.999Z"),
      ("2026-11-24T12:00:05Z", "2026-11-24T12:00:05.999Z"),
      ("2026-11-24T12:00:05.25Z", "2026-11-24T12:00:05.259Z"),
      ("2026-11-24T00:30+02:00", "2026-11-23T22:30:59.999Z"),
      ("2026-12-31T23:30-01:00", "2027-01-01T00:30:59.999Z"),
      ("1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z"),
    ])
  func times(text: String, read: String) throws {
    let time = try RecordedTime(text)
    let same = try RecordedTime(read)
    #expect(time == same)
  }

  @Test(
    "What is no time is refused",
    arguments: [
      "", "yesterday", "2026", "2026-13-01", "2026-02-30", "2026-11-24T", "2026-11-24T25:00",
      "2026-11-24T12", "2026-11-24T12:00:61", "2026-11-24T12:00:00.", "2026-11-24T12:00+2",
      "2026-11-24 12:00", "2026-11-24T12:00:00.1.2",
    ])
  func noTimes(text: String) {
    let error = #expect(throws: CaseError.self) { try RecordedTime(text) }
    #expect(error?.code == .invalidTime)
  }
}
