import Foundation
import HeadwaterTestSupport

/// A secret that stands in one place of a case, and nowhere else by chance.
struct Marker: Hashable, Sendable {
  /// How long a case may know it.
  enum Stay: Sendable {
    /// Part of a withheld entity, or of what hangs on one, as the case stands.
    case present

    /// Part of what was removed or changed.
    case past

    /// Why a change was made.
    case reason
  }

  let place: String
  let stay: Stay
  let text: String

  /// What is looked for: an index may store the first letters of a word elsewhere.
  var core: String {
    text.allSatisfy { $0.isNumber || $0 == "-" } ? text : String(text.dropFirst(3))
  }
}

/// Makes markers, the same ones in each run.
struct MarkerMaker {
  private(set) var markers: [Marker] = []
  private var random: SplitMix64
  private static let letters = Array("bcdfghjkmnpqrstvwxz23456789")

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// A word of letters and digits, good for a key.
  mutating func word(_ place: String, _ stay: Marker.Stay = .present) -> String {
    remember(piece(12), place, stay)
  }

  /// A word that is not ASCII.
  mutating func foreignWord(_ place: String, _ stay: Marker.Stay = .present) -> String {
    remember("Ž\(piece(7))ß\(piece(4))文\(piece(2))", place, stay)
  }

  /// Three words: a plain one, one that is not ASCII, and one that has to be escaped.
  mutating func text(_ place: String, _ stay: Marker.Stay = .present) -> String {
    let plain = word(place, stay)
    let foreign = foreignWord(place, stay)
    let pieces = (0..<4).map { _ in piece(11) }
    for piece in pieces { _ = remember(piece, place, stay) }
    let awkward = "\(pieces[0])\"\(pieces[1])\\\(pieces[2])<&>\(pieces[3])"
    return "\(plain) \(foreign) " + remember(awkward, place, stay)
  }

  mutating func remember(_ text: String, _ place: String, _ stay: Marker.Stay) -> String {
    markers.append(Marker(place: place, stay: stay, text: text))
    return text
  }

  private mutating func piece(_ count: Int) -> String {
    let first = Self.letters.prefix(19).randomElement(using: &random) ?? "z"
    let others = (1..<count).map { _ in Self.letters.randomElement(using: &random) ?? "z" }
    return String([first] + others)
  }
}

/// Looks for markers in bytes, in every spelling that a program may have put them.
struct LeakHunt: Sendable {
  /// A marker that was found.
  struct Find: Hashable, Sendable, CustomStringConvertible {
    let marker: Marker
    let spelling: String
    let around: String

    var description: String { "\(marker.place) as \(spelling): …\(around)…" }
  }

  private struct Needle: Sendable {
    let marker: Int
    let spelling: String
    let bytes: [UInt8]
  }

  let markers: [Marker]

  /// By the first eight bytes, the first of which comes lowest.
  private var needles: [UInt64: [Needle]] = [:]

  /// Which eight bytes may begin a needle, so that most of a file is passed over fast.
  private var mayBegin = [Bool](repeating: false, count: 1 << 20)

  init(_ markers: [Marker]) {
    self.markers = markers
    for (index, marker) in markers.enumerated() {
      var seen: Set<[UInt8]> = []
      for (spelling, bytes) in Spelling.all(of: marker.core) {
        let folded = bytes.map(Self.folded)
        guard seen.insert(folded).inserted else { continue }
        precondition(folded.count >= 8, "a marker is too short")
        let start = folded[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        needles[start, default: []].append(
          Needle(marker: index, spelling: spelling, bytes: folded))
        mayBegin[Self.slot(of: start)] = true
      }
    }
  }

  /// The markers in `data`, each once, in order of their first place.
  func finds(in data: [UInt8]) -> [Find] {
    let folded = data.map(Self.folded)
    var finds: [Find] = []
    var found: Set<Int> = []
    var window: UInt64 = 0
    folded.withUnsafeBufferPointer { bytes in
      for end in bytes.indices {
        window = window >> 8 | UInt64(bytes[end]) << 56
        guard end >= 7, mayBegin[Self.slot(of: window)] else { continue }
        for needle in needles[window] ?? [] where !found.contains(needle.marker) {
          let start = end - 7
          guard needle.bytes.count <= bytes.count - start else { continue }
          guard bytes[start..<(start + needle.bytes.count)].elementsEqual(needle.bytes) else {
            continue
          }
          found.insert(needle.marker)
          let context = bytes[max(0, start - 40)..<min(bytes.count, end + 40)]
          finds.append(
            Find(
              marker: markers[needle.marker], spelling: needle.spelling,
              around: Self.printable(context)))
        }
      }
    }
    return finds
  }

  func finds(in text: String) -> [Find] {
    finds(in: Array(text.utf8))
  }

  /// The markers in every file under `folder` and in their names.
  ///
  /// What lies at the top under a name in `passedOver` is not looked at.
  func finds(inFolder folder: String, passingOver passedOver: Set<String> = []) throws -> [Find] {
    var all: [Find] = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() {
      let top = path.split(separator: "/").first.map(String.init) ?? path
      guard !passedOver.contains(top) else { continue }
      all += finds(in: path)
      var isFolder: ObjCBool = false
      let file = folder + "/" + path
      guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue { continue }
      all += finds(in: [UInt8](try Data(contentsOf: URL(filePath: file))))
    }
    return all
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (65...90).contains(byte) ? byte + 32 : byte
  }

  private static func slot(of start: UInt64) -> Int {
    Int(truncatingIfNeeded: (start &* 0x9E37_79B9_7F4A_7C15) >> 44)
  }

  private static func printable(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    return String(String.UnicodeScalarView(scalars.map { $0.value < 32 ? "·" : $0 }))
  }
}

/// The ways in which a text can be written into a file.
private enum Spelling {
  /// All of them, named; several may have the same bytes.
  static func all(of text: String) -> [(name: String, bytes: [UInt8])] {
    let plain = text.folding(options: .diacriticInsensitive, locale: nil)
    let variants = [
      text, text.lowercased(), text.uppercased(), plain, plain.lowercased(),
      text.decomposedStringWithCanonicalMapping, text.precomposedStringWithCompatibilityMapping,
    ]
    return variants.flatMap { variant in
      texts(of: variant).map { ($0.name, Array($0.text.utf8)) } + binary(of: variant)
    }
  }

  private static func texts(of text: String) -> [(name: String, text: String)] {
    var all = [("UTF-8", text)]
    let json = ["\"": "\\\"", "\\": "\\\\"]
    let html = ["<": "\\u003c", ">": "\\u003e", "&": "\\u0026"].merging(json) { $1 }
    all.append(("JSON", escaped(text, by: json)))
    all.append(("JSON with slashes", escaped(text, by: json.merging(["/": "\\/"]) { $1 })))
    all.append(("JSON in ASCII", escaped(text, by: json, others: jsonUnit)))
    all.append(("JSON for HTML", escaped(text, by: html, others: jsonUnit)))
    all.append(("JSON for HTML, with UTF-8", escaped(text, by: html)))
    all.append(("JSON in numbers", text.unicodeScalars.map(jsonUnit).joined()))
    let xml = ["<": "&lt;", ">": "&gt;", "&": "&amp;"]
    let full = xml.merging(["\"": "&quot;", "'": "&apos;"]) { $1 }
    all.append(("XML", escaped(text, by: xml)))
    all.append(("XML with &quot;", escaped(text, by: full)))
    all.append(("XML with bare >", escaped(text, by: full.merging([">": ">"]) { $1 })))
    all.append(("XML in ASCII", escaped(text, by: full) { "&#\($0.value);" }))
    all.append(("XML in hexadecimal", escaped(text, by: full) { "&#x\(hex($0.value));" }))
    all.append(("XML in numbers", text.unicodeScalars.map { "&#\($0.value);" }.joined()))
    let mermaid = ["\"": "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "\\": "#92;"]
    all.append(("Mermaid", escaped(text, by: mermaid)))
    let numbers = ["\"": "#34;", "<": "#60;", ">": "#62;", "&": "#38;", "\\": "#92;"]
    all.append(("Mermaid in numbers", escaped(text, by: numbers)))
    all.append(("DOT", escaped(text, by: ["\"": "\\\""])))
    all.append(("DOT label", escaped(text, by: json.merging(["<": "\\<", ">": "\\>"]) { $1 })))
    all.append(("CSV", escaped(text, by: ["\"": "\"\""])))
    all.append(("list", escaped(text, by: ["\\": "\\\\"])))
    all.append(("list in CSV", escaped(text, by: ["\"": "\"\"", "\\": "\\\\"])))
    all.append(("list in JSON", escaped(text, by: ["\"": "\\\"", "\\": "\\\\\\\\"])))
    all.append(("SQL", escaped(text, by: ["'": "''"])))
    all.append(("percent", text.utf8.map(percent).joined()))
    all.append(("percent throughout", text.utf8.map { "%" + hexByte($0) }.joined()))
    all.append(("hexadecimal", text.utf8.map(hexByte).joined()))
    all.append(("octal", text.utf8.map { "\\" + String($0, radix: 8) }.joined()))
    return all
  }

  private static func binary(of text: String) -> [(name: String, bytes: [UInt8])] {
    let units = Array(text.utf16)
    var all: [(name: String, bytes: [UInt8])] = [
      ("UTF-16 LE", units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
      ("UTF-16 BE", units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
    ]
    for shift in 0..<3 {
      let standard = base64(Array(text.utf8), after: shift)
      all.append(("base64 after \(shift)", standard))
      let url = standard.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 }
        .map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 }
      all.append(("base64 for URLs after \(shift)", url))
    }
    return all
  }

  /// The characters that hold nothing but `bytes` where `count` others stand before them.
  private static func base64(_ bytes: [UInt8], after count: Int) -> [UInt8] {
    let padded = [UInt8](repeating: 0, count: count) + bytes
    let text = Array(Data(padded).base64EncodedString().utf8)
    return Array(text[((count * 8 + 5) / 6)..<(padded.count * 8 / 6)])
  }

  private static func escaped(
    _ text: String, by table: [String: String],
    others: (Unicode.Scalar) -> String = { String($0) }
  ) -> String {
    text.unicodeScalars.map { scalar in
      table[String(scalar)] ?? (scalar.isASCII ? String(scalar) : others(scalar))
    }.joined()
  }

  private static func jsonUnit(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = hex(UInt32(unit))
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }

  private static func percent(_ byte: UInt8) -> String {
    let character = Character(Unicode.Scalar(byte))
    let isKept = byte < 128 && (character.isLetter || character.isNumber || character == "-")
    return isKept ? String(character) : "%" + hexByte(byte)
  }

  private static func hexByte(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + hex(UInt32(byte))
  }

  private static func hex(_ value: UInt32) -> String {
    String(value, radix: 16)
  }
}
