import CSQLite
import Synchronization

/// A way to stop what a connection is doing, from any thread.
///
/// It does not keep the connection open.
package final class InterruptHandle: Sendable {
  /// The address of the `sqlite3` object while it is open; the lock keeps it open during a call.
  private let database: Mutex<UInt>

  init(_ database: OpaquePointer) {
    self.database = Mutex(UInt(bitPattern: database))
  }

  /// Makes every statement that runs at this moment fail with `SQLiteError.isInterrupted`.
  ///
  /// Does nothing if no statement runs or the connection is closed, so whoever runs many short
  /// statements must also look at a flag between them. An interrupted change inside a
  /// transaction rolls back the whole transaction. It takes a lock, so call it from a thread that
  /// watches for signals, not from a signal handler.
  package func interrupt() {
    database.withLock { address in
      if let pointer = OpaquePointer(bitPattern: address) { sqlite3_interrupt(pointer) }
    }
  }

  /// Lets go of the connection, waiting for a call in progress.
  func detach() {
    database.withLock { address in address = 0 }
  }
}
