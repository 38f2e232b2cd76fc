import CaseStore
import HeadwaterModel
import Testing

@Suite("Evidence, quotations and texts")
struct EvidenceTests {
  private func edit<R>(_ file: CaseFile, _ body: (CaseWriter) throws -> R) throws -> R {
    let result = try file.write(author: "editor", reason: "a test", body)
    #expect(try file.verify().findings.isEmpty)
    return result
  }

  @Test("Evidence is added once, replaced and removed by number")
  func evidence() throws {
    try withCase(holding: Small.all) { file in
      let memo = EvidenceRecord(document: "memo", locator: "p. 4")
      let added = CaseRecord.evidence(attribution: "leak", memo)
      #expect(try file.add([added, added]) == [.added, .unchanged])
      let changed = EvidenceRecord(document: "memo", locator: "p. 5")
      try edit(file) { writer in
        #expect(
          try writer.replaceEvidence(attribution: "leak", number: 2, with: changed) == .updated)
        #expect(
          try writer.replaceEvidence(attribution: "leak", number: 2, with: changed)
            == .unchanged)
        try writer.removeEvidence(attribution: "leak", number: 1)
      }
      try expectEqual(file.read { try $0.attributionRecord(forUID: "leak").evidence }, [changed])
      for number in [0, 2, -1] {
        try expectEqual(
          file.problem { try $0.removeEvidence(attribution: "leak", number: number) }?.code,
          .unknownValue)
      }
    }
  }

  @Test(
    "A quotation has to stand in the version that it names",
    arguments: [
      (EvidenceRecord(document: "memo", textVersion: "1", quote: "naïve 👩‍👩‍👧"), true),
      (EvidenceRecord(document: "memo", textVersion: "1", quote: "naïve", start: 2, end: 7), true),
      (EvidenceRecord(document: "memo", textVersion: "1", quote: "naïve", start: 1, end: 6), false),
      (EvidenceRecord(document: "memo", textVersion: "1", quote: "naïve", start: 2, end: 6), false),
      (EvidenceRecord(document: "memo", textVersion: "1", quote: "👧", start: 12, end: 13), true),
      (EvidenceRecord(document: "memo", textVersion: "1", quote: "nai\u{308}ve"), false),
      (
        EvidenceRecord(
          document: "memo", textVersion: "1", quote: "so", prefix: "👧 ", suffix: " on\n"), true
      ),
      (EvidenceRecord(document: "memo", textVersion: "1", quote: "so", prefix: "x"), false),
      (EvidenceRecord(document: "memo", textVersion: "1", quote: "so", suffix: "x"), false),
      (EvidenceRecord(document: "memo", textVersion: "1", quote: "So"), false),
      (EvidenceRecord(document: "memo", textVersion: "1", locator: "p. 1"), true),
    ])
  func quotations(evidence: EvidenceRecord, stands: Bool) throws {
    let text = TextRecord(document: "memo", content: "a naïve 👩‍👩‍👧 so on\n")
    // The text may come after what quotes it.
    let records: [CaseRecord] = [.evidence(attribution: "leak", evidence), .text(text)]
    try withCase(holding: Small.all) { file in
      let problem = try file.problem { writer in
        for record in records { _ = try writer.write(record, mode: .addOnly) }
      }
      #expect(problem?.code == (stands ? nil : .quoteNotFound))
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("A quotation from a version that is not there is refused")
  func unknownVersion() throws {
    try withCase(holding: Small.all) { file throws in
      let evidence = EvidenceRecord(document: "memo", textVersion: "2", quote: "q")
      #expect(
        try file.problem(with: .evidence(attribution: "leak", evidence))?.code
          == .unknownVersion)
    }
  }

  @Test("A quotation that was put right before the end is no problem")
  func quotationPutRight() throws {
    try withCase(holding: Small.all) { file in
      try edit(file) { writer in
        _ = try writer.write(
          .evidence(
            attribution: "tie", EvidenceRecord(document: "memo", textVersion: "1", quote: "x")),
          mode: .addOnly)
        _ = try writer.write(
          .text(TextRecord(document: "memo", content: "words")), mode: .addOnly)
        _ = try writer.replaceEvidence(
          attribution: "tie", number: 1,
          with: EvidenceRecord(document: "memo", textVersion: "1", quote: "ord"))
        _ = try writer.write(
          .evidence(
            attribution: "told", EvidenceRecord(document: "memo", textVersion: "1", quote: "x")),
          mode: .addOnly)
        try writer.removeAttribution(id: "told")
      }
    }
  }

  @Test("All quotations that do not stand can be listed")
  func quotationProblems() throws {
    try withCase(holding: Small.all) { file in
      let problem = try file.problem { writer in
        for id in ["leak", "told", "tie"] {
          _ = try writer.write(
            .evidence(
              attribution: id, EvidenceRecord(document: "memo", textVersion: "1", quote: id)),
            mode: .addOnly)
        }
        _ = try writer.write(.text(TextRecord(document: "memo", content: "tie")), mode: .addOnly)
        #expect(try writer.quotationProblems().map(\.code) == [.quoteNotFound, .quoteNotFound])
      }
      #expect(problem?.code == .quoteNotFound)
    }
  }

  @Test("A text is kept while something quotes it, and changed only so that it still stands")
  func texts() throws {
    let quoting = CaseRecord.evidence(
      attribution: "leak", EvidenceRecord(document: "memo", textVersion: "1", quote: "words"))
    let text = TextRecord(document: "memo", content: "words of a memo")
    try withCase(holding: Small.all + [.text(text), quoting]) { file in
      try expectEqual(
        file.problem { try $0.removeText(document: "memo", version: "1") }?.code, .inUse)
      let other = CaseRecord.text(TextRecord(document: "memo", content: "nothing"))
      #expect(try file.problem(with: other, mode: .update)?.code == .quoteNotFound)
      let longer = CaseRecord.text(TextRecord(document: "memo", content: "more words"))
      #expect(try file.add([longer], mode: .update) == [.updated])
      try edit(file) { writer in
        try writer.removeEvidence(attribution: "leak", number: 2)
        try writer.removeText(document: "memo", version: "1")
      }
      try expectEqual(
        code {
          try file.write(author: "x") { try $0.removeText(document: "memo", version: "1") }
        }, .unknownText)
    }
  }

  @Test("A text that differs only in how its letters are composed is another text")
  func composition() throws {
    try withCase(holding: Small.all) { file in
      try file.add([.text(TextRecord(document: "memo", content: "é"))])
      let other = CaseRecord.text(TextRecord(document: "memo", content: "e\u{301}"))
      #expect(try file.problem(with: other)?.code == .differs)
      let name = CaseRecord.entity(EntityRecord(key: "x", kind: "person", name: "é"))
      let otherName = CaseRecord.entity(EntityRecord(key: "x", kind: "person", name: "e\u{301}"))
      try file.add([name])
      #expect(try file.problem(with: otherName)?.code == .differs)
      #expect(try file.add([otherName], mode: .update) == [.updated])
    }
  }

  @Test("Keys that differ in how their letters are composed are not mixed up in one write")
  func composedKeys() throws {
    let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
    try withCase { file, _ in
      try file.add([
        .entity(EntityRecord(key: composed, kind: "person", name: "one")),
        .entity(EntityRecord(key: decomposed, kind: "document", name: "two")),
        .entity(EntityRecord(key: "b", kind: "person")),
        .attribution(
          AttributionRecord(source: decomposed, relation: "leaked_to", target: .entity("b"))),
      ])
      #expect(try file.integer("SELECT count(*) FROM entity") == 3)
      #expect(
        try file.text(
          "SELECT e.name FROM attribution a JOIN entity e ON e.id = a.source") == "two")
    }
  }
}
