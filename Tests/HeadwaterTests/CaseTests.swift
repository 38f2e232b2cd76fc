import Headwater
import HeadwaterTestSupport
import Testing

@Suite("A case")
struct CaseTests {
  @Test("What one write added is there, whole, when the case is opened again")
  func roundTrip() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/notes.case"
      let notes = try await Case.create(at: path)
      let outcome = try await notes.write(author: "editor", reason: "first notes") {
        try Story.add(to: $0)
        return try $0.add(Story.leak)
      }
      #expect(outcome == .unchanged)
      try await notes.close()

      let again = try await Case.open(at: path, access: .readOnly)
      #expect(again.path == path)
      let found = try await again.read { view in
        (
          try view.entity("Article"), try view.attribution("leak"), try view.hasEntity("nobody"),
          try view.surroundings(of: "article"), try view.statistics()
        )
      }
      #expect(found.0 == Story.article)
      #expect(found.1 == Story.leak)
      #expect(!found.2)
      #expect(found.3.entity == Story.article)
      #expect(found.3.incoming == [Story.leak])
      #expect(found.3.outgoing.isEmpty && found.3.about.isEmpty)
      #expect(found.3.supportedCount == 1)
      #expect(found.4.entityCount == 3)
      #expect(found.4.entitiesByNaming == [.named: 2, .unnamed: 1])
      #expect(found.4.attributionsByRole == [.transmission: 1])
      #expect(found.4.attributionsByStatus == [.recorded: 1])
      #expect(found.4.evidenceCount == 1 && found.4.changeSetCount == 1)
      try await again.close()
    }
  }

  @Test("Search finds by the beginnings of words in names and aliases")
  func search() async throws {
    try await withCase { notes in
      try await notes.write(author: "editor") { try Story.add(to: $0) }
      let keys = try await notes.read { view in
        try ["harb", "front page", "engineer harbour", "?!"].map { text in
          try view.search(text).map(\.key)
        }
      }
      #expect(keys == [["article"], ["article"], [], []])
      let none = try await notes.read { try $0.search("an", limit: 0) }
      #expect(none.isEmpty)
    }
  }

  @Test("A write that throws leaves nothing of itself")
  func rollback() async throws {
    struct Halt: Error {}
    try await withCase { notes in
      let error = await failure {
        try await notes.write(author: "editor") { transaction in
          try Story.add(to: transaction)
          throw Halt()
        }
      }
      #expect(error is Halt)
      let count = try await notes.read { try $0.statistics().entityCount }
      #expect(count == 0)
    }
  }

  @Test("A refused record leaves nothing, and the write may go on")
  func refusedRecord() async throws {
    try await withCase { notes in
      let code = try await notes.write(author: "editor") { transaction in
        try Story.add(to: transaction)
        var other = Story.article
        other.name = "Another headline"
        do throws(any Error) {
          try transaction.add(other)
          return RecordProblem.Code?.none
        } catch {
          return (error as? RecordProblem)?.code
        }
      }
      #expect(code == .differs)
      let name = try await notes.read { try $0.entity("article").name }
      #expect(name == Story.article.name)
    }
  }

  @Test("Entities, attributions, evidence and texts are updated and removed")
  func edits() async throws {
    try await withCase { notes in
      try await notes.write(author: "editor") { transaction in
        try Story.add(to: transaction)
        var article = Story.article
        article.name = "Corrected headline"
        #expect(try transaction.add(article, mode: .update) == .updated)
        article.key = "front-page"
        #expect(try transaction.updateEntity("article", to: article) == .updated)
        #expect(try transaction.entity("front-page").name == "Corrected headline")

        var leak = try transaction.attribution("leak")
        leak.note = "by telephone"
        #expect(try transaction.updateAttribution("leak", to: leak) == .updated)
        try transaction.add(
          EvidenceRecord(document: "front-page", locator: "¶9"), toAttribution: "leak")
        try transaction.updateEvidence(
          2, ofAttribution: "leak", to: EvidenceRecord(document: "front-page", locator: "¶10"))
        try transaction.removeEvidence(1, ofAttribution: "leak")

        try transaction.add(TextRecord(document: "front-page", content: "an engineer said"))
        try transaction.add(
          TextRecord(document: "front-page", version: "2", content: "an engineer told us"))
        try transaction.removeText(of: "front-page")
      }
      let found = try await notes.read { view in
        (try view.attribution("leak"), try view.statistics().textCount)
      }
      #expect(found.0.note == "by telephone")
      #expect(found.0.evidence.map(\.locator) == ["¶10"])
      #expect(found.1 == 1)

      try await notes.write(author: "editor") { transaction in
        try transaction.removeAttribution("leak")
        try transaction.removeEntity("waste")
        try transaction.removeEntity("front-page", cascade: true)
      }
      let left = try await notes.read { try $0.statistics() }
      #expect(left.entityCount == 1 && left.attributionCount == 0 && left.textCount == 0)
    }
  }

  @Test("Verdicts on identity join entities, and are taken back")
  func identity() async throws {
    try await withCase { notes in
      try await notes.write(author: "editor") { transaction in
        try Story.add(to: transaction)
        try transaction.add(EntityRecord(key: "witness", kind: "person", upstream: .origin))
        try transaction.judge("engineer", "witness", as: .same, reason: "one telephone number")
      }
      let joined = try await notes.read { try $0.surroundings(of: "witness").outgoing.count }
      #expect(joined == 1)
      try await notes.write(author: "editor") {
        try $0.undoVerdict(on: "witness", "engineer")
        return
      }
      let parted = try await notes.read { view in
        (try view.surroundings(of: "witness").outgoing.count, try view.statistics())
      }
      #expect(parted.0 == 0)
      #expect(parted.1.identityVerdictCount == 2)
    }
  }

  @Test("A case has kinds and relations of its own")
  func vocabulary() async throws {
    try await withCase { notes in
      let shown = try await notes.write(author: "editor") { transaction in
        try transaction.add(KindDefinition(name: "newspaper", parent: "outlet"))
        try transaction.add(
          RelationDefinition(
            name: "faxed_to", role: .transmission, forwardPhrase: "faxed to",
            backwardPhrase: "got a fax from"))
        return transaction.vocabulary.baseKind(of: "newspaper")
      }
      #expect(shown == .outlet)
      let reading = try await notes.read { try $0.vocabulary.readRelation("got a fax from") }
      #expect(reading.relation.name == "faxed_to" && reading.isReversed)
    }
  }

  @Test("An open vocabulary takes relations as they come")
  func openVocabulary() async throws {
    try await withTemporaryFolder { folder in
      let notes = try await Case.create(at: folder + "/open.case", openVocabulary: true)
      let id = try await notes.write(author: "editor") { transaction in
        try transaction.add(EntityRecord(key: "a", kind: nil))
        try transaction.add(EntityRecord(key: "b", kind: nil))
        let tie = AttributionRecord(source: "a", relation: "knows", target: .entity("b"))
        try transaction.add(tie)
        return try transaction.id(of: tie)
      }
      let relation = try await notes.read { try $0.attribution(id).relation }
      #expect(relation == "knows")
      try await notes.close()
    }
  }
}
