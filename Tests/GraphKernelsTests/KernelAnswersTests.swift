import Glibc
import GraphKernels
import HeadwaterTestSupport
import Testing

/// Writes what the kernels answer on random graphs, a line of JSON each, for another program to
/// check; run where `HEADWATER_ORACLE` names the file.
@Suite struct KernelAnswersTests {
  static let path = getenv("HEADWATER_ORACLE").map { String(cString: $0) }
  private static let graphCount = 1000
  private static let pathLimit = 12

  @Test(
    "The answers are written",
    .enabled(if: KernelAnswersTests.path != nil, "HEADWATER_ORACLE names no file"))
  func write() throws {
    let lines = (0..<Self.graphCount).map { Self.line(seed: UInt64($0)) }
    try WholeBytes.write(lines.joined(separator: "\n") + "\n", to: try #require(Self.path))
  }

  /// Larger graphs than those for brute force, sparse and dense by turns.
  private static func graph(seed: UInt64) -> (AdjacencySnapshot, edges: [[Int]]) {
    var random = SplitMix64(seed: seed)
    let nodeCount = Int.random(in: 2...24, using: &random)
    let edgeCount = Int.random(in: 0...(seed % 2 == 0 ? 2 : 3) * nodeCount, using: &random)
    // A third of the graphs ascend, so that circles are not everywhere.
    let edges = (0..<edgeCount).map { _ in
      let pair = [0, 1].map { _ in Int.random(in: 0..<nodeCount, using: &random) }
      return seed % 3 == 0 ? pair.sorted() : pair
    }
    .filter { seed % 3 != 0 || $0[0] < $0[1] }
    let graph = AdjacencySnapshot(
      nodeCount: nodeCount, sources: edges.map { UInt32($0[0]) },
      targets: edges.map { UInt32($0[1]) })
    return (graph, edges)
  }

  private static func line(seed: UInt64) -> String {
    let (graph, edges) = graph(seed: seed)
    let ends = (1..<graph.nodeCount).filter { ($0 + Int(seed)) % 4 == 0 }
    let drawn = graph.condensation()
    let drawnEdges = (0..<drawn.components.count).flatMap { component in
      drawn.graph.neighbours(of: component).map { [component, Int($0)] }
    }
    let flow = graph.vertexFlow(from: 0, to: ends)
    let dominators = graph.dominators(from: 0).immediateDominator.map {
      $0.map { "\($0)" } ?? "null"
    }
    let circle = graph.shortestCycle().map { "\($0.nodes)" } ?? "null"
    let fields = [
      "\"nodes\": \(graph.nodeCount)", "\"edges\": \(edges)", "\"ends\": \(ends)",
      "\"limit\": \(pathLimit)", "\"strong\": \(drawn.components.groupOfNode)",
      "\"weak\": \(graph.weakGroups().groupOfNode)", "\"drawn\": \(drawnEdges)",
      "\"unentered\": \(drawn.unentered)",
      "\"dominators\": [\(dominators.joined(separator: ", "))]",
      "\"flow\": {\"paths\": \(flow.disjointPaths), \"nearSource\": \(flow.cutNearestSource), "
        + "\"nearEnds\": \(flow.cutNearestEnds)}",
      "\"circle\": \(circle)", "\"isOrdered\": \(graph.topologicalOrder() != nil)",
      "\"to\": [\(paths(graph).joined(separator: ", "))]",
    ]
    return "{\(fields.joined(separator: ", "))}"
  }

  /// For each node, the paths from the first to it.
  private static func paths(_ graph: AdjacencySnapshot) -> [String] {
    let reverse = graph.reversed()
    var workspace = ClosureWorkspace(nodeCount: graph.nodeCount)
    var found: [String] = []
    for end in 0..<graph.nodeCount {
      let one = workspace.shortestPath(from: 0, to: end, in: graph, reverse: reverse) ?? []
      let all = workspace.shortestPaths(from: 0, to: end, in: graph, reverse: reverse)
      let simple = graph.simplePathsByLength(from: 0, to: end, reverse: reverse).prefix(pathLimit)
      found.append(
        "{\"one\": \(one), \"all\": \(all.map { Array($0) } ?? []), \"simple\": \(Array(simple))}")
    }
    return found
  }
}
