import FaultVFS
import HeadwaterTestSupport

/// A file system for SQLite that fails where it is told to.
///
/// Used on one thread at a time, by one connection at a time.
final class FaultFileSystem {
  let name: String
  private let pointer: OpaquePointer

  init(named name: String) throws {
    guard let pointer = fault_vfs_register(name) else {
      throw TestSetupError("no file system can be registered")
    }
    self.name = name
    self.pointer = pointer
  }

  deinit {
    fault_vfs_unregister(pointer)
  }

  /// Forgets all faults and counts.
  func reset() { fault_vfs_reset(pointer) }

  /// Fails the call of this number, from 1.
  func plan(_ fault: Fault, at number: Int) {
    fault_vfs_plan(
      pointer, Int32(fault.call.rawValue), number, fault.code, fault.lasts ? 1 : 0,
      fault.tears ? 1 : 0)
  }

  func count(of call: FaultCall) -> Int { fault_vfs_count(pointer, Int32(call.rawValue)) }

  /// How many calls were failed since the last reset.
  var failures: Int { fault_vfs_failures(pointer) }

  /// For how long SQLite wanted to wait since the last reset.
  var slept: Duration { .microseconds(fault_vfs_slept(pointer)) }
}
