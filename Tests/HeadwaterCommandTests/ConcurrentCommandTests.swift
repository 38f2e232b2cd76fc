import Foundation
import HeadwaterTestSupport
import JSONText
import SQLite
import Testing

/// Eight programs that read a case while one writes it.
@Suite struct ConcurrentCommandTests {
  private static let duration: Duration = Soak.amount(.seconds(5), soak: .seconds(60))

  /// Asks one question again and again until the time is up.
  private static func read(
    _ question: BatchQuestion, in folder: String, until deadline: Deadline, _ reads: SharedCount
  ) throws {
    var last = BatchState.start
    repeat {
      let result = try Program.runBlocking(question.arguments, in: folder)
      // Busy, after its wait, is the one excuse.
      if result.status == 75 { continue }
      guard result.status == 0 else {
        throw TestSetupError("\(question) ended with \(result.status): \(result.errors)")
      }
      let state = try question.state(in: try JSONValue(parsing: result.output))
      guard last <= state else { throw TestSetupError("\(question): \(last), then \(state)") }
      last = state
      reads.add()
    } while !deadline.isOver
  }

  @Test("Eight reading programs see committed states in their order, while another one writes")
  func readersAndWriter() async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      var state = BatchState.start
      try state.write(in: folder)
      let deadline = Deadline(after: Self.duration)
      let reads = SharedCount()
      let writer: @Sendable () throws -> Void = { [state] in
        var state = state
        repeat { try state.write(in: folder) } while !deadline.isOver
      }
      let readers = (BatchQuestion.allCases + BatchQuestion.allCases).map { question in
        { @Sendable () throws -> Void in
          try Self.read(question, in: folder, until: deadline, reads)
        }
      }
      try await Threads.run([writer] + readers)
      #expect(reads.value > 0)
      try await Program.check(["verify"], in: folder)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(files == ["batch", "case.db"])
    }
  }

  @Test("A program that waits for another one's write goes on when that is done")
  func waiting() async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      let isWriting = SharedSwitch()
      let holder: @Sendable () throws -> Void = {
        let connection = try Connection(path: folder + "/case.db", mode: .readWrite)
        try connection.begin(.immediate)
        isWriting.turnOn()
        Thread.sleep(forTimeInterval: 0.5)
        try connection.rollback()
      }
      let waiter: @Sendable () throws -> Void = {
        while !isWriting.isOn { Thread.sleep(forTimeInterval: 0.001) }
        let result = try Program.runBlocking(
          ["add", "entity", "x", "--kind", "person"], in: folder)
        guard result.status == 0 else { throw TestSetupError(result.errors) }
      }
      try await Threads.run([holder, waiter])
      try await Program.check(["show", "x"], in: folder)
    }
  }
}
