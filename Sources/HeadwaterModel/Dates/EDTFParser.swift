/// Reads one date, which is a whole text or one end of an interval.
struct EDTFParser {
  static let lengthLimit = 64

  private let bytes: [UInt8]
  private let end: Int
  private var position: Int

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// Finds the days that `text` allows, by the conventions of `EDTFDate`.
  static func bounds(of text: String) throws(EDTFError) -> DayBounds {
    guard text.utf8.count <= lengthLimit else {
      throw EDTFError(
        .malformed, "A date has at most \(lengthLimit) bytes, but this text is longer.", at: nil)
    }
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last else {
      throw EDTFError(.empty, "There is no date here; write at least a year, as in 2023.", at: nil)
    }
    guard !isSpace(first), !isSpace(last) else {
      let offset = isSpace(first) ? 0 : bytes.count - 1
      throw EDTFError(.malformed, "A date has no spaces around it.", at: offset)
    }
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else {
      let days = try days(bytes, 0..<bytes.count, allowsTime: true)
      return DayBounds(earliest: days.lowerBound, latest: days.upperBound)
    }
    return try interval(bytes, slash: slash)
  }

  // MARK: Intervals and whole dates

  private static func interval(
    _ bytes: [UInt8], slash: Int
  ) throws(EDTFError) -> DayBounds {
    let second = slash + 1
    if let extra = bytes[second...].firstIndex(of: UInt8(ascii: "/")) {
      throw EDTFError(.malformed, "An interval has one slash, as in 1998/2001.", at: extra)
    }
    let start = try intervalEnd(bytes, 0..<slash)
    let finish = try intervalEnd(bytes, second..<bytes.count)
    if start == nil, finish == nil {
      throw EDTFError(
        .malformed, "An interval has a date at one end at least, as in 1998/.. or ../2001.", at: 0)
    }
    if let start, let finish, start.lowerBound > finish.upperBound {
      throw EDTFError(
        .reversedInterval,
        "The interval ends before it starts; write the earlier date first, as in 1998/2001.",
        at: second)
    }
    return DayBounds(earliest: start?.lowerBound, latest: finish?.upperBound)
  }

  /// Reads one end of an interval; nil if it is open or unknown.
  private static func intervalEnd(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(EDTFError) -> ClosedRange<Int32>? {
    let isOpen = bytes[range].elementsEqual("..".utf8)
    return range.isEmpty || isOpen ? nil : try days(bytes, range, allowsTime: false)
  }

  private static func days(
    _ bytes: [UInt8], _ range: Range<Int>, allowsTime: Bool
  ) throws(EDTFError) -> ClosedRange<Int32> {
    var parser = EDTFParser(bytes, range)
    let span = try parser.date()
    let (days, expected): (ClosedRange<Int64>, String)
    if case .day(let day) = span, allowsTime, parser.take("T") {
      days = try parser.daysOfTime(on: day)
      expected = "A time ends with its seconds, Z or an offset, as in 2023-07-15T10:20:30+02:00."
    } else {
      days = span.days(widenedByUnits: parser.takeQualifier() ? 1 : 0)
      expected = "Only ?, ~ or % may follow a whole date, as in 2023-07~."
    }
    guard parser.isAtEnd else { throw parser.failure(expected) }
    guard let earliest = Int32(exactly: days.lowerBound),
      let latest = Int32(exactly: days.upperBound), earliest <= latest
    else { throw outOfRange(at: range.lowerBound) }
    return earliest...latest
  }

  private static func outOfRange(at offset: Int) -> EDTFError {
    EDTFError(
      .outOfRange,
      "The date is too far away; all its days must lie in the years -5877640 to 5881579.",
      at: offset)
  }

  // MARK: Dates

  private mutating func date() throws(EDTFError) -> DateSpan {
    if take("Y") { return try longYear() }
    let (years, unspecifiedDigits) = try plainYear()
    let span = DateSpan(years: years, unspecifiedDigits: unspecifiedDigits)
    guard unspecifiedDigits == 0, take("-") else { return span }
    return try monthAndDay(year: years.lowerBound, yearSpan: span)
  }

  /// Reads what follows `Y`.
  ///
  /// Seven digits are enough for every day in range, which keeps later arithmetic small.
  private mutating func longYear() throws(EDTFError) -> DateSpan {
    let start = position - 1
    let isNegative = take("-")
    let firstDigit = position
    var value: Int32 = 0
    while let digit = takeDigit() {
      if position - firstDigit <= 7 { value = value * 10 + Int32(digit) }
    }
    let digitCount = position - firstDigit
    guard digitCount >= 5, bytes[firstDigit] != UInt8(ascii: "0") else {
      let problem =
        "A year after Y has five digits or more, the first not 0, as in Y12023."
      throw digitCount < 5 ? failure(problem) : EDTFError(.malformed, problem, at: firstDigit)
    }
    guard digitCount <= 7 else { throw Self.outOfRange(at: start) }
    guard next != UInt8(ascii: "-") else {
      throw failure("A year after Y stands alone, without month or day, as in Y12023.")
    }
    let year = isNegative ? -value : value
    return DateSpan(years: year...year, unspecifiedDigits: 0)
  }

  /// Reads a year of four digits, the last two of which may be unspecified.
  private mutating func plainYear() throws(EDTFError) -> (ClosedRange<Int32>, Int) {
    let start = position
    let isNegative = take("-")
    var (low, high): (Int32, Int32) = (0, 0)
    var unspecifiedDigits = 0
    for place in 0..<4 {
      if unspecifiedDigits == 0, let digit = takeDigit() {
        low = low * 10 + Int32(digit)
        high = high * 10 + Int32(digit)
      } else if place >= 2, take("X") {
        low *= 10
        high = high * 10 + 9
        unspecifiedDigits += 1
      } else {
        throw failure("A year has four digits, as in 0476, 2023, 201X or 20XX.")
      }
    }
    if let next, isDigit(next) {
      throw failure(
        "A year has four digits; write a longer one as Y12023 and parts as in 2023-07-15.")
    }
    if unspecifiedDigits > 0, next == UInt8(ascii: "-") {
      throw failure("A month can follow only a year without X, as in 2019-07.")
    }
    guard isNegative else { return (low...high, unspecifiedDigits) }
    guard high > 0 else {
      throw EDTFError(.malformed, "There is no year -0000; write 0000.", at: start)
    }
    return (-high ... -max(low, 1), unspecifiedDigits)
  }

  private mutating func monthAndDay(
    year: Int32, yearSpan: DateSpan
  ) throws(EDTFError) -> DateSpan {
    let monthOffset = position
    guard let month = try pair("A month has two digits or is XX, as in 2023-07.") else {
      guard take("-") else { return yearSpan }
      let dayOffset = position
      guard try pair("A day has two digits or is XX, as in 2023-07-15.") == nil else {
        throw EDTFError(
          .malformed, "A day in an unspecified month is XX, as in 1985-XX-XX.", at: dayOffset)
      }
      return yearSpan
    }
    if (21...24).contains(month) {
      guard next != UInt8(ascii: "-") else {
        throw failure("A season has no days; write 2001-21 or a month from 01 to 12.")
      }
      return DateSpan(season: month, year: year)
    }
    guard (1...12).contains(month) else {
      throw EDTFError(
        .impossibleDate,
        "There is no month \(twoDigits(month)); months are 01 to 12 and seasons 21 to 24.",
        at: monthOffset)
    }
    guard take("-") else { return DateSpan(month: month, year: year) }
    let dayOffset = position
    guard let day = try pair("A day has two digits or is XX, as in 2023-07-15.") else {
      return DateSpan(month: month, year: year)
    }
    let dayCount = CivilDay.dayCount(ofMonth: month, year: year)
    guard (1...dayCount).contains(day) else {
      throw EDTFError(
        .impossibleDate,
        "Month \(twoDigits(month)) of the year \(year) has the days 01 to \(dayCount), "
          + "so there is no day \(twoDigits(day)).",
        at: dayOffset)
    }
    return .day(CivilDay.dayNumber(year: year, month: month, day: day))
  }

  // MARK: Times

  /// Reads what follows `T` and widens `day` to where the offset may move it.
  private mutating func daysOfTime(on day: Int64) throws(EDTFError) -> ClosedRange<Int64> {
    try timePart("hours", limit: 23)
    try colon()
    try timePart("minutes", limit: 59)
    try colon()
    try timePart("seconds", limit: 60)
    let signOffset = position
    if take("Z") { return day...day }
    let isBehind = take("-")
    guard isBehind || take("+") else { return day...day }
    var minutes = try timePart("offset hours", limit: 23) * 60
    if take(":") { minutes += try timePart("offset minutes", limit: 59) }
    if isBehind {
      guard minutes > 0 else {
        throw EDTFError(
          .malformed, "An offset of zero is written Z or +00:00, not with a minus.", at: signOffset)
      }
      return day...(day + 1)
    }
    return minutes == 0 ? day...day : (day - 1)...day
  }

  @discardableResult
  private mutating func timePart(_ name: String, limit: Int) throws(EDTFError) -> Int {
    let start = position
    guard let tens = takeDigit(), let ones = takeDigit() else {
      throw failure("The \(name) have two digits, as in 2023-07-15T10:20:30+02:00.")
    }
    let value = tens * 10 + ones
    guard value <= limit else {
      throw EDTFError(
        .impossibleDate, "The \(name) are 00 to \(limit), so they cannot be \(value).", at: start)
    }
    return value
  }

  private mutating func colon() throws(EDTFError) {
    guard take(":") else {
      throw failure("A time has hours, minutes and seconds, as in 2023-07-15T10:20:30.")
    }
  }

  // MARK: Characters

  private var next: UInt8? { position < end ? bytes[position] : nil }

  private var isAtEnd: Bool { position == end }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let next, UInt32(next) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func takeDigit() -> Int? {
    guard let next, isDigit(next) else { return nil }
    position += 1
    return Int(next - UInt8(ascii: "0"))
  }

  private mutating func takeQualifier() -> Bool {
    take("?") || take("~") || take("%")
  }

  /// Reads two digits; nil for `XX`.
  private mutating func pair(_ expected: String) throws(EDTFError) -> Int? {
    if take("X") {
      guard take("X") else { throw failure(expected) }
      return nil
    }
    guard let tens = takeDigit(), let ones = takeDigit() else { throw failure(expected) }
    return tens * 10 + ones
  }

  /// Makes the error for the next character, with a better hint than `expected` if there is one.
  private func failure(_ expected: String) -> EDTFError {
    guard let next else { return EDTFError(.malformed, expected, at: position) }
    let message =
      switch next {
      case UInt8(ascii: "X"):
        "X stands at the right end only: 201X, 20XX, 2004-XX, 1985-04-XX or 1985-XX-XX."
      case UInt8(ascii: "?"), UInt8(ascii: "~"), UInt8(ascii: "%"):
        "One of ?, ~ and % may end a date without a time; % means both ? and ~."
      case UInt8(ascii: "T"):
        "A time follows a whole date that is no end of an interval, as in 2023-07-15T10:20:30."
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        "The letters X, Y, T and Z are capitals, and there are no others."
      case 0x80...0xFF:
        "A date has ASCII characters only; its dash is the hyphen-minus, as in 2023-07-15."
      case _ where Self.isSpace(next): "A date has no spaces in it."
      default: expected
      }
    return EDTFError(.malformed, message, at: position)
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}

/// The days that one date allows, before they are checked for size.
private enum DateSpan {
  case day(Int64)

  /// Whole months, counted from January of the year 0, and how many the stated unit has.
  case months(ClosedRange<Int64>, unit: Int64)

  init(month: Int, year: Int32) {
    let index = Self.index(ofMonth: month, year: year)
    self = .months(index...index, unit: 1)
  }

  init(years: ClosedRange<Int32>, unspecifiedDigits: Int) {
    let unit: Int64 =
      switch unspecifiedDigits {
      case 0: 12
      case 1: 120
      default: 1_200
      }
    let first = Self.index(ofMonth: 1, year: years.lowerBound)
    let last = Self.index(ofMonth: 12, year: years.upperBound)
    self = .months(first...last, unit: unit)
  }

  init(season: Int, year: Int32) {
    let january = Self.index(ofMonth: 1, year: year)
    let crossesNewYear = season == 22 || season == 24
    self = .months(
      crossesNewYear ? (january - 1)...(january + 14) : january...(january + 11), unit: 3)
  }

  /// The days of the span, with `units` units more on each side.
  func days(widenedByUnits units: Int64) -> ClosedRange<Int64> {
    switch self {
    case .day(let day): return (day - units)...(day + units)
    case .months(let months, let unit):
      let first = Self.firstDay(ofMonth: months.lowerBound - units * unit)
      let afterLast = Self.firstDay(ofMonth: months.upperBound + units * unit + 1)
      return first...(afterLast - 1)
    }
  }

  private static func index(ofMonth month: Int, year: Int32) -> Int64 {
    Int64(year) * 12 + Int64(month) - 1
  }

  private static func firstDay(ofMonth index: Int64) -> Int64 {
    let year = CivilDay.floorDivide(index, by: 12)
    return CivilDay.dayNumber(
      year: Int32(clamping: year), month: Int(index - year * 12) + 1, day: 1)
  }
}
