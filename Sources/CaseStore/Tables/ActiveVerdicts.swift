import HeadwaterModel

/// The verdicts that no later one replaces, and the groups that follow from them.
struct ActiveVerdicts {
  /// A pair judged both the same, by way of others perhaps, and distinct.
  struct Contradiction: Hashable {
    let entity: Int64
    let other: Int64
  }

  private var sets = DisjointSets()
  private var distinct: [Contradiction] = []

  /// The first contradiction among them, if there is one.
  private(set) var contradiction: Contradiction?

  init(_ verdicts: [StoredIdentity]) {
    let superseded = Set(verdicts.compactMap(\.supersedes).map(ExactText.init))
    let active = verdicts.filter { !superseded.contains(ExactText($0.uid)) }
    for verdict in active where verdict.verdict == .same {
      sets.join(verdict.entity, verdict.other)
    }
    for verdict in active where verdict.verdict == .distinct { note(verdict) }
  }

  private mutating func note(_ verdict: StoredIdentity) {
    let pair = Contradiction(entity: verdict.entity, other: verdict.other)
    distinct.append(pair)
    if contradiction == nil, sets.areJoined(pair.entity, pair.other) { contradiction = pair }
  }

  /// What a verdict that replaces none would contradict; nil if nothing.
  ///
  /// - Complexity: about O(pairs judged distinct).
  mutating func contradiction(with verdict: StoredIdentity) -> Contradiction? {
    switch verdict.verdict {
    case .same:
      let (left, right) = (sets.root(verdict.entity), sets.root(verdict.other))
      for pair in distinct {
        let (first, second) = (sets.root(pair.entity), sets.root(pair.other))
        if (first, second) == (left, right) || (first, second) == (right, left) { return pair }
      }
      return nil
    case .distinct:
      return sets.areJoined(verdict.entity, verdict.other)
        ? Contradiction(entity: verdict.entity, other: verdict.other) : nil
    case .possiblySame, .undone:
      return nil
    }
  }

  /// Adds a verdict that replaces none and contradicts nothing.
  mutating func add(_ verdict: StoredIdentity) {
    switch verdict.verdict {
    case .same: sets.join(verdict.entity, verdict.other)
    case .distinct: note(verdict)
    case .possiblySame, .undone: break
    }
  }

  /// Groups of two and more, each ascending, by their first members.
  var groups: [[Int64]] { sets.groups }
}

/// Sets that are joined and never split (union–find, with paths halved).
private struct DisjointSets {
  private var parent: [Int64: Int64] = [:]

  mutating func root(_ member: Int64) -> Int64 {
    var node = member
    while let above = parent[node], above != node {
      parent[node] = parent[above] ?? above
      node = above
    }
    return node
  }

  mutating func areJoined(_ left: Int64, _ right: Int64) -> Bool { root(left) == root(right) }

  mutating func join(_ left: Int64, _ right: Int64) {
    let (leftRoot, rightRoot) = (root(left), root(right))
    if parent[leftRoot] == nil { parent[leftRoot] = leftRoot }
    if parent[rightRoot] == nil { parent[rightRoot] = rightRoot }
    parent[leftRoot] = rightRoot
  }

  var groups: [[Int64]] {
    var copy = self
    var groups: [Int64: [Int64]] = [:]
    for member in parent.keys.sorted() { groups[copy.root(member), default: []].append(member) }
    return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }
}
