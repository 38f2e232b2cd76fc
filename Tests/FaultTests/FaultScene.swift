import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// One work on one case, to be done again and again while ever another call fails.
final class FaultScene {
  let work: Work
  let folder: String
  let path: String
  private let start: CaseFileBytes
  let before: CaseContents
  let after: CaseContents

  /// What case files were found to hold: equal bytes are looked at once.
  private var known: [CaseFileBytes: CaseContents] = [:]

  /// Prepares the case in `folder`, and does the work once where nothing fails.
  init(_ work: Work, in folder: String) throws {
    self.work = work
    self.folder = folder
    path = folder + "/case.db"
    try SmallCase.makeFolder(in: folder)
    try SmallCase.make(at: path)
    if work == .recovering {
      let file = try CaseFile.open(at: path, access: .readWrite)
      try Self.addPerson("late", to: file)
      start = try CaseFileBytes(of: path)
    } else {
      start = try CaseFileBytes(of: path)
    }
    try start.restore(to: path)
    before = try Self.contents(path)
    try start.restore(to: path)
    let file = try CaseFile.open(at: path, access: .readWrite)
    try work.run(on: file, in: folder)
    try file.close()
    after = try Self.contents(path)
  }

  private static func contents(_ path: String) throws -> CaseContents {
    let file = try CaseFile.open(at: path, access: .readOnly)
    defer { try? file.close() }
    return try file.contents()
  }

  private static func addPerson(_ key: String, to file: CaseFile) throws {
    try file.write(author: "tester") { writer in
      _ = try writer.write(.entity(EntityRecord(key: key, kind: "person")), mode: .addOnly)
    }
  }

  /// How many calls of a sort the work makes where nothing fails.
  func count(of call: FaultCall, on faults: FaultFileSystem) throws -> Int {
    try start.restore(to: path)
    faults.reset()
    let file = try CaseFile.open(at: path, access: .readWrite, vfs: faults.name)
    try work.run(on: file, in: folder)
    try file.close()
    return faults.count(of: call)
  }

  /// Does the work while a call fails, and checks what is left.
  func check(_ fault: Fault, at number: Int, on faults: FaultFileSystem) throws {
    try start.restore(to: path)
    faults.reset()
    faults.plan(fault, at: number)
    let place: Comment = "\(work), \(fault.testDescription), call \(number)"
    var isOpened = false
    var isDone = false
    do {
      let file = try CaseFile.open(at: path, access: .readWrite, vfs: faults.name)
      isOpened = true
      defer { try? file.close() }
      do {
        try work.run(on: file, in: folder)
        isDone = true
      } catch {
        note(error, place)
        try checkPowerLoss(place)
      }
      if !fault.lasts, !isDone { try checkGoingOn(file, place) }
    } catch {
      #expect(!isOpened, "what is done after an error fails too: \(error): \(place)")
      note(error, place)
    }
    // A bounded wait: the time-out of a lock, once for each statement that may wait.
    #expect(faults.slept < .seconds(60), place)
    let found = try checkReopened(place)
    if isDone {
      #expect(found == after, place)
    } else {
      #expect(found == before || found == after, place)
    }
  }

  private func note(_ error: any Error, _ place: Comment) {
    let code = (error as? CaseError)?.code
    #expect(code != nil, "\(error): \(place)")
    #expect(code != .engine && code != .closed, "\(error): \(place)")
  }

  /// The case as a crash at this moment would leave it.
  private func checkPowerLoss(_ place: Comment) throws {
    let bytes = try CaseFileBytes(of: path)
    // What is in the file alone is what is checked at the end.
    if bytes.isAlone { return }
    let lost = folder + "/lost.db"
    try bytes.restore(to: lost)
    let found = try Self.contents(lost)
    #expect(found == before || found == after, place)
  }

  /// The same open case works again once the disk does.
  private func checkGoingOn(_ file: CaseFile, _ place: Comment) throws {
    let found = try file.contents()
    #expect(found == before || found == after, place)
  }

  /// Opens the case with the usual file system, reads, verifies and writes.
  private func checkReopened(_ place: Comment) throws -> CaseContents {
    let bytes = try CaseFileBytes(of: path)
    if let found = known[bytes] { return found }
    let file = try CaseFile.open(at: path, access: .readWrite)
    defer { try? file.close() }
    let found = try file.contents()
    let findings = try file.verify().findings
    #expect(findings.isEmpty, place)
    try Self.addPerson("next", to: file)
    let changeSets = try file.read { try $0.statistics().changeSets }
    #expect(changeSets == found.changeSets + 1, place)
    known[bytes] = found
    return found
  }
}
