import Foundation
import Synchronization

/// Work on threads of its own, which may block: tasks share as many threads as there are cores.
package enum Threads {
  /// Runs every body on a thread of its own, and waits for all of them.
  ///
  /// - Throws: The first error that one of them threw.
  package static func run(_ bodies: [@Sendable () throws -> Void]) async throws {
    guard !bodies.isEmpty else { return }
    let outcome = Outcome(count: bodies.count)
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      for body in bodies {
        Thread {
          var failure: (any Error)?
          do {
            try body()
          } catch {
            failure = error
          }
          if outcome.isLast(failing: failure) { continuation.resume() }
        }.start()
      }
    }
    if let error = outcome.error { throw error }
  }

  private final class Outcome: Sendable {
    private let state: Mutex<(left: Int, error: (any Error)?)>

    init(count: Int) {
      state = Mutex((count, nil))
    }

    func isLast(failing error: (any Error)?) -> Bool {
      state.withLock { state in
        state.left -= 1
        if state.error == nil { state.error = error }
        return state.left == 0
      }
    }

    var error: (any Error)? { state.withLock { $0.error } }
  }
}

/// A number that threads share.
package final class SharedCount: Sendable {
  private let count = Mutex(0)

  package init() {}

  package func add(_ number: Int = 1) { count.withLock { $0 += number } }

  package var value: Int { count.withLock { $0 } }
}

/// A switch that threads share; it goes from off to on once.
package final class SharedSwitch: Sendable {
  private let state = Mutex(false)

  package init() {}

  package func turnOn() { state.withLock { $0 = true } }

  package var isOn: Bool { state.withLock { $0 } }
}
