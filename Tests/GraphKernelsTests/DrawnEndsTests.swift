import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct DrawnEndsTests {
  @Test("An end is what reaches no more than what reaches it", arguments: SmallGraph.blocks)
  func ends(block: Int) {
    for small in SmallGraph.block(block) {
      let drawn = small.graph.endsDrawnTogether()
      let reaches = AdjacencySnapshotTests.closure(small.graph.nodeCount, small.edges)
      for node in small.nodes {
        let reached = small.nodes.filter { $0 != node && reaches[node][$0] }
        let isEnd = reached.allSatisfy { reaches[$0][node] }
        let expected = isEnd ? (reached + [node]).min() : nil
        #expect(drawn.standing[node] == expected, "seed \(small.seed), \(node)")
        // Only what is on the way keeps its edges, and they lead to what stands for an end.
        let next = small.next(node).map { drawn.standing[$0] ?? $0 }
        let found = drawn.graph.neighbours(of: node).map { Int($0) }
        #expect(Set(found) == (isEnd ? [] : Set(next)), "seed \(small.seed), \(node)")
      }
    }
  }

  @Test("Disjoint paths in the whole, drawn together, are those of each part", arguments: 0..<20)
  func disjointPaths(block: Int) {
    for small in SmallGraph.block(block) {
      let drawn = small.graph.endsDrawnTogether()
      var workspace = ClosureWorkspace(nodeCount: small.graph.nodeCount)
      for node in small.nodes where drawn.standing[node] == nil {
        let part = workspace.subgraph(reachedFrom: node, in: small.graph).local.contracted()
        let whole = workspace.subgraph(reachedFrom: node, in: drawn.graph).local.graph
        let ends = (0..<whole.nodeCount).filter { whole.row($0).isEmpty }
        let count = whole.disjointPathCount(from: 0, to: ends)
        #expect(count == part.disjointPathCount(), "seed \(small.seed), \(node)")
      }
    }
  }
}
