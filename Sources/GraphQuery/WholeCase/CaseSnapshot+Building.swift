import GraphKernels
public import HeadwaterModel

extension CaseSnapshot {
  /// Reads a whole case.
  ///
  /// One scan of the entities and one of what leads into them, which is in the order of the rows;
  /// the rows the other way round come of a counting sort.
  ///
  /// - Parameters:
  ///   - reader: The case, unchanged while this runs.
  ///   - memoryLimit: The bytes that it and a question on it may take; nil for no limit.
  ///   - stopCheck: Asked every few thousand rows.
  /// - Throws: `tooLarge`, before anything is read; `outOfTime`, `cancelled`, `reading`.
  /// - Complexity: O(V + E).
  public init(
    of reader: some WholeCaseReader, memoryLimit: Int? = nil,
    stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    do {
      let size = try reader.wholeCaseSize()
      try Self.check(size, against: memoryLimit)
      var builder = SnapshotBuilder(size, relations: reader.flowRelations)
      for pair in try reader.mergedEntities() { builder.merge(pair) }
      var stop = ScanStop(stopCheck)
      try reader.scanEntities { entity in
        builder.add(entity)
        return stop.goesOn()
      }
      try stop.throwIfStopped()
      try builder.nodesAreRead(stopCheck)
      try reader.scanFlow { flow in
        builder.add(flow)
        return stop.goesOn()
      }
      try stop.throwIfStopped()
      guard !builder.isDamaged else {
        throw GraphReadError(
          .corrupted, "an attribution leads to an entity that is missing")
      }
      self = try builder.snapshot(stopCheck)
    } catch let error as GraphReadError {
      throw .reading(error)
    } catch let error as QueryError {
      throw error
    } catch {
      throw .reading(GraphReadError(.engine, "the case cannot be read", cause: error))
    }
  }

  private static func check(_ size: WholeCaseSize, against limit: Int?) throws(QueryError) {
    guard let limit, size.estimatedBytes > limit else { return }
    throw .tooLarge(MemoryNeed(estimate: size.estimatedBytes, limit: limit))
  }
}

/// Asks every few thousand rows whether a scan is to go on.
private struct ScanStop {
  private let check: StopCheck
  private var rows = 0
  private var reason: StopReason?

  init(_ check: @escaping StopCheck) { self.check = check }

  mutating func goesOn() -> Bool {
    rows &+= 1
    if rows & 4095 == 0 { reason = check() }
    return reason == nil
  }

  func throwIfStopped() throws(QueryError) {
    if let reason { throw .stopped(reason) }
  }
}

/// The columns of a snapshot while they grow.
private struct SnapshotBuilder {
  private var relations: [String]
  private var representative: [Int64: Int64] = [:]
  private var ids: [Int64] = []
  private var facts: [UInt8] = []
  private var marksOfMerged: [(id: Int64, facts: UInt8)] = []

  /// The node of each number of an entity, from the first on; empty where the numbers are sparse.
  private var dense: [UInt32] = []
  private var firstID: Int64 = 0
  private var sparse: [Int64: UInt32] = [:]

  /// Whether an end of some attribution is no entity.
  private(set) var isDamaged = false

  private var sources: [UInt32] = []
  private var targets: [UInt32] = []
  private var names: [UInt32] = []
  private var relation: [UInt16] = []
  private var basis: [UInt8] = []
  private var attributions: [Int64] = []

  init(_ size: WholeCaseSize, relations: [String]) {
    self.relations = relations
    ids.reserveCapacity(size.entities)
    facts.reserveCapacity(size.entities)
    sources.reserveCapacity(size.attributions)
    targets.reserveCapacity(size.attributions)
    names.reserveCapacity(size.attributions)
    relation.reserveCapacity(size.attributions)
    basis.reserveCapacity(size.attributions)
    attributions.reserveCapacity(size.attributions)
  }

  mutating func merge(_ pair: EntityPair) {
    representative[pair.source.rawValue] = pair.target.rawValue
  }

  mutating func add(_ entity: ScannedEntity) {
    let own = CaseSnapshot.facts(kind: entity.kind, mark: entity.upstream)
    if !representative.isEmpty, representative[entity.id.rawValue] != nil {
      marksOfMerged.append((entity.id.rawValue, own))
    } else {
      ids.append(entity.id.rawValue)
      facts.append(own)
    }
  }

  /// Gives the entities their nodes, and those judged the same one.
  mutating func nodesAreRead(_ stopCheck: @escaping StopCheck) throws(QueryError) {
    var poll = StopPoll(stopCheck)
    let others = marksOfMerged.map(\.id)
    let first = min(ids.first ?? 0, others.min() ?? .max)
    let last = max(ids.last ?? 0, others.max() ?? .min)
    let span = last.subtractingReportingOverflow(first)
    if !span.overflow, span.partialValue < 8 * Int64(ids.count) + 4096 {
      firstID = first
      dense = Array(repeating: CaseSnapshot.nothing, count: Int(span.partialValue) + 1)
      for (node, id) in ids.enumerated() {
        dense[Int(id - first)] = UInt32(node)
        try poll.step()
      }
    } else {
      for (node, id) in ids.enumerated() {
        sparse[id] = UInt32(node)
        try poll.step()
      }
    }
    for (id, own) in marksOfMerged {
      guard let target = representative[id], let node = node(target) else { continue }
      if dense.isEmpty { sparse[id] = node } else { dense[Int(id - firstID)] = node }
      // Firsthand weighs more than undisclosed, and that more than nothing known.
      let known = CaseSnapshot.marks[Int(facts[Int(node)] >> 4)]
      let mark = CaseSnapshot.marks[Int(own >> 4)]
      let isStronger = mark == .origin || (mark == .undisclosed && known == .unexplored)
      if isStronger { facts[Int(node)] = facts[Int(node)] & 15 | own & 240 }
    }
  }

  private func node(_ id: Int64) -> UInt32? {
    if dense.isEmpty { return sparse[id] }
    let place = id &- firstID
    guard place >= 0, place < dense.count else { return nil }
    let node = dense[Int(place)]
    return node == CaseSnapshot.nothing ? nil : node
  }

  mutating func add(_ flow: ScannedFlow) {
    guard let source = node(flow.source.rawValue), let target = node(flow.target.rawValue) else {
      isDamaged = true
      return
    }
    guard source != target else { return }
    var named = CaseSnapshot.nothing
    if let id = flow.names, let node = node(id.rawValue), node != source, node != target {
      named = node
    }
    sources.append(source)
    targets.append(target)
    names.append(named)
    relation.append(Int(flow.relation) < relations.count ? flow.relation : 0)
    basis.append(CaseSnapshot.number(flow.basis))
    attributions.append(flow.id.rawValue)
  }

  mutating func snapshot(_ stopCheck: @escaping StopCheck) throws(QueryError) -> CaseSnapshot {
    var poll = StopPoll(stopCheck)
    try sortByTarget(&poll)
    let count = ids.count
    var offsets = [UInt32](repeating: 0, count: count + 1)
    var outOffsets = offsets
    for edge in sources.indices {
      offsets[Int(targets[edge]) + 1] += 1
      outOffsets[Int(sources[edge]) + 1] += 1
      try poll.step()
    }
    for node in 0..<count {
      offsets[node + 1] += offsets[node]
      outOffsets[node + 1] += outOffsets[node]
    }
    var next = outOffsets
    var receivers = [UInt32](repeating: 0, count: sources.count)
    var edges = receivers
    for edge in sources.indices {
      let place = Int(next[Int(sources[edge])])
      next[Int(sources[edge])] += 1
      receivers[place] = targets[edge]
      edges[place] = UInt32(truncatingIfNeeded: edge)
      try poll.step()
    }
    if relations.isEmpty { relations = [""] }
    return CaseSnapshot(
      incoming: AdjacencySnapshot(offsets: offsets, targets: sources),
      outgoing: AdjacencySnapshot(offsets: outOffsets, targets: receivers),
      edgeOfOutgoing: edges, relations: relations, entities: NumberColumn(ids),
      attributions: NumberColumn(attributions), namedByEdge: names, relationOfEdge: relation,
      basisOfEdge: basis, factsOfNode: facts)
  }

  /// A scan comes by target; where entities were judged the same, what leads into them does not.
  ///
  /// A counting sort keeps the order of the scan among those into one target.
  private mutating func sortByTarget(_ poll: inout StopPoll) throws(QueryError) {
    guard !representative.isEmpty else { return }
    var next = [Int](repeating: 0, count: ids.count + 1)
    for target in targets {
      next[Int(target) + 1] += 1
      try poll.step()
    }
    for node in ids.indices { next[node + 1] += next[node] }
    var order = [Int](repeating: 0, count: targets.count)
    for (edge, target) in targets.enumerated() {
      order[next[Int(target)]] = edge
      next[Int(target)] += 1
      try poll.step()
    }
    sources = order.map { sources[$0] }
    targets = order.map { targets[$0] }
    names = order.map { names[$0] }
    relation = order.map { relation[$0] }
    basis = order.map { basis[$0] }
    attributions = order.map { attributions[$0] }
  }
}
