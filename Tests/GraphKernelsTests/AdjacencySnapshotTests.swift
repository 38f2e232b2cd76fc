import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct AdjacencySnapshotTests {
  static func edges(seed: UInt64) -> (nodeCount: Int, edges: [(source: UInt32, target: UInt32)]) {
    var random = SplitMix64(seed: seed)
    let nodeCount = Int.random(in: 1...9, using: &random)
    let edges = (0..<Int.random(in: 0...20, using: &random)).map { _ in
      (
        source: UInt32.random(in: 0..<UInt32(nodeCount), using: &random),
        target: UInt32.random(in: 0..<UInt32(nodeCount), using: &random)
      )
    }
    return (nodeCount, edges)
  }

  /// Whether a path leads from each node to each other, by Warshall's closure.
  static func closure(_ nodeCount: Int, _ edges: [(source: UInt32, target: UInt32)]) -> [[Bool]] {
    var reaches = [[Bool]](
      repeating: [Bool](repeating: false, count: nodeCount), count: nodeCount)
    for node in 0..<nodeCount { reaches[node][node] = true }
    for edge in edges { reaches[Int(edge.source)][Int(edge.target)] = true }
    for middle in 0..<nodeCount {
      for from in 0..<nodeCount where reaches[from][middle] {
        for to in 0..<nodeCount where reaches[middle][to] { reaches[from][to] = true }
      }
    }
    return reaches
  }

  @Test("Rows hold the edges given, in their order", arguments: UInt64(0)..<100)
  func rows(seed: UInt64) {
    let (nodeCount, edges) = Self.edges(seed: seed)
    let snapshot = AdjacencySnapshot(nodeCount: nodeCount, edges: edges)
    for node in 0..<nodeCount {
      let expected = edges.filter { $0.source == UInt32(node) }.map(\.target)
      #expect(Array(snapshot.neighbours(of: node)) == expected)
    }
    let there = snapshot.reversed().reversed()
    #expect(there.edgeCount == edges.count)
    for node in 0..<nodeCount {
      #expect(there.neighbours(of: node).sorted() == snapshot.neighbours(of: node).sorted())
    }
  }

  @Test("Two nodes are in one component iff each reaches the other", arguments: UInt64(0)..<1000)
  func components(seed: UInt64) {
    let (nodeCount, edges) = Self.edges(seed: seed)
    let components = AdjacencySnapshot(nodeCount: nodeCount, edges: edges)
      .stronglyConnectedComponents()
    let reaches = Self.closure(nodeCount, edges)
    for left in 0..<nodeCount {
      for right in 0..<nodeCount {
        let isOne = components.componentOfNode[left] == components.componentOfNode[right]
        #expect(isOne == (reaches[left][right] && reaches[right][left]))
      }
    }
    #expect(components.sizes.reduce(0, +) == nodeCount)
    for edge in edges {
      let from = components.componentOfNode[Int(edge.source)]
      #expect(from >= components.componentOfNode[Int(edge.target)])
    }
  }

  @Test("A chain of a million nodes does not overflow the stack")
  func longChain() {
    let edges = (0..<999_999).map { (source: UInt32($0), target: UInt32($0 + 1)) }
    let components = AdjacencySnapshot(nodeCount: 1_000_000, edges: edges)
      .stronglyConnectedComponents()
    #expect(components.count == 1_000_000)
  }

  @Test("Distances grow by one along edges and are the least that do", arguments: UInt64(0)..<300)
  func distances(seed: UInt64) {
    let (nodeCount, edges) = Self.edges(seed: seed)
    let snapshot = AdjacencySnapshot(nodeCount: nodeCount, edges: edges)
    let found = snapshot.distances(from: [0])
    // Bellman and Ford's relaxation, until nothing changes.
    var expected = [Int?](repeating: nil, count: nodeCount)
    expected[0] = 0
    for _ in 0..<nodeCount {
      for edge in edges {
        guard let near = expected[Int(edge.source)] else { continue }
        let far = expected[Int(edge.target)] ?? Int.max
        expected[Int(edge.target)] = min(far, near + 1)
      }
    }
    #expect(found == expected)
  }
}
