import CaseStore
import Synchronization

/// The connections over which a case is read, each with a thread of its own while it is used.
///
/// A read goes to the lane with the fewest reads before it, so that as many run side by side as
/// there are lanes. Lanes open their connection when they are first used.
final class ReaderLanes: Sendable {
  static let count = 4

  private let location: String
  private let lanes = (0..<count).map { _ in ReaderLane() }
  private let waiting = Mutex([Int](repeating: 0, count: count))

  init(location: String) {
    self.location = location
  }

  func read<Value: Sendable>(
    _ job: @escaping @Sendable (CaseFile, StopFlag) throws -> Value
  ) async throws -> Value {
    let index = waiting.withLock { waiting in
      let index = waiting.indices.min { waiting[$0] < waiting[$1] } ?? 0
      waiting[index] += 1
      return index
    }
    defer { waiting.withLock { $0[index] -= 1 } }
    let lane = lanes[index]
    let location = location
    return try await lane.queue.run { stop in try job(try lane.file(at: location), stop) }
  }

  /// Closes every lane when what runs there is done; later reads throw `closed`.
  func close() async {
    for lane in lanes { await lane.queue.perform { lane.close() } }
  }
}

/// One connection; its file is touched on its queue alone.
private final class ReaderLane: Sendable {
  private struct State {
    var file: CaseFile?
    var isClosed = false
  }

  let queue = WorkQueue("headwater.read")
  private let state = Mutex(State())

  func file(at location: String) throws -> CaseFile {
    try state.withLock { state in
      if state.isClosed { throw CaseError(.closed, "the case is closed") }
      if let file = state.file { return file }
      let file = try CaseFile.open(at: location, access: .readOnly)
      state.file = file
      return file
    }
  }

  func close() {
    state.withLock { state in
      try? state.file?.close()
      state = State(file: nil, isClosed: true)
    }
  }
}
