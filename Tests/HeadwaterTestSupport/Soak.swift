import Glibc

/// The long versions of tests, run where `HEADWATER_SOAK` is 1.
package enum Soak {
  package static let isOn = getenv("HEADWATER_SOAK").map { String(cString: $0) } == "1"

  /// The short amount, or the long one in a soak run.
  package static func amount<Value>(_ short: Value, soak long: Value) -> Value {
    isOn ? long : short
  }
}

/// A moment after which a test that runs for a while ends.
package struct Deadline: Sendable {
  private let end: ContinuousClock.Instant

  package init(after duration: Duration) {
    end = ContinuousClock.now + duration
  }

  package var isOver: Bool { ContinuousClock.now >= end }
}
