import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

/// Files that were whole once.
@Suite struct JSONLinesFuzzTests {
  private static let isLong = getenv("HEADWATER_SOAK").map { String(cString: $0) } == "1"
  private static let mutationCount = isLong ? 200 : 20

  /// Pieces of bytes, each with a trap of its own.
  private static let pieces: [[UInt8]] =
    [
      "null", "{}", "[]", "[[[[[[[[", "\"", "\\", "\\u", "\\ud800", "\\u0000", "1e999", "-", "-0",
      "1.0", ",", ":", "{", "}", "\n", "\r", "\r\n", "\u{FEFF}", "{\"type\":\"float\",\"value\":1}",
      "{\"type\":\"evidence\",\"attribution\":\"x\",\"document\":\"d\"}\n", "\"type\":\"kind\",",
      "99999999999999999999", "true", "attribution:", "\u{301}",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xED, 0xA0, 0x80]]

  private func mutated(_ bytes: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let length = Int.random(in: 1...12, using: &generator)
      let end = min(bytes.count, place + length)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.removeSubrange(place...)
      case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
      default:
        let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)]
        bytes.insert(contentsOf: piece, at: place)
      }
    }
    return bytes
  }

  @Test(
    "A damaged file gives records or problems, and what it gives is read back the same",
    arguments: UInt64(0)..<12)
  func damage(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let whole = try jsonLines(RandomRecords.caseRecords(seed: seed))
    for number in 0..<Self.mutationCount {
      let bytes = mutated(whole, &generator)
      let content = try withJSONLinesFile(bytes) { try JSONLinesContent(of: $0) }
      let lineCount = 1 + bytes.count { $0 == UInt8(ascii: "\n") }
      let reading = content.reading
      #expect(reading.problemCount >= reading.problems.count, "mutation \(number)")
      for problem in reading.problems {
        #expect((1...lineCount).contains(problem.place.line), "mutation \(number)")
      }
      #expect(reading.counts.map(\.records) == [content.records.count], "mutation \(number)")
      // Further evidence is read, but never written.
      let kept = content.records.filter { if case .evidence = $0 { false } else { true } }
      let again = try withJSONLinesFile(jsonLines(kept)) { try JSONLinesContent(of: $0) }
      let isSame = Set(again.records.map(exact)) == Set(kept.map(exact))
      #expect(isSame, "mutation \(number)")
    }
  }

  @Test("A file that ends anywhere gives records or problems")
  func cuts() throws {
    let whole = try jsonLines(Array(RandomRecords.caseRecords(seed: 3).prefix(12)))
    for length in stride(from: 0, to: whole.count, by: Self.isLong ? 1 : 37) {
      let bytes = Array(whole[..<length])
      let content = try withJSONLinesFile(bytes) { try JSONLinesContent(of: $0) }
      let ends = bytes.count { $0 == UInt8(ascii: "\n") }
      // All whole lines but the first are records; one that lacks its end alone is whole.
      #expect(content.records.count >= ends - 1, "\(length)")
      let isWhole = whole[length] == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\n")
      #expect(content.reading.problems.isEmpty == isWhole, "\(length)")
    }
  }
}
