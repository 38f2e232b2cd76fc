import GraphKernels
import HeadwaterModel

/// Which nodes of a snapshot are versions of one work: joined by `revised_as`, in any order.
///
/// Read from the whole case whatever the filters, as facts beside the flow are.
struct WorkVersions: Sendable {
  /// The node that stands for each node's work; empty where no work has two versions.
  private let standing: [UInt32]

  /// The versions of each work that has several, ascending, by the node that stands for it.
  private let versions: [UInt32: [UInt32]]

  /// Every node by itself: versions taken apart.
  static let apart = WorkVersions(standing: [], versions: [:])

  private init(standing: [UInt32], versions: [UInt32: [UInt32]]) {
    self.standing = standing
    self.versions = versions
  }

  /// - Complexity: O(V + E).
  init(_ snapshot: CaseSnapshot, _ stopCheck: @escaping StopCheck) throws(QueryError) {
    let number = snapshot.relations.firstIndex(of: RelationDefinition.revisedAs)
    guard let number, snapshot.relationOfEdge.contains(UInt16(number)) else {
      self = .apart
      return
    }
    // Union by the least node, with path halving.
    var root = (0..<UInt32(snapshot.nodeCount)).map { $0 }
    func find(_ node: UInt32) -> UInt32 {
      var node = node
      while root[Int(node)] != node {
        root[Int(node)] = root[Int(root[Int(node)])]
        node = root[Int(node)]
      }
      return node
    }
    var poll = StopPoll(stopCheck)
    for node in 0..<snapshot.nodeCount {
      let row = snapshot.incoming.row(node)
      try poll.step(row.count + 1)
      for edge in row where snapshot.relationOfEdge[edge] == number {
        let one = find(UInt32(node))
        let other = find(UInt32(snapshot.incoming.target(at: edge)))
        root[Int(max(one, other))] = min(one, other)
      }
    }
    var versions: [UInt32: [UInt32]] = [:]
    for node in root.indices {
      let own = find(UInt32(node))
      if own != node { versions[own, default: [own]].append(UInt32(node)) }
    }
    standing = root.indices.map { find(UInt32($0)) }
    self.versions = versions
  }

  var isTrivial: Bool { standing.isEmpty }

  /// The node that stands for a node's work.
  func work(_ node: UInt32) -> UInt32 { standing.isEmpty ? node : standing[Int(node)] }

  /// The versions of the work that a node stands for, itself included, ascending.
  func members(_ work: UInt32) -> [UInt32] { versions[work] ?? [work] }

  /// The versions of all these works.
  func members(ofAll works: [UInt32]) -> [UInt32] {
    versions.isEmpty ? works : works.flatMap { members($0) }
  }

  func hasSeveral(_ work: UInt32) -> Bool { versions[work] != nil }
}

extension CaseSnapshot {
  /// The versions of one work in the order in which they came, and which of them names the work.
  ///
  /// Each comes after those that were revised into it, ties by key; what is left in a circle of
  /// revisions comes by key. The work goes by the key of the version that none of the others was
  /// revised into, the first if there are several.
  func story(of versions: [UInt32], key: (UInt32) -> String) -> (first: UInt32, order: [UInt32]) {
    let revision = relations.firstIndex(of: RelationDefinition.revisedAs)
    let among = Set(versions)
    var before: [UInt32: Set<UInt32>] = [:]
    for version in versions {
      for edge in incoming.row(Int(version)) where Int(relationOfEdge[edge]) == revision {
        let giver = UInt32(incoming.target(at: edge))
        if among.contains(giver) { before[version, default: []].insert(giver) }
      }
    }
    var left = versions.sorted { ByteOrder.precedes(key($0), key($1)) }
    let first = left.first { before[$0] == nil } ?? left[0]
    var order: [UInt32] = []
    while !left.isEmpty {
      let index = left.firstIndex { before[$0]?.isEmpty ?? true } ?? 0
      let next = left.remove(at: index)
      order.append(next)
      for version in left { before[version]?.remove(next) }
    }
    return (first, order)
  }
}
