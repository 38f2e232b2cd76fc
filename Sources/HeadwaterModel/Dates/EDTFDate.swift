/// A date in the Extended Date/Time Format, level 1 (ISO 8601-2:2019), with the days it allows.
///
/// Two dates are equal if their texts are: `1984?` and `1984~` have the same bounds and differ.
/// Where the standard leaves the days open, these are our conventions:
///
/// - **Qualified dates** (`?` uncertain, `~` approximate, `%` both) have no width in the standard.
///   Their bounds are widened on each side by one unit of what the text does state: a day for
///   `2004-06-11?`, a month for `2004-06~`, a year for `2004%`, a decade for `201X~`, a century for
///   `20XX~`, three months for a season. An unspecified part is not stated, so that `2004-XX~` and
///   `1985-XX-XX~` are widened by a year, and `1985-04-XX~` by a month.
/// - **Seasons** (`21` spring, `22` summer, `23` autumn, `24` winter) belong to no hemisphere, so
///   they are not tied to months. Spring and autumn have the whole year as their bounds. Summer and
///   winter, one of which crosses the new year wherever one is, reach from December of the year
///   before to March of the year after.
/// - **Date-times** have their day as bounds, as written. An offset ahead of UTC (`+05:30`) widens
///   them by one day back and an offset behind it (`-04`) by one day on, whatever the time of day,
///   because the day in UTC may be that one. `Z`, `+00:00` and no offset widen nothing. A second
///   may be 60, for leap seconds; an hour may not be 24.
/// - **Intervals** go from the earliest day of their start to the latest day of their end. An open
///   end (`..`) and an unknown one (nothing) are both unbounded; one end must be a date. Ends may
///   have unspecified digits, which the standard keeps for level 2, but no time of day.
/// - **Negative years** are astronomical: `-0001` is the year before `0000`. There is no `-0000`,
///   so `-000X` means the years -9 to -1.
///
/// Level 1 allows `X` for the last one or two digits of a year that stands alone, for a day, for a
/// month without a day, and for month and day together. Years of five digits and more start with
/// `Y` and stand alone. Days must fit in 32 bits: unqualified years from -5877640 to 5881579.
public struct EDTFDate: Hashable, Sendable {
  /// The text as it was given.
  public let text: String

  /// The days that the text allows.
  ///
  /// If both are known, `earliest` is not after `latest`.
  public let bounds: DayBounds

  /// Reads a date; `text` has no spaces around it and at most 64 UTF-8 bytes.
  public init(_ text: String) throws(EDTFError) {
    bounds = try EDTFParser.bounds(of: text)
    self.text = text
  }
}

/// A failure to read a date.
public struct EDTFError: Error, Hashable, Sendable {
  /// What went wrong, for a program to switch on.
  @nonexhaustive
  public enum Code: String, Hashable, Sendable {
    /// There is no text.
    case empty

    /// The text does not have the form of a level 1 date.
    case malformed

    /// The form is right, but there is no such month, day or time.
    case impossibleDate

    /// The days do not fit in 32 bits.
    case outOfRange

    /// The start of an interval is definitely after its end.
    case reversedInterval
  }

  public let code: Code

  /// One sentence that says what is wrong and what would be right; may quote numbers of the text.
  public let message: String

  /// The UTF-8 offset in the text of what is wrong, if one place is.
  ///
  /// It is the length of the text if something is missing at its end.
  public let offset: Int?

  package init(_ code: Code, _ message: String, at offset: Int?) {
    self.code = code
    self.message = message
    self.offset = offset
  }
}
