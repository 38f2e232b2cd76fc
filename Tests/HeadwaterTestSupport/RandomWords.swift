package import HeadwaterModel

/// Texts and values that are hard to carry through a file unharmed.
package struct RandomWords {
  private var generator: SplitMix64

  package init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  // MARK: - Choosing

  package mutating func number(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  /// True once in `count` times.
  package mutating func chance(_ count: Int) -> Bool {
    number(in: 1...count) == 1
  }

  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(in: 0...(elements.count - 1))]
  }

  package mutating func element<Element>(of elements: [Element]?) -> Element? {
    guard let elements, !elements.isEmpty else { return nil }
    return pick(elements)
  }

  package mutating func some<Element>(of elements: [Element]) -> [Element] {
    elements.filter { _ in chance(2) }
  }

  package mutating func maybe<Value>(_ make: (inout RandomWords) -> Value?) -> Value? {
    chance(2) ? make(&self) : nil
  }

  // MARK: - Texts

  /// Pieces of text, each with a trap of its own.
  private static let pieces = [
    "Report", "\"", "\"\"", "\"so said\"", "=1+1", "+", "-5", "@SUM", "a;b", "\\", "\\;", "\\e",
    "[]", "\\[]", ",", "a,b", "\n", "\r", "\r\n", " ", "\t", "\u{A0}", "\u{FEFF}", "🙂", "👩‍👩‍👧",
    "🇫🇷", "שלום", "\u{202E}abc", "عربي", "é", "e\u{301}", "\u{301}", "\u{200D}", "\u{600}",
    "\u{2028}", "\u{85}", "\u{1}", "\u{1B}[2J", "\u{7F}", "NaN", "null", "true", "0", "'", "|",
    ">", "attribution:x", "property:x", "文書", "İ", "ß", "\u{10FFFF}", "{\"a\":1}", "%s", "<b>",
  ]

  /// A text that is not empty; now and then one near `length` bytes.
  package mutating func text(length: Int = 1_800) -> String {
    if chance(60) {
      return String(repeating: pick(["ab", "\"\"", "é"]), count: number(in: 1...length / 2))
    }
    return (0..<number(in: 1...3)).map { _ in pick(Self.pieces) }.joined()
  }

  /// Labels that have one order.
  ///
  /// Swift's `<` puts "e\u{301}" and "\u{E9}\n" neither way, nor are they equal.
  package mutating func labels() -> [String] {
    var labels: [String] = []
    for _ in 0..<number(in: 0...3) {
      let label = text(length: Limits.propertyNameBytes)
      if labels.allSatisfy({ $0 < label || label < $0 }) { labels.append(label) }
    }
    return labels
  }

  /// The text of a document, which may be empty.
  package mutating func content() -> String {
    (0..<number(in: 0...12)).map { _ in pick(Self.pieces) }.joined()
  }

  /// A text without white space and control characters.
  private mutating func solidText() -> String {
    var solid = String.UnicodeScalarView()
    solid.append(
      contentsOf: text().unicodeScalars.filter {
        !$0.properties.isWhitespace && $0.properties.generalCategory != .control
      })
    return String(solid)
  }

  /// An id that none of `taken` equals.
  package mutating func id(besides taken: inout Set<String>) -> String {
    while true {
      let id = chance(3) ? "id-\(number(in: 0...999))" : solidText()
      if !id.isEmpty, id.utf8.count <= Limits.uidBytes, taken.insert(id).inserted { return id }
    }
  }

  package mutating func version() -> String {
    while true {
      let version = pick(["2", "2@b", "..", "a", "A", "v=1", solidText()])
      if chance(40) { return String(repeating: "v", count: Limits.vocabularyNameBytes) }
      let isName = !version.isEmpty && !version.utf8.contains(UInt8(ascii: "/"))
      if isName, version.utf8.count <= Limits.vocabularyNameBytes { return version }
    }
  }

  /// A key that none of `taken` equals but for letters' case.
  package mutating func key(besides taken: inout Set<String>) -> String {
    let starts = ["icrc", "Wire", "дом", "文書", "e\u{301}te\u{301}", "é", "تقرير", "1", "ǅ"]
    while true {
      var key = pick(starts)
      if chance(2) { key += pick(["-", "_", ".", ".txt", "ß", "\u{301}"]) }
      if chance(2) { key += String(number(in: 0...99)) }
      if chance(30) { key += String(repeating: "k", count: Limits.keyBytes - key.utf8.count) }
      guard (try? EntityKey.check(key)) != nil else { continue }
      if taken.insert(EntityKey.folded(key)).inserted { return key }
    }
  }

  // MARK: - Values

  package mutating func date() -> EDTFDate {
    let texts = [
      "2023", "2023-07", "2023-07-15", "1998/2001", "2023~", "2023?", "201X", "../2005",
      "2025/..", "2001-21", "-0044-03-15", "2023-07-15T10:20:30Z", "Y170002",
    ]
    guard let date = try? EDTFDate(pick(texts)) else {
      preconditionFailure("a made-up date is none")
    }
    return date
  }

  /// A grade that its text form can hold.
  package mutating func grade() -> Grade {
    let scale = maybe { $0.pick(["admiralty", "=5×5", "a b", "שלום", "\"x\""]) }
    let values = ["B2", "1", "-", "\"\"", " padded ", "مؤكد"]
    return Grade(value: pick(scale == nil ? values : values + ["a:b", ":"]), scale: scale)
  }

  /// Properties of distinct names, none in one of two cases.
  package mutating func properties() -> [Property] {
    let names = [
      "key", "Name", "source", "NOTE", "labels", "a:b", " padded ", "\tx", "property",
      "property:x", "property:y:integer[]", "text", "x", "x:integer", "=1+1", "\u{FEFF}bom",
      "say \"hi\"", "semi;colon", "new\nline", "[]", "π", "שם", "é", "a,b", "trailing:", ":lead",
    ]
    guard chance(2) else { return [] }
    let chosen = Set((0..<number(in: 1...6)).map { _ in pick(names) })
    return chosen.sorted().map { Property(name: $0, value: value()) }
  }

  private static let elementTypes: [PropertyValue.ListElementType] =
    [.text, .integer, .float, .boolean]
    + PropertyValue.TemporalType.allCases.map { .temporal($0) }

  private mutating func value() -> PropertyValue {
    let type = pick(Self.elementTypes)
    if chance(2) { return scalar(type) }
    return .list(type, (0..<number(in: 0...3)).map { _ in scalar(type) })
  }

  private mutating func scalar(_ type: PropertyValue.ListElementType) -> PropertyValue {
    switch type {
    case .text:
      return .text(chance(4) ? "" : text())
    case .integer:
      return .integer(pick([.min, .max, 0, -1, 1, 1 << 53 + 1]))
    case .float:
      return .float(
        pick([
          .nan, -0.0, 0, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
          0.1, 1e22, -2.5,
        ]))
    case .boolean:
      return .boolean(chance(2))
    case .temporal(let temporal):
      return .temporal(temporal, moment(temporal))
    }
  }

  private mutating func moment(_ type: PropertyValue.TemporalType) -> String {
    switch type {
    case .date: pick(["2024-02-29", "0001-01-01", "9999-12-31"])
    case .localTime: pick(["12:30:00", "23:59:59.999999999"])
    case .time: pick(["12:30:00Z", "12:30:00+05:30"])
    case .localDateTime: pick(["2024-02-29T12:30:00", "1969-12-31T23:59:59.5"])
    case .dateTime: pick(["2024-02-29T12:30:00Z", "2024-02-29T12:30:00+01:00"])
    case .duration: pick(["P1Y2M3DT4H5M6S", "PT0S", "-P1D"])
    }
  }
}
