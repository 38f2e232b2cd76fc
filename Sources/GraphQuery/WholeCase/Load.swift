public import HeadwaterModel

/// A source, with how many documents have no way to an end but through it.
public struct LoadedSource: Hashable, Sendable {
  /// The source; of a circle that nothing enters, its members by key.
  public let entities: [GraphEntity]

  /// Whether it is such a circle, which counts as one source.
  public let isCircular: Bool

  /// The documents that depend on it solely, itself not counted.
  public let documents: Int
}

/// The sources of a whole case on which most documents solely depend.
public struct Load: Sendable {
  /// Most documents first, ties by key; those that no document solely depends on are left out.
  public let sources: [LoadedSource]

  /// How many sources there are, listed or not.
  public let count: Int

  /// How many documents the case has.
  public let documentCount: Int

  /// Why there is no answer; nil where there is.
  public let stopReason: StopReason?

  /// Weighs the sources, at document level.
  ///
  /// Of the options those count that say what to leave out, whom to trust, and whether established
  /// steps alone are walked.
  ///
  /// - Parameters:
  ///   - reader: The case, unchanged while this runs.
  ///   - options: What is taken into account.
  ///   - limit: The most sources to list; nil for all.
  ///   - memoryLimit: The bytes that it may take; nil for no limit.
  ///   - stopCheck: Asked many times a second; nothing is known when it stops.
  /// - Throws: `tooLarge`, `reading`.
  /// - Complexity: O(E log V), and for each entity with several nodes what is downstream of it.
  public init(
    in reader: some WholeCaseReader, options: TraceOptions = TraceOptions(), limit: Int? = nil,
    memoryLimit: Int? = nil, stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    var sources: [LoadedSource] = []
    var (count, documentCount) = (0, 0)
    var stopReason: StopReason?
    do throws(QueryError) {
      let snapshot = try CaseSnapshot(of: reader, memoryLimit: memoryLimit, stopCheck: stopCheck)
      documentCount = (0..<snapshot.nodeCount).count { snapshot.kind($0) == .document }
      var weights = try Self.weighing(snapshot, reader, options, stopCheck).weights()
      count = weights.count
      weights.sort { $0.documents > $1.documents }
      sources = try Self.listed(weights, snapshot, reader, limit ?? .max, stopCheck)
    } catch {
      switch error.code {
      case .outOfTime: stopReason = .time
      case .cancelled: stopReason = .cancelled
      default: throw error
      }
    }
    self.sources = sources
    self.count = count
    self.documentCount = documentCount
    self.stopReason = stopReason
  }

  /// The flow as it stands where that is enough, else as the rules walk it.
  private static func weighing(
    _ snapshot: CaseSnapshot, _ reader: some WholeCaseReader, _ options: TraceOptions,
    _ stopCheck: @escaping StopCheck
  ) throws(QueryError) -> LoadWeights {
    if let plain = try LoadGraph(plain: snapshot, options, stopCheck) {
      let weights = try LoadWeights(plain, stopCheck)
      // With the document in view of one outside a circle, its agent stands before the circle.
      let isApart = weights.hasCircularEnd { snapshot.kind(Int($0)).isAgent }
      if !isApart { return weights }
    }
    return try LoadWeights(
      try LoadGraph(byRules: snapshot, reader, options, stopCheck), stopCheck)
  }

  private static func listed(
    _ weights: [LoadWeights.Weight], _ snapshot: CaseSnapshot, _ reader: some WholeCaseReader,
    _ limit: Int, _ stopCheck: StopCheck
  ) throws(QueryError) -> [LoadedSource] {
    // Ties are broken by key, so that all that weigh as much as the last one listed are read.
    var candidates = weights[...]
    if limit < weights.count {
      let least = weights[limit - 1].documents
      candidates = weights.prefix { $0.documents >= least }
    }
    var found: [LoadedSource] = []
    for weight in candidates {
      if found.count & 255 == 0 { try QueryError.check(stopCheck) }
      let ids = weight.nodes.map { snapshot.entity(Int($0)) }
      do throws(GraphReadError) {
        let entities = try reader.entities(ids).sorted { ByteOrder.precedes($0.key, $1.key) }
        found.append(
          LoadedSource(
            entities: entities, isCircular: weight.isCircular, documents: weight.documents))
      } catch {
        throw .reading(error)
      }
    }
    found.sort { one, other in
      one.documents == other.documents
        ? ByteOrder.precedes(one.entities.first?.key ?? "", other.entities.first?.key ?? "")
        : one.documents > other.documents
    }
    return Array(found.prefix(limit))
  }
}
