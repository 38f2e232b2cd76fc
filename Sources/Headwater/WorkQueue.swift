import Dispatch

/// Runs work that may block, one job after the other, on a thread that tasks do not need.
///
/// The threads that run tasks are as few as the machine has cores, and one that waits for a disk
/// or a lock keeps every other task from going on. So what touches a case's file goes to a queue,
/// and the task that asked is suspended meanwhile.
struct WorkQueue: Sendable {
  private let queue: DispatchQueue

  init(_ label: String) {
    queue = DispatchQueue(label: label)
  }

  /// Runs a job that nothing can call off.
  func perform<Value: Sendable>(_ job: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: job()) }
    }
  }

  /// Runs a job unless its task is cancelled before it is its turn.
  ///
  /// - Throws: `CancellationError`; what the job throws, in public terms.
  func run<Value: Sendable>(
    _ job: @escaping @Sendable (StopFlag) throws -> Value
  ) async throws -> Value {
    try await run(stop: StopFlag(), job)
  }

  /// Runs a job with a flag that it may share with others.
  func run<Value: Sendable>(
    stop: StopFlag, _ job: @escaping @Sendable (StopFlag) throws -> Value
  ) async throws -> Value {
    try await withTaskCancellationHandler {
      let result = await perform { () -> Result<Value, any Error> in
        Result {
          try stop.check()
          return try job(stop)
        }
      }
      do {
        return try result.get()
      } catch {
        throw publicError(error)
      }
    } onCancel: {
      stop.set()
    }
  }

  /// Runs a job when those before it are done, and waits for none of them.
  func later(_ job: @escaping @Sendable () -> Void) {
    queue.async(execute: job)
  }
}
