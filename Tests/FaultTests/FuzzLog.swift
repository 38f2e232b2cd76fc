import Glibc
import HeadwaterTestSupport
import Testing

/// Where the seed of an input stands before the input is tried: a trap ends the whole process.
///
/// The file is in the temporary folder; a fuzz run that comes to its end removes it.
struct FuzzLog {
  private let path: String

  init(_ name: String) {
    path = "/tmp/headwater-fuzz-\(name)-\(getpid())-\(UInt32.random(in: .min ... .max))"
  }

  func note(_ seed: UInt64) throws {
    try WholeBytes.write("\(seed)\n", to: path)
  }

  func remove() { unlink(path) }
}

extension FuzzLog {
  /// How long a seed is fuzzed in a soak run.
  private static let soakTime: Duration = .seconds(30)

  /// Calls `body` with a mutator for each round, and has the round written down before it.
  ///
  /// A soak run goes on until its time is up.
  static func fuzz(
    _ name: String, seed: UInt64, rounds: Int, secondsToHang: Int = 60,
    _ body: (inout Mutator) throws -> Void
  ) throws {
    let log = FuzzLog(name)
    let deadline = Deadline(after: soakTime)
    var round = 0
    while Soak.isOn ? !deadline.isOver : round < rounds {
      let input = seed &* 1_000_003 &+ UInt64(round)
      try log.note(input)
      var mutator = Mutator(seed: input)
      let start = ContinuousClock.now
      try body(&mutator)
      #expect(
        ContinuousClock.now - start < .seconds(secondsToHang), "\(name) hangs on \(input)")
      round += 1
    }
    log.remove()
  }
}
