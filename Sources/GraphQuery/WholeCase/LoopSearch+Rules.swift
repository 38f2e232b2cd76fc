import GraphKernels
import HeadwaterModel

/// Loops that the rules have a say in, for the document in view.
extension LoopSearch {
  /// All steps among the works of some components, walked with the document in view.
  ///
  /// A document may come into view outside: an agent keeps it, so that agents from which a walk
  /// comes into a component are walked too.
  ///
  /// - Returns: The steps, and whether any is not established.
  func ruledGraph(
    _ numbers: [UInt32], works: WorkVersions, establishedOnly: Bool
  ) throws(QueryError) -> (graph: LoopGraph, hasPossible: Bool) {
    let inside = entitiesWalked(numbers)
    let flags = flags(of: inside)
    let snapshot = snapshot
    let lookUp = DocumentWalk.Works(
      standing: { id in
        guard !works.isTrivial, let node = snapshot.node(of: id) else { return id }
        return snapshot.entity(Int(works.work(UInt32(node))))
      },
      versions: { id in
        guard !works.isTrivial, let node = snapshot.node(of: id) else { return [id] }
        return works.members(UInt32(node)).map { snapshot.entity(Int($0)) }
      })
    var walk = DocumentWalk(
      in: reader, options: options, establishedOnly: establishedOnly, works: lookUp,
      isInside: { id in snapshot.node(of: id).map { flags[$0] } ?? false })
    let entities = inside.map { snapshot.entity(Int($0)) }
    try walk.run(
      from: inside.filter { !without.contains($0) }.map { snapshot.entity(Int($0)) },
      stopCheck: stopCheck)
    for start in stride(from: 0, to: entities.count, by: 256) {
      try QueryError.check(stopCheck)
      let part = Array(entities[start..<min(start + 256, entities.count)])
      let found = try QueryError.reading { try walk.enter(part) }
      try walk.goOn(from: found, stopCheck: stopCheck)
    }
    return graph(of: walk, works)
  }

  private func flags(of nodes: [UInt32]) -> [Bool] {
    var flags = [Bool](repeating: false, count: snapshot.nodeCount)
    for node in nodes { flags[Int(node)] = true }
    return flags
  }

  /// What is in the components, and agents from which agents lead back into them.
  private func entitiesWalked(_ numbers: [UInt32]) -> [UInt32] {
    var walked = numbers.flatMap { groups[Int($0) - 1] }.flatMap(versions.members)
    var isWalked = flags(of: walked)
    var next = 0
    while next < walked.count {
      let node = Int(walked[next])
      next += 1
      guard snapshot.kind(node).isAgent else { continue }
      for receiver in snapshot.outgoing.neighbours(of: node)
      where snapshot.kind(Int(receiver)).isAgent && !isWalked[Int(receiver)] {
        isWalked[Int(receiver)] = true
        walked.append(receiver)
      }
    }
    return walked.sorted()
  }

  private func graph(
    of walk: DocumentWalk, _ works: WorkVersions
  ) -> (graph: LoopGraph, hasPossible: Bool) {
    var nodes: [UInt32] = []
    var documents: [EntityID?] = []
    var found: [LoopGraph.Step] = []
    var hasPossible = false
    var place = [UInt32](repeating: CaseSnapshot.nothing, count: walk.vertices.count)
    for (vertex, steps) in walk.steps.enumerated() where steps != nil {
      let entity = walk.vertices[vertex].entity
      // Each entity walked was read from the snapshot.
      guard let node = snapshot.node(of: entity) else { continue }
      place[vertex] = UInt32(nodes.count)
      nodes.append(UInt32(node))
      documents.append(walk.vertices[vertex].matter.document)
    }
    for (vertex, steps) in walk.steps.enumerated() {
      for step in steps ?? [] {
        guard let giver = snapshot.node(of: step.giver),
          let receiver = snapshot.node(of: step.receiver)
        else { continue }
        if !step.isEstablished { hasPossible = true }
        found.append(
          LoopGraph.Step(
            receiver: place[vertex], giver: step.vertex.map { place[$0] } ?? CaseSnapshot.nothing,
            givingWork: works.work(UInt32(giver)), receivingNode: UInt32(receiver),
            attribution: step.attribution))
      }
    }
    return (LoopGraph(works: nodes, documents: documents, steps: found), hasPossible)
  }
}
