import Glibc
import GraphKernels
import HeadwaterTestSupport
import Testing

/// The validation graphs of LDBC Graphalytics, if this machine has them.
///
/// Breadth-first search and weak components are the two of its six algorithms that fit: its
/// shortest paths are along weighted edges, and PageRank, label propagation and clustering
/// coefficients answer nothing that is asked here.
private enum Graphalytics {
  static let folder: String? = {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let given = getenv("HEADWATER_SHARED_DATA").map { String(cString: $0) }
    let path = (given ?? "/" + root + "/../shared/data") + "/graphalytics"
    return access(path, R_OK) == 0 ? path : nil
  }()

  /// The lines of a file as numbers.
  static func lines(_ name: String) throws -> [[Int]] {
    let text = String(
      decoding: try WholeBytes.read(try #require(folder) + "/" + name), as: UTF8.self)
    return try text.split(separator: "\n").map { line in
      try line.split(separator: " ").map { try #require(Int($0)) }
    }
  }

  /// The graph of a file that has a node and its neighbours in each line, by ascending node.
  static func graph(_ name: String) throws -> (nodes: [Int], graph: AdjacencySnapshot) {
    let lines = try lines(name)
    let nodes = Set(lines.joined()).sorted()
    let edges = try lines.flatMap { line in
      try line.dropFirst().map { neighbour in
        (
          source: UInt32(try #require(nodes.firstIndex(of: line[0]))),
          target: UInt32(try #require(nodes.firstIndex(of: neighbour)))
        )
      }
    }
    return (nodes, AdjacencySnapshot(nodeCount: nodes.count, edges: edges))
  }
}

@Suite(.enabled(if: Graphalytics.folder != nil, "graphalytics is not on this machine"))
struct GraphalyticsTests {
  @Test(
    "Breadth-first search agrees with the expected output",
    arguments: [
      ("bfs/dir-input", "bfs/dir-output"), ("bfs/undir-input", "bfs/undir-output"),
      ("example/example-directed-input", "example/example-directed-BFS"),
      ("example/example-undirected-input", "example/example-undirected-BFS"),
    ])
  func hops(input: String, output: String) throws {
    let (nodes, graph) = try Graphalytics.graph(input)
    let expected = try Graphalytics.lines(output)
    // The start is the node that no hop leads to.
    let start = try #require(expected.first { $0[1] == 0 })[0]
    let place = try #require(nodes.firstIndex(of: start))
    var workspace = ClosureWorkspace(nodeCount: nodes.count)
    let closure = workspace.closure(of: place, in: graph)
    var found = nodes.map { [$0, Int.max] }
    for (node, hops) in zip(closure.nodes, closure.hops) { found[Int(node)][1] = Int(hops) }
    #expect(found == expected.sorted { $0[0] < $1[0] })
    let distances = graph.distances(from: [place])
    #expect(distances.map { $0 ?? .max } == found.map { $0[1] })
  }

  @Test(
    "Weak components agree with the expected output",
    arguments: [
      ("wcc/dir-input", "wcc/dir-output"), ("wcc/undir-input", "wcc/undir-output"),
      ("example/example-directed-input", "example/example-directed-WCC"),
      ("example/example-undirected-input", "example/example-undirected-WCC"),
    ])
  func weak(input: String, output: String) throws {
    let (nodes, graph) = try Graphalytics.graph(input)
    let groups = graph.weakGroups()
    let members = groups.members()
    // They name a component by some node of its own; here each is by its least.
    func byLeast(_ pairs: [[Int]]) -> [[Int]] {
      var least: [Int: Int] = [:]
      for pair in pairs { least[pair[1]] = min(least[pair[1]] ?? .max, pair[0]) }
      return pairs.map { [$0[0], least[$0[1]] ?? 0] }
    }
    let found = nodes.indices.map { place in
      [nodes[place], Int(members.neighbours(of: Int(groups.groupOfNode[place])).first ?? 0)]
    }
    let expected = try Graphalytics.lines(output).sorted { $0[0] < $1[0] }
    #expect(byLeast(found) == byLeast(expected))
  }
}
