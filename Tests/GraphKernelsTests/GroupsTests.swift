import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct GroupsTests {
  @Test("Nodes are in one weak group iff edges join them either way", arguments: SmallGraph.blocks)
  func weak(block: Int) {
    for small in SmallGraph.block(block) {
      let groups = small.graph.weakGroups()
      let both = small.edges + small.edges.map { (source: $0.target, target: $0.source) }
      let joined = AdjacencySnapshotTests.closure(small.graph.nodeCount, both)
      for left in small.nodes {
        for right in small.nodes {
          let isOne = groups.groupOfNode[left] == groups.groupOfNode[right]
          #expect(isOne == joined[left][right], "seed \(small.seed)")
        }
      }
      // Numbers come in the order of least nodes.
      var seen: UInt32 = 0
      for group in groups.groupOfNode {
        #expect(group <= seen)
        seen = max(seen, group + 1)
      }
      #expect(groups.count == Int(seen))
    }
  }

  @Test("Members are the nodes of a group, ascending", arguments: SmallGraph.blocks)
  func members(block: Int) {
    for small in SmallGraph.block(block) {
      let groups = small.graph.strongGroups()
      let members = groups.members()
      for group in 0..<groups.count {
        let expected = small.nodes.filter { groups.groupOfNode[$0] == UInt32(group) }
        #expect(members.neighbours(of: group).map { Int($0) } == expected)
        #expect(groups.sizes()[group] == expected.count)
      }
      let old = small.graph.stronglyConnectedComponents()
      #expect(old.componentOfNode == groups.groupOfNode.map { Int($0) })
    }
  }

  @Test("A condensation has an edge where members have one", arguments: SmallGraph.blocks)
  func condensation(block: Int) {
    for small in SmallGraph.block(block) {
      let drawn = small.graph.condensation()
      let groups = drawn.components.groupOfNode
      var expected: Set<[UInt32]> = []
      for edge in small.edges where groups[Int(edge.source)] != groups[Int(edge.target)] {
        expected.insert([groups[Int(edge.source)], groups[Int(edge.target)]])
      }
      let found = (0..<drawn.components.count).flatMap { component in
        drawn.graph.neighbours(of: component).map { [UInt32(component), $0] }
      }
      #expect(found == expected.sorted { $0.lexicographicallyPrecedes($1) }, "seed \(small.seed)")
      let entered = Set(expected.map { Int($0[1]) })
      let left = Set(expected.map { Int($0[0]) })
      #expect(drawn.unentered == (0..<drawn.components.count).filter { !entered.contains($0) })
      #expect(drawn.unleft == (0..<drawn.components.count).filter { !left.contains($0) })
      #expect(drawn.graph.topologicalOrder() != nil)
    }
  }
}
