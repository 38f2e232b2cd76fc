import GraphKernels
public import HeadwaterModel

/// A way by which something travelled, along the flow.
public struct TravelPath: Hashable, Sendable {
  /// The giver first, the subject last; none twice.
  public let entities: [EntityID]

  /// In the same order, one fewer than the entities.
  public let hops: [Hop]

  /// Whether attributions can be chosen so that every step is established.
  public var isEstablished: Bool { hops.allSatisfy(\.isEstablished) }
}

/// Which paths between two entities are wanted.
public enum PathSelection: Hashable, Sendable {
  /// One of the shortest, the first by keys.
  case shortest
  /// All of the shortest, as many as the limit allows.
  case allShortest(limit: Int)
  /// So many, by length, then by keys.
  case first(Int)
}

/// Ways by which something travelled from one entity to the subject of a network.
///
/// `docs/design/questions.md` says what counts. Shorter ones come first, equally long ones by their
/// keys, the giver's first.
public struct Paths: Sendable {
  /// The upstream graph of where they end.
  public let network: UpstreamNetwork

  /// Where they start.
  public let from: EntityID

  /// Those found, as many as were wanted.
  public private(set) var paths: [TravelPath] = []

  /// How many shortest ones there are, where all were asked for; else nil.
  public private(set) var total: ChainTotal?

  /// The limit that cut the answer; nil where none did.
  public private(set) var limit: Int?

  /// Why it was stopped before it was through; nil where it was not.
  public private(set) var stopReason: StopReason?

  /// Walks that pass an entity twice are no paths; after so many of them the search is given up.
  public static var detourLimit: Int { 10_000 }

  /// Above so many places beside the nodes of the network, what lies further is not looked at.
  public static var placeLimit: Int { 100_000 }

  /// Checks that a path between two entities can be asked for.
  ///
  /// - Throws: `sameEntity`, `subjectLeftOut`.
  public static func check(
    from giver: EntityID, to receiver: EntityID, _ options: TraceOptions
  ) throws(QueryError) {
    if giver == receiver {
      throw QueryError(.sameEntity, "a path leads from one entity to another, and both are one")
    }
    if options.without.contains(giver) {
      throw QueryError(.subjectLeftOut, "the entity that the path starts from is left out")
    }
  }

  /// Finds the paths; what is known when it is stopped is given.
  ///
  /// - Parameters:
  ///   - giver: Where they start; no subject, and possibly not in the network.
  ///   - network: The upstream graph of the entity where they end.
  ///   - selection: Which of them are wanted.
  ///   - stopCheck: Asked in between.
  /// - Complexity: O(V + E) for the shortest; O(K · V · (V + E)) for K paths, where no entity keeps
  ///   several nodes. Elsewhere paths that pass none twice may be hard to find: the search is
  ///   bounded by `detourLimit` and `placeLimit`, and `limit` says so.
  public init(
    from giver: EntityID, in network: UpstreamNetwork, _ selection: PathSelection = .shortest,
    stopCheck: @escaping StopCheck = { nil }
  ) {
    self.init(
      from: giver, in: network, selection, detourLimit: Self.detourLimit,
      placeLimit: Self.placeLimit, stopCheck: stopCheck)
  }

  package init(
    from giver: EntityID, in network: UpstreamNetwork, _ selection: PathSelection,
    detourLimit: Int, placeLimit: Int, stopCheck: @escaping StopCheck = { nil }
  ) {
    self.network = network
    from = giver
    if case .allShortest = selection { total = ChainTotal(count: BigCount(), isExact: true) }
    do throws(QueryError) {
      let graph = try PathGraph(
        network, from: giver, placeLimit: placeLimit, stopCheck: stopCheck)
      if graph.isCut {
        limit = placeLimit
        total = total.map { ChainTotal(count: $0.count, isExact: false) }
      }
      guard let goal = graph.goal else { return }
      if graph.isPlain, try findShortest(graph, goal, selection, stopCheck) { return }
      try findByLength(graph, goal, selection, detourLimit, stopCheck)
    } catch {
      stopReason = error.stopReason
    }
  }

  /// Takes the shortest ones from the graph of all of them; false where more are wanted.
  private mutating func findShortest(
    _ graph: PathGraph, _ goal: Int, _ selection: PathSelection, _ stopCheck: @escaping StopCheck
  ) throws(QueryError) -> Bool {
    var wanted = 1
    switch selection {
    case .first: return false
    case .shortest: break
    case .allShortest(let limit): wanted = max(0, limit)
    }
    var workspace = ClosureWorkspace(nodeCount: graph.adjacency.nodeCount)
    let reverse = graph.adjacency.reversed()
    let found: ShortestPaths?
    do throws(KernelStopped) {
      found = try workspace.shortestPaths(
        from: graph.start, to: goal, in: graph.adjacency, reverse: reverse,
        isStopped: { stopCheck() != nil })
    } catch {
      try QueryError.check(stopCheck)
      return true
    }
    guard let found else { return true }
    let teller = ChainTeller(network.walked)
    for path in found.prefix(wanted) {
      try QueryError.check(stopCheck)
      paths.append(teller.path(path.map { graph.entities[$0] }))
    }
    if total != nil {
      let count = found.count()
      total = ChainTotal(count: count, isExact: limit == nil)
      if BigCount(UInt64(paths.count)) < count { limit = wanted }
    }
    return true
  }

  /// Goes through walks by length, and takes those that pass no entity twice.
  private mutating func findByLength(
    _ graph: PathGraph, _ goal: Int, _ selection: PathSelection, _ detourLimit: Int,
    _ stopCheck: @escaping StopCheck
  ) throws(QueryError) {
    var wanted = 1
    var isAllShortest = false
    switch selection {
    case .shortest: break
    case .first(let count): wanted = count
    case .allShortest(let limit): (wanted, isAllShortest) = (max(0, limit), true)
    }
    let teller = ChainTeller(network.walked)
    var walks = graph.adjacency.simplePathsByLength(from: graph.start, to: goal)
    var detours = 0
    while isAllShortest || paths.count < wanted {
      guard let walk = try Self.next(&walks, stopCheck) else { break }
      let entities = walk.map { graph.entities[$0] }
      if isAllShortest, let first = paths.first, entities.count > first.entities.count { break }
      guard Set(entities).count == entities.count else {
        detours += 1
        if detours < detourLimit { continue }
        limit = detourLimit
        break
      }
      if paths.count == wanted {
        limit = wanted
        break
      }
      paths.append(teller.path(entities))
      if isAllShortest {
        total = ChainTotal(count: BigCount(UInt64(paths.count)), isExact: false)
      }
    }
    if isAllShortest {
      total = ChainTotal(count: BigCount(UInt64(paths.count)), isExact: limit == nil)
    }
  }

  private static func next(
    _ walks: inout SimplePathsByLength, _ stopCheck: @escaping StopCheck
  ) throws(QueryError) -> [Int]? {
    try QueryError.check(stopCheck)
    do throws(KernelStopped) {
      return try walks.next { stopCheck() != nil }
    } catch {
      try QueryError.check(stopCheck)
      return nil
    }
  }
}

extension ChainTeller {
  /// The path along these entities, the giver first.
  fileprivate func path(_ entities: [EntityID]) -> TravelPath {
    TravelPath(entities: entities, hops: tell(beginning: entities.reversed()).reversed())
  }
}
