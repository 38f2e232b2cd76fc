import Headwater
import HeadwaterTestSupport
import Testing

/// A whole case in memory, through the library.
@Suite("A whole case in memory", .timeLimit(.minutes(1)))
struct SnapshotTests {
  @Test("It answers as the case does where attributions name nothing", arguments: 0..<40)
  func agreesWithReach(seed: UInt64) async throws {
    try await withCase { notes in
      let count = 12
      try await notes.write(author: "test") { change in
        var random = SplitMix64(seed: seed)
        for number in 0..<count {
          let mark = UpstreamMark.allCases[Int(random.next() % 9) < 7 ? 0 : 1]
          try change.add(EntityRecord(key: "d\(number)", kind: "document", upstream: mark))
        }
        for _ in 0..<18 {
          let (from, to) = (random.next() % 12, random.next() % 12)
          try change.add(
            AttributionRecord(
              source: "d\(from)", relation: "cited_by", target: .entity("d\(to)")))
        }
      }
      let snapshot = try await notes.snapshot()
      #expect(snapshot.entityCount == count)
      for number in 0..<count {
        let entity = try #require(snapshot.entity("D\(number)"))
        let found = snapshot.upstream(of: entity).map {
          "\(snapshot.key(of: $0.entity)) \($0.hops)"
        }
        let expected = try await notes.reach("d\(number)").map { "\($0.entity.key) \($0.hops)" }
        #expect(found.sorted() == expected.sorted(), "seed \(seed), d\(number)")
        let origins = snapshot.origins(of: entity)
        let hops = origins.map(\.hops)
        #expect(!origins.isEmpty && hops == hops.sorted())
      }
    }
  }

  @Test("Chains, single points, circles and what rests on a source")
  func questions() async throws {
    try await withCase { notes in
      try await notes.write(author: "test") { change in
        for key in ["memo", "wire", "daily", "weekly", "note", "echo-1", "echo-2"] {
          try change.add(EntityRecord(key: key, kind: "document"))
        }
        for (from, to) in [
          ("memo", "wire"), ("wire", "daily"), ("wire", "weekly"), ("note", "weekly"),
          ("echo-1", "echo-2"), ("echo-2", "echo-1"),
        ] {
          try change.add(
            AttributionRecord(source: from, relation: "cited_by", target: .entity(to)))
        }
      }
      let snapshot = try await notes.snapshot()
      func entity(_ key: String) throws -> CaseSnapshot.Entity {
        try #require(snapshot.entity(key))
      }
      func keys(_ entities: [CaseSnapshot.Entity]) -> [String] { entities.map(snapshot.key) }
      let weekly = try entity("weekly")
      #expect(snapshot.disjointChainCount(of: weekly) == 2)
      let points = keys(snapshot.singlePoints(of: try entity("daily")))
      #expect(points == ["memo", "wire"])
      let none = snapshot.singlePoints(of: weekly)
      #expect(none.isEmpty)
      let circles = snapshot.circles().map { keys($0).sorted() }
      #expect(circles == [["echo-1", "echo-2"]])
      let fallen = keys(snapshot.documentsRestingOnly(on: [try entity("memo")]))
      #expect(fallen == ["wire", "daily"])
      let origins = snapshot.origins(of: weekly).map { keys($0.members) + ["\($0.hops)"] }
      #expect(origins == [["note", "1"], ["memo", "2"]])
    }
  }

  @Test("A case too large for the memory allowed is refused, with the figures")
  func tooLarge() async throws {
    try await withCase { notes in
      try await notes.write(author: "editor") { try Story.add(to: $0) }
      let error = await failure { _ = try await notes.snapshot(memoryLimit: 10) } as? QueryError
      #expect(error?.code == .tooLarge && error?.memory?.limit == 10)
      #expect((error?.memory?.estimate ?? 0) > 10)
    }
  }
}
