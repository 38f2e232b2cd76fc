import Headwater
import HeadwaterTestSupport
import Testing

@Suite("Cancellation", .timeLimit(.minutes(1)))
struct CancellationTests {
  @Test("A cancelled trace throws with the next chain, and has ended")
  func trace() async throws {
    try await withCase { notes in
      try await Dense.addLayers(12, width: 10, to: notes)
      let task = Task {
        var iterator = notes.trace("subject").makeAsyncIterator()
        var count = 0
        do throws(any Error) {
          while try await iterator.next() != nil {
            count += 1
            if count == 10 { withUnsafeCurrentTask { $0?.cancel() } }
          }
          return (count, false, false)
        } catch {
          let isOver = try await iterator.next() == nil
          return (count, error is CancellationError, isOver)
        }
      }
      // Asking a cancelled task's iterator again throws again, before it looks.
      let result = await task.result
      #expect(throws: CancellationError.self) { try result.get() }
    }
  }

  @Test("A search that finds nothing for long is stopped")
  func search() async throws {
    try await withCase { notes in
      try await Dense.addCircle(of: 14, to: notes)
      let task = Task {
        var count = 0
        for try await _ in notes.trace("subject") { count += 1 }
        return count
      }
      try await Task.sleep(for: .milliseconds(100))
      task.cancel()
      let result = await task.result
      #expect(throws: CancellationError.self) { try result.get() }
    }
  }

  @Test("Counting chains is stopped")
  func counting() async throws {
    try await withCase { notes in
      try await Dense.addCircle(of: 14, to: notes)
      let task = Task { try await notes.chainCount(upstreamOf: "subject") }
      try await Task.sleep(for: .milliseconds(50))
      task.cancel()
      let result = await task.result
      #expect(throws: CancellationError.self) { try result.get() }
    }
  }

  @Test("What is cancelled before it begins does not begin")
  func beforeTheStart() async throws {
    try await withCase { notes in
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        let reading = await failure { try await notes.read { try $0.statistics() } }
        let writing = await failure {
          try await notes.write(author: "editor") { try Story.add(to: $0) }
        }
        let tracing = await failure {
          for try await _ in notes.trace("article") {}
        }
        return [reading, writing, tracing].map { $0 is CancellationError }
      }
      #expect(await task.value == [true, true, true])
      let count = try await notes.read { try $0.statistics().entityCount }
      #expect(count == 0)
    }
  }

  @Test("A cancelled read stops at the next call of its view")
  func view() async throws {
    try await withCase { notes in
      try await notes.write(author: "editor") { try Story.add(to: $0) }
      let task = Task {
        try await notes.read { view in
          while true { _ = try view.entity("article") }
        }
      }
      try await Task.sleep(for: .milliseconds(20))
      task.cancel()
      let result = await task.result
      #expect(throws: CancellationError.self) { try result.get() }
    }
  }

  @Test("A cancelled import leaves nothing")
  func importing() async throws {
    try await withTemporaryFolder { folder in
      let big = try await Case.create(at: folder + "/big.case")
      try await Dense.addLayers(20, width: 20, to: big)
      try await big.exportJSONLines(folder + "/big.jsonl")
      try await big.close()
      let notes = try await Case.create(at: folder + "/notes.case")
      let task = Task { try await notes.importJSONLines(folder + "/big.jsonl", author: "test") }
      try await Task.sleep(for: .milliseconds(2))
      task.cancel()
      let result = await task.result
      let count = try await notes.read { try $0.statistics().entityCount }
      // A machine may be quick enough to be done before it is told.
      switch result {
      case .success: #expect(count == 401)
      case .failure(let error): #expect(error is CancellationError && count == 0)
      }
      try await notes.close()
    }
  }
}
