import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct ShortestCycleTests {
  @Test("The shortest circle, and of those as short the least", arguments: SmallGraph.blocks)
  func bruteForce(block: Int) {
    for small in SmallGraph.block(block) {
      let circles = small.circles()
      let found = small.graph.shortestCycle()
      #expect(found?.nodes == circles.first, "seed \(small.seed)")
      #expect(found?.isShortest != false)
    }
  }

  @Test(
    "At the limit a circle through the node given, or a shorter one", arguments: SmallGraph.blocks)
  func limited(block: Int) {
    for small in SmallGraph.block(block) {
      let circles = small.circles()
      for node in small.nodes {
        for limit in [0, 1, 3, 8] {
          let found = small.graph.shortestCycle(stepLimit: limit, through: node)
          #expect((found == nil) == circles.isEmpty)
          guard let found else { continue }
          #expect(circles.contains(found.nodes), "seed \(small.seed), \(node), \(limit)")
          if found.isShortest { #expect(found.nodes == circles[0]) }
          let through = circles.first { $0.contains(node) } ?? circles.last ?? []
          #expect(found.nodes.count <= through.count, "seed \(small.seed), \(node), \(limit)")
          #expect(small.graph.shortestCycle(stepLimit: limit, through: node) == found)
        }
      }
    }
  }

  @Test("In a group, asked of its subgraph")
  func group() {
    // 1 → 3 → 5 → 1 and 2 → 4 → 2
    let edges: [(source: UInt32, target: UInt32)] = [
      (1, 3), (3, 5), (5, 1), (2, 4), (4, 2), (1, 2),
    ]
    let graph = AdjacencySnapshot(nodeCount: 6, edges: edges)
    var workspace = ClosureWorkspace(nodeCount: 6)
    let part = workspace.subgraph(of: [1, 3, 5], in: graph)
    #expect(part.graph.shortestCycle()?.nodes.map { part.nodes[$0] } == [1, 3, 5])
    #expect(graph.shortestCycle()?.nodes == [2, 4])
  }
}
