import HeadwaterModel

/// The minimal sets of ends that support a subject, and the minimal sets that every support meets.
struct MinimalSupports {
  /// How many sets are listed of each.
  static var listLimit: Int { 64 }

  /// How many sets a vertex may have on the way.
  static var setLimit: Int { 4096 }

  /// Sets of vertices of the flow graph.
  private(set) var supports: [Set<Int>] = []
  private(set) var cuts: [Set<Int>] = []

  /// Whether these are all.
  private(set) var isComplete = true

  init(_ support: Support, stopCheck: StopCheck) throws(QueryError) {
    supports = try propagate(support, stopCheck)
    if isComplete { cuts = try transversals(stopCheck) }
  }

  /// Sends sets of ends from the givers on to the receivers until nothing changes.
  private mutating func propagate(
    _ support: Support, _ stopCheck: StopCheck
  ) throws(QueryError) -> [Set<Int>] {
    var sets = [[Set<Int>]](repeating: [], count: support.alternatives.count)
    var receivers = [Set<Int>](repeating: [], count: sets.count)
    for (receiver, choices) in support.alternatives.enumerated() {
      for giver in choices.joined() { receivers[giver].insert(receiver) }
    }
    let ends = Set(support.graph.ends)
    for end in ends { sets[end] = [[end]] }
    var waiting = Array(Set(ends.flatMap { receivers[$0] }).subtracting(ends)).sorted()
    var isWaiting = Set(waiting)
    while !waiting.isEmpty {
      try QueryError.check(stopCheck)
      let vertex = waiting.removeFirst()
      isWaiting.remove(vertex)
      var found = sets[vertex]
      for givers in support.alternatives[vertex] {
        for set in products(givers.map { sets[$0] }) { Self.add(set, to: &found) }
        if found.count > Self.setLimit { isComplete = false }
        guard isComplete else { return sets[0] }
      }
      guard Set(found) != Set(sets[vertex]) else { continue }
      sets[vertex] = found
      for receiver in receivers[vertex].subtracting(ends) where isWaiting.insert(receiver).inserted
      {
        waiting.append(receiver)
      }
    }
    return sets[0]
  }

  /// The unions of one set from each list.
  private mutating func products(_ lists: [[Set<Int>]]) -> [Set<Int>] {
    var unions: [Set<Int>] = [[]]
    for list in lists {
      var next: [Set<Int>] = []
      for union in unions {
        for set in list { Self.add(union.union(set), to: &next) }
        if next.count > Self.setLimit {
          isComplete = false
          return []
        }
      }
      unions = next
    }
    return unions
  }

  /// Adds a set to those of which none contains another.
  private static func add(_ set: Set<Int>, to sets: inout [Set<Int>]) {
    if sets.contains(where: { $0.isSubset(of: set) }) { return }
    sets.removeAll { set.isSubset(of: $0) }
    sets.append(set)
  }

  /// The minimal sets that meet every support.
  ///
  /// One support after the other, as C. Berge has it (Hypergraphs, 1989, section 2.2).
  private mutating func transversals(_ stopCheck: StopCheck) throws(QueryError) -> [Set<Int>] {
    guard !supports.isEmpty else { return [] }
    var found: [Set<Int>] = [[]]
    for support in supports {
      try QueryError.check(stopCheck)
      var next: [Set<Int>] = []
      for set in found {
        if !set.isDisjoint(with: support) {
          Self.add(set, to: &next)
        } else {
          for end in support { Self.add(set.union([end]), to: &next) }
        }
      }
      found = next
      if found.count > Self.setLimit {
        isComplete = false
        return []
      }
    }
    return found
  }
}
