import CaseStore
import GraphQuery
public import HeadwaterModel

/// One state of a case, to be read while its `Case.read` runs.
///
/// It cannot be kept: what is to outlast the read is returned from it. Every call of a view whose
/// task was cancelled throws `CancellationError`.
public struct CaseView: ~Copyable {
  let reader: CaseReader
  let stop: StopFlag

  /// The kinds and relations that the case knows.
  public var vocabulary: Vocabulary { reader.vocabulary }

  /// The entity of this key; letters' case does not matter.
  ///
  /// - Throws: `CaseError` with `unknownEntity`, and the nearest keys.
  public func entity(_ key: String) throws -> EntityRecord {
    try reading { try $0.entityRecord(forKey: key) }
  }

  /// Whether there is an entity of this key.
  public func hasEntity(_ key: String) throws -> Bool {
    try reading { try $0.entity(forKey: key) != nil }
  }

  /// The attribution of this id, with its evidence.
  ///
  /// - Throws: `CaseError` with `unknownAttribution`.
  public func attribution(_ id: String) throws -> AttributionRecord {
    try reading { try $0.attributionRecord(forUID: id) }
  }

  /// An entity with the attributions that touch it, whatever their status.
  ///
  /// For one that others were judged to be the same as, theirs are among them.
  ///
  /// - Throws: `CaseError` with `unknownEntity`, and the nearest keys.
  /// - Complexity: O(attributions around it).
  public func surroundings(of key: String) throws -> EntitySurroundings {
    try reading { reader in
      let around = try reader.around(try reader.requiredEntity(key))
      return EntitySurroundings(
        entity: try reader.entityRecord(forKey: key),
        incoming: try reader.attributionRecords(around.incoming),
        outgoing: try reader.attributionRecords(around.outgoing),
        about: try reader.attributionRecords(around.about),
        supportedCount: around.supported)
    }
  }

  /// Entities in whose name, aliases or description every word occurs, or begins one.
  ///
  /// Best first, ties by key. Accents and letters' case do not matter. Withheld sources are not
  /// found, revealed or not, and entities judged the same are found once. Any text is taken; one
  /// without words finds nothing.
  public func search(_ text: String, limit: Int = 20) throws -> [EntityRecord] {
    try reading { reader in
      try reader.entityRecords(try reader.search(text, limit: max(0, limit)).map(\.entity))
    }
  }

  /// How much the case holds.
  ///
  /// - Complexity: O(size of the case).
  public func statistics() throws -> Case.Statistics {
    try reading { Case.Statistics(try $0.statistics()) }
  }

  /// The first chains upstream of an entity, in the order of `Case.trace`.
  ///
  /// - Throws: As `Case.trace` does.
  public func chains(
    upstreamOf key: String, options: Case.TraceOptions = Case.TraceOptions(), limit: Int
  ) throws -> [TracedChain] {
    try reading { reader in
      let trace = try reader.trace(key, options, stop: stop)
      var details = ChainDetails()
      var iterator = trace.makeIterator()
      var chains: [TracedChain] = []
      while chains.count < limit, let chain = iterator.next() {
        chains.append(try details.tell(chain, in: reader))
      }
      try stop.check()
      return chains
    }
  }

  /// Everything upstream of an entity, as `Case.reach` gives it.
  ///
  /// - Throws: As `Case.trace` does.
  public func reach(
    _ key: String, options: Case.TraceOptions = Case.TraceOptions()
  ) throws -> [UpstreamEntity] {
    try reading { try $0.upstreamEntities(of: key, options, stop: stop) }
  }

  private func reading<Value>(_ body: (CaseReader) throws -> Value) throws -> Value {
    try stop.check()
    do {
      return try body(reader)
    } catch {
      throw publicError(error)
    }
  }
}

/// An entity with all that is recorded around it.
///
/// Attributions come in the order in which they were added.
public struct EntitySurroundings: Hashable, Sendable {
  public let entity: EntityRecord

  /// Those that lead to it: it is their target.
  public let incoming: [AttributionRecord]

  /// Those that lead from it: it is their source.
  public let outgoing: [AttributionRecord]

  /// Those that are about it.
  public let about: [AttributionRecord]

  /// How many attributions were learnt of from it, as a document.
  public let supportedCount: Int
}

extension Case {
  /// How much a case holds.
  ///
  /// What there is none of has no count.
  public struct Statistics: Hashable, Sendable {
    /// By name of the kind; `no kind` where an entity has none.
    public let entitiesByKind: [String: Int]
    public let entitiesByNaming: [Naming: Int]

    /// By name of the relation.
    public let attributionsByRelation: [String: Int]
    public let attributionsByRole: [RelationRole: Int]
    public let attributionsByStatus: [RecordStatus: Int]
    public let evidenceCount: Int
    public let textCount: Int
    public let identityVerdictCount: Int

    /// How many transactions have changed the case.
    public let changeSetCount: Int
    public let fileBytes: Int

    public var entityCount: Int { entitiesByKind.values.reduce(0, +) }

    public var attributionCount: Int { attributionsByRelation.values.reduce(0, +) }

    init(_ statistics: CaseStatistics) {
      entitiesByKind = Self.counts(statistics.entitiesByKind) { $0 }
      entitiesByNaming = Self.counts(statistics.entitiesByNaming, Naming.init)
      attributionsByRelation = Self.counts(statistics.attributionsByRelation) { $0 }
      attributionsByRole = Self.counts(statistics.attributionsByRole, RelationRole.init)
      attributionsByStatus = Self.counts(statistics.attributionsByStatus, RecordStatus.init)
      evidenceCount = statistics.evidence
      textCount = statistics.texts
      identityVerdictCount = statistics.identityVerdicts
      changeSetCount = statistics.changeSets
      fileBytes = statistics.fileBytes
    }

    private static func counts<Name>(
      _ counts: CaseStatistics.Counts, _ name: (String) -> Name?
    ) -> [Name: Int] {
      Dictionary(counts.compactMap { text, count in name(text).map { ($0, count) } }) { $0 + $1 }
    }
  }
}
