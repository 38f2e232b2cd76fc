import HeadwaterModel
import Testing

@Suite struct EDTFDateTests {
  /// A text with its bounds, which were computed with Python's `datetime`.
  struct Form: Sendable, CustomTestStringConvertible {
    let text: String
    let earliest: Int32?
    let latest: Int32?

    init(_ text: String, _ earliest: Int32?, _ latest: Int32?) {
      self.text = text
      self.earliest = earliest
      self.latest = latest
    }

    var testDescription: String { text.debugDescription }
  }

  static let forms: [Form] = [
    // Years, months and days
    Form("2023", 19_358, 19_722),
    Form("0476", -545_672, -545_307),
    Form("0000", -719_528, -719_163),
    Form("2023-07", 19_539, 19_569),
    Form("2024-02", 19_754, 19_782),
    Form("1900-02", -25_536, -25_509),
    Form("2000-02-29", 11_016, 11_016),
    Form("1970-01-01", 0, 0),
    Form("1969-12-31", -1, -1),
    Form("9999-12-31", 2_932_896, 2_932_896),
    Form("-0001", -719_893, -719_529),
    Form("-0043-03-15", -735_160, -735_160),
    Form("-0004-02-29", -720_930, -720_930),
    Form("-1985", -1_444_534, -1_444_170),
    Form("Y12023", 3_671_783, 3_672_147),
    Form("Y-10000", -4_371_953, -4_371_588),
    Form("Y5881579", 2_147_483_090, 2_147_483_454),
    Form("Y-5877640", -2_147_483_456, -2_147_483_091),
    // Unspecified digits
    Form("201X", 14_610, 18_261),
    Form("20XX", 10_957, 47_481),
    Form("00XX", -719_528, -683_004),
    Form("-201X", -1_456_952, -1_453_301),
    Form("-000X", -722_815, -719_529),
    Form("2004-XX", 12_418, 12_783),
    Form("1985-04-XX", 5_569, 5_598),
    Form("1985-XX-XX", 5_479, 5_843),
    // Qualifiers
    Form("2004-06-11?", 12_579, 12_581),
    Form("2004-03-01~", 12_477, 12_479),
    Form("2004-06~", 12_539, 12_630),
    Form("2004-01%", 12_387, 12_477),
    Form("1984?", 4_748, 5_843),
    Form("1984~", 4_748, 5_843),
    Form("1984%", 4_748, 5_843),
    Form("0000?", -719_893, -718_798),
    Form("-0001~", -720_258, -719_163),
    Form("201X~", 10_957, 21_914),
    Form("20XX?", -25_567, 84_005),
    Form("2004-XX~", 12_053, 13_148),
    Form("1985-04-XX~", 5_538, 5_629),
    Form("1985-XX-XX~", 5_113, 6_208),
    Form("2001-21?", 11_231, 11_777),
    Form("2001-24~", 11_201, 11_868),
    Form("Y12023~", 3_671_418, 3_672_513),
    // Seasons
    Form("2001-21", 11_323, 11_687),
    Form("2001-22", 11_292, 11_777),
    Form("2001-23", 11_323, 11_687),
    Form("2001-24", 11_292, 11_777),
    // Times
    Form("2023-07-15T10:20:30", 19_553, 19_553),
    Form("2023-07-15T23:59:60Z", 19_553, 19_553),
    Form("2023-07-15T00:00:00+00", 19_553, 19_553),
    Form("2023-07-15T00:00:00+00:00", 19_553, 19_553),
    Form("2023-07-15T10:20:30+02", 19_552, 19_553),
    Form("2023-03-01T10:20:30+05:30", 19_416, 19_417),
    Form("2023-12-31T10:20:30-04", 19_722, 19_723),
    Form("2023-07-15T10:20:30-00:30", 19_553, 19_554),
    Form("-0043-03-15T12:00:00", -735_160, -735_160),
    // Intervals
    Form("1998/2001", 10_227, 11_687),
    Form("2004-02-01/2005-02", 12_449, 12_842),
    Form("2023-07-15/2023", 19_553, 19_722),
    Form("2023/2023-07-15", 19_358, 19_553),
    Form("../2005", nil, 13_148),
    Form("/2005", nil, 13_148),
    Form("2025/..", 20_089, nil),
    Form("2025/", 20_089, nil),
    Form("1984~/2004-06?", 4_748, 12_630),
    Form("201X/202X", 14_610, 21_914),
    Form("-0100/0100", -756_052, -682_639),
    Form("2001-21/2001-23", 11_323, 11_687),
    Form("1984~/1983", 4_748, 5_112),
    Form("Y-10000/..", -4_371_953, nil),
  ]

  @Test("A text has the bounds that its form says", arguments: forms)
  func bounds(form: Form) throws {
    let date = try EDTFDate(form.text)
    #expect(date.text == form.text)
    #expect(date.bounds == DayBounds(earliest: form.earliest, latest: form.latest))
  }

  @Test("Dates with the same bounds and another text differ")
  func equality() throws {
    #expect(try EDTFDate("1984?") == EDTFDate("1984?"))
    #expect(try EDTFDate("1984?") != EDTFDate("1984~"))
    #expect(try EDTFDate("1984?").bounds == EDTFDate("1984~").bounds)
  }
}

@Suite struct EDTFErrorTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let text: String
    let code: EDTFError.Code
    let offset: Int?

    init(_ text: String, _ code: EDTFError.Code, _ offset: Int?) {
      self.text = text
      self.code = code
      self.offset = offset
    }

    var testDescription: String { text.debugDescription }
  }

  static let faults: [Fault] = [
    Fault("", .empty, nil),
    // Around and between dates
    Fault(" 2023", .malformed, 0), Fault("2023\n", .malformed, 4), Fault(" ", .malformed, 0),
    Fault("1998 / 2001", .malformed, 4), Fault("1998/2000/2001", .malformed, 9),
    Fault("/", .malformed, 0), Fault("../..", .malformed, 0), Fault("/..", .malformed, 0),
    Fault("..", .malformed, 0), Fault("1998/...", .malformed, 5),
    Fault(String(repeating: "1", count: 65), .malformed, nil),
    // Years
    Fault("202", .malformed, 3), Fault("12023", .malformed, 4), Fault("20230715", .malformed, 4),
    Fault("+2023", .malformed, 0), Fault("-0000", .malformed, 0), Fault("--2023", .malformed, 1),
    Fault("2XXX", .malformed, 1), Fault("XXXX", .malformed, 0), Fault("20X3", .malformed, 3),
    Fault("201XX", .malformed, 4), Fault("201X-07", .malformed, 4), Fault("201x", .malformed, 3),
    Fault("Y2023", .malformed, 5), Fault("Y012023", .malformed, 1), Fault("Y", .malformed, 1),
    Fault("Y12023-07", .malformed, 6), Fault("Y1202X", .malformed, 5),
    Fault("12023\u{2212}07", .malformed, 4), Fault("2023\u{2013}07", .malformed, 4),
    Fault("\u{0662}023", .malformed, 0), Fault("2023\u{0}", .malformed, 4),
    // Months, days and qualifiers
    Fault("2023-", .malformed, 5), Fault("2023-7", .malformed, 6), Fault("2023-1X", .malformed, 6),
    Fault("2023-X1", .malformed, 6), Fault("2023-07-", .malformed, 8),
    Fault("2023-07-1", .malformed, 9), Fault("2023-07-1X", .malformed, 9),
    Fault("2023-XX-15", .malformed, 8), Fault("2023-07-15-", .malformed, 10),
    Fault("2001-21-01", .malformed, 7), Fault("1984?~", .malformed, 5),
    Fault("?1984", .malformed, 0), Fault("1984?-06", .malformed, 5),
    // Times
    Fault("2023-07T10:20:30", .malformed, 7), Fault("2023-07-XXT10:20:30", .malformed, 10),
    Fault("2023-07-15T", .malformed, 11), Fault("2023-07-15T10:20", .malformed, 16),
    Fault("2023-07-15T10:20:30.5", .malformed, 19), Fault("2023-07-15t10:20:30", .malformed, 10),
    Fault("2023-07-15T10:20:30-00:00", .malformed, 19),
    Fault("2023-07-15T10:20:30+5", .malformed, 21),
    Fault("2023-07-15T10:20:30+05:3", .malformed, 24),
    Fault("2023-07-15T10:20:30?", .malformed, 19),
    Fault("2023-07-15T10:20:30/2024", .malformed, 10),
    // Days and times that do not exist
    Fault("2023-13", .impossibleDate, 5), Fault("2023-00", .impossibleDate, 5),
    Fault("2023-25", .impossibleDate, 5), Fault("2023-13-XX", .impossibleDate, 5),
    Fault("2023-07-32", .impossibleDate, 8), Fault("2023-07-00", .impossibleDate, 8),
    Fault("2023-04-31", .impossibleDate, 8), Fault("2023-02-29", .impossibleDate, 8),
    Fault("1900-02-29", .impossibleDate, 8), Fault("-0001-02-29", .impossibleDate, 9),
    Fault("1998/2023-02-30", .impossibleDate, 13),
    Fault("2023-07-15T24:00:00", .impossibleDate, 11),
    Fault("2023-07-15T10:60:00", .impossibleDate, 14),
    Fault("2023-07-15T10:20:61", .impossibleDate, 17),
    Fault("2023-07-15T10:20:30+24", .impossibleDate, 20),
    Fault("2023-07-15T10:20:30+05:60", .impossibleDate, 23),
    // Days beyond 32 bits
    Fault("Y5881580", .outOfRange, 0), Fault("Y-5877641", .outOfRange, 0),
    Fault("Y5881579?", .outOfRange, 0), Fault("../Y9999999", .outOfRange, 3),
    Fault("Y10000000", .outOfRange, 0), Fault("Y-10000000", .outOfRange, 0),
    Fault("Y" + String(repeating: "9", count: 63), .outOfRange, 0),
    // Intervals
    Fault("2001/1998", .reversedInterval, 5), Fault("2023-07-15/2023-07-14", .reversedInterval, 11),
    Fault("1985~/1983", .reversedInterval, 6), Fault("0000/-0001", .reversedInterval, 5),
  ]

  @Test("A text that is no level 1 date says what is wrong, and where", arguments: faults)
  func fault(fault: Fault) {
    let error = #expect(throws: EDTFError.self) { try EDTFDate(fault.text) }
    #expect(error?.code == fault.code)
    #expect(error?.offset == fault.offset)
    #expect(error?.message.hasSuffix(".") == true)
  }

  @Test("A date that does not exist is explained by its month")
  func explanation() {
    let error = #expect(throws: EDTFError.self) { try EDTFDate("2023-02-29") }
    #expect(
      error?.message
        == "Month 02 of the year 2023 has the days 01 to 28, so there is no day 29.")
  }

  @Test("64 bytes are not too long")
  func lengthLimit() {
    let error = #expect(throws: EDTFError.self) {
      try EDTFDate(String(repeating: "1", count: 64))
    }
    #expect(error?.offset == 4)
  }
}

@Suite struct DateOrderTests {
  @Test(
    "Dates are ordered only if none of their days can be in another order",
    arguments: [
      ("1998", "1999", DateOrder.before), ("2000", "1999", .after), ("1999", "1999", .unknown),
      ("1999-12-31", "2000-01-01", .before), ("1999", "1999-07", .unknown),
      ("1998~", "1999", .unknown), ("1997~", "1999", .before), ("201X", "2020", .before),
      ("../2005", "2006", .before), ("../2005", "2005-12-31", .unknown),
      ("../2005", "1990", .unknown), ("2025/..", "2024", .after), ("2025/..", "../2030", .unknown),
      ("2001-21", "2002-01-01", .before), ("2001-24", "2002-01-01", .unknown),
    ])
  func order(first: String, second: String, expected: DateOrder) throws {
    let bounds = try EDTFDate(first).bounds
    #expect(try bounds.order(relativeTo: EDTFDate(second).bounds) == expected)
  }

  @Test("Two dates in the other order have the opposite order", arguments: UInt64(0)..<20)
  func antisymmetry(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<500 {
      let (first, second) = (random.anyBounds(), random.anyBounds())
      let opposite: DateOrder =
        switch first.order(relativeTo: second) {
        case .before: .after
        case .after: .before
        case .unknown: .unknown
        }
      #expect(second.order(relativeTo: first) == opposite)
    }
  }

  @Test("Wider bounds have the same order or none", arguments: UInt64(0)..<20)
  func widening(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<500 {
      let (first, second) = (random.bounds(), random.bounds())
      let wider = DayBounds(
        earliest: Bool.random(using: &random) ? nil : first.earliest.map { $0 - 3 },
        latest: Bool.random(using: &random) ? nil : first.latest.map { $0 + 3 })
      let order = wider.order(relativeTo: second)
      #expect(order == .unknown || order == first.order(relativeTo: second))
    }
  }

  @Test("Bounds the wrong way round have no order to a day between them")
  func reversedBounds() {
    let reversed = DayBounds(earliest: 10, latest: 0)
    let day = DayBounds(earliest: 5, latest: 5)
    #expect(reversed.order(relativeTo: day) == .unknown)
    #expect(day.order(relativeTo: reversed) == .unknown)
  }
}

@Suite struct CivilDayTests {
  @Test(
    "A day has the number that Python's datetime gives it",
    arguments: [
      (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (1582, 10, 15, -141_427),
      (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896),
    ] as [(Int32, Int, Int, Int32)])
  func known(year: Int32, month: Int, day: Int, number: Int32) {
    #expect(CivilDay(year: year, month: month, day: day)?.daysSince1970 == number)
    #expect(CivilDay(daysSince1970: number) == CivilDay(year: year, month: month, day: day))
  }

  @Test("A number becomes a day that exists and has that number")
  func roundTrip() {
    let sampled = Array(stride(from: Int32(-10_000_000), through: 10_000_000, by: 997))
    for number in sampled + [.min, .min + 1, .max - 1, .max] {
      let day = CivilDay(daysSince1970: number)
      #expect(day.daysSince1970 == number)
      #expect(CivilDay(year: day.year, month: day.month, day: day.day) == day)
    }
  }

  @Test("Each day follows the one before, through a whole cycle of 400 years")
  func succession() {
    var previous = CivilDay(daysSince1970: -1)
    for number in Int32(0)..<146_097 {
      let day = CivilDay(daysSince1970: number)
      let isNext =
        (day.year, day.month, day.day) == (previous.year, previous.month, previous.day + 1)
        || (day.year, day.month, day.day) == (previous.year, previous.month + 1, 1)
        || (day.year, day.month, day.day) == (previous.year + 1, 1, 1)
      if !isNext { Issue.record("\(day) does not follow \(previous)") }
      previous = day
    }
    #expect(previous == CivilDay(year: 2369, month: 12, day: 31))
  }

  @Test("Days that no month has are nil, and days beyond 32 bits have no number")
  func limits() {
    #expect(CivilDay(year: 2023, month: 2, day: 29) == nil)
    #expect(CivilDay(year: 2023, month: 13, day: 1) == nil)
    #expect(CivilDay(year: 2023, month: 0, day: 1) == nil)
    #expect(CivilDay(year: 2023, month: 1, day: 0) == nil)
    #expect(CivilDay(year: .max, month: 12, day: 31) != nil)
    #expect(CivilDay(year: .max, month: 12, day: 31)?.daysSince1970 == nil)
    #expect(CivilDay(year: .min, month: 1, day: 1)?.daysSince1970 == nil)
  }
}

@Suite struct EDTFRandomTextTests {
  @Test("Any text gives bounds in order or an error inside it", arguments: UInt64(0)..<20)
  func anyText(seed: UInt64) {
    var random = SplitMix(state: seed)
    var dateCount = 0
    for round in 0..<1_000 {
      let text = round.isMultiple(of: 4) ? random.noise() : random.nearDate()
      do throws(EDTFError) {
        let date = try EDTFDate(text)
        dateCount += 1
        #expect(date.text == text)
        if let earliest = date.bounds.earliest, let latest = date.bounds.latest {
          #expect(earliest <= latest, "\(text)")
        }
      } catch {
        #expect((0...text.utf8.count).contains(error.offset ?? 0), "\(text)")
      }
    }
    // Without dates among them, the texts would show nothing about bounds.
    #expect(dateCount > 50)
  }
}

/// Steele, Lea and Flood's SplitMix64, for texts and bounds that a seed repeats.
private struct SplitMix: RandomNumberGenerator {
  private static let alphabet = Array("0123456789-/.XYTZ:+?~% ")

  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Makes bounds in order, open on each side one time in four.
  mutating func bounds() -> DayBounds {
    let earliest = Int32.random(in: -20...20, using: &self)
    let latest = earliest + Int32.random(in: 0...10, using: &self)
    return DayBounds(
      earliest: Int.random(in: 0..<4, using: &self) == 0 ? nil : earliest,
      latest: Int.random(in: 0..<4, using: &self) == 0 ? nil : latest)
  }

  /// Makes bounds that may be the wrong way round.
  mutating func anyBounds() -> DayBounds {
    let (first, second) = (bounds(), bounds())
    return DayBounds(earliest: first.earliest, latest: second.latest)
  }

  mutating func noise() -> String {
    let count = Int.random(in: 0...70, using: &self)
    return String((0..<count).map { _ in character() })
  }

  /// Makes a date or an interval of the tables, with none, one or two characters changed.
  mutating func nearDate() -> String {
    var text = Array(form())
    if Bool.random(using: &self) { text += "/" + form() }
    for _ in 0..<Int.random(in: 0...2, using: &self) {
      let index = Int.random(in: 0...text.count, using: &self)
      switch Int.random(in: 0..<3, using: &self) {
      case 0: text.insert(character(), at: index)
      case 1 where index < text.count: text[index] = character()
      default: if index < text.count { text.remove(at: index) }
      }
    }
    return String(text)
  }

  private mutating func form() -> String {
    EDTFDateTests.forms.randomElement(using: &self)?.text ?? ""
  }

  private mutating func character() -> Character {
    Self.alphabet.randomElement(using: &self) ?? "0"
  }
}
