public import GraphKernels
import HeadwaterModel
import Synchronization

/// A whole case as plain flow, whatever the matter, ready for one question after another.
///
/// Marks and bylines count as in chains: a marked attribution leads to an end node of its giver, and
/// an unmarked byline is a step only where something leads into its agent. Nodes are those of the
/// snapshot, and after them the end nodes of givers that other attributions lead on from.
///
/// Any thread may ask; questions take turns, as they share the memory of their walks.
public final class PlainFlow: Sendable {
  public let snapshot: CaseSnapshot

  /// For each node the givers of its steps.
  public let upstream: AdjacencySnapshot

  /// For each node the receivers of the steps that it gives.
  public let downstream: AdjacencySnapshot

  private let rows: PlainRows
  private let tools: Mutex<FlowTools>

  /// Makes the rows both ways.
  ///
  /// - Throws: `outOfTime`, `cancelled`.
  /// - Complexity: O(V + E).
  public init(
    _ snapshot: CaseSnapshot, stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    self.snapshot = snapshot
    rows = try PlainRows(snapshot, stopCheck)
    let upstream = rows.upstream
    self.upstream = upstream
    downstream = try QueryError.running(stopCheck) { isStopped throws(KernelStopped) in
      try upstream.reversed(isStopped: isStopped)
    }
    tools = Mutex(FlowTools(workspace: ClosureWorkspace(nodeCount: upstream.nodeCount)))
  }

  /// Whether some node is an end node, so that an entity may have two.
  public var hasEndNodes: Bool { !rows.giverOfEndNode.isEmpty }

  /// The node of the snapshot that a node belongs to.
  public func owner(_ node: UInt32) -> Int { rows.owner(node) }

  /// All that is upstream of a node, nearest first, with the fewest hops; the node itself first.
  ///
  /// - Complexity: O(nodes and edges reached), as for the others but where it is said.
  public func closure(of node: Int) -> (nodes: [UInt32], hops: [UInt32]) {
    let closure = tools.withLock { $0.workspace.closure(of: node, in: upstream) }
    return (closure.nodes, closure.hops)
  }

  /// Where the flow into a node comes from: nodes that nothing leads into, and circles that nothing
  /// enters, nearest first.
  ///
  /// - Complexity: O(nodes and edges reached); the first question for origins or chains finds the
  ///   circles of the whole case, O(V + E).
  public func origins(of node: Int) -> FlowOrigins {
    let (closure, standing) = tools.withLock { tools in
      (tools.workspace.closure(of: node, in: upstream), tools.ends(of: upstream).standing)
    }
    var found = FlowOrigins()
    var place: [Int: Int] = [:]
    for (index, reached) in closure.nodes.enumerated() {
      guard let first = standing[Int(reached)] else { continue }
      // A node without edges in stands for itself alone.
      if upstream.row(Int(reached)).isEmpty {
        found.append(reached, hops: closure.hops[index])
      } else if let known = place[first] {
        found.others[known, default: []].append(reached)
      } else {
        place[first] = found.nearest.count
        found.append(reached, hops: closure.hops[index])
      }
    }
    return found
  }

  /// How many chains from a node to ends share nothing but the node.
  ///
  /// - Complexity: O(√V · E) of what is upstream; the first question as for `origins`.
  public func disjointChains(of node: Int) -> Int {
    let part = tools.withLock { tools -> ClosureSubgraph? in
      let ends = tools.ends(of: upstream)
      guard ends.standing[node] == nil else { return nil }
      return tools.workspace.subgraph(reachedFrom: node, in: ends.graph)
    }
    guard let graph = part?.local.graph else { return 0 }
    let ends = (0..<graph.nodeCount).filter { graph.row($0).isEmpty }
    return graph.disjointPathCount(from: 0, to: ends)
  }

  /// What every chain from a node to an end passes, nearest the ends first.
  ///
  /// - Complexity: O(E log V) of what is upstream.
  public func onEveryChain(of node: Int) -> [UInt32] {
    let part = tools.withLock { $0.workspace.subgraph(reachedFrom: node, in: upstream) }
    let contracted = part.local.contracted()
    return contracted.nodesOnEveryPath().map { contracted.local.nodes[$0] }
  }

  /// What is reached by no other way than through some nodes of the snapshot and their end nodes,
  /// nearest first, without them.
  public func restsOnly(on nodes: [Int]) -> [UInt32] {
    var all = nodes
    if hasEndNodes {
      let wanted = Set(nodes.map { UInt32($0) })
      for (extra, giver) in rows.giverOfEndNode.enumerated() where wanted.contains(giver) {
        all.append(snapshot.nodeCount + extra)
      }
    }
    return tools.withLock {
      $0.workspace.reachedOnly(byWayOf: all, in: downstream, reverse: upstream)
    }
  }

  /// Groups of nodes each of which is upstream of the others.
  ///
  /// - Complexity: O(V + E).
  public func circles() -> [[UInt32]] {
    let groups = upstream.strongGroups()
    // Most cases have few: those of one node alone are told apart without a look at the sizes.
    guard groups.count < groups.groupOfNode.count else { return [] }
    let sizes = groups.sizes()
    var place = [UInt32](repeating: .max, count: groups.count)
    var found: [[UInt32]] = []
    for (node, group) in groups.groupOfNode.enumerated() where sizes[Int(group)] > 1 {
      if place[Int(group)] == .max {
        place[Int(group)] = UInt32(found.count)
        found.append([])
        found[found.count - 1].reserveCapacity(sizes[Int(group)])
      }
      found[Int(place[Int(group)])].append(UInt32(node))
    }
    return found
  }
}

/// Where the flow into a node comes from, nearest first.
public struct FlowOrigins: Sendable {
  /// A node that nothing leads into, or the nearest member of a circle that nothing enters.
  public private(set) var nearest: [UInt32] = []

  /// The fewest hops to each.
  public private(set) var hops: [UInt32] = []

  /// The other members of circles, nearest first, by the place of the nearest.
  public fileprivate(set) var others: [Int: [UInt32]] = [:]

  fileprivate mutating func append(_ node: UInt32, hops: UInt32) {
    nearest.append(node)
    self.hops.append(hops)
  }
}

/// What questions need and take turns with.
private struct FlowTools: ~Copyable, Sendable {
  var workspace: ClosureWorkspace
  private var known: DrawnEnds?

  init(workspace: consuming ClosureWorkspace) { self.workspace = workspace }

  /// Found at the first question that needs them.
  mutating func ends(of graph: AdjacencySnapshot) -> DrawnEnds {
    if let known { return known }
    let ends = graph.endsDrawnTogether()
    known = ends
    return ends
  }
}
