import HeadwaterModel

/// Finds what is disputed, and where each side has it from.
struct DisputeSearch {
  /// Something disputed, with what is known of it.
  struct Subject {
    let target: StanceTarget

    /// The entity, if it is one.
    var entity: GraphEntity?

    /// The claim that an attribution carries, if it carries one.
    var claim: EntityID?

    /// By id.
    var stances: [GraphStance]
  }

  /// Whose walk it is: with a claim in force, or as a whole.
  private struct Speaker: Hashable {
    let entity: EntityID
    let claim: EntityID?
    var establishedOnly = false
  }

  private let reader: any StanceReader
  private let options: TraceOptions
  private let stopCheck: StopCheck
  private var filter: StanceFilter
  private var known: [Speaker: EndSet] = [:]
  private var keys: [EntityID: String] = [:]

  init(reader: some StanceReader, options: TraceOptions, stopCheck: @escaping StopCheck) {
    self.reader = reader
    self.options = options
    self.stopCheck = stopCheck
    filter = StanceFilter(reader, options)
  }

  /// Entities by key, then attributions.
  mutating func subjects(allClaims: Bool) throws(QueryError) -> [Subject] {
    do {
      if let about = options.about, try reader.entities([about])[0].kind != .claim {
        throw QueryError(.aboutNoClaim, "only a claim can be traced through other entities")
      }
      return try found(allClaims: allClaims)
    } catch let error as QueryError {
      throw error
    } catch let error as GraphReadError {
      throw .reading(error)
    } catch {
      throw .reading(GraphReadError(.engine, "the case cannot be read", cause: error))
    }
  }

  private mutating func found(allClaims: Bool) throws -> [Subject] {
    let against = try filter.kept(try reader.stances(of: RelationDefinition.against))
    var onEntities: [EntityID: [GraphStance]] = [:]
    var onAttributions: [AttributionID: [GraphStance]] = [:]
    for placed in against {
      switch placed.target {
      case .entity(let id): onEntities[id, default: []].append(placed.stance)
      case .attribution(let id): onAttributions[id, default: []].append(placed.stance)
      }
    }
    if allClaims {
      for claim in try reader.claims() where !options.without.contains(claim) {
        onEntities[claim] = onEntities[claim] ?? []
      }
    }
    if let about = options.about { onEntities = onEntities.filter { $0.key == about } }
    let entities = try reader.entities(onEntities.keys.sorted())
      .sorted { ByteOrder.precedes($0.key, $1.key) }
    return entities.map { entity in
      Subject(target: .entity(entity.id), entity: entity, stances: onEntities[entity.id] ?? [])
    } + (try attributions(onAttributions))
  }

  /// Those of the attributions that are recorded, with the claim that each carries.
  private func attributions(
    _ stances: [AttributionID: [GraphStance]]
  ) throws(GraphReadError) -> [Subject] {
    let ids = stances.keys.sorted()
    var found: [Subject] = []
    for (id, place) in zip(ids, try reader.places(of: ids)) {
      guard let place else { continue }
      let named = [place.about, place.target].compactMap { $0 }
      let claim = try reader.entities(named).first { $0.kind == .claim }?.id
      if let about = options.about, claim != about { continue }
      let ends = [place.source] + named
      if ends.contains(where: options.without.contains) { continue }
      found.append(
        Subject(target: .attribution(id), claim: claim, stances: stances[id] ?? []))
    }
    return found
  }

  /// What is recorded for and against one of them.
  mutating func dispute(on subject: Subject) throws(QueryError) -> Dispute {
    let supporters = try supporters(of: subject)
    let objectors = Set(subject.stances.map(\.source))
    let claim = subject.entity?.kind == .claim ? subject.entity?.id : subject.claim
    let supporting = try supportingOrigins(of: subject, supporters)
    return Dispute(
      target: subject.target,
      state: DisputeState(
        isSupported: !supporters.isEmpty, isDenied: !subject.stances.isEmpty),
      support: DisputeSide(
        by: try sorted(supporters), origins: supporting),
      objection: DisputeSide(
        by: try sorted(objectors),
        origins: try origins(against: supporting, of: objectors, about: claim)),
      stances: subject.stances)
  }

  private mutating func supporters(of subject: Subject) throws(QueryError) -> Set<EntityID> {
    do {
      var found: Set<EntityID> = []
      let stances: [GraphStance]
      switch subject.target {
      case .entity(let id):
        stances = try reader.stancesTaken(onEntities: [id])[0]
        if subject.entity?.kind == .claim { found.formUnion(try asserters(of: id)) }
      case .attribution(let id):
        stances = try reader.stancesTaken(onAttributions: [id])[0]
        found.formUnion(try reader.evidenceDocuments(of: [id])[0])
        found.subtract(options.without)
      }
      let confirmed = stances.filter { $0.relation == RelationDefinition.confirmed }
        .map { PlacedStance($0, on: subject.target) }
      found.formUnion(try filter.kept(confirmed).map(\.stance.source))
      return found
    } catch {
      throw .reading(error)
    }
  }

  /// Who asserted a claim, as far as the filters leave it, whichever relations are walked.
  private func asserters(of claim: EntityID) throws(GraphReadError) -> [EntityID] {
    var options = options
    options.relations = []
    var source = FlowSource(reader: reader, options: options)
    let vertex = MatterVertex(entity: claim, matter: Matter(claim: claim))
    try source.read([vertex])
    return source.edges(into: vertex)
      .filter { $0.relation == RelationDefinition.asserted }.map(\.source)
  }

  /// Those upstream of a work, if anything is; those of an attribution's evidence.
  private mutating func supportingOrigins(
    of subject: Subject, _ supporters: Set<EntityID>
  ) throws(QueryError) -> EndSet {
    guard let entity = subject.entity else {
      return try origins(of: supporters, about: subject.claim)
    }
    guard entity.kind.isWork else { return EndSet() }
    let ends = try ends(of: Speaker(entity: entity.id, claim: nil))
    return ends == EndSet(entity: entity.id) ? EndSet() : ends
  }

  /// What lies upstream of documents on a claim; others, and all where there is no claim, themselves.
  private mutating func origins(
    of speakers: Set<EntityID>, about claim: EntityID?
  ) throws(QueryError) -> EndSet {
    var all = EndSet()
    let known: [GraphEntity]
    do {
      known = try reader.entities(speakers.sorted())
    } catch {
      throw .reading(error)
    }
    for speaker in known {
      if let claim, speaker.kind == .document {
        all.formUnion(try ends(of: Speaker(entity: speaker.id, claim: claim)))
      } else {
        all.formUnion(EndSet(entity: speaker.id))
      }
    }
    return all
  }

  /// Where those against it have it from: what established steps on the claim lead to from a
  /// document, but for what stands behind the other side; else they stand for themselves.
  ///
  /// A document that disputes a claim reports it too: the claim's own sources are not the dispute's.
  private mutating func origins(
    against supporting: EndSet, of objectors: Set<EntityID>, about claim: EntityID?
  ) throws(QueryError) -> EndSet {
    var all = EndSet()
    let known: [GraphEntity]
    do {
      known = try reader.entities(objectors.sorted())
    } catch {
      throw .reading(error)
    }
    for objector in known {
      var ends = EndSet()
      if let claim, objector.kind == .document {
        ends = try self.ends(
          of: Speaker(entity: objector.id, claim: claim, establishedOnly: true))
        ends.subtract(supporting)
      }
      all.formUnion(ends.isEmpty ? EndSet(entity: objector.id) : ends)
    }
    return all
  }

  private mutating func ends(of speaker: Speaker) throws(QueryError) -> EndSet {
    if let known = known[speaker] { return known }
    var options = options
    options.about = speaker.claim
    if speaker.establishedOnly {
      options.establishedOnly = true
      options.anyMatter = false
    }
    let network = try UpstreamNetwork(
      of: speaker.entity, in: reader, options: options, stopCheck: stopCheck)
    known[speaker] = network.ends
    return network.ends
  }

  private mutating func sorted(_ ids: Set<EntityID>) throws(QueryError) -> [EntityID] {
    do {
      let unknown = ids.filter { keys[$0] == nil }.sorted()
      for entity in try reader.entities(unknown) { keys[entity.id] = entity.key }
    } catch {
      throw .reading(error)
    }
    return ids.sorted { ByteOrder.precedes(keys[$0] ?? "", keys[$1] ?? "") }
  }
}
