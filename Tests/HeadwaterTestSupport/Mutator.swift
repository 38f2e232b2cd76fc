/// Damages bytes in the ways in which files and inputs go bad; a seed gives the same damage always.
package struct Mutator {
  private var generator: SplitMix64

  /// Bytes, and rows of bytes, that parsers stumble over.
  private static let interesting: [[UInt8]] =
    [
      "\0", "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "\u{FEFF}", "\u{301}", "🙂", "\\",
      "/", "..", "-", "+", "?", "~", "%", "X", "Y", "T24:00:00Z", "+14:59", "-0000", "0000", "12",
      "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e999", "-0.0", "NaN",
      "[", "{", "}", "]", ":", "\\u", "\\ud800", "null", "true", "attribution:", "[]", "=1+1",
      "key", "id", "kind", "source", "target", "relation", "about", "evidence", "text_version",
    ].map { Array($0.utf8) } + [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ]

  package init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  package mutating func number(below limit: Int) -> Int {
    limit > 0 ? Int.random(in: 0..<limit, using: &generator) : 0
  }

  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// `bytes` with one to eight mistakes in them; some come from `other`.
  package mutating func mutated(_ bytes: [UInt8], with other: [UInt8]) -> [UInt8] {
    var mutated = bytes
    for _ in 0...number(below: 8) { mutate(&mutated, other) }
    return mutated
  }

  private mutating func mutate(_ bytes: inout [UInt8], _ other: [UInt8]) {
    let place = number(below: bytes.count + 1)
    switch number(below: 8) {
    case 0 where place < bytes.count:
      bytes[place] ^= 1 << UInt8(number(below: 8))
    case 1 where place < bytes.count:
      bytes[place] = UInt8(number(below: 256))
    case 2:
      bytes.removeSubrange(place...)
    case 3:
      bytes.removeSubrange(place..<min(bytes.count, place + number(below: 20)))
    case 4:
      let start = number(below: other.count)
      bytes.insert(contentsOf: other[start...].prefix(number(below: 60)), at: place)
    case 5:
      let chunk = bytes[place...].prefix(number(below: 60))
      bytes.insert(contentsOf: chunk, at: place)
    default:
      bytes.insert(contentsOf: pick(Self.interesting), at: place)
    }
  }

  /// `bytes` of a file of pages, damaged as disks and copies damage it.
  package mutating func damaged(_ bytes: [UInt8], pageSize: Int = 4096) -> [UInt8] {
    var damaged = bytes
    switch number(below: 10) {
    case 0:
      damaged.removeSubrange(number(below: bytes.count)...)
    case 1:
      damaged += (0..<number(below: 3 * pageSize)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    case 2:
      let pages = bytes.count / pageSize
      let (first, second) = (number(below: pages) * pageSize, number(below: pages) * pageSize)
      for offset in 0..<pageSize { damaged.swapAt(first + offset, second + offset) }
    case 3:
      let start = number(below: bytes.count)
      for place in start..<min(bytes.count, start + number(below: pageSize)) { damaged[place] = 0 }
    case 4:
      for _ in 0...number(below: 3) { flipBit(&damaged, below: 100) }
    default:
      for _ in 0...number(below: 6) { flipBit(&damaged, below: bytes.count) }
    }
    return damaged
  }

  /// Flips a bit, of a byte that is not zero if one is met soon: most of a page is empty.
  private mutating func flipBit(_ bytes: inout [UInt8], below limit: Int) {
    var place = number(below: min(limit, bytes.count))
    for _ in 0..<50 where bytes[place] == 0 { place = number(below: min(limit, bytes.count)) }
    bytes[place] ^= 1 << UInt8(number(below: 8))
  }
}
