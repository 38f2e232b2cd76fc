import GraphQuery
import Synchronization

/// Says from one thread to another that an answer is no longer wanted.
///
/// Once set it stays set.
final class StopFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }

  func check() throws {
    if isSet { throw CancellationError() }
  }

  /// The flag as questions ask for it.
  var stopCheck: StopCheck {
    { self.isSet ? .cancelled : nil }
  }
}
