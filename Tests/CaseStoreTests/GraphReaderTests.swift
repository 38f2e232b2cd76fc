import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

@Suite("A case as a graph")
struct GraphReaderTests {
  /// All that a reader can tell of a graph, by keys and ids, which do not depend on numbers.
  private func everything(
    _ reader: some GraphReader, keys: [String], seed: UInt64,
    id: (AttributionID) throws -> String?
  ) throws -> [String] {
    var random = SplitMix64(seed: seed)
    var seen: Set<EntityID> = []
    let ids = try keys.compactMap { try reader.entity(forKey: $0) }
      .filter { seen.insert($0).inserted }
    let nodes = try reader.entities(ids)
    let keyOf = Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0.key) })
    func names(_ ids: [EntityID]) -> String {
      ids.map { keyOf[$0] ?? "?" }.sorted().joined(separator: " ")
    }
    var lines = nodes.map {
      "\($0.key) \($0.kind) \($0.upstream) \(String(describing: $0.date))"
    }
    func note(_ question: String, _ answers: [[EntityID]]) {
      for (node, answer) in zip(nodes, answers) {
        lines.append("\(question) \(node.key): \(names(answer))")
      }
    }
    note("asserted by it", try reader.claimsAsserted(by: ids))
    note("asserters", try reader.asserters(of: ids))
    note("transmitters", try reader.transmitters(to: ids))
    note("variants", try reader.variants(of: ids))
    let pairs = ids.flatMap { source in ids.map { EntityPair(source, $0) } }
    for (question, answers) in [
      ("asserted", try reader.asserted(pairs)), ("made", try reader.made(pairs)),
      ("transmitted", try reader.transmitted(pairs)),
    ] {
      for (pair, answer) in zip(pairs, answers) where answer {
        lines.append("\(names([pair.source])) \(question) \(names([pair.target]))")
      }
    }
    for (node, count) in zip(nodes, try reader.flowCountsInto(ids)) {
      lines.append("\(node.key) has \(count)")
    }
    var requests = ids.map { FlowRequest(target: $0) }
    requests += ids.map { target in
      FlowRequest(
        target: target,
        naming: .nothingOr(Set(ids.filter { _ in Int.random(in: 0..<4, using: &random) == 0 })))
    }
    for (request, edges) in zip(requests, try reader.flowInto(requests)) {
      for edge in edges {
        let ends = names([edge.source]) + " → " + names([edge.target])
        lines.append(
          "\(request.naming == .all) \(try id(edge.id) ?? "?"): \(ends) "
            + "\(edge.names.map { names([$0]) } ?? "-") \(edge.relation) \(edge.role) "
            + "\(String(describing: edge.basis)) \(String(describing: edge.date)) "
            + names(try reader.evidenceDocuments(of: [edge.id])[0]))
      }
    }
    for (node, edges) in zip(nodes, try reader.flowOutOf(ids)) {
      for edge in edges {
        lines.append(
          "out of \(node.key) \(try id(edge.id) ?? "?"): \(names([edge.source])) → "
            + "\(names([edge.target])) \(edge.names.map { names([$0]) } ?? "-") "
            + "\(edge.relation) \(edge.role) \(String(describing: edge.basis)) "
            + "\(String(describing: edge.date))")
      }
    }
    return lines
  }

  private func keys(_ records: [CaseRecord]) -> [String] {
    records.compactMap { if case .entity(let entity) = $0 { entity.key } else { nil } }
  }

  @Test("It answers as the records themselves do", arguments: UInt64(0)..<60)
  func agrees(seed: UInt64) throws {
    let records = RandomGraph.records(seed: seed, entities: 9, attributions: 120)
    let memory = InMemoryGraph(records)
    let expected = try everything(memory, keys: keys(records), seed: seed) { memory.uid(of: $0) }
    try withCase(holding: records) { file in
      let found = try file.read { reader in
        try everything(reader, keys: keys(records), seed: seed) { id in
          try reader.details(of: [id])[0].uid
        }
      }
      #expect(found == expected, "seed \(seed)")
    }
  }

  @Test(
    "With verdicts, it answers as the records do where one key stands for each group",
    arguments: UInt64(0)..<40)
  func identity(seed: UInt64) throws {
    let records = RandomGraph.records(seed: seed, entities: 9, attributions: 120)
    // Of one kind are e0 and e6, e1 and e7, e2 and e8.
    let verdicts = [("e6", "e0"), ("e1", "e7"), ("e8", "e2")].prefix(Int(seed % 3) + 1)
    let canonical = Dictionary(
      uniqueKeysWithValues: verdicts.flatMap { [($0.0, min($0.0, $0.1)), ($0.1, min($0.0, $0.1))] })
    let memory = InMemoryGraph(Self.merge(records, canonical))
    let shown = keys(records).filter { (canonical[$0] ?? $0) == $0 }
    let expected = try everything(memory, keys: shown, seed: seed) { memory.uid(of: $0) }
    let judged = verdicts.map {
      CaseRecord.identity(IdentityRecord(entity: $0.0, other: $0.1, verdict: .same))
    }
    try withCase(holding: records + judged) { file in
      let found = try file.read { reader in
        try everything(reader, keys: shown, seed: seed) { try reader.details(of: [$0])[0].uid }
      }
      // Where some are the same, more may be given than was selected.
      let selected = { (line: String) in !line.hasPrefix("false ") }
      #expect(found.filter(selected) == expected.filter(selected), "seed \(seed)")
      let missing = Set(expected).subtracting(found)
      #expect(missing.isEmpty, "seed \(seed)")
    }
  }

  /// The records with one key for each group, and the marks and dates of all in the one.
  private static func merge(
    _ records: [CaseRecord], _ canonical: [String: String]
  ) -> [CaseRecord] {
    func key(_ key: String) -> String { canonical[key] ?? key }
    var members: [String: [EntityRecord]] = [:]
    for record in records {
      if case .entity(let entity) = record {
        members[key(entity.key ?? ""), default: []].append(entity)
      }
    }
    return records.compactMap { record in
      switch record {
      case .entity(var entity):
        guard let group = members[entity.key ?? ""] else { return nil }
        let marks = group.map(\.upstream)
        entity.upstream =
          marks.contains(.origin)
          ? .origin : marks.contains(.undisclosed) ? .undisclosed : .unexplored
        entity.date = entity.date ?? group.compactMap(\.date).first
        return .entity(entity)
      case .attribution(var attribution):
        attribution.source = key(attribution.source)
        attribution.about = attribution.about.map(key)
        if case .entity(let target) = attribution.target {
          attribution.target = .entity(key(target))
        }
        for index in attribution.evidence.indices {
          attribution.evidence[index].document = key(attribution.evidence[index].document)
        }
        return .attribution(attribution)
      default:
        return record
      }
    }
  }

  @Test("Every statement of a walk is a search in a covering index", arguments: [false, true])
  func plans(hasVerdict: Bool) throws {
    var records = RandomGraph.records(seed: 1, entities: 12, attributions: 300)
    if hasVerdict {
      records.append(.identity(IdentityRecord(entity: "e0", other: "e6", verdict: .same)))
    }
    try withCase(holding: records) { file in
      let statistics = StatementStatistics()
      try file.read { reader in
        reader.statementStatistics = statistics
        _ = try everything(reader, keys: keys(records), seed: 1) { _ in nil }
        reader.statementStatistics = nil
      }
      #expect(statistics.costs.count > 100)
      for cost in statistics.costs {
        let isFree = cost.fullScanSteps == 0 && cost.sorts == 0 && cost.automaticIndexRows == 0
        #expect(isFree, "\(cost)")
      }
      try file.withConnection { connection in
        for sql in Set(statistics.costs.map(\.sql)).sorted() {
          // Where two ranges follow each other, the plan says so in lines of their own.
          let joints = ["COMPOUND QUERY", "LEFT-MOST SUBQUERY", "UNION ALL"]
          for step in try connection.sqlite.queryPlan(sql) where !joints.contains(step) {
            let isKey = step.contains("INTEGER PRIMARY KEY (rowid=?)")
            let isCovered = step.contains("USING COVERING INDEX")
            let isUnique = step.contains("key_folded=?") || step.contains("uid=?")
            #expect(
              step.hasPrefix("SEARCH ") && (isKey || isCovered || isUnique), "\(sql): \(step)")
          }
        }
      }
    }
  }

  @Test("What is asked of a hub costs its answer, not its degree")
  func hub() throws {
    var records: [CaseRecord] = [.entity(EntityRecord(key: "hub", kind: "outlet"))]
    for number in 0..<500 {
      records += [
        .entity(EntityRecord(key: "d\(number)", kind: "document")),
        .attribution(
          AttributionRecord(
            source: "d\(number)", relation: "cited_by", target: .entity("hub"),
            about: "d\((number + 1) % 500)")),
      ].filter { if case .entity = $0 { true } else { number > 0 } }
    }
    // What is named must be there first.
    records =
      records.filter { if case .entity = $0 { true } else { false } }
      + records.filter { if case .entity = $0 { false } else { true } }
    try withCase(holding: records) { file in
      try file.read { reader in
        let hub = try reader.requiredEntity("hub")
        let named = try reader.requiredEntity("d7")
        let statistics = StatementStatistics()
        reader.statementStatistics = statistics
        let edges = try reader.flowInto([FlowRequest(target: hub, naming: .nothingOr([named]))])
        let count = try reader.flowCountsInto([hub])
        let joined = try reader.transmitted([EntityPair(named, hub)])
        reader.statementStatistics = nil
        #expect(edges[0].map(\.names) == [named])
        #expect(count == [499])
        #expect(joined == [true])
        let steps = statistics.costs.reduce(0) { $0 + $1.virtualMachineSteps }
        #expect(steps < 500, "\(steps)")
      }
    }
  }
}
