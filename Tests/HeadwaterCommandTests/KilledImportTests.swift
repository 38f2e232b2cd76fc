import Foundation
import HeadwaterTestSupport
import Testing

/// An import that is killed leaves the case as it was.
@Suite struct KilledImportTests {
  private static let isSoak = ProcessInfo.processInfo.environment["HEADWATER_SOAK"] == "1"

  /// Rows and moments: more of both in a soak run.
  private static let rows = isSoak ? 100_000 : 6_000
  private static let moments = isSoak ? 20 : 6

  @Test("A killed import leaves the case as before it, and the next import is whole")
  func killed() async throws {
    try await withTemporaryFolder { folder in
      try Self.writeFolder(folder + "/big")
      try await Program.check(["init"], in: folder)
      try await Program.check(["add", "entity", "first", "--kind", "claim"], in: folder)
      try FileManager.default.copyItem(atPath: folder + "/case.db", toPath: folder + "/first.db")
      let before = try await Program.check(["export", "--format", "json"], in: folder)
      let start = ContinuousClock.now
      try FileManager.default.copyItem(atPath: folder + "/case.db", toPath: folder + "/timed.db")
      try await Program.check(["import", "big", "--case", "timed.db"], in: folder)
      var duration = ContinuousClock.now - start
      var moment = 1
      var attempts = 0
      while moment <= Self.moments, attempts < 10 * Self.moments {
        attempts += 1
        guard try await Self.isKilled(after: duration * moment / (Self.moments + 1), folder) else {
          // It was done before: the machine was busier when the time was taken.
          try Self.restore(folder)
          duration = duration * 2 / 3
          continue
        }
        let after = try await Program.check(["export", "--format", "json"], in: folder)
        #expect(after == before, "killed at moment \(moment)")
        try await Program.check(["verify"], in: folder)
        moment += 1
      }
      #expect(moment > Self.moments)
      try await Program.check(["import", "big"], in: folder)
      try await Program.check(["verify"], in: folder)
    }
  }

  /// Starts the import and kills it; false where it was done before.
  private static func isKilled(after time: Duration, _ folder: String) async throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["import", "big", "--case", folder + "/case.db"]
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardError = FileHandle.nullDevice
    try process.run()
    try await Task.sleep(for: time)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationStatus == SIGKILL
  }

  private static func restore(_ folder: String) throws {
    for name in ["case.db", "case.db-wal", "case.db-shm"] {
      try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }
    try FileManager.default.copyItem(atPath: folder + "/first.db", toPath: folder + "/case.db")
  }

  private static func writeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    var entities = "key,kind,name\n"
    var attributions = "source,relation,target,about,according_to,locator\n"
    for row in 0..<rows {
      entities += "d\(row),document,Document \(row)\n"
      if row > 0 { attributions += "d\(row - 1),cited_by,d\(row),,d\(row),p. \(row)\n" }
    }
    try Program.write(entities, to: path + "/entities.csv")
    try Program.write(attributions, to: path + "/attributions.csv")
  }
}
