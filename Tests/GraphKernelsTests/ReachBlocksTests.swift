import GraphKernels
import HeadwaterTestSupport
import Testing

/// What leads where, against a search from each node by itself.
@Suite struct ReachBlocksTests {
  private static func graph(nodes: Int, edges: Int, seed: UInt64) -> AdjacencySnapshot {
    var random = SplitMix64(seed: seed)
    var pairs: [(source: UInt32, target: UInt32)] = []
    for _ in 0..<edges {
      pairs.append(
        (
          source: UInt32(random.next() % UInt64(nodes)),
          target: UInt32(random.next() % UInt64(nodes))
        ))
    }
    return AdjacencySnapshot(nodeCount: nodes, edges: pairs)
  }

  private static func reached(_ graph: AdjacencySnapshot, from start: Int) -> Set<Int> {
    let distances = graph.distances(from: [start])
    return Set(distances.indices.filter { distances[$0] != nil })
  }

  @Test("Marks and counts are those of a search from each node", arguments: 0..<50)
  func small(block: Int) throws {
    for seed in UInt64(block * 20)..<UInt64(block * 20 + 20) {
      var random = SplitMix64(seed: seed ^ 0xF00D)
      let nodes = 1 + Int(random.next() % 20)
      let graph = Self.graph(nodes: nodes, edges: Int(random.next() % 40), seed: seed)
      let blocks = try ReachBlocks(graph)
      let marks = (0..<nodes).filter { _ in random.next() % 2 == 0 }
      let starts = (0..<nodes).filter { _ in random.next() % 2 == 0 }
      let expected = starts.map { Self.reached(graph, from: $0).intersection(marks).count }
      #expect(try blocks.counts(from: starts, of: marks) == expected, "seed \(seed)")
      let found = try blocks.marks(marks[...], reachedFrom: starts)
      for (start, set) in zip(starts, found) {
        let reached = Self.reached(graph, from: start)
        let isEmpty = reached.isDisjoint(with: marks)
        #expect(set.isEmpty == isEmpty, "seed \(seed)")
        for (other, otherSet) in zip(starts, found) {
          let more = reached.subtracting(Self.reached(graph, from: other)).intersection(marks)
          #expect(set.hasMore(than: otherSet) == !more.isEmpty, "seed \(seed)")
        }
      }
    }
  }

  @Test("More starts and marks than go into one block", arguments: UInt64(0)..<4)
  func large(seed: UInt64) throws {
    let graph = Self.graph(nodes: 900, edges: 1100, seed: seed)
    let blocks = try ReachBlocks(graph)
    let marks = (0..<900).filter { $0 % 2 == 0 }
    let starts = Array(0..<900)
    let isMark = Set(marks)
    let expected = starts.map { Self.reached(graph, from: $0).intersection(isMark).count }
    #expect(try blocks.counts(from: starts, of: marks) == expected)
  }

  @Test("A chain of 100,000 nodes leads to its end, and nobody waits for a stopped search")
  func long() throws {
    let length = 100_000
    let graph = AdjacencySnapshot(
      nodeCount: length, sources: (0..<UInt32(length - 1)).map { $0 },
      targets: (1..<UInt32(length)).map { $0 })
    let blocks = try ReachBlocks(graph)
    #expect(try blocks.counts(from: [0, length - 1], of: [5, length - 1]) == [2, 1])
    #expect(throws: KernelStopped.self) {
      try blocks.counts(from: [0], of: [length - 1], isStopped: { true })
    }
    #expect(throws: KernelStopped.self) {
      try blocks.marks([length - 1][...], reachedFrom: [0], isStopped: { true })
    }
  }
}
