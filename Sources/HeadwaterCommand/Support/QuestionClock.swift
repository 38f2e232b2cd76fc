import ArgumentParser
import GraphQuery
import JSONText
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What stops a question, and what shows that it still runs: `--max-time`, Ctrl-C, a line.
///
/// From when it is made until `finish`, a first SIGINT only asks the question to stop, so that
/// what is known can be told; a second one ends the program. The line appears on a terminal after
/// a second. All of it happens where the question asks whether to go on: there is no other thread.
final class QuestionClock: Sendable {
  private struct Line: Sendable {
    var activity: String
    var isShown = false
    var next: ContinuousClock.Instant
  }

  /// One for the program, as a signal's handler can hold nothing.
  private static let isInterrupted = Atomic(false)

  private let start: ContinuousClock.Instant
  private let end: ContinuousClock.Instant?
  private let showsLine: Bool
  private let line: Mutex<Line>

  /// Starts it.
  ///
  /// The time is in seconds, nil for no limit; the activity is what the line says is going on.
  init(maxTime: Double? = nil, activity: String = "Looking") {
    let now = ContinuousClock().now
    start = now
    end = maxTime.map { now.advanced(by: .seconds(min($0, 1e9))) }
    showsLine = Terminal.isErrorTerminal
    line = Mutex(Line(activity: activity, next: now.advanced(by: .seconds(1))))
    Self.isInterrupted.store(false, ordering: .relaxed)
    signal(SIGINT) { _ in
      QuestionClock.isInterrupted.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
  }

  /// Asked by the question from time to time, at least some twenty times a second.
  var stopCheck: StopCheck { { self.check() } }

  /// Says what is going on from here.
  func begin(_ activity: String) {
    line.withLock { $0.activity = activity }
  }

  private func check() -> StopReason? {
    if Self.isInterrupted.load(ordering: .relaxed) { return .cancelled }
    guard end != nil || showsLine else { return nil }
    let now = ContinuousClock().now
    if let end, now >= end { return .time }
    if showsLine { showLine(at: now) }
    return nil
  }

  private func showLine(at now: ContinuousClock.Instant) {
    line.withLock { line in
      guard now >= line.next else { return }
      line.next = now.advanced(by: .milliseconds(200))
      line.isShown = true
      let seconds = start.duration(to: now).components.seconds
      ProgressLine.show("\(line.activity) … \(seconds) s")
    }
  }

  /// Takes the line away and leaves Ctrl-C to the system: call it before the answer is written.
  func finish() {
    line.withLock { line in
      if line.isShown { ProgressLine.clear() }
      line.isShown = false
      line.next = start.advanced(by: .seconds(1e9))
    }
    signal(SIGINT, SIG_DFL)
  }

  /// Ends the program as one whose answer is incomplete, if something stopped the question.
  ///
  /// Call it when what is known has been written; `known` says what that is.
  static func exit(for reason: StopReason?, known: String) throws {
    switch reason {
    case .time:
      Terminal.message("Cut: the time allowed was used up; \(known).")
      throw ExitCode(ExitStatus.incomplete.rawValue)
    case .cancelled:
      Terminal.message("Cut: interrupted; \(known).")
      throw ExitCode(ExitStatus.interrupted.rawValue)
    case nil: break
    }
  }

  /// The `cut` of a JSON answer: what stopped the question, or else the limit that was met.
  static func cut(_ reason: StopReason?, limit: Int? = nil) -> JSONValue {
    if let reason { return .object([("reason", .text(reason.rawValue)), ("limit", .null)]) }
    guard let limit else { return .null }
    return .object([("reason", .text("limit")), ("limit", .integer(Int64(limit)))])
  }
}
