/// How one date stands to another, as far as their texts tell.
public enum DateOrder: String, Sendable {
  case before, after, unknown
}

/// The days on which something dated may have fallen, both ends included.
///
/// Days count from 1970-01-01, which is 0, in the proleptic Gregorian calendar.
public struct DayBounds: Hashable, Sendable {
  /// The first possible day; nil if that side is unbounded or unknown.
  public let earliest: Int32?

  /// The last possible day; nil if that side is unbounded or unknown.
  public let latest: Int32?

  public init(earliest: Int32?, latest: Int32?) {
    self.earliest = earliest
    self.latest = latest
  }

  /// Tells whether every day in these bounds is before, or after, every day in `other`.
  ///
  /// Bounds that share a day are `unknown`, even if they are equal. So are bounds that would be
  /// both before and after because an `earliest` lies behind its `latest`: the order of `a` to `b`
  /// is therefore always the opposite of the order of `b` to `a`.
  public func order(relativeTo other: DayBounds) -> DateOrder {
    switch (isBefore(other), other.isBefore(self)) {
    case (true, false): .before
    case (false, true): .after
    default: .unknown
    }
  }

  private func isBefore(_ other: DayBounds) -> Bool {
    guard let latest, let earliest = other.earliest else { return false }
    return latest < earliest
  }
}
