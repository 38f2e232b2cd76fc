import Foundation
import HeadwaterTestSupport
import Testing

/// The hunt for secrets can fail: it finds what is planted, and what is to be revealed.
@Suite struct ProtectedSourceHuntTests {
  private static let marker = Marker(
    place: "planted", stay: .present, text: "Žqs7\"Weßcr\\n<&>et文9x")

  /// The marker in `spelling`, by other code than that of the hunt.
  private static func planted(_ spelling: String) throws -> [UInt8] {
    let text = marker.text
    switch spelling {
    case "plain": return Array(text.utf8)
    case "upper case": return Array(text.uppercased().utf8)
    case "decomposed": return Array(text.decomposedStringWithCanonicalMapping.utf8)
    case "JSON": return [UInt8](try JSONEncoder().encode([text]))
    case "JSON in ASCII": return Array(#"\u017dqs7\"We\u00dfcr\\n<&>et\u65879x"#.utf8)
    case "JSON for HTML":
      return Array(#"\u017Dqs7\"We\u00DFcr\\n\u003C\u0026\u003Eet\u65879x"#.utf8)
    case "XML": return Array("Žqs7\"Weßcr\\n&lt;&amp;&gt;et文9x".utf8)
    case "HTML": return Array("&#x17D;qs7&quot;We&#xDF;cr\\n&lt;&amp;&gt;et&#x6587;9x".utf8)
    case "HTML in numbers":
      return Array("&#381;qs7&quot;We&#223;cr\\n&lt;&amp;&gt;et&#25991;9x".utf8)
    case "percent":
      return Array("%C5%BDqs7%22We%C3%9Fcr%5Cn%3C%26%3Eet%E6%96%879x".utf8)
    case "DOT": return Array(#"Žqs7\"Weßcr\n<&>et文9x"#.utf8)
    case "DOT label": return Array(#"Žqs7\"Weßcr\\n\<&\>et文9x"#.utf8)
    case "CSV": return Array(#"Žqs7""Weßcr\n<&>et文9x"#.utf8)
    case "hexadecimal":
      return Array(text.utf8.map { String(format: "%02X", Int($0)) }.joined().utf8)
    case "UTF-16 LE": return [UInt8](text.data(using: .utf16LittleEndian) ?? Data())
    case "UTF-16 BE": return [UInt8](text.data(using: .utf16BigEndian) ?? Data())
    default:
      let before = spelling.last.flatMap(\.wholeNumberValue) ?? 0
      let data = Data((String(repeating: "?", count: before) + text + "~~").utf8)
      let standard = data.base64EncodedString()
      if spelling.hasPrefix("base64 for URLs") {
        return Array(
          standard.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .utf8)
      }
      return Array(standard.utf8)
    }
  }

  @Test(
    "A planted secret is found, however it is spelt",
    arguments: [
      "plain", "upper case", "decomposed", "JSON", "JSON in ASCII", "JSON for HTML", "XML", "HTML",
      "HTML in numbers", "percent", "DOT", "DOT label", "CSV", "hexadecimal", "UTF-16 LE",
      "UTF-16 BE", "base64 0", "base64 1", "base64 2", "base64 for URLs 0", "base64 for URLs 1",
      "base64 for URLs 2",
    ])
  func planting(spelling: String) throws {
    let hunt = LeakHunt([Self.marker])
    var random = SplitMix64(seed: 7)
    let noise = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let none = hunt.finds(in: noise)
    #expect(none.isEmpty)
    let bytes = try Self.planted(spelling)
    let finds = hunt.finds(in: noise + bytes + noise)
    #expect(finds.count == 1, "\(spelling): \(String(decoding: bytes, as: UTF8.self))")
    let end = hunt.finds(in: noise + bytes)
    #expect(end.count == 1)
  }

  @Test("A secret in a file or in the name of one is found; one letter less is none")
  func files() throws {
    let hunt = LeakHunt([Marker(place: "word", stay: .present, text: "zq7secret1alpha")])
    try withTemporaryFolder { folder in
      try ProtectedCase.write("a zq7secret1alpha b", to: folder + "/a/b.txt")
      try ProtectedCase.write("a zq7secret2alpha b", to: folder + "/ZQ7secret1alpha.txt")
      let all = try hunt.finds(inFolder: folder)
      let some = try hunt.finds(inFolder: folder, passingOver: ["a"])
      #expect(all.count == 2 && some.count == 1)
    }
  }

  @Test("The case file itself holds every secret: nothing in it is encrypted")
  func caseFile() async throws {
    let shared = try await ProtectedCase.shared.value
    let found = Set(shared.hunt.finds(in: [UInt8](shared.file)).map(\.marker))
    let missing = shared.hunt.markers.filter { !found.contains($0) }.map(\.place)
    #expect(missing.isEmpty, "\(missing)")
    let former = Set(shared.formerHunt.finds(in: [UInt8](shared.file)).map(\.marker))
    #expect(former == Set(shared.formerHunt.markers))
  }

  /// Commands, and places of secrets that they reveal.
  static let revealing: [(String, [String])] = [
    ("show $person", ["person name", "person alias", "person url", "person new description"]),
    ("show $later --format json", ["later name", "later property name", "later item"]),
    ("show attribution:a-told", ["a-told new note", "a-told locator", "a-told quotation"]),
    ("trace story", ["person name", "later name", "document name"]),
    ("trace story --format json", ["a-told quotation", "l-told quotation", "person new key"]),
    ("trace story --format csv", ["person new key"]), ("trace story --format dot", ["person name"]),
    ("trace story --reach", ["person name"]), ("export --format dot", ["person name"]),
    ("export --format mermaid", ["later name"]), ("downstream $person", ["person name"]),
    ("downstream $person --format json", ["person new key"]),
    ("path $person story", ["person name"]),
    ("path $person story --format json", ["a-told quotation"]),
    ("timeline story --format csv", ["person new key"]),
    ("compare story editor --format json", ["person new key"]),
    ("impact $person", ["person name"]), ("impact $person --format json", ["person new key"]),
    ("history", ["first import", "changing person"]), ("history $person", ["changing person"]),
    ("history $later --format json", ["withholding later"]),
    ("identity list", ["reason of a verdict on person"]),
    ("identity list --format json", ["reason of a verdict on later"]),
    ("review --format json", ["person new key"]),
    ("export --format jsonl --subject story", ["a-told new note", "person new key"]),
  ]

  @Test("What is withheld is revealed to a command that asks for it", arguments: revealing)
  func reveal(line: String, places: [String]) async throws {
    try await ProtectedCase.withCopy { shared, folder in
      let result = try await Program.run(
        shared.arguments(of: line + " --reveal-withheld"), in: folder)
      #expect(result.status == 0, "\(result.errors)")
      let found = Set(shared.hunt.finds(in: result.output).map(\.marker.place))
      let missing = Set(places).subtracting(found)
      #expect(missing.isEmpty, "\(missing)")
    }
  }

  @Test(
    "A revealing export holds all that the case knows of withheld sources",
    arguments: [
      "export --format csv --output out", "export --format jsonl",
      "export --format jsonl --output out.jsonl",
    ])
  func revealAll(line: String) async throws {
    try await ProtectedCase.withCopy { shared, folder in
      let result = try await Program.run(
        shared.arguments(of: line + " --reveal-withheld"), in: folder)
      #expect(result.status == 0, "\(result.errors)")
      let missing = try shared.missing(.present, in: result.output, folder: folder)
      #expect(missing.isEmpty, "\(missing)")
    }
  }
}

extension ProtectedCase {
  /// The places of the markers of one stay that are neither in `output` nor in a file of `folder`
  /// other than the case.
  func missing(_ stay: Marker.Stay, in output: String, folder: String) throws -> [String] {
    let finds =
      try hunt.finds(in: output)
      + hunt.finds(inFolder: folder, passingOver: ["case.db", "input"])
    let found = Set(finds.map(\.marker))
    return hunt.markers.filter { $0.stay == stay && !found.contains($0) }.map(\.place)
  }
}
