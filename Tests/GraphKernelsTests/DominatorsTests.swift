import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct DominatorsTests {
  /// What `root` reaches without passing `removed`.
  static func reached(
    from root: Int, without removed: Set<Int>, _ graph: AdjacencySnapshot
  ) -> Set<Int> {
    if removed.contains(root) { return [] }
    var seen: Set = [root]
    var stack = [root]
    while let node = stack.popLast() {
      for neighbour in graph.neighbours(of: node) where !removed.contains(Int(neighbour)) {
        if seen.insert(Int(neighbour)).inserted { stack.append(Int(neighbour)) }
      }
    }
    return seen
  }

  @Test("A node dominates what is not reached without it", arguments: 0..<20)
  func bruteForce(block: Int) {
    for seed in UInt64(block * 50)..<UInt64(block * 50 + 50) {
      let (nodeCount, edges) = AdjacencySnapshotTests.edges(seed: seed)
      let graph = AdjacencySnapshot(nodeCount: nodeCount, edges: edges)
      let tree = graph.dominators(from: 0)
      let all = Self.reached(from: 0, without: [], graph)
      for node in 0..<nodeCount {
        #expect((tree.immediateDominator[node] != nil) == (all.contains(node) && node != 0))
        let expected = (1..<max(nodeCount, 1)).filter { other in
          other != node && all.contains(node)
            && !Self.reached(from: 0, without: [other], graph).contains(node)
        }
        #expect(tree.properDominators(of: node).sorted() == expected, "seed \(seed), node \(node)")
      }
    }
  }

  @Test("In a chain of a million nodes each is dominated by the one before")
  func longChain() {
    let count = 1_000_000
    let edges = (0..<count - 1).map { (source: UInt32($0), target: UInt32($0 + 1)) }
    let tree = AdjacencySnapshot(nodeCount: count, edges: edges).dominators(from: 0)
    #expect(tree.immediateDominator[count - 1] == count - 2)
    #expect(tree.immediateDominator[0] == nil)
    #expect(tree.properDominators(of: 5) == [4, 3, 2, 1])
  }
}
