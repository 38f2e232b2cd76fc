import GraphQuery

/// A stop check that fires once a time has passed.
enum Deadline {
  static func check(seconds: Double) -> StopCheck {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(min(seconds, 1e9)))
    return { clock.now < end ? nil : .time }
  }
}
