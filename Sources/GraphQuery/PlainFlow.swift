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

  /// The nodes of the snapshot that the end nodes belong to.
  private let giverOfEndNode: [UInt32]
  private let workspace: Mutex<ClosureWorkspace>

  /// - Complexity: O(V + E).
  public init(_ snapshot: CaseSnapshot) {
    self.snapshot = snapshot
    let count = snapshot.nodeCount
    var builder = PlainFlowBuilder(snapshot)
    builder.build()
    giverOfEndNode = builder.giverOfEndNode
    upstream = AdjacencySnapshot(offsets: builder.offsets, targets: builder.givers)
    downstream = upstream.reversed()
    workspace = Mutex(ClosureWorkspace(nodeCount: count + builder.giverOfEndNode.count))
  }

  /// Whether some node is an end node, so that an entity may have two.
  public var hasEndNodes: Bool { !giverOfEndNode.isEmpty }

  /// The node of the snapshot that a node belongs to.
  public func owner(_ node: UInt32) -> Int {
    let extra = Int(node) - snapshot.nodeCount
    return extra < 0 ? Int(node) : Int(giverOfEndNode[extra])
  }

  /// All that is upstream of a node, nearest first, with the fewest hops; the node itself first.
  ///
  /// - Complexity: O(nodes and edges reached), as for the others but where it is said.
  public func closure(of node: Int) -> (nodes: [UInt32], hops: [UInt32]) {
    let closure = workspace.withLock { $0.closure(of: node, in: upstream) }
    return (closure.nodes, closure.hops)
  }

  /// Where the flow into a node comes from: nodes that nothing leads into, and circles that nothing
  /// enters, with the fewest hops to the nearest member.
  public func origins(of node: Int) -> [(members: [UInt32], hops: UInt32)] {
    let part = workspace.withLock { $0.subgraph(reachedFrom: node, in: upstream) }
    let ends = part.local.ends()
    var place = [Int](repeating: -1, count: ends.components.count)
    var found: [(members: [UInt32], hops: UInt32)] = []
    for (local, group) in ends.components.groupOfNode.enumerated() where ends.isEnd[Int(group)] {
      if place[Int(group)] < 0 {
        // Nearest first, so that the first member is the nearest.
        place[Int(group)] = found.count
        found.append(([], part.hops[local]))
      }
      found[place[Int(group)]].members.append(part.local.nodes[local])
    }
    return found
  }

  /// How many chains from a node to ends share nothing but the node.
  ///
  /// - Complexity: O(√V · E) of what is upstream.
  public func disjointChains(of node: Int) -> Int {
    workspace.withLock { $0.subgraph(reachedFrom: node, in: upstream) }
      .local.contracted().disjointPathCount()
  }

  /// What every chain from a node to an end passes, nearest the ends first.
  ///
  /// - Complexity: O(E log V) of what is upstream.
  public func onEveryChain(of node: Int) -> [UInt32] {
    let contracted = workspace.withLock { $0.subgraph(reachedFrom: node, in: upstream) }
      .local.contracted()
    return contracted.nodesOnEveryPath().map { contracted.local.nodes[$0] }
  }

  /// What is reached by no other way than through some nodes of the snapshot and their end nodes,
  /// nearest first, without them.
  public func restsOnly(on nodes: [Int]) -> [UInt32] {
    var all = nodes
    if hasEndNodes {
      let wanted = Set(nodes.map { UInt32($0) })
      for (extra, giver) in giverOfEndNode.enumerated() where wanted.contains(giver) {
        all.append(snapshot.nodeCount + extra)
      }
    }
    return workspace.withLock {
      $0.reachedOnly(byWayOf: all, in: downstream, reverse: upstream)
    }
  }

  /// Groups of nodes each of which is upstream of the others.
  ///
  /// - Complexity: O(V + E).
  public func circles() -> [[UInt32]] {
    let groups = upstream.strongGroups()
    let sizes = groups.sizes()
    var place = [Int](repeating: -1, count: groups.count)
    var found: [[UInt32]] = []
    for (node, group) in groups.groupOfNode.enumerated() where sizes[Int(group)] > 1 {
      if place[Int(group)] < 0 {
        place[Int(group)] = found.count
        found.append([])
      }
      found[place[Int(group)]].append(UInt32(node))
    }
    return found
  }
}

/// The rows of a plain flow while they grow.
private struct PlainFlowBuilder {
  private let snapshot: CaseSnapshot
  private(set) var offsets: [UInt32] = [0]
  private(set) var givers: [UInt32] = []
  private(set) var giverOfEndNode: [UInt32] = []

  init(_ snapshot: CaseSnapshot) { self.snapshot = snapshot }

  mutating func build() {
    let count = snapshot.nodeCount
    let bylines = snapshot.relations.map {
      $0 == RelationDefinition.authored || $0 == RelationDefinition.published
    }
    var endNode: [UInt32: UInt32] = [:]
    offsets.reserveCapacity(count + 1)
    givers.reserveCapacity(snapshot.edgeCount)
    for node in 0..<count {
      for edge in snapshot.incoming.row(node) {
        let giver = UInt32(snapshot.incoming.target(at: edge))
        let isLedInto = !snapshot.incoming.row(Int(giver)).isEmpty
        if snapshot.isMarked(edge) {
          if !isLedInto {
            givers.append(giver)
            continue
          }
          let known = endNode[giver] ?? UInt32(count + giverOfEndNode.count)
          if endNode[giver] == nil {
            endNode[giver] = known
            giverOfEndNode.append(giver)
          }
          givers.append(known)
        } else if isLedInto || !bylines[Int(snapshot.relationOfEdge[edge])] {
          givers.append(giver)
        }
      }
      offsets.append(UInt32(givers.count))
    }
    for _ in giverOfEndNode { offsets.append(UInt32(givers.count)) }
  }
}
