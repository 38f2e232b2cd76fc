public import HeadwaterModel

/// How a source fails.
public enum NoticeKind: String, CaseIterable, Hashable, Sendable {
  /// It takes its support away.
  case retraction
  /// As a retraction: it takes its support away.
  case withdrawal
  /// Its support moves to a new version: what lies downstream is to be looked at again.
  case correction
  /// It is in doubt, and supports what it did: what lies downstream is to be looked at again.
  case concern

  /// Whether what rests on the source loses it.
  public var takesSupport: Bool { self == .retraction || self == .withdrawal }
}

/// What becomes of a work when its sources fail.
public enum ImpactState: String, CaseIterable, Hashable, Sendable {
  /// It had ends, and has none.
  case unsupported
  /// It has fewer ends, and some.
  case weakened
  /// It has as many.
  case stands
}

/// A work that loses ends, or a document with what it has left for a claim that does.
public struct ImpactedWork: Hashable, Sendable {
  public let entity: GraphEntity

  /// The claim for which a document is told, or that was asked about; nil for a work as itself.
  public let matter: EntityID?

  /// Whether it is told beside the claim, as a document that asserts it.
  public let isAssertion: Bool

  /// How many ends it had: entities once, circular groups once.
  public let before: Int

  /// How many of these are left.
  public let after: Int

  public let state: ImpactState

  init(
    _ entity: GraphEntity, matter: EntityID?, isAssertion: Bool = false, before: Int, after: Int
  ) {
    self.entity = entity
    self.matter = matter
    self.isAssertion = isAssertion
    self.before = before
    self.after = after
    state = before == after ? .stands : after == 0 ? .unsupported : .weakened
  }
}

/// What falls if some sources no longer support anything.
///
/// `docs/design/questions.md` says what counts. Documents are asked about as a whole, claims as
/// themselves; with `about`, documents for that claim and the claim alone.
public struct Impact: Sendable {
  /// The sources, by key.
  public let sources: [GraphEntity]
  public let notice: NoticeKind

  /// What loses all support, by key.
  public private(set) var unsupported: [GraphEntity] = []

  /// What loses some, by key.
  public private(set) var weakened: [GraphEntity] = []

  /// How many works downstream stand.
  public private(set) var standing = 0

  /// What lies downstream of a source that was corrected or is in doubt, by key.
  public private(set) var recheck: [GraphEntity] = []

  /// The works that lose support with their figures: unsupported first, then weakened, each by key.
  ///
  /// A claim is followed by the documents that assert it, by key, whatever they have left. At most
  /// as many of each list as the limit says.
  public private(set) var works: [ImpactedWork] = []

  /// Whether `works` leaves something out that the limit cut off.
  public private(set) var isCut = false

  /// Why the search was stopped; what is told is then what was known, and nil where it was not.
  public private(set) var stopReason: StopReason?

  /// Works out what hangs on the sources.
  ///
  /// Documents are told first; a search that is stopped while claims are looked at tells them.
  ///
  /// - Parameters:
  ///   - sources: What fails, in any order.
  ///   - reader: The graph, unchanged while this runs.
  ///   - options: What is taken into account; `maxDepth` is not.
  ///   - notice: How the sources fail.
  ///   - limit: The most figures to work out of documents, of claims, and of those that assert one
  ///     claim; nil for all.
  ///   - stopCheck: Asked between parts of the work.
  /// - Throws: `aboutNoClaim`, `subjectLeftOut`, `reading`.
  /// - Complexity: O(V + E) over all that is upstream of what is downstream of the sources, claims
  ///   counted apart, for each 256 ends that may be lost, and for each 256 works told.
  public init(
    of sources: [EntityID], in reader: some GraphReader, options: TraceOptions = TraceOptions(),
    notice: NoticeKind = .retraction, limit: Int? = nil, stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    let found: [GraphEntity]
    do {
      found = try reader.entities(Set(sources).sorted())
    } catch {
      throw .reading(error)
    }
    self.sources = found.sorted(by: Self.precedes)
    self.notice = notice
    for source in found { _ = try options.subject(source.id, in: reader) }
    if found.isEmpty { return }
    var search = ImpactSearch(
      of: found.map(\.id), in: reader, options: options, limit: limit, stopCheck: stopCheck)
    do {
      try search.run()
    } catch {
      guard let reason = error.stopReason else { throw error }
      stopReason = reason
    }
    take(search, limit)
  }

  private mutating func take(_ search: ImpactSearch, _ limit: Int?) {
    let all = search.found.sorted { Self.precedes($0.entity, $1.entity) }
    guard notice.takesSupport else {
      recheck = all.map(\.entity)
      standing = all.count
      isCut = recheck.count > limit ?? .max
      return
    }
    standing = all.count { $0.state == .stands }
    unsupported = all.filter { $0.state == .unsupported }.map(\.entity)
    weakened = all.filter { $0.state == .weakened }.map(\.entity)
    for entity in unsupported.prefix(limit ?? .max) + weakened.prefix(limit ?? .max) {
      works += search.rows[entity.id] ?? []
    }
    isCut =
      unsupported.count > limit ?? .max || weakened.count > limit ?? .max || search.isCut
  }

  static func precedes(_ left: GraphEntity, _ right: GraphEntity) -> Bool {
    ByteOrder.precedes(left.key, right.key)
  }

  /// The works that their makers retracted, by key: what is asked about where no source is named.
  ///
  /// - Complexity: a look-up for each recorded retraction.
  public static func retractedWorks(
    in reader: some GraphReader
  ) throws(QueryError) -> [EntityID] {
    do {
      let candidates = try reader.entities(withStance: RelationDefinition.retracted)
      let works = try reader.entities(candidates).filter(\.kind.isWork)
      let retracted = try Standing(reader: reader).retractions(ofWorks: works.map(\.id))
      return works.filter { retracted[$0.id] != nil }.sorted(by: precedes).map(\.id)
    } catch {
      throw .reading(error)
    }
  }

  /// Whether a retraction of a work by an entity is one by whoever made it.
  ///
  /// Another's is a stance like any: it drops nothing.
  public static func drops(
    _ work: EntityID, by source: EntityID, in reader: some GraphReader
  ) throws(QueryError) -> Bool {
    do {
      return try Standing(reader: reader).speaks(source, for: work)
    } catch {
      throw .reading(error)
    }
  }
}
