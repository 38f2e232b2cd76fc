import Foundation
import HeadwaterTestSupport
import Testing

/// Damaged cases at the built program: an answer, findings, or a refusal, and never a crash.
@Suite struct DamagedCaseTests {
  private static let rounds = 16
  private static let soakTime: Duration = .seconds(60)

  @Test("A damaged case is answered from, found wanting or refused", arguments: UInt64(0)..<2)
  func damaged(seed: UInt64) async throws {
    try await withTemporaryFolder { folder in
      try await BadInputTests.prepare(folder)
      let path = folder + "/case.db"
      let whole = try WholeBytes.read(path)
      let deadline = Deadline(after: Self.soakTime)
      var round: UInt64 = 0
      while Soak.isOn ? !deadline.isOver : round < Self.rounds {
        let input = seed &* 1_000_003 &+ round
        round += 1
        var mutator = Mutator(seed: input)
        let damaged = mutator.damaged(whole)
        for (number, command) in [
          ["verify"], ["trace", "article"], ["stats"],
          ["export", "--format", "csv", "--output", "out"], ["show", "article"],
        ].enumerated() where Soak.isOn || number == 0 || UInt64(number) == 1 + round % 4 {
          try WholeBytes.write(damaged, to: path)
          let result = try await Program.run(command, in: folder)
          #expect(
            [0, 1, 65, 66].contains(result.status), "seed \(input): \(command): \(result.errors)")
          #expect(
            result.status == 0 || !(result.errors + result.output).isEmpty,
            "seed \(input): \(command) fails in silence")
          for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
          }
          try? FileManager.default.removeItem(atPath: folder + "/out")
        }
      }
    }
  }

  @Test("A case that is cut anywhere is found damaged or refused")
  func truncated() async throws {
    try await withTemporaryFolder { folder in
      try await BadInputTests.prepare(folder)
      let whole = try WholeBytes.read(folder + "/case.db")
      let contents = try await Program.check(["export", "--format", "json"], in: folder)
      let step = Soak.amount(whole.count / 12, soak: 512)
      for count in stride(from: 1, to: whole.count - 1, by: step) {
        try WholeBytes.write(Array(whole[..<count]), to: folder + "/cut.db")
        let result = try await Program.run(["verify", "--case", "cut.db"], in: folder)
        if result.status == 0 {
          // What is missing was nothing: a page ends in zeros until it is full.
          let found = try await Program.check(
            ["export", "--format", "json", "--case", "cut.db"], in: folder)
          #expect(found == contents, "\(count) bytes")
        } else {
          #expect([1, 65].contains(result.status), "\(count) bytes: \(result.errors)")
        }
      }
    }
  }
}
