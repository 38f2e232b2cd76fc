import GraphKernels
import HeadwaterModel

/// The steps of a plain flow: for each node of a snapshot its givers, and after these nodes the end
/// nodes of givers that are marked and led into.
struct PlainRows: Sendable {
  let upstream: AdjacencySnapshot

  /// The nodes of the snapshot that the end nodes belong to.
  let giverOfEndNode: [UInt32]
  private let nodeCount: Int

  /// - Complexity: O(V + E).
  init(_ snapshot: CaseSnapshot, _ stopCheck: @escaping StopCheck) throws(QueryError) {
    nodeCount = snapshot.nodeCount
    let bylines = snapshot.relations.map {
      $0 == RelationDefinition.authored || $0 == RelationDefinition.published
    }
    var poll = StopPoll(stopCheck)
    var offsets: [UInt32] = [0]
    var givers: [UInt32] = []
    var endNodes: [UInt32] = []
    var endNode: [UInt32: UInt32] = [:]
    offsets.reserveCapacity(nodeCount + 1)
    givers.reserveCapacity(snapshot.edgeCount)
    for node in 0..<nodeCount {
      let row = snapshot.incoming.row(node)
      for edge in row {
        let giver = UInt32(snapshot.incoming.target(at: edge))
        let isLedInto = !snapshot.incoming.row(Int(giver)).isEmpty
        if snapshot.isMarked(edge) {
          if !isLedInto {
            givers.append(giver)
            continue
          }
          let known = endNode[giver] ?? UInt32(nodeCount + endNodes.count)
          if endNode[giver] == nil {
            endNode[giver] = known
            endNodes.append(giver)
          }
          givers.append(known)
        } else if isLedInto || !bylines[Int(snapshot.relationOfEdge[edge])] {
          givers.append(giver)
        }
      }
      offsets.append(UInt32(givers.count))
      try poll.step(row.count + 1)
    }
    for _ in endNodes { offsets.append(UInt32(givers.count)) }
    giverOfEndNode = endNodes
    upstream = AdjacencySnapshot(offsets: offsets, targets: givers)
  }

  /// The node of the snapshot that a node belongs to.
  func owner(_ node: UInt32) -> Int {
    let extra = Int(node) - nodeCount
    return extra < 0 ? Int(node) : Int(giverOfEndNode[extra])
  }
}
