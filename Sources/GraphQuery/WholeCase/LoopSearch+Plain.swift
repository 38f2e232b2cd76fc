import GraphKernels
import HeadwaterModel

/// Loops that the snapshot alone tells.
extension LoopSearch {
  /// Whether no rule has anything to say about a component: each step inside it is established.
  ///
  /// It is so where there are works alone, and no byline leads in from an agent that something
  /// leads into: only an agent keeps the document in view, and a work is asked about as a whole.
  func isPlain(_ works: [UInt32], group: UInt32) -> Bool {
    for node in works.lazy.flatMap(versions.members) {
      guard snapshot.kind(Int(node)).isWork else { return false }
      for edge in snapshot.incoming.row(Int(node)) {
        let giver = snapshot.incoming.target(at: edge)
        if groupOfWork[Int(versions.work(UInt32(giver)))] != group, isByline(edge),
          !snapshot.incoming.row(giver).isEmpty
        {
          return false
        }
      }
    }
    return true
  }

  /// The steps into these works, ascending, all of them established: whatever they name, or where there is a
  /// matter, those that name it.
  func plainGraph(
    _ works: [UInt32], _ versions: WorkVersions, matter: UInt32?
  ) -> LoopGraph {
    var steps: [LoopGraph.Step] = []
    for (index, work) in works.enumerated() {
      for node in versions.members(work) {
        for edge in snapshot.incoming.row(Int(node)) {
          let source = UInt32(snapshot.incoming.target(at: edge))
          let giver = versions.work(source)
          guard giver != work, matter == nil || snapshot.namedByEdge[edge] == matter,
            passes(edge)
          else { continue }
          let inside = snapshot.isMarked(edge) ? nil : works.place(of: giver)
          if inside == nil, isByline(edge), !leadsOn(source, matter) { continue }
          steps.append(
            LoopGraph.Step(
              receiver: UInt32(index), giver: inside.map { UInt32($0) } ?? CaseSnapshot.nothing,
              givingWork: giver, receivingNode: node, attribution: snapshot.attribution(edge)))
        }
      }
    }
    return LoopGraph(works: works, steps: steps)
  }

  /// Whether an agent beside a work has a further step: at document level none, in a plain
  /// component; for a claim, one that names it.
  private func leadsOn(_ agent: UInt32, _ matter: UInt32?) -> Bool {
    guard let matter else { return false }
    return snapshot.incoming.row(Int(agent)).contains {
      snapshot.namedByEdge[$0] == matter && passes($0)
    }
  }

  /// The loops of each claim, along the attributions that name it.
  func forEachClaimLoop(_ body: (LoopCandidate) -> Void) throws(QueryError) {
    var inside: [(claim: UInt32, one: UInt32, other: UInt32)] = []
    for works in groups {
      for work in works {
        for node in versions.members(work) {
          for edge in snapshot.incoming.row(Int(node)) {
            let claim = snapshot.namedByEdge[edge]
            guard claim != CaseSnapshot.nothing, snapshot.kind(Int(claim)) == .claim,
              !snapshot.isMarked(edge), passes(edge)
            else { continue }
            let giver = versions.work(UInt32(snapshot.incoming.target(at: edge)))
            if giver != work, groupOfWork[Int(giver)] == groupOfWork[Int(work)] {
              inside.append((claim, work, giver))
            }
          }
        }
      }
      try QueryError.check(stopCheck)
    }
    inside.sort { $0.claim < $1.claim }
    var start = 0
    while start < inside.count {
      var end = start
      var works: Set<UInt32> = []
      while end < inside.count, inside[end].claim == inside[start].claim {
        works.insert(inside[end].one)
        works.insert(inside[end].other)
        end += 1
      }
      if end - start > 1 {
        let claim = inside[start].claim
        let graph = plainGraph(works.sorted(), versions, matter: claim)
        for vertices in try graph.sets(stopCheck) {
          body(LoopCandidate(graph, vertices, matter: claim, isByRules: false))
        }
      }
      start = end
      try QueryError.check(stopCheck)
    }
  }
}

extension [UInt32] {
  /// The place of a number among numbers that ascend; nil if it is not there.
  func place(of number: UInt32) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? low : nil
  }
}
