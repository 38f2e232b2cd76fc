import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct PathsTests {
  @Test(
    "Shortest, all shortest and all simple paths are those found by walking",
    arguments: SmallGraph.blocks)
  func bruteForce(block: Int) {
    var workspace = ClosureWorkspace(nodeCount: 9)
    for small in SmallGraph.block(block) {
      let reverse = small.graph.reversed()
      for end in small.nodes {
        let all = small.simplePaths(from: 0, to: end)
        let shortest = all.filter { $0.count == all[0].count }
        let one = workspace.shortestPath(from: 0, to: end, in: small.graph, reverse: reverse)
        #expect(one.map { shortest.contains($0) } ?? all.isEmpty, "seed \(small.seed) to \(end)")
        let several = workspace.shortestPaths(from: 0, to: end, in: small.graph, reverse: reverse)
        #expect(several.map { Array($0) } ?? [] == shortest, "seed \(small.seed) to \(end)")
        #expect(several?.count() ?? BigCount() == BigCount(UInt64(shortest.count)))
        #expect(several?.hops == shortest.first.map { $0.count - 1 })
        let simple = Array(small.graph.simplePathsByLength(from: 0, to: end, reverse: reverse))
        #expect(simple == all, "seed \(small.seed) to \(end)")
      }
    }
  }

  @Test("Stopped at each of its steps, the search for paths goes on as if never stopped")
  func stopping() throws {
    // Wide enough for the hook to be asked: all nodes of a layer lead to all of the next.
    let width: UInt32 = 60
    var edges: [(source: UInt32, target: UInt32)] = []
    for layer in 0..<UInt32(3) {
      for from in 0..<width {
        for to in 0..<width {
          edges.append((source: layer * width + from, target: (layer + 1) * width + to))
        }
      }
    }
    let graph = AdjacencySnapshot(nodeCount: Int(4 * width), edges: edges)
    let plain = Array(graph.simplePathsByLength(from: 0, to: Int(3 * width)).prefix(20))
    var paths = graph.simplePathsByLength(from: 0, to: Int(3 * width))
    var found: [[Int]] = []
    var stops = 0
    var patience = 0
    while found.count < 20 {
      var asked = 0
      do {
        let path = try paths.next {
          asked += 1
          return asked > patience
        }
        found.append(try #require(path))
        patience = 0
      } catch is KernelStopped {
        stops += 1
        patience += 1
      }
    }
    #expect(found == plain)
    #expect(stops > 0)
  }
}
