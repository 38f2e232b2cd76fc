import CaseStore
import Glibc
import HeadwaterTestSupport
import SQLite
import Testing

/// A disk that fails: the case is as before or as after, and can be worked on.
@Suite struct DiskFaultTests {
  /// How many calls of one sort are failed, evenly spread; all of them in a soak run.
  private static let limit = Soak.amount(16, soak: Int.max)

  /// Numbers from 1 to `count`, all or evenly spread.
  static func numbers(to count: Int, limit: Int) -> [Int] {
    guard count > limit else { return Array(1..<(count + 1)) }
    return (0..<limit).map { 1 + $0 * (count - 1) / (limit - 1) }
  }

  @Test("The calls have the same numbers in C")
  func numbering() {
    #expect(FaultCall.isNumberedAsInC())
  }

  @Test(
    "A case whose disk fails is as before or as after, verifies, and can be written",
    arguments: Work.allCases, Fault.all)
  func faults(work: Work, fault: Fault) throws {
    try withMemoryFolder { folder in
      let faults = try FaultFileSystem(named: folder)
      let scene = try FaultScene(work, in: folder)
      let count = try scene.count(of: fault.call, on: faults)
      for number in Self.numbers(to: count, limit: Self.limit) {
        try scene.check(fault, at: number, on: faults)
      }
    }
  }

  @Test("A case whose disk fails while it is made is absent or whole", arguments: Fault.all)
  func making(fault: Fault) throws {
    try withMemoryFolder { folder in
      let path = folder + "/case.db"
      let faults = try FaultFileSystem(named: folder)
      try CaseFile.create(at: path, vfs: faults.name).close()
      let count = faults.count(of: fault.call)
      for number in Self.numbers(to: count, limit: Self.limit) {
        unlink(path)
        faults.reset()
        faults.plan(fault, at: number)
        var isMade = false
        do throws(CaseError) {
          try CaseFile.create(at: path, vfs: faults.name).close()
          isMade = true
        } catch {
          #expect(error.code != .engine, "\(error): call \(number)")
        }
        let isThere = access(path, F_OK) == 0
        #expect(isThere == isMade, "call \(number)")
        for suffix in ["-wal", "-shm", "-journal"] where !isMade {
          #expect(access(path + suffix, F_OK) != 0, "\(suffix): call \(number)")
          unlink(path + suffix)
        }
        guard isMade else { continue }
        let file = try CaseFile.open(at: path, access: .readWrite)
        #expect(try file.verify().findings.isEmpty)
        try file.close()
      }
    }
  }

  @Test("A lock that is never given is waited for about as long as is allowed, and no longer")
  func waiting() throws {
    try withMemoryFolder { folder in
      let path = folder + "/case.db"
      try SmallCase.make(at: path)
      let faults = try FaultFileSystem(named: folder)
      let file = try CaseFile.open(at: path, access: .readWrite, vfs: faults.name)
      faults.reset()
      let other = try CaseFile.open(at: path, access: .readWrite)
      try other.withConnection { try $0.sqlite.begin(.immediate) }
      do {
        try Work.editing.run(on: file, in: folder)
        Issue.record("the case was written to in spite of the lock")
      } catch let error as CaseError {
        #expect(error.code == .busy)
      }
      // The connection's time-out is 5 s; nothing here sleeps in earnest.
      #expect(faults.slept > .seconds(4))
      #expect(faults.slept < .seconds(6))
      try other.withConnection { try $0.sqlite.rollback() }
      try Work.editing.run(on: file, in: folder)
    }
  }
}
