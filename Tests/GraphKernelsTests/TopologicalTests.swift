import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct TopologicalTests {
  @Test("Every edge leads onward, and only circles prevent an order", arguments: SmallGraph.blocks)
  func order(block: Int) {
    for small in SmallGraph.block(block) {
      let order = small.graph.topologicalOrder()
      #expect((order == nil) == !small.circles().isEmpty, "seed \(small.seed)")
      guard let order else { continue }
      #expect(order.sorted() == small.nodes.map { UInt32($0) })
      for edge in small.edges {
        let (from, to) = (order.firstIndex(of: edge.source), order.firstIndex(of: edge.target))
        #expect(from ?? 0 < to ?? 0)
      }
    }
  }

  /// The graph without its edges that do not ascend, so that there is no circle.
  private static func ascending(_ small: SmallGraph) -> AdjacencySnapshot {
    AdjacencySnapshot(
      nodeCount: small.graph.nodeCount, edges: small.edges.filter { $0.source < $0.target })
  }

  @Test("Paths are as many as walking them one by one finds", arguments: SmallGraph.blocks)
  func counts(block: Int) {
    for small in SmallGraph.block(block) {
      let graph = Self.ascending(small)
      func walks(_ from: Int, _ ends: Set<Int>) -> UInt64 {
        graph.neighbours(of: from).reduce(ends.contains(from) ? 1 : 0) {
          $0 + walks(Int($1), ends)
        }
      }
      let ends = small.nodes.filter { $0 % 3 == 2 }
      let toEnds = small.nodes.map { BigCount(walks($0, Set(ends))) }
      #expect(graph.pathCounts(to: ends) == toEnds, "seed \(small.seed)")
      let fromFirst = small.nodes.map { BigCount(walks(0, [$0])) }
      #expect(graph.pathCounts(from: 0) == fromFirst, "seed \(small.seed)")
    }
  }

  @Test("A ladder of sixty rungs has 2⁶⁰ paths, one of seventy more than fit a word")
  func ladder() {
    func ladder(_ rungs: UInt32) -> AdjacencySnapshot {
      var edges: [(source: UInt32, target: UInt32)] = []
      for rung in 0..<rungs {
        let foot = 3 * rung
        edges.append((source: foot, target: foot + 1))
        edges.append((source: foot, target: foot + 2))
        edges.append((source: foot + 1, target: foot + 3))
        edges.append((source: foot + 2, target: foot + 3))
      }
      return AdjacencySnapshot(nodeCount: Int(3 * rungs + 1), edges: edges)
    }
    let sixty = ladder(60)
    #expect(sixty.pathCounts(from: 0)?[180].description == "1152921504606846976")
    #expect(sixty.pathCounts(to: [180])?[0].description == "1152921504606846976")
    #expect(ladder(70).pathCounts(to: [210])?[0].description == "1180591620717411303424")
    var workspace = ClosureWorkspace(nodeCount: sixty.nodeCount)
    let shortest = workspace.shortestPaths(
      from: 0, to: 180, in: sixty, reverse: sixty.reversed())
    #expect(shortest?.count().description == "1152921504606846976")
    #expect(shortest?.hops == 120)
    let first = shortest?.first { _ in true }
    #expect(first == (0...180).filter { $0 % 3 != 2 })
    var simple = sixty.simplePathsByLength(from: 0, to: 180)
    let leasts = [simple.next(), simple.next(), simple.next()]
    #expect(leasts[0] == first)
    #expect(leasts[1] == (0...180).filter { $0 == 179 || $0 != 178 && $0 % 3 != 2 })
    #expect(leasts[2] == (0...180).filter { $0 == 176 || $0 != 175 && $0 % 3 != 2 })
  }
}
