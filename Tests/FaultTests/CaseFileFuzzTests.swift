import CaseStore
import GraphQuery
import Headwater
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

/// Damaged case files: each reads as it was, or gives an error or a finding, and nothing traps.
@Suite struct CaseFileFuzzTests {
  private static let rounds = 60

  /// Whether an error is one that a case may give.
  static func isOurs(_ error: any Error) -> Bool {
    switch error {
    case let error as CaseError: error.code != .closed
    case let error as QueryError: error.code == .reading
    case is GraphReadError, is RecordProblem: true
    default: false
    }
  }

  @Test("A damaged case file reads as it was, or says that it is damaged", arguments: UInt64(0)..<4)
  func bytes(seed: UInt64) throws {
    try withMemoryFolder { folder in
      let path = folder + "/case.db"
      try SmallCase.make(at: path)
      let whole = try WholeBytes.read(path)
      let contents = try Self.contents(path)
      try FuzzLog.fuzz("case", seed: seed, rounds: Self.rounds) { mutator in
        try CaseFileBytes(of: folder + "/none").restore(to: path)
        let damaged = mutator.damaged(whole)
        try WholeBytes.write(damaged, to: path)
        do {
          let file = try CaseFile.open(at: path, access: .readOnly)
          defer { try? file.close() }
          let findings = try file.verify().findings
          // Nothing found wrong: then nothing is, or it is where nothing is read from.
          if findings.isEmpty { #expect(try file.contents() == contents) }
          try Self.readAll(file)
        } catch {
          #expect(Self.isOurs(error), "\(error)")
        }
        Self.tryToWrite(path)
      }
    }
  }

  @Test("Values that no case may hold are found or refused", arguments: UInt64(0)..<4)
  func values(seed: UInt64) throws {
    try withMemoryFolder { folder in
      let path = folder + "/case.db"
      try SmallCase.make(at: path)
      let whole = try CaseFileBytes(of: path)
      try FuzzLog.fuzz("values", seed: seed, rounds: Self.rounds) { mutator in
        try whole.restore(to: path)
        try Self.tamper(path, &mutator)
        do {
          let file = try CaseFile.open(at: path, access: .readOnly)
          defer { try? file.close() }
          _ = try file.verify()
          try Self.readAll(file)
        } catch {
          #expect(Self.isOurs(error), "\(error)")
        }
        Self.tryToWrite(path)
      }
    }
  }

  private static func contents(_ path: String) throws -> CaseContents {
    let file = try CaseFile.open(at: path, access: .readOnly)
    defer { try? file.close() }
    return try file.contents()
  }

  /// Reads every record and traces every entity; what fails is an error of ours.
  static func readAll(_ file: CaseFile) throws {
    for reveal in [false, true] {
      let parts: [(CaseReader) throws -> Void] = [
        { try $0.forEachKind { _ in } }, { try $0.forEachRelation { _ in } },
        { try $0.forEachEntity { _ in } }, { try $0.forEachAttribution { _ in } },
        { try $0.forEachText { _ in } }, { try $0.forEachIdentity { _ in } },
        { _ = try $0.statistics() }, { _ = try $0.search("article", limit: 5) },
        { _ = try $0.nearestKeys(to: "articel") },
        { reader in
          for key in ["claim", "article", "occrp", "icrc", "memo"] {
            guard let id = try reader.entity(forKey: key) else { continue }
            _ = try reader.answer(TraceRequest(subject: id))
            let around = try reader.around(id)
            _ = try reader.details(of: around.incoming + around.outgoing + around.about)
          }
        },
      ]
      for part in parts {
        do {
          try file.read(revealWithheld: reveal, part)
        } catch {
          #expect(isOurs(error), "\(error)")
        }
      }
    }
  }

  /// Edits the case, which may be refused.
  static func tryToWrite(_ path: String) {
    do {
      let file = try CaseFile.open(at: path, access: .readWrite)
      defer { try? file.close() }
      try Work.editing.run(on: file, in: "")
    } catch {
      #expect(isOurs(error), "\(error)")
    }
  }

  /// Puts values into rows that no command would put there.
  private static func tamper(_ path: String, _ mutator: inout Mutator) throws {
    let connection = try Connection(path: path, mode: .readWrite)
    try connection.execute(
      "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
    let tables = try texts(
      connection,
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY 1")
    for _ in 0...mutator.number(below: 3) {
      let table = mutator.pick(tables)
      let columns = try texts(connection, "SELECT name FROM pragma_table_info('\(table)')")
      let column = mutator.pick(columns)
      let value = mutator.pick([
        "0", "1", "-1", "2", "7", "9223372036854775807", "-9223372036854775808", "2147483648",
        "NULL", "''", "'x'", "x''", "x'ff00'", "CAST(x'ff' AS TEXT)", "CAST(x'610062' AS TEXT)",
        "1e999", "'2023-13'", "'attribution:x'", "'a' || char(10) || 'b'", "'é'", "'{'",
        "(SELECT max(id) FROM attribution)", "(SELECT min(id) FROM entity)",
        "replace(hex(zeroblob(3000)), '00', 'ab')",
      ])
      let key = mutator.pick(columns)
      let row = mutator.number(below: 8)
      do throws(SQLiteError) {
        try connection.execute(
          """
          UPDATE "\(table)" SET "\(column)" = \(value)
          WHERE "\(key)" IN (SELECT "\(key)" FROM "\(table)" ORDER BY 1 LIMIT 1 OFFSET \(row))
          """)
      } catch {
        // Types and keys keep their promises even here.
      }
    }
  }

  private static func texts(
    _ connection: borrowing Connection, _ sql: String
  ) throws -> [String] {
    let statement = try connection.prepare(sql)
    var texts: [String] = []
    while try statement.step() { texts.append(try statement.text(0)) }
    return texts
  }
}
