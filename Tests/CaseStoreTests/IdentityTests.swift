import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

@Suite("Verdicts on identity")
struct IdentityTests {
  private static let people = ["a", "b", "c", "d", "e"].map {
    CaseRecord.entity(EntityRecord(key: $0, kind: "person"))
  }

  private func verdict(
    _ entity: String, _ other: String, _ verdict: IdentityVerdict, id: String? = nil,
    supersedes: String? = nil
  ) -> CaseRecord {
    .identity(
      IdentityRecord(
        id: id, entity: entity, other: other, verdict: verdict, supersedes: supersedes))
  }

  private func standsFor(_ file: CaseFile, _ keys: String) throws -> [String] {
    try file.read { reader in
      try keys.map { key in
        let id = try reader.requiredEntity(String(key))
        return try reader.entities([id])[0].key
      }
    }
  }

  @Test("Same is transitive, and the smallest key stands for all")
  func transitive() throws {
    try withCase(holding: Self.people) { file in
      try file.add([verdict("c", "b", .same), verdict("e", "d", .same, id: "x")])
      #expect(try standsFor(file, "abcde") == ["a", "b", "b", "d", "d"])
      try file.add([verdict("d", "c", .same)])
      #expect(try standsFor(file, "abcde") == ["a", "b", "b", "b", "b"])
      try file.add([verdict("e", "d", .undone, supersedes: "x")])
      #expect(try standsFor(file, "abcde") == ["a", "b", "b", "b", "e"])
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("Neither possibly the same nor distinct makes two entities one")
  func others() throws {
    try withCase(holding: Self.people) { file in
      try file.add([verdict("a", "b", .possiblySame), verdict("c", "d", .distinct)])
      #expect(try standsFor(file, "abcd") == ["a", "b", "c", "d"])
    }
  }

  @Test("A closure that contradicts a verdict is refused, with the pair named")
  func contradiction() throws {
    try withCase(holding: Self.people) { file in
      try file.add([
        verdict("a", "b", .same), verdict("c", "d", .same), verdict("d", "a", .distinct, id: "x"),
      ])
      let problem = try file.problem(with: verdict("b", "c", .same))
      #expect(problem?.code == .contradiction)
      #expect(problem?.message.contains("“a”") == true)
      #expect(problem?.message.contains("“d”") == true)
      #expect(try file.problem(with: verdict("d", "c", .distinct))?.code == .contradiction)
      #expect(try standsFor(file, "abcd") == ["a", "a", "c", "c"])
      try file.add([verdict("a", "d", .undone, supersedes: "x"), verdict("b", "c", .same)])
      #expect(try standsFor(file, "abcd") == ["a", "a", "a", "a"])
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("A refused verdict does not take part in what comes after it in the same write")
  func refusedInBetween() throws {
    try withCase(holding: Self.people) { file in
      try file.write(author: "x") { writer in
        for (record, isRefused) in [
          (verdict("a", "b", .distinct), false), (verdict("a", "c", .same), false),
          (verdict("b", "c", .same), true), (verdict("b", "d", .same), false),
          (verdict("c", "d", .same), true), (verdict("a", "e", .same), false),
        ] {
          do {
            _ = try writer.write(record, mode: .addOnly)
            #expect(!isRefused)
          } catch let problem as RecordProblem {
            #expect(isRefused && problem.code == .contradiction)
          }
        }
      }
      #expect(try standsFor(file, "abcde") == ["a", "b", "a", "b", "a"])
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("A verdict is superseded once, never changed, and idempotent without id")
  func history() throws {
    try withCase(holding: Self.people) { file in
      try file.add([
        verdict("a", "b", .possiblySame, id: "x"), verdict("a", "b", .same, supersedes: "x"),
      ])
      #expect(
        try file.problem(with: verdict("a", "b", .undone, supersedes: "x"))?.code == .duplicate)
      for mode in [WriteMode.addOnly, .update] {
        #expect(
          try file.problem(with: verdict("a", "b", .distinct, id: "x"), mode: mode)?.code
            == .differs)
      }
      let plain = verdict("c", "d", .distinct)
      #expect(try file.add([plain, plain]) == [.added, .unchanged])
    }
  }

  @Test("Renaming an entity may change which key stands for the group")
  func rename() throws {
    try withCase(holding: Self.people + [verdict("b", "c", .same)]) { file in
      try file.write(author: "x") { writer in
        _ = try writer.replaceEntity(key: "c", with: EntityRecord(key: "aa", kind: "person"))
      }
      #expect(try standsFor(file, "b") == ["aa"])
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("The graph treats those judged the same as one")
  func graph() throws {
    func told(_ source: String, _ target: String, about: String? = nil) -> CaseRecord {
      .attribution(
        AttributionRecord(
          id: source + target, source: source, relation: "told", target: .entity(target),
          about: about))
    }
    let works: [CaseRecord] = [
      .entity(EntityRecord(key: "x", kind: "document", upstream: .undisclosed)),
      .entity(
        EntityRecord(
          key: "y", kind: "document", upstream: .origin, date: try EDTFDate("2020"))),
      .entity(EntityRecord(key: "q", kind: "claim")),
    ]
    let records =
      Self.people + works + [
        told("a", "b"), told("c", "a", about: "x"), told("d", "b", about: "q"), told("b", "x"),
        told("d", "y", about: "x"), verdict("b", "a", .same), verdict("y", "x", .same),
      ]
    try withCase(holding: records) { file in
      try file.read { reader in
        let agent = try reader.requiredEntity("b")
        let work = try reader.requiredEntity("y")
        #expect(try reader.requiredEntity("a") == agent)
        #expect(try reader.requiredEntity("x") == work)
        let flow = try reader.flowInto([FlowRequest(target: agent), FlowRequest(target: work)])
        func key(_ id: EntityID?) throws -> String? {
          try id.map { try reader.entities([$0])[0].key }
        }
        // From a to b is from one to itself; what names an end names nothing.
        try expectEqual(flow[0].map { try key($0.source) }, ["c", "d"])
        try expectEqual(flow[0].map { try key($0.names) }, ["x", "q"])
        try expectEqual(flow[1].map { try key($0.source) }, ["a", "d"])
        try expectEqual(flow[1].map { try key($0.names) }, [nil, nil])
        #expect(try reader.flowCountsInto([agent, work]) == [2, 2])
        #expect(flow[1].map(\.id) == flow[1].map(\.id).sorted())
        let node = try reader.entities([work])[0]
        #expect(node.key == "x")
        #expect(node.upstream == .origin)
        #expect(node.date == (try EDTFDate("2020").bounds))
        #expect(
          try reader.transmitted([
            EntityPair(agent, work), EntityPair(work, agent),
            EntityPair(try reader.requiredEntity("d"), work),
          ]) == [true, false, true])
        #expect(
          try reader.transmitters(to: [work])[0]
            == [agent, try reader.requiredEntity("d")].sorted())
      }
    }
  }

  @Test("Many verdicts stay fast: their cost does not grow with their number")
  func manyVerdicts() throws {
    let count = 400
    let people = (0..<count).map {
      CaseRecord.entity(EntityRecord(key: "p\($0)", kind: "person"))
    }
    let verdicts = (1..<count).map { verdict("p0", "p\($0)", $0 % 3 == 0 ? .distinct : .same) }
    try withCase(holding: people) { file in
      let statistics = try file.withConnection { connection in
        let statistics = StatementStatistics()
        connection.sqlite.statementStatistics = statistics
        return statistics
      }
      try file.add(verdicts)
      let rows = statistics.costs.reduce(0) { $0 + $1.rows }
      #expect(rows < 20 * count, "\(rows) rows were read")
    }
  }
}
