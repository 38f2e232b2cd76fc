/// A day of the proleptic Gregorian calendar, by year, month and day.
///
/// The year 0 is the one before the year 1, as in ISO 8601. Both conversions follow Howard
/// Hinnant's "chrono-Compatible Low-Level Date Algorithms": years start in March, so that the leap
/// day comes last, and are counted in eras of 400 years, each of 146,097 days.
package struct CivilDay: Hashable, Sendable {
  private static let daysPerEra: Int64 = 146_097

  /// The days from 0000-03-01, where an era starts, to 1970-01-01.
  private static let daysBefore1970: Int64 = 719_468

  package let year: Int32
  package let month: Int
  package let day: Int

  /// Makes a day, or nil if the calendar has no such month or no such day in it.
  package init?(year: Int32, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1,
      day <= Self.dayCount(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Finds the day that is `daysSince1970` days after 1970-01-01, or before it if negative.
  package init(daysSince1970: Int32) {
    let shifted = Int64(daysSince1970) + Self.daysBefore1970
    let era = Self.floorDivide(shifted, by: Self.daysPerEra)
    let dayOfEra = shifted - era * Self.daysPerEra
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
    day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    // Int32 days reach no further than some 5.9 million years either way.
    year = Int32(yearOfEra + era * 400 + (month <= 2 ? 1 : 0))
  }

  /// The days from 1970-01-01 to this day; nil if they do not fit.
  package var daysSince1970: Int32? {
    Int32(exactly: Self.dayNumber(year: year, month: month, day: day))
  }

  /// Counts the days of a month from 1 to 12; a month outside that counts as having 31.
  package static func dayCount(ofMonth month: Int, year: Int32) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Counts the days from 1970-01-01 to a day known to exist.
  ///
  /// The year has 32 bits and the count 64, so that nothing overflows.
  static func dayNumber(year: Int32, month: Int, day: Int) -> Int64 {
    let yearFromMarch = Int64(year) - (month <= 2 ? 1 : 0)
    let era = floorDivide(yearFromMarch, by: 400)
    let yearOfEra = yearFromMarch - era * 400
    let monthFromMarch = Int64(month > 2 ? month - 3 : month + 9)
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + Int64(day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * daysPerEra + dayOfEra - daysBefore1970
  }

  /// Divides by a positive divisor, rounding towards negative infinity.
  static func floorDivide(_ dividend: Int64, by divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
  }

  private static func isLeap(_ year: Int32) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }
}
