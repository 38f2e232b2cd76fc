import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Synchronization
import Testing

@Suite("Failures from outside")
struct CaseErrorTests {
  @Test("A case that another connection writes to is busy, and whole afterwards")
  func busy() throws {
    try withCase { file, path in
      let other = try CaseFile.open(at: path, access: .readWrite)
      try other.tamper("PRAGMA busy_timeout = 0")
      try file.write(author: "x") { writer in
        _ = try writer.write(.entity(EntityRecord(key: "a", kind: "person")), mode: .addOnly)
        let found = try code { try other.add(Small.entities) }
        #expect(found == .busy)
        // Readers are not held up.
        #expect(try other.contents().isEmpty)
      }
      try other.add(Small.entities)
      #expect(try file.contents().count == Small.entities.count + 1)
    }
  }

  @Test("A full disk undoes the write and leaves the case as it was")
  func diskFull() throws {
    try withCase(holding: Small.all) { file in
      let before = try file.contents()
      let pages = try file.integer("PRAGMA page_count")
      try file.tamper("PRAGMA max_page_count = \(pages)")
      let text = TextRecord(document: "memo", content: String(repeating: "word ", count: 100_000))
      let found = try code { try file.add([.text(text)]) }
      #expect(found == .diskFull)
      #expect(try file.contents() == before)
      try file.tamper("PRAGMA max_page_count = 1000000")
      try file.add([.text(text)])
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("Whoever is interrupted is told so, and the case is as it was")
  func interrupted() throws {
    try withCase(holding: Small.all) { file in
      let before = try file.contents()
      func whileInterrupted(_ body: () throws -> Void) throws -> CaseError.Code? {
        try file.withConnection { connection in
          connection.sqlite.setProgressHandler(everyOperations: 1) { true }
        }
        let found = try code(body)
        try file.withConnection { connection in
          connection.sqlite.setProgressHandler(everyOperations: 1, nil)
        }
        return found
      }
      let reading = try whileInterrupted { _ = try file.contents() }
      #expect(reading == .interrupted)
      let writing = try whileInterrupted { try file.add(Small.all) }
      #expect(writing == .interrupted)
      let verifying = try whileInterrupted { _ = try file.verify() }
      #expect(verifying == .interrupted)
      let isInterrupted = InterruptFlag()
      try file.withConnection { connection in
        connection.sqlite.setProgressHandler(everyOperations: 1) { isInterrupted.isSet }
      }
      try file.read { reader in
        isInterrupted.isSet = true
        do {
          _ = try reader.flowInto([FlowRequest(target: EntityID(1))])
          Issue.record("nothing was thrown")
        } catch let error as GraphReadError {
          #expect(error.code == .interrupted)
        }
        isInterrupted.isSet = false
      }
      try file.withConnection { connection in
        connection.sqlite.setProgressHandler(everyOperations: 1, nil)
      }
      #expect(try file.contents() == before)
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test(
    "A damaged case is said to be damaged, and never crashes a reader", arguments: UInt64(0)..<12)
  func corrupted(seed: UInt64) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/case.db"
      let file = try CaseFile.create(at: path)
      try file.add(RandomGraph.records(seed: seed, entities: 30, attributions: 400))
      let before = try file.contents()
      try file.close()
      var random = SplitMix64(seed: seed)
      var damaged = try bytes(of: path)
      // Beyond the first page, which holds the schema.
      for _ in 0..<40 {
        let place = Int.random(in: 4_096..<(damaged.count - 64), using: &random)
        for offset in 0..<64 {
          damaged[place + offset] = UInt8.random(in: .min ... .max, using: &random)
        }
      }
      try makeFile(path, damaged)
      do {
        let opened = try CaseFile.open(at: path, access: .readOnly)
        let report = try opened.verify()
        #expect(!report.findings.isEmpty, "seed \(seed)")
        let contents = try opened.contents()
        #expect(contents.count <= before.count * 2)
      } catch let error as CaseError {
        #expect([.corrupted, .engine, .notACase].contains(error.code), "seed \(seed): \(error)")
      }
    }
  }

  @Test("What SQLite refuses for another reason is told in its words")
  func engine() throws {
    try withCase { file, _ in
      let found = try code { try file.tamper("SELECT nothing") }
      #expect(found == .engine)
    }
  }
}

/// A flag that a handler on another thread may read.
private final class InterruptFlag: Sendable {
  private let flag = Mutex(false)

  var isSet: Bool {
    get { flag.withLock { $0 } }
    set { flag.withLock { $0 = newValue } }
  }
}
