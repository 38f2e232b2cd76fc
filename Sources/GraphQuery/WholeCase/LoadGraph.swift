import GraphKernels
import HeadwaterModel

/// The steps of a whole case at document level, each document asked about as a whole.
struct LoadGraph: Sendable {
  /// For each vertex those that its steps lead to.
  let upstream: AdjacencySnapshot

  /// The node of the snapshot that each vertex belongs to.
  let owner: [UInt32]

  /// The vertices at which documents are asked about.
  let subjects: [UInt32]

  /// Takes the flow as it stands, where each attribution is a step whatever the document in view;
  /// nil elsewhere.
  ///
  /// A work is asked about as a whole, so that all that leads into it is a step. An agent keeps a
  /// document in view, which has a say in those attributions into it that name something, and in
  /// which steps are established. Without either, an agent has the same steps whatever it is
  /// reached with, and one vertex stands for all; but not where it is in a circle that nothing
  /// enters, as each vertex is then either in that circle or before it.
  init?(
    plain snapshot: CaseSnapshot, _ options: TraceOptions, _ stopCheck: @escaping StopCheck
  ) throws(QueryError) {
    guard !options.hasFilters,
      try Self.isPlain(snapshot, establishedOnly: options.establishedOnly, stopCheck)
    else { return nil }
    let rows = try PlainRows(snapshot, stopCheck)
    upstream = rows.upstream
    owner = (0..<UInt32(rows.upstream.nodeCount)).map { UInt32(rows.owner($0)) }
    subjects = (0..<UInt32(snapshot.nodeCount)).filter { snapshot.kind(Int($0)) == .document }
  }

  private static func isPlain(
    _ snapshot: CaseSnapshot, establishedOnly: Bool, _ stopCheck: @escaping StopCheck
  ) throws(QueryError) -> Bool {
    var poll = StopPoll(stopCheck)
    for node in 0..<snapshot.nodeCount {
      let row = snapshot.incoming.row(node)
      try poll.step(row.count + 1)
      guard snapshot.kind(node).isAgent, !row.isEmpty else { continue }
      if establishedOnly { return false }
      for edge in row where snapshot.named(edge) != nil { return false }
    }
    return true
  }

  /// Walks every document by the rules.
  init(
    byRules snapshot: CaseSnapshot, _ reader: any GraphReader, _ options: TraceOptions,
    _ stopCheck: @escaping StopCheck
  ) throws(QueryError) {
    let apart = DocumentWalk.Works(standing: { $0 }, versions: { [$0] })
    var walk = DocumentWalk(
      in: reader, options: options, establishedOnly: options.establishedOnly, works: apart,
      isInside: { _ in true })
    let documents = (0..<snapshot.nodeCount).filter {
      snapshot.kind($0) == .document && !options.without.contains(snapshot.entity($0))
    }
    try walk.run(from: documents.map { snapshot.entity($0) }, stopCheck: stopCheck)
    var poll = StopPoll(stopCheck)
    var owner: [UInt32] = []
    for vertex in walk.vertices {
      owner.append(UInt32(snapshot.node(of: vertex.entity) ?? 0))
      try poll.step()
    }
    var endVertex: [EntityID: UInt32] = [:]
    var (sources, targets): ([UInt32], [UInt32]) = ([], [])
    for (vertex, steps) in walk.steps.enumerated() {
      try poll.step((steps?.count ?? 0) + 1)
      for step in steps ?? [] {
        if let giver = step.vertex {
          sources.append(UInt32(vertex))
          targets.append(UInt32(giver))
          continue
        }
        let end = endVertex[step.giver] ?? UInt32(owner.count)
        if endVertex[step.giver] == nil {
          endVertex[step.giver] = end
          owner.append(UInt32(snapshot.node(of: step.giver) ?? 0))
        }
        sources.append(UInt32(vertex))
        targets.append(end)
      }
    }
    var isWanted = [Bool](repeating: false, count: snapshot.nodeCount)
    for document in documents { isWanted[document] = true }
    subjects = walk.vertices.indices.filter {
      walk.vertices[$0].matter.isEmpty && isWanted[Int(owner[$0])]
    }.map { UInt32($0) }
    let count = owner.count
    upstream = try QueryError.running(stopCheck) { isStopped throws(KernelStopped) in
      try AdjacencySnapshot(
        nodeCount: count, sources: sources, targets: targets, isStopped: isStopped)
    }
    self.owner = owner
  }
}
