import CaseStore
import GraphKernels
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// The snapshot of a whole case against the rows that a walk reads.
@Suite struct CaseSnapshotTests {
  static func check(_ reader: some WholeCaseReader, _ name: String) throws {
    let snapshot = try CaseSnapshot(of: reader)
    var seen = 0
    for node in 0..<snapshot.nodeCount {
      let id = snapshot.entity(node)
      #expect(snapshot.node(of: id) == node, "\(name)")
      let entity = try reader.entities([id])[0]
      #expect(entity.kind == snapshot.kind(node) && entity.upstream == snapshot.mark(node))
      let edges = try reader.flowInto([FlowRequest(target: id)])[0]
      let expected = edges.map { edge in
        let mark = ChainEnd.isMarked(edge, in: reader)
        return "\(edge.id) \(edge.source) \(edge.names?.rawValue ?? 0) \(edge.relation) \(mark)"
      }
      let found = snapshot.incoming.row(node).map { edge in
        let names = snapshot.named(edge).map { snapshot.entity($0).rawValue } ?? 0
        return
          "\(snapshot.attribution(edge)) \(snapshot.entity(snapshot.incoming.target(at: edge)))"
          + " \(names) \(snapshot.relation(edge)) \(snapshot.isMarked(edge))"
      }
      #expect(found.sorted() == expected.sorted(), "\(name)")
      for place in snapshot.outgoing.row(node) {
        let edge = Int(snapshot.edgeOfOutgoing[place])
        #expect(snapshot.incoming.target(at: edge) == node, "\(name)")
        #expect(snapshot.incoming.row(snapshot.outgoing.target(at: place)).contains(edge))
        seen += 1
      }
    }
    #expect(seen == snapshot.edgeCount, "\(name)")
  }

  @Test("A snapshot holds what a walk reads, verdicts on identity applied", arguments: 0..<10)
  func holdsWhatAWalkReads(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 10)..<UInt64(block * 10 + 10) {
        let world = LoopCaseGenerator.case(seed: seed)
        try Self.check(InMemoryGraph(world.records), "seed \(seed)")
        let file = try CaseGraphTests.file(world.records, at: "\(folder)/\(seed).db")
        try file.read { try Self.check($0, "seed \(seed)") }
        let documents = world.entities.filter { $0.kind == .document }.map(\.key)
        if documents.count > 2 {
          try file.write(author: "test") { writer in
            for other in documents.dropFirst().prefix(2) {
              _ = try writer.write(
                .identity(
                  IdentityRecord(entity: documents[0], other: other, verdict: .same)),
                mode: .addOnly)
            }
          }
          try file.read { try Self.check($0, "seed \(seed), some the same") }
        }
        try file.close()
      }
    }
  }

  static func chain(of count: Int, isRing: Bool) -> RowsOfDocuments {
    RowsOfDocuments(count: count, edges: count - (isRing ? 0 : 1)) {
      (UInt32($0), UInt32(($0 + 1) % count))
    }
  }

  @Test("At most 40 bytes an attribution, nodes included")
  func bytes() throws {
    let snapshot = try CaseSnapshot(of: Self.chain(of: 10_000, isRing: true))
    #expect(snapshot.byteCount <= 40 * snapshot.edgeCount)
    // Of entities with gaps between their numbers too.
    var gaps = Self.chain(of: 10_000, isRing: true)
    gaps.stride = 3
    let sparse = try CaseSnapshot(of: gaps)
    #expect(sparse.byteCount <= 40 * sparse.edgeCount)
    #expect(sparse.byteCount > snapshot.byteCount)
  }

  @Test("What does not fit in memory is refused before it is read")
  func tooLarge() throws {
    let rows = Self.chain(of: 1000, isRing: false)
    let need = try rows.wholeCaseSize().estimatedBytes
    let error = #expect(throws: QueryError.self) {
      _ = try CaseSnapshot(of: rows, memoryLimit: need - 1)
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.memory?.estimate == need && error?.memory?.limit == need - 1)
    let fits = try CaseSnapshot(of: rows, memoryLimit: need)
    #expect(fits.nodeCount == 1000)
  }

  @Test("A chain of a million documents has no loop, a ring of a hundred thousand is one")
  func large() throws {
    let chain = try Loops(in: Self.chain(of: 1_000_000, isRing: false))
    #expect(chain.loops.isEmpty && chain.stopReason == nil)
    let ring = try Loops(in: Self.chain(of: 100_000, isRing: true))
    #expect(ring.loops.count == 1)
    let loop = try #require(ring.loops.first)
    #expect(loop.members.count == 100_000 && loop.cycle.count == 100_000)
    #expect(loop.isSelfSupporting && !loop.isCycleShortest)
    let load = try Load(in: Self.chain(of: 100_000, isRing: false), limit: 1)
    #expect(load.sources.map(\.documents) == [99_999])
  }

  @Test("A question that is stopped says so, with what it knew")
  func stopped() throws {
    let rows = Self.chain(of: 50_000, isRing: true)
    let loops = try Loops(in: rows, stopCheck: { .cancelled })
    #expect(loops.loops.isEmpty && loops.stopReason == .cancelled)
    let load = try Load(in: rows, stopCheck: { .time })
    #expect(load.sources.isEmpty && load.stopReason == .time)
  }
}

extension ChainEnd {
  /// Whether an attribution is marked, from the record.
  static func isMarked(_ edge: FlowEdge, in reader: some GraphReader) -> Bool {
    switch edge.basis {
    case .origin, .undisclosed: return true
    case .relayed: return false
    case nil:
      let giver = try? reader.entities([edge.source]).first
      return giver.map { $0.upstream != .unexplored } ?? false
    }
  }
}
