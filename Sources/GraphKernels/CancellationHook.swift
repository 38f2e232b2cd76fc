/// Says whether a kernel is to stop; asked every few thousand steps, from the caller's thread.
public typealias CancellationHook = () -> Bool

/// A kernel was told to stop before it had its answer.
public struct KernelStopped: Error, Hashable, Sendable {}

/// Counts the steps of a kernel, and asks now and then whether it is to stop.
///
/// A step is about an edge looked at, some nanoseconds: asking every 4,096 steps is soon enough
/// to stop within a millisecond, and too rare to be felt.
struct StepClock {
  private static let stepsBetween = 4096

  private let isStopped: CancellationHook
  private var left = Self.stepsBetween

  init(_ isStopped: @escaping CancellationHook) {
    self.isStopped = isStopped
  }

  mutating func spend(_ steps: Int) throws(KernelStopped) {
    left -= steps
    guard left < 0 else { return }
    left = Self.stepsBetween
    if isStopped() { throw KernelStopped() }
  }
}

/// Runs a kernel that nobody stops.
func unstopped<Answer>(
  _ kernel: (inout StepClock) throws(KernelStopped) -> Answer
) -> Answer {
  var clock = StepClock { false }
  do throws(KernelStopped) {
    return try kernel(&clock)
  } catch {
    // Only the clock throws, and only where its hook says so, which this one never does.
    preconditionFailure("a kernel stopped by itself")
  }
}
