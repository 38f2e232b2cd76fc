import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

@Suite("Cases of other versions")
struct MigrationTests {
  private static let second = Migration(
    version: 2, sql: "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")

  @Test("A case of the newest version is left alone")
  func newest() throws {
    try withCase { file, path in
      try file.close()
      let before = try bytes(of: path)
      let outcome = try CaseFile.migrate(at: path)
      #expect(outcome == MigrationOutcome(from: 1, to: 1, backup: nil))
      #expect(try bytes(of: path) == before)
    }
  }

  @Test("An older case is brought up to date, and its backup is as it was")
  func older() throws {
    try withCase { file, path in
      try file.add(Small.all)
      let before = try file.contents()
      try file.close()
      let outcome = try CaseFile.migrate(at: path, by: [Self.second])
      let backup = try #require(outcome.backup)
      #expect(outcome.from == 1 && outcome.to == 2 && backup == path + ".version-1")
      let kept = try CaseFile.open(at: backup, access: .readOnly)
      #expect(try kept.contents() == before)
      #expect(try kept.verify().findings.isEmpty)
      // This program knows one version, so that the case is now of a newer one.
      #expect(try code { _ = try CaseFile.open(at: path, access: .readOnly) } == .newerVersion)
      let migrated = try Connection(path: path, mode: .readOnly)
      #expect(try migrated.integer("SELECT count(*) FROM later") == 0)
    }
  }

  @Test("A step that fails leaves the case as it was")
  func failing() throws {
    try withCase { file, path in
      try file.add(Small.all)
      let before = try file.contents()
      try file.close()
      let wrong = Migration(version: 3, sql: "CREATE TABLE later (; ")
      #expect(
        try code { _ = try CaseFile.migrate(at: path, by: [Self.second, wrong]) } == .engine)
      let again = try CaseFile.open(at: path, access: .readWrite)
      #expect(try again.contents() == before)
      #expect(try again.integer("PRAGMA user_version") == 1)
      try again.close()
      // The backup is there, and nothing takes its place.
      #expect(
        try code { _ = try CaseFile.migrate(at: path, by: [Self.second]) } == .alreadyExists)
    }
  }
}
