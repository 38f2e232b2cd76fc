import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct ReversedAdjacencyTests {
  @Test("Columns, pairs and counted rows make one graph", arguments: SmallGraph.blocks)
  func initializers(block: Int) {
    for small in SmallGraph.block(block) {
      let columns = AdjacencySnapshot(
        nodeCount: small.graph.nodeCount, sources: small.edges.map(\.source),
        targets: small.edges.map(\.target))
      #expect(columns == small.graph)
      var offsets: [UInt32] = [0]
      var targets: [UInt32] = []
      for node in small.nodes {
        targets += small.graph.neighbours(of: node)
        offsets.append(UInt32(targets.count))
      }
      let rows = AdjacencySnapshot(offsets: offsets, targets: targets)
      #expect(rows == small.graph)
    }
  }

  @Test("Each edge of the rows turned round knows its place before", arguments: SmallGraph.blocks)
  func edgeIDs(block: Int) {
    for small in SmallGraph.block(block) {
      let reversed = small.graph.reversedWithEdgeIDs()
      #expect(reversed.graph == small.graph.reversed())
      #expect(reversed.edgeIDs.sorted() == (0..<UInt32(small.edges.count)).map { $0 })
      for node in small.nodes {
        for position in reversed.graph.row(node) {
          let id = Int(reversed.edgeIDs[position])
          let source = reversed.graph.target(at: position)
          #expect(small.graph.target(at: id) == node, "seed \(small.seed)")
          #expect(small.graph.row(source).contains(id), "seed \(small.seed)")
        }
      }
    }
  }
}
