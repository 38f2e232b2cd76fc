import GraphKernels
import HeadwaterModel

/// Puts loops in order and tells them, one after the other, so that what is told when it is stopped
/// is the answer.
struct LoopTeller {
  /// Above so many members a cycle through the first of them is told, and not a shortest one.
  static let exactCycleLimit = 2_000

  private let limit: Int
  private(set) var loops: [Loop] = []
  private(set) var established: [Loop]?
  private(set) var count = 0

  init(limit: Int?) {
    self.limit = limit ?? .max
  }

  mutating func tell(_ search: LoopSearch, establishedOnly: Bool) throws(QueryError) {
    var candidates: [LoopCandidate] = []
    let hasPossible = try search.forEachCandidate(establishedOnly: establishedOnly) {
      candidates.append($0)
    }
    count = candidates.count
    var sure = candidates
    if hasPossible {
      sure = []
      _ = try search.forEachCandidate(establishedOnly: true) { sure.append($0) }
    }
    let sureSets = hasPossible ? Set(sure.map { LoopIdentity($0) }) : []
    let book = LoopBook(search)
    try tell(candidates, book) { candidate throws(QueryError) in
      let isSure = !hasPossible || sureSets.contains(LoopIdentity(candidate))
      loops.append(
        try book.loop(candidate, isEstablished: isSure, establishedOnly: establishedOnly))
    }
    guard hasPossible, Set(candidates.map { LoopIdentity($0) }) != sureSets else { return }
    var told: [Loop] = []
    try tell(sure, book) { candidate throws(QueryError) in
      told.append(try book.loop(candidate, isEstablished: true, establishedOnly: true))
    }
    established = told
  }

  /// Tells the first of these in their order, what they need read for some hundred at a time.
  private func tell(
    _ candidates: [LoopCandidate], _ book: LoopBook,
    _ body: (LoopCandidate) throws(QueryError) -> Void
  ) throws(QueryError) {
    let ordered = try book.ordered(candidates, limit: limit)
    for start in stride(from: 0, to: ordered.count, by: 256) {
      let part = ordered[start..<min(start + 256, ordered.count)]
      try book.prepare(part)
      for candidate in part { try body(candidate) }
    }
  }
}

private struct LoopIdentity: Hashable {
  let works: [UInt32]
  let matter: UInt32?

  init(_ candidate: LoopCandidate) {
    works = candidate.works
    matter = candidate.matter
  }
}
