import Headwater
import HeadwaterTestSupport
import Synchronization
import Testing

@Suite("Concurrent use", .timeLimit(.minutes(1)))
struct ConcurrentUseTests {
  @Test("Reads go on while a write is under way, and see nothing of it before it returns")
  func readsBesideAWrite() async throws {
    final class Signals: Sendable {
      let hasBegun = Atomic(false)
      let mayEnd = Atomic(false)
    }
    try await withCase { notes in
      let signals = Signals()
      let writing = Task {
        try await notes.write(author: "editor") { transaction in
          try Story.add(to: transaction)
          signals.hasBegun.store(true, ordering: .releasing)
          // Holds this thread, which no task needs.
          while !signals.mayEnd.load(ordering: .acquiring) {}
        }
      }
      while !signals.hasBegun.load(ordering: .acquiring) { await Task.yield() }
      let counts = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<20 {
          group.addTask { try await notes.read { try $0.statistics().entityCount } }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(counts == [Int](repeating: 0, count: 20))
      signals.mayEnd.store(true, ordering: .releasing)
      try await writing.value
      let after = try await notes.read { try $0.statistics().entityCount }
      #expect(after == 3)
    }
  }

  @Test("Writes of many tasks come one after the other, and each is seen when it returns")
  func manyWrites() async throws {
    try await withCase { notes in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<20 {
          group.addTask {
            try await notes.write(author: "task \(number)") { transaction in
              try transaction.add(EntityRecord(key: "e\(number)", kind: "person"))
            }
            return try await notes.read { try $0.hasEntity("e\(number)") }
          }
        }
        for try await isThere in group { #expect(isThere) }
      }
      let statistics = try await notes.read { try $0.statistics() }
      #expect(statistics.entityCount == 20 && statistics.changeSetCount == 20)
    }
  }

  @Test("Traces run side by side with reads and writes")
  func traces() async throws {
    try await withCase { notes in
      try await Dense.addLayers(3, width: 5, to: notes)
      try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<8 {
          group.addTask {
            if number % 4 == 3 {
              try await notes.write(author: "test") { transaction in
                try transaction.add(EntityRecord(key: "e\(number)", kind: "person"))
              }
            }
            var count = 0
            for try await _ in notes.trace("subject") { count += 1 }
            return count
          }
        }
        for try await count in group { #expect(count == 125) }
      }
    }
  }

  @Test("Closing ends a trace that is under way, and leaves one file alone")
  func closing() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/notes.case"
      let notes = try await Case.create(at: path)
      try await Dense.addLayers(8, width: 6, to: notes)
      var iterator = notes.trace("subject").makeAsyncIterator()
      #expect(try await iterator.next() != nil)
      _ = try await notes.read { try $0.statistics() }
      try await notes.close()
      try await notes.close()
      #expect(try WholeBytes.readIfThere(path + "-wal") == nil)
      var code: CaseError.Code?
      do throws(any Error) {
        while try await iterator.next() != nil {}
      } catch {
        code = (error as? CaseError)?.code
      }
      #expect(code == .closed)
    }
  }
}
