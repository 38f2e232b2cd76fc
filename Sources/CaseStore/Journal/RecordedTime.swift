import HeadwaterModel

/// A point of time on the axis of the journal: when something was recorded.
///
/// Times are compared as texts, in UTC to the millisecond, as the journal has them.
package struct RecordedTime: Hashable, Sendable {
  /// `2026-11-24T12:00:00.000Z`.
  let text: String

  /// Reads a date (its last moment, in UTC), or a date and time of ISO 8601.
  ///
  /// `2026-11-24`, `2026-11-24T12:00`, `2026-11-24T12:00:05.25Z`, `2026-11-24T14:00+02:00`; without
  /// an offset, UTC. What is left out counts as the last moment that fits.
  ///
  /// - Throws: `invalidTime`.
  package init(_ text: String) throws(CaseError) {
    guard let read = Self.read(text) else {
      throw CaseError(
        .invalidTime,
        "\(quoted(text)) is no time: write 2026-11-24, or 2026-11-24T12:00Z (ISO 8601)")
    }
    self.text = read
  }

  private static func read(_ text: String) -> String? {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let day = day(parts[0]) else { return nil }
    if parts.count == 1 { return written(day: day, milliseconds: 86_399_999) }
    var clock = parts[1]
    guard let offset = takeOffset(&clock), let milliseconds = milliseconds(clock) else {
      return nil
    }
    let total = Int64(day) * 86_400_000 + milliseconds - offset * 60_000
    let (days, rest) = total.quotientAndRemainder(dividingBy: 86_400_000)
    return rest < 0
      ? written(day: Int32(days - 1), milliseconds: rest + 86_400_000)
      : written(day: Int32(days), milliseconds: rest)
  }

  private static func number(_ text: Substring, digits: Int) -> Int64? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int64(text)
  }

  /// Days since 1970.
  private static func day(_ text: Substring) -> Int32? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = number(parts[0], digits: 4),
      let month = number(parts[1], digits: 2), let day = number(parts[2], digits: 2),
      let date = try? EDTFDate(String(text)), year > 0, month > 0, day > 0
    else { return nil }
    return date.bounds.earliest
  }

  /// The offset from UTC in minutes, cut off the end; zero where there is none.
  private static func takeOffset(_ clock: inout Substring) -> Int64? {
    if clock.hasSuffix("Z") {
      clock.removeLast()
      return 0
    }
    guard let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return 0 }
    let parts = clock[clock.index(after: sign)...].split(
      separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hours = number(parts[0], digits: 2), hours < 24,
      let minutes = number(parts[1], digits: 2), minutes < 60
    else { return nil }
    let total = hours * 60 + minutes
    let isNegative = clock[sign] == "-"
    clock = clock[..<sign]
    return isNegative ? -total : total
  }

  /// `HH:MM`, `HH:MM:SS` or with a fraction: the last millisecond that fits.
  private static func milliseconds(_ clock: Substring) -> Int64? {
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let hours = number(parts[0], digits: 2),
      hours < 24, let minutes = number(parts[1], digits: 2), minutes < 60
    else { return nil }
    let base = (hours * 60 + minutes) * 60_000
    guard parts.count == 3 else { return base + 59_999 }
    let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = number(seconds[0], digits: 2), whole < 60, seconds.count <= 2 else {
      return nil
    }
    guard seconds.count == 2 else { return base + whole * 1_000 + 999 }
    let digits = seconds[1].prefix(3)
    guard let fraction = number(digits, digits: digits.count), !digits.isEmpty,
      number(seconds[1].prefix(18), digits: min(18, seconds[1].count)) != nil
    else { return nil }
    let scale: Int64 = [100, 10, 1][digits.count - 1]
    return base + whole * 1_000 + fraction * scale + scale - 1
  }

  private static func written(day: Int32, milliseconds: Int64) -> String {
    let date = CivilDay(daysSince1970: day)
    func digits(_ number: Int64, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let seconds = milliseconds / 1_000
    return digits(Int64(date.year), 4) + "-" + digits(Int64(date.month), 2) + "-"
      + digits(Int64(date.day), 2) + "T" + digits(seconds / 3_600, 2) + ":"
      + digits(seconds / 60 % 60, 2) + ":" + digits(seconds % 60, 2) + "."
      + digits(milliseconds % 1_000, 3) + "Z"
  }
}
