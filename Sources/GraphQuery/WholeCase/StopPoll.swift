/// Asks a stop check every few thousand steps of a pass over a whole case.
///
/// A step is some tens of nanoseconds, so that a pass ends within a millisecond of being told to.
struct StopPoll {
  private static let stepsBetween = 4096

  private let check: StopCheck
  private var left = Self.stepsBetween

  init(_ check: @escaping StopCheck) { self.check = check }

  mutating func step(_ steps: Int = 1) throws(QueryError) {
    left -= steps
    guard left < 0 else { return }
    left = Self.stepsBetween
    if let reason = check() { throw .stopped(reason) }
  }
}
