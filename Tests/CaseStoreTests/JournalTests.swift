import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

@Suite("The journal, and what verifying finds")
struct JournalTests {
  /// A case that has been through additions, changes and removals of every kind.
  private static func makeCase(at path: String) throws {
    let file = try CaseFile.create(at: path)
    try file.add([
      .kind(KindDefinition(name: "leaker", parent: "person")),
      .relation(
        RelationDefinition(
          name: "wrote_to", role: .transmission, forwardPhrase: "wrote to",
          backwardPhrase: "had a letter from")),
    ])
    try file.add(Small.all)
    try file.add([
      .entity(
        EntityRecord(
          key: "jo", kind: "leaker", name: "Jo", aliases: ["J"], labels: ["x"],
          properties: [Property(name: "age", value: .integer(40))])),
      .entity(
        EntityRecord(
          key: "deep", kind: "person", name: "Deep", naming: .withheld,
          properties: [Property(name: "age", value: .integer(60))])),
      .attribution(
        AttributionRecord(
          id: "secret", source: "deep", relation: "told", target: .entity("occrp"),
          note: "in a garage", properties: [Property(name: "where", value: .text("garage"))])),
      .text(TextRecord(document: "memo", content: "words of a memo")),
      .evidence(
        attribution: "leak", EvidenceRecord(document: "memo", textVersion: "1", quote: "memo")),
      .identity(IdentityRecord(id: "i1", entity: "jo", other: "insider", verdict: .same)),
    ])
    try file.write(author: "second", reason: "a reason") { writer in
      var deep = try writer.entityRecord(forKey: "deep")
      deep.name = "Deep Throat"
      _ = try writer.replaceEntity(key: "deep", with: deep)
      _ = try writer.write(
        .identity(
          IdentityRecord(
            id: "i2", entity: "jo", other: "insider", verdict: .possiblySame, supersedes: "i1")),
        mode: .addOnly)
      try writer.removeAttribution(id: "tie")
    }
    try file.close()
  }

  /// Gives `body` a way to tamper with copies of the case, each of which tells what is found.
  private func withTamper(
    _ body: ((_ sql: String) throws -> [VerifyFinding], CaseFile) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/case.db"
      try Self.makeCase(at: path)
      let whole = try bytes(of: path)
      let original = try CaseFile.open(at: path, access: .readOnly)
      let findings = try original.verify().findings
      try #require(findings.isEmpty)
      try body(
        { sql in
          try makeFile(folder + "/copy.db", whole)
          let copy = try CaseFile.open(at: folder + "/copy.db", access: .readWrite)
          try copy.tamper(sql)
          let findings = try copy.verify().findings
          try copy.close()
          return findings
        }, original)
    }
  }

  @Test("Any change to any field of a row of the journal is found, with its number")
  func fields() throws {
    try withTamper { tamper, original in
      let count = try original.integer("SELECT count(*) FROM change")
      #expect(count == 22)
      for sequence in 1...count {
        for change in [
          "change_set = change_set % 4 + 1", "item = (item + 1) % 6", "item_id = item_id + 100",
          "was = CASE WHEN was IS NULL THEN '{}' ELSE was || ' ' END",
          "was = CASE WHEN was IS NULL THEN '{}' END",
          "became = CASE WHEN became IS NULL THEN zeroblob(32) END",
          "became = zeroblob(32)", "hash = zeroblob(32)",
        ] {
          let found = try tamper("UPDATE change SET \(change) WHERE sequence = \(sequence)")
          expectTrue(
            found.contains { $0.code == .brokenJournal && $0.sequence == sequence },
            "\(sequence): \(change): \(found)")
        }
      }
    }
  }

  @Test(
    "Any change to who changed the case, when and why is found",
    arguments: [
      "time = '2001-01-01T00:00:00.000Z'", "author = 'somebody'", "reason = 'another'",
      "author = 'somebody', author_salt = NULL", "reason = 'another', reason_salt = NULL",
    ])
  func changeSets(change: String) throws {
    try withTamper { tamper, original in
      for id in 1...4 {
        let first = try original.integer(
          "SELECT min(sequence) FROM change WHERE change_set = \(id)")
        let found = try tamper("UPDATE change_set SET \(change) WHERE id = \(id)")
        expectTrue(found.contains { $0.code == .brokenJournal && $0.sequence == first })
      }
    }
  }

  @Test("Rows that are dropped, moved or added are found")
  func rows() throws {
    try withTamper { tamper, original in
      let count = try original.integer("SELECT count(*) FROM change")
      for sequence in 1..<count {
        let dropped = try tamper(
          "DELETE FROM change_salt WHERE sequence = \(sequence);"
            + "DELETE FROM change WHERE sequence = \(sequence)")
        expectTrue(
          dropped.contains { $0.code == .brokenJournal && $0.sequence == sequence },
          "dropped \(sequence)")
        let swapped = try tamper(
          """
          UPDATE change SET sequence = -1 WHERE sequence = \(sequence);
          UPDATE change SET sequence = \(sequence) WHERE sequence = \(sequence + 1);
          UPDATE change SET sequence = \(sequence + 1) WHERE sequence = -1
          """)
        expectTrue(
          swapped.contains { $0.code == .brokenJournal && $0.sequence == sequence },
          "swapped \(sequence)")
      }
      // Without its last row, the journal itself is whole, but the case goes beyond it.
      let last = try tamper("DELETE FROM change WHERE sequence = \(count)")
      #expect(!last.isEmpty)
      let added = try tamper(
        "INSERT INTO change SELECT \(count + 1), change_set, item, item_id, was, became, hash "
          + "FROM change WHERE sequence = 3")
      expectTrue(added.contains { $0.code == .brokenJournal && $0.sequence == count + 1 })
      let occasion = try tamper(
        "INSERT INTO change_set (time, author, author_digest) VALUES ('', 'x', x'')")
      expectTrue(occasion.contains { $0.code == .brokenJournal })
    }
  }

  @Test(
    "Protected content that is altered is found",
    arguments: [
      "UPDATE change_salt SET salt = zeroblob(16)",
      "UPDATE change_salt SET was = replace(was, 'Deep', 'Deap') WHERE was IS NOT NULL",
      "UPDATE change_salt SET was = NULL WHERE was IS NOT NULL", "DELETE FROM change_salt",
      "UPDATE change_salt SET was = '{}' WHERE was IS NULL",
    ])
  func protectedContent(change: String) throws {
    try withTamper { tamper, _ throws in
      #expect(try !tamper(change).isEmpty)
    }
  }

  @Test(
    "Any change to what the case holds is found",
    arguments: [
      ("UPDATE entity SET name = 'Other' WHERE key = 'memo'", VerifyFinding.Code.alteredRow),
      ("UPDATE entity SET upstream = 0 WHERE key = 'memo'", .alteredRow),
      ("UPDATE entity SET key = 'memo2' WHERE key = 'memo'", .alteredRow),
      ("UPDATE entity SET naming = 7 WHERE key = 'memo'", .damagedFile),
      ("UPDATE entity SET date = 'yesterday' WHERE key = 'memo'", .unreadable),
      ("UPDATE entity SET kind = 3 WHERE key = 'memo'", .alteredRow),
      ("UPDATE entity SET kind = 6 WHERE key = 'memo'", .alteredRow),
      ("UPDATE entity_alias SET alias = 'K'", .alteredRow),
      ("DELETE FROM entity_label", .alteredRow),
      ("UPDATE entity_property SET value = 41", .alteredRow),
      ("UPDATE entity_property SET value = 'x'", .unreadable),
      ("UPDATE entity_property SET type = 'x'", .unreadable),
      ("UPDATE protected_identity SET name = 'Shallow'", .alteredRow),
      ("UPDATE protected_property SET value = 61", .alteredRow),
      ("UPDATE attribution SET note = 'met in June' WHERE uid = 'leak'", .alteredRow),
      ("UPDATE attribution SET source = 1 WHERE uid = 'leak'", .forbiddenShape),
      ("UPDATE attribution SET status = 2 WHERE uid = 'leak'", .staleDerivation),
      ("UPDATE attribution SET basis = 1 WHERE uid = 'leak'", .alteredRow),
      ("UPDATE attribution SET uid = 'lake' WHERE uid = 'leak'", .alteredRow),
      ("UPDATE attribution SET source = 99 WHERE uid = 'leak'", .danglingReference),
      ("UPDATE attribution_property SET value = 'x'", .alteredRow),
      ("UPDATE evidence SET quote = 'an outsider' WHERE locator IS NOT NULL", .alteredRow),
      ("UPDATE evidence SET quote = 'nemo' WHERE quote = 'memo'", .quoteNotFound),
      ("UPDATE evidence SET ordinal = 7 - ordinal", .alteredRow),
      ("DELETE FROM evidence WHERE ordinal = 1", .alteredRow),
      ("UPDATE document_text SET content = 'other words of a memo'", .alteredText),
      ("UPDATE document_text SET content = 'words of a memo '", .alteredRow),
      ("DELETE FROM document_text", .quoteNotFound),
      ("UPDATE identity SET verdict = 'same'", .staleDerivation),
      ("UPDATE identity SET reason = 'x'", .alteredRow),
      ("UPDATE relation SET forward_phrase = 'x' WHERE name = 'wrote_to'", .alteredRow),
      ("UPDATE relation SET forward_phrase = 'x' WHERE name = 'told'", .alteredRow),
      ("UPDATE relation SET shapes = '' WHERE name = 'told'", .alteredRow),
      ("UPDATE relation SET shapes = 'x' WHERE name = 'told'", .unreadable),
      ("UPDATE entity_kind SET parent = 1 WHERE name = 'leaker'", .alteredRow),
      ("UPDATE entity_kind SET parent = 7 WHERE name = 'leaker'", .alteredRow),
      ("UPDATE entity_kind SET name = 'people' WHERE name = 'person'", .alteredRow),
      ("INSERT INTO entity (key, key_folded, kind) VALUES ('n', 'n', 1)", .unrecordedRow),
      (
        "INSERT INTO attribution SELECT 99, 'n', source, relation, role, target, target_attribution, "
          + "about, names, date, earliest, latest, grade, grade_scale, terms, basis, joint, status, "
          + "note FROM attribution WHERE uid = 'leak'", .unrecordedRow
      ),
      ("DELETE FROM attribution WHERE uid = 'asserted'", .alteredRow),
      ("UPDATE fan_in SET steps = steps + 1 WHERE target = 2", .staleDerivation),
      ("DELETE FROM fan_in", .staleDerivation),
      ("INSERT INTO fan_in VALUES (3, 0)", .staleDerivation),
      ("INSERT INTO canonical_entity VALUES (1, 2)", .staleDerivation),
      ("DELETE FROM entity_search WHERE rowid = 2", .staleDerivation),
      (
        "INSERT INTO entity_search (rowid, name) SELECT id, 'Deep' FROM entity WHERE naming = 4",
        .staleDerivation
      ),
    ])
  func content(change: String, code: VerifyFinding.Code) throws {
    try withTamper { tamper, _ in
      let found = try tamper(change)
      expectTrue(found.contains { $0.code == code }, "\(found)")
      for finding in found {
        for secret in ["deep", "Deep", "garage", "60"] {
          #expect(!finding.message.contains(secret))
        }
      }
    }
  }

  @Test("What the journal keeps is readable, in order, and says what was done")
  func history() throws {
    try withTemporaryFolder { folder in
      try Self.makeCase(at: folder + "/case.db")
      let file = try CaseFile.open(at: folder + "/case.db", access: .readOnly)
      let last = "FROM history ORDER BY sequence DESC LIMIT 1"
      #expect(try file.text("SELECT action \(last)") == "removed")
      #expect(try file.text("SELECT item \(last)") == "attribution")
      #expect(try file.text("SELECT author \(last)") == "second")
      // The same occasion changed a withheld source, and the reason may tell of it.
      #expect(try file.text("SELECT reason \(last)") == nil)
      #expect(try file.text("SELECT max(reason) FROM change_set") == "a reason")
      let time = try file.text("SELECT time \(last)") ?? ""
      let form = /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ/
      #expect(time.wholeMatch(of: form) != nil)
      let was = try file.text("SELECT was FROM change ORDER BY sequence DESC LIMIT 1") ?? ""
      #expect(was.contains("\"id\":\"tie\""))
      #expect(try file.integer("SELECT json_valid(was) FROM change WHERE was IS NOT NULL") == 1)
      #expect(try file.integer("SELECT count(*) FROM history WHERE action = 'changed'") == 2)
    }
  }

  @Test("The journal's text of a row is JSON that holds any text", arguments: UInt64(0)..<20)
  func json(seed: UInt64) throws {
    let records = RandomRecords.caseRecords(seed: seed)
    try withCase(holding: records) { file in
      let contents = try file.contents()
      try file.write(author: "x") { writer in
        for record in contents {
          if case .attribution(let attribution) = record {
            try? writer.removeAttribution(id: attribution.id ?? "", cascade: true)
          }
        }
        for record in contents {
          if case .entity(let entity) = record {
            try writer.removeEntity(key: entity.key ?? "", cascade: true)
          }
        }
      }
      #expect(try file.integer("SELECT count(*) FROM entity") == 0)
      #expect(
        try file.integer(
          "SELECT count(*) FROM change WHERE was IS NOT NULL AND json_valid(was) <> 1") == 0)
      let names = try file.integer(
        "SELECT count(*) FROM change WHERE item = 0 AND json_extract(was, '$.name') IS NOT NULL")
      let expected = contents.filter { record in
        if case .entity(let entity) = record { entity.name != nil } else { false }
      }
      #expect(names == expected.count)
      #expect(try file.verify().findings.isEmpty)
    }
  }
}
