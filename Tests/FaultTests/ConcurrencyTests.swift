import CaseStore
import Foundation
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// Eight readers and one writer in one process: whole states, in their order.
@Suite struct ConcurrencyTests {
  private static let duration: Duration = Soak.amount(.seconds(5), soak: .seconds(60))
  private static let readers = 8

  /// What the threads of one run share.
  private final class Run: Sendable {
    let path: String
    let deadline = Deadline(after: ConcurrencyTests.duration)
    let reads = SharedCount()
    let writes = SharedCount()

    init(_ path: String) {
      self.path = path
    }

    /// Writes states until the time is up.
    func write(to file: CaseFile) throws {
      var ledger = Ledger()
      repeat {
        try ledger.advance(file)
        writes.add()
      } while !deadline.isOver
    }

    /// Reads states until the time is up; `file` is asked for anew for every 20 reads.
    func read(from file: () throws -> CaseFile) throws {
      var last = 0
      repeat {
        let opened = try file()
        for round in 0..<20 where !deadline.isOver {
          let step = try Ledger.step(of: opened) {
            if round % 4 == 0 { Thread.sleep(forTimeInterval: 0.002) }
          }
          guard step >= last else {
            throw TornRead(message: "a reader saw step \(last) and then \(step)")
          }
          last = step
          reads.add()
        }
      } while !deadline.isOver
    }

    func check() throws {
      #expect(reads.value > 0)
      #expect(writes.value > 0)
      let file = try CaseFile.open(at: path, access: .readOnly)
      #expect(try Ledger.step(of: file) == writes.value)
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("Readers with connections of their own, opened again and again, see whole states in order")
  func separateFiles() async throws {
    try await withTemporaryFolder { folder in
      let run = Run(folder + "/case.db")
      try Ledger.make(at: run.path)
      let reader: @Sendable () throws -> Void = {
        try run.read { try CaseFile.open(at: run.path, access: .readOnly) }
      }
      let writer: @Sendable () throws -> Void = {
        let file = try CaseFile.open(at: run.path, access: .readWrite)
        try run.write(to: file)
        try file.close()
      }
      try await Threads.run([writer] + Array(repeating: reader, count: Self.readers))
      try run.check()
    }
  }

  @Test("Threads that share one open case see whole states in order")
  func sharedFile() async throws {
    try await withTemporaryFolder { folder in
      let run = Run(folder + "/case.db")
      try Ledger.make(at: run.path)
      let file = try CaseFile.open(at: run.path, access: .readWrite)
      let reader: @Sendable () throws -> Void = { try run.read { file } }
      let writer: @Sendable () throws -> Void = { try run.write(to: file) }
      try await Threads.run([writer] + Array(repeating: reader, count: Self.readers))
      try file.close()
      try run.check()
    }
  }

  @Test("Tasks that share one open case see whole states in order")
  func sharedFileInTasks() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/case.db"
      try Ledger.make(at: path)
      let file = try CaseFile.open(at: path, access: .readWrite)
      let isDone = SharedSwitch()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { isDone.turnOn() }
          var ledger = Ledger()
          for _ in 0..<Soak.amount(100, soak: 3_000) {
            try ledger.advance(file)
            await Task.yield()
          }
        }
        for _ in 0..<Self.readers {
          group.addTask {
            var last = 0
            repeat {
              let step = try Ledger.step(of: file)
              guard step >= last else {
                throw TornRead(message: "a task saw step \(last) and then \(step)")
              }
              last = step
              await Task.yield()
            } while !isDone.isOn
          }
        }
        try await group.waitForAll()
      }
      #expect(try Ledger.step(of: file) == Soak.amount(100, soak: 3_000))
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("Writers with connections of their own take turns, and none of their writes is lost")
  func writers() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/case.db"
      try CaseFile.create(at: path).close()
      let rounds = Soak.amount(20, soak: 500)
      let busy = SharedCount()
      try await Threads.run(
        (0..<4).map { number in
          {
            let file = try CaseFile.open(at: path, access: .readWrite)
            for round in 0..<rounds {
              let entity = EntityRecord(key: "e\(number)-\(round)", kind: "person")
              do {
                try file.write(author: "writer \(number)") { writer in
                  _ = try writer.write(.entity(entity), mode: .addOnly)
                }
              } catch let error as CaseError where error.code == .busy {
                busy.add()
              }
            }
            try file.close()
          }
        })
      let file = try CaseFile.open(at: path, access: .readOnly)
      let count = try file.read { try $0.statistics().entitiesByKind.reduce(0) { $0 + $1.1 } }
      #expect(count == 4 * rounds - busy.value)
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("A case that is closed while others use it tells them so, and is whole")
  func closing() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/case.db"
      for _ in 0..<Soak.amount(5, soak: 200) {
        try? FileManager.default.removeItem(atPath: path)
        try Ledger.make(at: path)
        let file = try CaseFile.open(at: path, access: .readWrite)
        let user: @Sendable () throws -> Void = {
          do {
            while true { _ = try Ledger.step(of: file) }
          } catch let error as CaseError where error.code == .closed {}
        }
        let closer: @Sendable () throws -> Void = {
          Thread.sleep(forTimeInterval: 0.01)
          try file.close()
        }
        try await Threads.run([user, user, closer, closer])
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
      }
    }
  }
}
