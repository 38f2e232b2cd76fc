import HeadwaterModel

/// A chain before its hops are told: its entities and its end.
struct ChainOutline: Hashable {
  let entities: [EntityID]
  let end: ChainEnd
}

/// Goes through chains one by one: shortest first, then by keys, then by end.
///
/// For each length in turn it searches in depth with a stack of its own, along sequences of
/// entities. A sequence may be had with several matters, by several choices of attributions;
/// they are walked together, as the set of vertices that the sequence can stand at. Memory is
/// bounded by the longest chain, not by their number.
struct ChainEnumerator {
  /// The next entity of a sequence, with all that the choices so far offer there.
  private struct Branch {
    let entity: EntityID
    var vertices: [Int] = []
    var marks: Set<ChainEnd> = []
  }

  private struct Frame {
    let branches: [Branch]
    var next = 0
  }

  private let graph: UpstreamGraph
  private let maxDepth: Int?
  private let lastLength: Int
  private let stopCheck: StopCheck
  private var lengths: ChainLengths

  private var length = 0
  private var frames: [Frame] = []
  private var path: [EntityID] = []
  private var members: Set<EntityID> = []
  private var ready: [ChainOutline] = []
  private var work = 0

  /// Why it stopped early; nil while it has not.
  private(set) var stopReason: StopReason?

  init(_ graph: UpstreamGraph, hops: EntityHops, maxDepth: Int?, stopCheck: @escaping StopCheck) {
    self.graph = graph
    self.maxDepth = maxDepth
    self.stopCheck = stopCheck
    lastLength = min(maxDepth ?? Int.max, hops.longestPathBound)
    lengths = ChainLengths(graph, hops: hops, maxDepth: maxDepth)
    path = [graph.vertices[0].entity]
    members = [graph.vertices[0].entity]
    if let end = end(of: branches(from: [0])) {
      ready = [ChainOutline(entities: path, end: end)]
    }
  }

  mutating func next() -> ChainOutline? {
    while ready.isEmpty, stopReason == nil, advance() {}
    if stopReason != nil || ready.isEmpty { return nil }
    return ready.removeFirst()
  }

  /// Takes one step of the search.
  ///
  /// - Returns: Whether there is more to search.
  private mutating func advance() -> Bool {
    work += 1
    if work % 1024 == 0 {
      stopReason = stopCheck()
      if stopReason != nil { return false }
    }
    guard let frame = frames.last else { return beginNextLength() }
    guard frame.next < frame.branches.count else {
      frames.removeLast()
      if !frames.isEmpty { members.remove(path.removeLast()) }
      return true
    }
    frames[frames.count - 1].next += 1
    enter(frame.branches[frame.next])
    return true
  }

  private mutating func beginNextLength() -> Bool {
    guard length < lastLength else { return false }
    length += 1
    lengths.prepare(length: length)
    frames = [Frame(branches: branches(from: [0]))]
    return true
  }

  private mutating func enter(_ branch: Branch) {
    guard !members.contains(branch.entity) else { return }
    let remaining = length - frames.count
    guard remaining > 0 else {
      finish(with: branch)
      return
    }
    let isPromising = branch.vertices.contains {
      lengths.mayEnd(at: $0, remaining: remaining, length: length)
    }
    guard isPromising else { return }
    path.append(branch.entity)
    members.insert(branch.entity)
    frames.append(Frame(branches: branches(from: branch.vertices)))
  }

  /// Makes the lines of the sequence that this branch completes.
  private mutating func finish(with branch: Branch) {
    var ends = branch.marks
    members.insert(branch.entity)
    if !branch.vertices.isEmpty, let end = end(of: branches(from: branch.vertices)) {
      ends.insert(end)
    }
    members.remove(branch.entity)
    ready = ends.sorted { $0.rawValue < $1.rawValue }.map {
      ChainOutline(entities: path + [branch.entity], end: $0)
    }
  }

  /// The unmarked end of the sequence whose entities are `members`; nil where it goes on.
  private func end(of branches: [Branch]) -> ChainEnd? {
    let goesOn = branches.contains { !members.contains($0.entity) }
    if goesOn { return members.count - 1 == maxDepth ? .limit : nil }
    if !branches.isEmpty { return .circular }
    guard members.count == 1, let subject = graph.entities[graph.vertices[0].entity] else {
      return .unexplored
    }
    switch subject.upstream {
    case .origin: return .origin
    case .undisclosed: return .undisclosed
    case .unexplored: return .unexplored
    }
  }

  /// Where the vertices' steps lead, one branch an entity, in the order of keys.
  private func branches(from vertices: [Int]) -> [Branch] {
    var found: [Branch] = []
    var position: [EntityID: Int] = [:]
    for vertex in vertices {
      for step in graph.steps[vertex] ?? [] {
        let entity = step.edge.source
        let index = position[entity] ?? found.count
        if index == found.count {
          position[entity] = index
          found.append(Branch(entity: entity))
        }
        if let mark = step.mark {
          found[index].marks.insert(mark)
        } else if !found[index].vertices.contains(step.vertex) {
          found[index].vertices.append(step.vertex)
        }
      }
    }
    if vertices.count > 1 {
      found.sort { (graph.rank[$0.entity] ?? 0) < (graph.rank[$1.entity] ?? 0) }
    }
    return found
  }
}
