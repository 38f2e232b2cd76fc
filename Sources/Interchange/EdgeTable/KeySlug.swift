import HeadwaterModel

/// Makes keys of any text.
enum KeySlug {
  /// The most bytes of a slug; a prefix and a digest still fit into a key beside it.
  static let limit = 120

  /// The letters and digits of a text in lower case, with one hyphen for all between them.
  ///
  /// Dots and underscores inside stay, apostrophes go. Empty where no letter or digit is left.
  static func slug(_ text: String) -> String {
    var slug = String.UnicodeScalarView()
    var hasGap = false
    for scalar in text.lowercased().unicodeScalars where scalar != "'" && scalar != "’" {
      guard scalar != "-", EntityKey.isAllowed(scalar, isFirst: slug.isEmpty) else {
        hasGap = true
        continue
      }
      if hasGap, !slug.isEmpty { slug.append("-") }
      // A mark has nothing to stand on behind a gap.
      if hasGap, !EntityKey.isAllowed(scalar, isFirst: true), !slug.isEmpty { slug.removeLast() }
      hasGap = false
      slug.append(scalar)
    }
    while let last = slug.last, last == "." || last == "_" || last == "-" { slug.removeLast() }
    return String(slug)
  }

  /// The front of a slug that is too long for a key; nil where it is not.
  static func shortened(_ slug: String) -> String? {
    guard slug.utf8.count > limit else { return nil }
    var front = String.UnicodeScalarView()
    var count = 0
    for scalar in slug.unicodeScalars {
      count += UTF8.width(scalar)
      if count > limit { break }
      front.append(scalar)
    }
    return String(front)
  }

  /// Eight digits that are the same for a text wherever it is met.
  static func digest(_ text: String) -> String {
    var hash = FNV1a()
    hash.add(text)
    let folded = UInt32(truncatingIfNeeded: hash.value ^ (hash.value >> 32))
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }
}

/// A hash that is the same on each run.
///
/// Fowler, Noll and Vo, "The FNV Non-Cryptographic Hash Algorithm": variant 1a, 64 bits.
struct FNV1a {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  /// Adds a text and its end.
  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(UInt8.max)
  }

  mutating func add(_ number: UInt32) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      add(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
