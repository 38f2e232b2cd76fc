import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct VertexFlowTests {
  /// Every set of nodes of least size without which `source` reaches no end.
  private static func smallestCuts(
    _ graph: AdjacencySnapshot, _ source: Int, _ ends: [Int]
  ) -> [Set<Int>] {
    let others = (0..<graph.nodeCount).filter { $0 != source }
    var cuts: [Set<Int>] = []
    for bits in 0..<(1 << others.count) {
      let cut = Set(others.indices.filter { bits >> $0 & 1 == 1 }.map { others[$0] })
      if let known = cuts.first, known.count < cut.count { continue }
      let reached = DominatorsTests.reached(from: source, without: cut, graph)
      guard reached.isDisjoint(with: ends) else { continue }
      if let known = cuts.first, known.count > cut.count { cuts = [] }
      cuts.append(cut)
    }
    return cuts
  }

  @Test(
    "Paths are as many as a smallest cut has nodes, and the cuts are the outermost",
    arguments: 0..<20)
  func bruteForce(block: Int) {
    for seed in UInt64(block * 50)..<UInt64(block * 50 + 50) {
      let (nodeCount, edges) = AdjacencySnapshotTests.edges(seed: seed)
      guard nodeCount > 1 else { continue }
      var random = SplitMix64(seed: seed)
      let graph = AdjacencySnapshot(nodeCount: nodeCount, edges: edges)
      let ends = (1..<nodeCount).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
      let flow = graph.vertexFlow(from: 0, to: ends)
      let cuts = Self.smallestCuts(graph, 0, ends)
      #expect(flow.disjointPaths == cuts[0].count, "seed \(seed)")
      let paths = graph.disjointPaths(from: 0, to: ends)
      #expect(paths.count == flow.disjointPaths, "seed \(seed)")
      let inner = paths.flatMap { $0.dropFirst() }
      #expect(Set(inner).count == inner.count, "seed \(seed)")
      for path in paths {
        let passed = path.dropFirst().dropLast().filter(ends.contains)
        #expect(path.first == 0 && path.last.map(ends.contains) == true && passed.isEmpty)
        for (from, to) in zip(path, path.dropFirst()) {
          #expect(graph.neighbours(of: from).contains(UInt32(to)), "seed \(seed)")
        }
      }
      #expect(cuts.contains(Set(flow.cutNearestSource)), "seed \(seed)")
      #expect(cuts.contains(Set(flow.cutNearestEnds)), "seed \(seed)")
      #expect(flow.isCutUnique == (cuts.count == 1), "seed \(seed)")
      // Whatever other cut there is leaves more on the source's side than the nearest one.
      let near = DominatorsTests.reached(from: 0, without: Set(flow.cutNearestSource), graph)
      let far = DominatorsTests.reached(from: 0, without: Set(flow.cutNearestEnds), graph)
      for cut in cuts {
        let side = DominatorsTests.reached(from: 0, without: cut, graph)
        #expect(near.isSubset(of: side) && side.isSubset(of: far), "seed \(seed): \(cut)")
      }
    }
  }

  @Test("The design's example: two disjoint chains, and the cut nearest the claim")
  func example() {
    // claim 0; article 1, daily-1 2, daily-2 3, tabloid 4; wire 5; occrp 6; memo 7; insiders 8, 9
    let edges: [(source: UInt32, target: UInt32)] = [
      (0, 1), (0, 2), (0, 3), (0, 4), (1, 6), (2, 5), (3, 5), (5, 6), (4, 7), (6, 8), (6, 9),
    ]
    let graph = AdjacencySnapshot(nodeCount: 10, edges: edges)
    let flow = graph.vertexFlow(from: 0, to: [7, 8, 9])
    #expect(flow.disjointPaths == 2)
    #expect(flow.cutNearestSource == [4, 6])
    #expect(flow.cutNearestEnds == [6, 7])
    #expect(!flow.isCutUnique)
    let withoutTabloid = graph.vertexFlow(from: 0, to: [8, 9])
    #expect(withoutTabloid.cutNearestSource == [6] && withoutTabloid.isCutUnique)
  }

  @Test("A path found first gives way over two nodes to one found later")
  func givingWay() {
    // The shortest, 0 1 2 3 4, bars both 0 5 6 7 3 4 and 0 1 8 9 10 11, which go together.
    let edges: [(source: UInt32, target: UInt32)] = [
      (0, 1), (1, 2), (2, 3), (3, 4), (0, 5), (5, 6), (6, 7), (7, 3), (1, 8), (8, 9), (9, 10),
      (10, 11),
    ]
    let graph = AdjacencySnapshot(nodeCount: 12, edges: edges)
    let flow = graph.vertexFlow(from: 0, to: [4, 11])
    #expect(flow.disjointPaths == 2)
    #expect(flow.cutNearestSource == [1, 5] && flow.cutNearestEnds == [4, 11])
    #expect(graph.disjointPathCount(from: 0, to: [4, 11]) == 2)
  }

  @Test("Without ends, or where none is reached, there is nothing to cut")
  func nothing() {
    let graph = AdjacencySnapshot(nodeCount: 3, edges: [(source: 0, target: 1)])
    #expect(graph.vertexFlow(from: 0, to: []).disjointPaths == 0)
    let unreached = graph.vertexFlow(from: 0, to: [2])
    #expect(unreached.cutNearestSource.isEmpty && unreached.isCutUnique)
  }

  @Test("A ladder of a hundred thousand rungs is no deeper than any other graph")
  func long() {
    let count = 100_000
    var edges: [(source: UInt32, target: UInt32)] = []
    for node in 0..<UInt32(count - 2) {
      edges.append((source: node, target: node + 1))
      edges.append((source: node, target: node + 2))
    }
    let graph = AdjacencySnapshot(nodeCount: count, edges: edges)
    #expect(graph.vertexFlow(from: 0, to: [count - 1]).disjointPaths == 1)
  }
}
