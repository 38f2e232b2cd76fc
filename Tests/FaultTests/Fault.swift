import FaultVFS
import Testing

/// The calls of a file system that can be failed.
enum FaultCall: Int, CaseIterable, Sendable {
  case open, read, write, truncate, sync, fileSize, lock, shmMap, shmLock, delete, access

  /// The number by which the file system knows it.
  static func isNumberedAsInC() -> Bool {
    allCases.count == Int(FAULT_CALLS)
      && FaultCall.open.rawValue == Int(FAULT_OPEN)
      && FaultCall.sync.rawValue == Int(FAULT_SYNC)
      && FaultCall.access.rawValue == Int(FAULT_ACCESS)
  }
}

/// A way in which a call fails.
struct Fault: Sendable, CustomTestStringConvertible {
  let call: FaultCall

  /// A result code of SQLite.
  let code: Int32
  let word: String

  /// Whether all later calls of the sort fail as well.
  var lasts = false

  /// Whether a failing write leaves half of its bytes behind.
  var tears = false

  var testDescription: String { "\(call) fails as \(word)\(lasts ? " from then on" : "")" }

  private static let busy: Int32 = 5
  private static let full: Int32 = 13
  private static let cannotOpen: Int32 = 14

  /// The code of an I/O error, as `sqlite3.h` numbers them.
  private static func ioError(_ number: Int32) -> Int32 { 10 | number << 8 }

  private static let once = [
    Fault(call: .open, code: cannotOpen, word: "one that cannot be opened"),
    Fault(call: .read, code: ioError(1), word: "a read error"),
    Fault(call: .write, code: ioError(3), word: "a write error"),
    Fault(call: .write, code: ioError(3), word: "a torn write", tears: true),
    Fault(call: .write, code: full, word: "a full disk", tears: true),
    Fault(call: .truncate, code: ioError(6), word: "an error"),
    Fault(call: .sync, code: ioError(4), word: "an error"),
    Fault(call: .fileSize, code: ioError(7), word: "an error"),
    Fault(call: .lock, code: ioError(15), word: "an error"),
    Fault(call: .lock, code: busy, word: "busy"),
    Fault(call: .shmMap, code: ioError(21), word: "an error"),
    Fault(call: .shmLock, code: ioError(20), word: "an error"),
    Fault(call: .shmLock, code: busy, word: "busy"),
    Fault(call: .delete, code: ioError(10), word: "an error"),
    Fault(call: .access, code: ioError(13), word: "an error"),
  ]

  /// Every fault, once and from then on.
  static let all = once.flatMap { fault in
    var lasting = fault
    lasting.lasts = true
    return [fault, lasting]
  }
}
