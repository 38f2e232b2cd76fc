import Headwater
import HeadwaterTestSupport
import Testing

@Suite("Withheld sources from Swift")
struct RevealTests {
  /// A story whose engineer is known to us, and protected.
  private func withProtectedStory(_ body: (Case) async throws -> Void) async throws {
    try await withCase { notes in
      try await notes.write(author: "editor") { transaction in
        try Story.add(to: transaction)
        var engineer = Story.engineer
        engineer.name = "Ada Quill"
        engineer.naming = .withheld
        try transaction.add(engineer, mode: .update)
      }
      try await body(notes)
    }
  }

  @Test("A read shows a placeholder under a random key, and no quotation")
  func placeholder() async throws {
    try await withProtectedStory { notes in
      let (entity, leak) = try await notes.read { view in
        (try view.entity("engineer"), try view.attribution("leak"))
      }
      #expect(entity.name == "Withheld source 1")
      #expect(entity.naming == .withheld)
      #expect(entity.key?.hasPrefix("withheld-") == true)
      #expect(leak.source == entity.key)
      #expect(leak.evidence.map(\.quote) == [nil])
      let found = try await notes.read(revealWithheld: true) { try $0.search("Quill") }
      #expect(found.isEmpty)
    }
  }

  @Test("Only the call that asks for it is shown a withheld source")
  func reveal() async throws {
    try await withProtectedStory { notes in
      let shown = try await notes.read(revealWithheld: true) { view in
        (try view.entity("engineer"), try view.attribution("leak"))
      }
      #expect(shown.0.name == "Ada Quill" && shown.0.key == "engineer")
      #expect(shown.1 == Story.leak)
      let name = try await notes.read { try $0.entity("engineer").name }
      #expect(name == "Withheld source 1")
      let names = try await notes.write(author: "editor") { transaction in
        [
          try transaction.entity("engineer").name,
          try transaction.entity("engineer", revealWithheld: true).name,
        ]
      }
      #expect(names == ["Withheld source 1", "Ada Quill"])
    }
  }

  @Test("A trace shows a placeholder unless it reveals")
  func trace() async throws {
    try await withProtectedStory { notes in
      for isRevealed in [false, true] {
        for try await chain in notes.trace("article", revealWithheld: isRevealed) {
          let giver = try #require(chain.entities.last)
          #expect(giver.isPlaceholder == !isRevealed)
          #expect(giver.name == (isRevealed ? "Ada Quill" : "Withheld source 1"))
          #expect((chain.hops.first?.giver == "engineer") == isRevealed)
          #expect(chain.hops.first?.attributions.first?.record.source == giver.key)
        }
        let reached = try await notes.reach("article", revealWithheld: isRevealed)
        #expect((reached.first?.entity.key == "engineer") == isRevealed)
      }
    }
  }

  @Test("An export tells no name that stands in other rows, and blanks it where asked")
  func export() async throws {
    try await withProtectedStory { notes in
      try await notes.write(author: "editor") { transaction in
        try transaction.add(
          EntityRecord(key: "memo", kind: "document", description: "Signed by Ada Quill."))
      }
      try await withTemporaryFolder { folder in
        let file = folder + "/notes.jsonl"
        #expect(await caseCode { try await notes.exportJSONLines(file) } == .protectedText)
        #expect(await caseCode { try await notes.exportFolder(folder + "/a") } == .protectedText)
        #expect(try WholeBytes.readIfThere(file) == nil)
        try await notes.exportJSONLines(file, redactText: true)
        let redacted = String(decoding: try WholeBytes.read(file), as: UTF8.self)
        #expect(!redacted.contains("Quill") && redacted.contains("Signed by"))
        try await notes.exportJSONLines(file, revealWithheld: true)
        let revealed = String(decoding: try WholeBytes.read(file), as: UTF8.self)
        #expect(revealed.contains("Quill"))
      }
    }
  }
}
