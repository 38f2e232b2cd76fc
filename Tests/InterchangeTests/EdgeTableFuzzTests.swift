import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("No mapping and no table is fatal")
struct EdgeTableFuzzTests {
  private static let settings = [
    "source = a", "target = b", "target = a", "kind = document", "source kind column = c",
    "source kind.x = person", "target kind.x* = claim", "relation = source cites target",
    "relation = target told source", "relation column = c", "relation.x = skip",
    "relation.\"x = y\" = source … target", "relation = skip", "delimiter = space",
    "delimiter = tab", "delimiter = ;", "header = no", "comment = #", "comment = xx",
    "encoding = latin-1", "encoding = windows-1252", "encoding = utf-8", "date = c",
    "other dates = d", "about = c", "about kind = claim", "note = \"n\"", "according to = c",
    "locator = d", "quote = c", "property.p:integer = c", "property.p:text[] = b", "name = c",
    "source name = a + c", "naming = withheld", "prefix = p-", "empty ends = skip",
    "entities = known", "entities = a with b", "table = entities", "key = a",
    "new relation.r = association; does; is done by; person > person", "relation = source r target",
    "source = 1", "target = 2", "= x", "x", "\"", "source = \"", "kind.", ".x = y", "# c",
  ]
  private static let pieces: [[UInt8]] =
    [
      "a", "b", "c", "x", "xx", "#", ",", ";", "\t", " ", "\n", "\r\n", "\r", "\"", "\"\"", "cites",
      "2024", "é", "e\u{301}", "\u{301}", "🙂", "\u{FEFF}", "\u{A0}", "İ", "-", ".", "'", "a,b,c\n",
      "a;b;c\n", "x,y,z\n", "\u{202E}",
    ].map { Array($0.utf8) } + [[0], [0x80], [0xE9], [0xC3], [0xED, 0xA0, 0x80], [0xFF, 0xFE]]

  private static func bytes(_ generator: inout SplitMix64, count: Int) -> [UInt8] {
    (0..<Int.random(in: 0...count, using: &generator)).flatMap { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &generator)]
    }
  }

  @Test("Any mapping either reads a table or tells lines of its own", arguments: 0..<20)
  func mappings(block: UInt64) throws {
    for seed in block * 100..<block * 100 + 100 {
      var generator = SplitMix64(seed: seed)
      let isWhole = Bool.random(using: &generator)
      let count = Int.random(in: 0...(isWhole ? 3 : 12), using: &generator)
      var text = isWhole ? EdgeTableMappingTests.plain : ""
      text += (0..<count).map { _ in
        Self.settings[Int.random(in: 0..<Self.settings.count, using: &generator)]
      }.joined(separator: "\n")
      if Bool.random(using: &generator) {
        text += String(decoding: Self.bytes(&generator, count: 6), as: UTF8.self)
      }
      let table = Array("a,b,c\nx,y,z\n".utf8) + Self.bytes(&generator, count: 20)
      do {
        let content = try EdgeTableContent(table, text)
        #expect(content.reading.problemCount >= content.reading.problems.count, "seed \(seed)")
      } catch let error as EdgeTableMappingError {
        let lines = 1 + text.unicodeScalars.count { $0 == "\n" || $0 == "\r" }
        #expect(
          error.problems.allSatisfy { (1...lines).contains($0.place.line) }, "seed \(seed)")
      }
    }
  }

  @Test("Any table gives records with keys of their own, or problems", arguments: 0..<20)
  func tables(block: UInt64) throws {
    for seed in block * 20..<block * 20 + 20 {
      var generator = SplitMix64(seed: seed)
      var settings = ["kind = document", "relation = source cites target", "empty ends = skip"]
      settings +=
        Bool.random(using: &generator)
        ? ["source = a", "target = b"] : ["header = no", "source = 1", "target = 2"]
      let extras = [
        "comment = #", "delimiter = space", "encoding = latin-1", "note = \"n\"", "prefix = k",
        "according to = \"i\"", "entities = known",
      ]
      for extra in extras where Int.random(in: 0..<4, using: &generator) == 0 {
        settings.append(extra)
      }
      var table = Bool.random(using: &generator) ? Array("a,b,c\n".utf8) : []
      table += Self.bytes(&generator, count: 60)
      let content = try EdgeTableContent(table, settings.joined(separator: "\n"))
      let keys = content.entities.compactMap { $0.key.map(EntityKey.folded) }
      #expect(Set(keys).count == keys.count, "seed \(seed)")
      for key in keys { #expect((try? EntityKey.check(key)) != nil, "seed \(seed)") }
      #expect(Set(content.attributions).count == content.attributions.count, "seed \(seed)")
      #expect(content.reading.attributions == content.attributions.count, "seed \(seed)")
      let again = try EdgeTableContent(table, settings.joined(separator: "\n"))
      #expect(again.records == content.records, "seed \(seed)")
    }
  }
}
