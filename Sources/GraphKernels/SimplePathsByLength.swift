/// The simple paths from one node to another, shortest first, each made when it is asked for.
///
/// No node comes twice in a path. Paths are sequences of nodes, so that parallel edges make one;
/// equally long ones come in lexicographic order of their nodes. From a node to itself there is
/// one path, without edges.
///
/// J. Y. Yen, Finding the K Shortest Loopless Paths in a Network, Management Science 17 (1971),
/// with E. L. Lawler's refinement (1972): a path is varied only from where it left its own
/// model. What is left to find is thus parted into sets without overlap, and the least of each
/// waits in a heap. One set is searched backward from the end, until the hops are known that
/// the least path is read off.
///
/// - Complexity: O(L · (V + E)) time for each path, of L nodes; O(V + E) memory, and the paths
///   that wait, at most L for each path given.
public struct SimplePathsByLength: Sequence, IteratorProtocol, Sendable {
  private var search: SpurSearch
  private var waiting = MinimumHeap<Candidate>()

  /// The path given last, whose variants are still to be found.
  private var last: Candidate?
  private var isBegun = false

  fileprivate init(_ graph: AdjacencySnapshot, reverse: AdjacencySnapshot, from: Int, to: Int) {
    precondition((0..<graph.nodeCount).contains(from), "the start is no node")
    precondition((0..<graph.nodeCount).contains(to), "the end is no node")
    search = SpurSearch(graph, reverse: reverse, from: UInt32(from), to: UInt32(to))
  }

  /// The next path, both ends included.
  public mutating func next() -> [Int]? {
    unstopped { clock throws(KernelStopped) in try next(&clock) }
  }

  /// The next path, or stops when told to; asked again, it goes on as if never stopped.
  public mutating func next(
    isStopped: @escaping CancellationHook
  ) throws(KernelStopped) -> [Int]? {
    var clock = StepClock(isStopped)
    return try next(&clock)
  }

  private mutating func next(_ clock: inout StepClock) throws(KernelStopped) -> [Int]? {
    var found: [Candidate] = []
    if let last {
      found = try variants(of: last, &clock)
    } else if !isBegun {
      search.begin()
      if search.start == search.end {
        found = [Candidate(path: [search.start], leavesAt: 0, excluded: [])]
      } else if let rest = try search.least(from: search.start, excluded: [], &clock) {
        found = [Candidate(path: [search.start] + rest, leavesAt: 0, excluded: [])]
      }
    }
    // Nothing is changed before all is found, so that a stop loses nothing.
    isBegun = true
    for candidate in found { waiting.insert(candidate) }
    last = waiting.removeLeast()
    return last?.path.map { Int($0) }
  }

  /// The least path of each set into which all others like `model` fall.
  private mutating func variants(
    of model: Candidate, _ clock: inout StepClock
  ) throws(KernelStopped) -> [Candidate] {
    var found: [Candidate] = []
    search.begin()
    for index in model.path.indices.dropLast() {
      let node = model.path[index]
      if index < model.leavesAt {
        search.block(node)
        continue
      }
      let excluded = (index == model.leavesAt ? model.excluded : []) + [model.path[index + 1]]
      if let rest = try search.least(from: node, excluded: excluded, &clock) {
        found.append(
          Candidate(path: model.path[...index] + rest, leavesAt: index, excluded: excluded))
      }
    }
    return found
  }
}

/// The least path of a set: all those with its beginning that go on to none of some nodes.
private struct Candidate: Comparable, Sendable {
  let path: [UInt32]

  /// The place in the path of the last node that the set has in common.
  let leavesAt: Int

  /// The nodes to which paths of the set do not go on from there.
  let excluded: [UInt32]

  static func < (left: Candidate, right: Candidate) -> Bool {
    if left.path.count != right.path.count { return left.path.count < right.path.count }
    return left.path.lexicographicallyPrecedes(right.path)
  }
}

extension AdjacencySnapshot {
  /// The simple paths from `start` to `end`, shortest first.
  ///
  /// `reverse` are the same rows turned round; where there are none, they are made.
  ///
  /// - Precondition: `start` and `end` are nodes.
  public func simplePathsByLength(
    from start: Int, to end: Int, reverse: AdjacencySnapshot? = nil
  ) -> SimplePathsByLength {
    SimplePathsByLength(self, reverse: reverse ?? reversed(), from: start, to: end)
  }
}
