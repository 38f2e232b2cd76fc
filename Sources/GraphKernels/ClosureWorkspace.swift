/// Memory for questions about one node after another, each at the cost of what it reaches.
///
/// A walk needs a mark for each node of the graph. Clearing them for each question would cost as
/// much as the graph is large; here they are made once, and out of date at the next question.
///
/// A workspace serves any snapshot of at most so many nodes, one question at a time. A question
/// that is stopped leaves it ready for the next.
public struct ClosureWorkspace: ~Copyable, Sendable {
  /// How many nodes a snapshot may have.
  public let nodeCount: Int

  var near: WalkSide

  /// The other side of walks that have two; made at the first of them.
  var far = WalkSide(nodeCount: 0)
  private var hasFar = false

  /// - Complexity: O(V) time; 16 bytes a node, twice that after the first question for a path or
  ///   with avoidance.
  public init(nodeCount: Int) {
    self.nodeCount = nodeCount
    near = WalkSide(nodeCount: nodeCount)
  }

  mutating func begin(_ graph: AdjacencySnapshot) {
    precondition(graph.nodeCount <= nodeCount, "the workspace is for smaller graphs")
    near.begin()
  }

  mutating func beginBoth(_ graph: AdjacencySnapshot) {
    begin(graph)
    if !hasFar {
      far = WalkSide(nodeCount: nodeCount)
      hasFar = true
    }
    far.begin()
  }

  func checked(_ node: Int, _ graph: AdjacencySnapshot) -> UInt32 {
    precondition((0..<graph.nodeCount).contains(node), "there is no such node")
    return UInt32(truncatingIfNeeded: node)
  }
}
