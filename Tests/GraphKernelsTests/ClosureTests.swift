import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct ClosureTests {
  /// One workspace for graphs of many sizes, so that marks of one would show in the next.
  private static func forEach(
    _ block: Int, _ body: (SmallGraph, inout ClosureWorkspace) -> Void
  ) {
    var workspace = ClosureWorkspace(nodeCount: 9)
    for small in SmallGraph.block(block) { body(small, &workspace) }
  }

  @Test("A closure has what is reached, with the fewest hops", arguments: SmallGraph.blocks)
  func hops(block: Int) {
    Self.forEach(block) { small, workspace in
      for start in small.nodes {
        let closure = workspace.closure(of: start, in: small.graph)
        #expect(closure.nodes.first == UInt32(start))
        #expect(closure.hops == closure.hops.sorted())
        var hops = [Int?](repeating: nil, count: small.graph.nodeCount)
        for (node, hop) in zip(closure.nodes, closure.hops) {
          #expect(hops[Int(node)] == nil)
          hops[Int(node)] = Int(hop)
        }
        #expect(hops == small.hops(from: start), "seed \(small.seed)")
      }
      let all = workspace.closure(of: Array(small.nodes), in: small.graph)
      #expect(all.nodes.count == small.graph.nodeCount && all.hops.allSatisfy { $0 == 0 })
    }
  }

  @Test("A subgraph has the edges among its nodes", arguments: SmallGraph.blocks)
  func subgraph(block: Int) {
    Self.forEach(block) { small, workspace in
      let reached = workspace.subgraph(reachedFrom: 0, in: small.graph)
      let closure = workspace.closure(of: 0, in: small.graph)
      #expect(reached.local.nodes == closure.nodes && reached.hops == closure.hops)
      let evens = workspace.subgraph(of: small.nodes.filter { $0 % 2 == 0 }, in: small.graph)
      for part in [reached.local, evens] {
        for (place, node) in part.nodes.enumerated() {
          let found = part.graph.neighbours(of: place).map { part.nodes[Int($0)] }
          let expected = small.graph.neighbours(of: Int(node)).filter { part.nodes.contains($0) }
          #expect(found == expected, "seed \(small.seed)")
        }
      }
    }
  }

  @Test("Only by way of avoided nodes: what nothing else keeps up", arguments: SmallGraph.blocks)
  func avoidance(block: Int) {
    Self.forEach(block) { small, workspace in
      let avoided = small.nodes.filter { ($0 + Int(small.seed)) % 4 == 0 }
      let below = avoided.reduce(into: Set<Int>()) {
        $0.formUnion(DominatorsTests.reached(from: $1, without: [], small.graph))
      }
      // What the rest leads to, past no avoided node.
      let kept = small.nodes.filter { !below.contains($0) }.reduce(into: Set<Int>()) {
        $0.formUnion(DominatorsTests.reached(from: $1, without: Set(avoided), small.graph))
      }
      let expected = below.subtracting(kept).subtracting(avoided)
      let found = workspace.reachedOnly(
        byWayOf: avoided, in: small.graph, reverse: small.graph.reversed())
      #expect(found.map { Int($0) }.sorted() == expected.sorted(), "seed \(small.seed)")
    }
  }

  @Test(
    "Ends are what leads nowhere else, and circles that lead nowhere else",
    arguments: SmallGraph.blocks)
  func ends(block: Int) {
    Self.forEach(block) { small, workspace in
      let reaches = AdjacencySnapshotTests.closure(small.graph.nodeCount, small.edges)
      let part = workspace.subgraph(reachedFrom: 0, in: small.graph)
      let ends = part.local.ends()
      for (place, word) in part.local.nodes.enumerated() {
        let node = Int(word)
        // Whatever it leads to leads back.
        let isEnd = small.nodes.allSatisfy { !reaches[node][$0] || reaches[$0][node] }
        #expect(ends.contains(place) == isEnd, "seed \(small.seed)")
      }
    }
  }

  @Test(
    "Contracted ends: the same paths, cuts and single points as by removing nodes",
    arguments: SmallGraph.blocks)
  func contracted(block: Int) {
    Self.forEach(block) { small, workspace in
      let reaches = AdjacencySnapshotTests.closure(small.graph.nodeCount, small.edges)
      let part = workspace.subgraph(reachedFrom: 0, in: small.graph).local
      let drawn = part.contracted()
      func isEnd(_ node: Int) -> Bool {
        small.nodes.allSatisfy { !reaches[node][$0] || reaches[$0][node] }
      }
      // Each end by its least member, in numbers of the whole graph.
      func standing(_ node: Int) -> Int {
        isEnd(node) ? small.nodes.first { reaches[node][$0] && reaches[$0][node] } ?? node : node
      }
      #expect(drawn.isStartEnd == isEnd(0))
      if isEnd(0) {
        #expect(drawn.disjointPathCount() == 0 && drawn.nodesOnEveryPath().isEmpty)
        return
      }
      let edges = small.edges.filter { !isEnd(Int($0.source)) }.map {
        (source: $0.source, target: UInt32(standing(Int($0.target))))
      }
      let plain = AdjacencySnapshot(nodeCount: small.graph.nodeCount, edges: edges)
      let ends = Set(small.nodes.filter { reaches[0][$0] && isEnd($0) }.map(standing)).sorted()
      #expect(drawn.ends.map { Int(part.nodes[$0]) }.sorted() == ends)
      let (flow, expected) = (drawn.vertexFlow(), plain.vertexFlow(from: 0, to: ends))
      #expect(flow.disjointPaths == expected.disjointPaths, "seed \(small.seed)")
      #expect(drawn.disjointPathCount() == expected.disjointPaths)
      func whole(_ places: [Int]) -> [Int] { places.map { Int(part.nodes[$0]) }.sorted() }
      #expect(whole(flow.cutNearestSource) == expected.cutNearestSource)
      #expect(whole(flow.cutNearestEnds) == expected.cutNearestEnds)
      let single = small.nodes.filter {
        $0 != 0 && reaches[0][$0]
          && DominatorsTests.reached(from: 0, without: [$0], plain).isDisjoint(with: ends)
      }
      #expect(whole(drawn.nodesOnEveryPath()) == single, "seed \(small.seed)")
    }
  }
}
