import HeadwaterModel

/// Which works and attributions were retracted or spoken against, by recorded stances.
struct Standing {
  let reader: any GraphReader

  /// Those of the attributions that the options leave: none retracted, none disputed.
  func standing(
    _ edges: [FlowEdge], _ options: TraceOptions
  ) throws(GraphReadError) -> [FlowEdge] {
    var kept = edges
    if options.withoutRetracted {
      let givers = try reader.entities(Array(Set(kept.map(\.source))))
      let works = try retractions(ofWorks: givers.filter(\.kind.isWork).map(\.id))
      kept.removeAll { works[$0.source] != nil }
      let attributions = try retractions(of: kept)
      kept.removeAll { attributions[$0.id] != nil }
    }
    if options.withoutDisputed {
      let stances = try reader.stancesTaken(onAttributions: kept.map(\.id))
      kept = zip(kept, stances).filter { !$0.1.contains(where: \.isAgainst) }.map(\.0)
    }
    return kept
  }

  /// The retractions of works by those who authored or published them.
  ///
  /// A notice that one of them made retracts as they do themselves.
  func retractions(
    ofWorks works: [EntityID]
  ) throws(GraphReadError) -> [EntityID: [GraphStance]] {
    let stances = try reader.stancesTaken(onEntities: works)
    var found: [EntityID: [GraphStance]] = [:]
    for (work, stances) in zip(works, stances) {
      for stance in stances where stance.relation == RelationDefinition.retracted {
        if try speaks(stance.source, for: work) { found[work, default: []].append(stance) }
      }
    }
    return found
  }

  /// The retractions of attributions: by the giver or the receiver, or by who made one of them.
  ///
  /// An assertion is retracted too where its giver, or who made it, retracted the claim.
  func retractions(
    of edges: [FlowEdge]
  ) throws(GraphReadError) -> [AttributionID: [GraphStance]] {
    let stances = try reader.stancesTaken(onAttributions: edges.map(\.id))
    var onClaims: [EntityID: [GraphStance]] = [:]
    let claims = Set(edges.filter { $0.relation == RelationDefinition.asserted }.map(\.target))
    for (claim, stances) in zip(claims, try reader.stancesTaken(onEntities: Array(claims))) {
      onClaims[claim] = stances
    }
    var found: [AttributionID: [GraphStance]] = [:]
    for (edge, stances) in zip(edges, stances) {
      for stance in stances where stance.relation == RelationDefinition.retracted {
        let isByGiver = try speaks(stance.source, for: edge.source)
        let isByReceiver = try speaks(stance.source, for: edge.target)
        if isByGiver || isByReceiver { found[edge.id, default: []].append(stance) }
      }
      guard edge.relation == RelationDefinition.asserted else { continue }
      for stance in onClaims[edge.target] ?? []
      where stance.relation == RelationDefinition.retracted {
        if try speaks(stance.source, for: edge.source) {
          found[edge.id, default: []].append(stance)
        }
      }
    }
    return found
  }

  /// Whether it is the entity itself, or made it, or is a document of who made it.
  func speaks(
    _ source: EntityID, for entity: EntityID
  ) throws(GraphReadError) -> Bool {
    if source == entity { return true }
    if try reader.made([EntityPair(source, entity)])[0] { return true }
    let makers = try reader.flowInto([FlowRequest(target: source)])[0].filter(\.isByline)
      .map(\.source)
    if makers.contains(entity) { return true }
    let pairs = makers.map { EntityPair($0, entity) }
    return try reader.made(pairs).contains(true)
  }
}

extension GraphStance {
  /// Whether it denies, disputes or refutes what it is on.
  var isAgainst: Bool { RelationDefinition.against.contains(relation) }
}
