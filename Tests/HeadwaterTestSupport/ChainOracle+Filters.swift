/// Which attributions a step may go over at all: DESIGN sections 4.4 and 4.6.
extension ChainOracle.Run {
  /// The attributions into `receiver` that a step may go over, whatever their matter.
  func candidates(into receiver: OracleEntity) -> [OracleAttribution] {
    world.attributions.filter { attribution in
      isWalkable(attribution, into: receiver)
        && passesFilters(attribution, into: receiver)
        && !isIgnoredSelf(attribution)
    }
  }

  /// Whether the status and the relation of `attribution` let it be a hop into `receiver`.
  func isWalkable(_ attribution: OracleAttribution, into receiver: OracleEntity) -> Bool {
    guard attribution.target == receiver.key else { return false }
    guard isCounted(attribution) else { return false }
    switch OracleRole(relation: attribution.relation) {
    case .transmission: return note(.roleTransmission, true)
    case .origination: return note(.roleOrigination, true)
    case .stance: return note(.roleStance, off(.stanceIsNoHop))
    case .association: return note(.roleAssociation, off(.associationIsNoHop))
    }
  }

  private func isCounted(_ attribution: OracleAttribution) -> Bool {
    switch attribution.status {
    case .recorded: true
    case .suggested: note(.statusSuggested, off(.suggestedIsNoHop))
    case .rejected: note(.statusRejected, off(.rejectedIsNoHop))
    }
  }

  /// Whether `attribution` goes from an entity to itself, and so is never a hop nor leads back.
  private func isIgnoredSelf(_ attribution: OracleAttribution) -> Bool {
    guard attribution.source == attribution.target else { return false }
    return note(.selfIgnored, on(.selfIsNoHop))
  }

  /// Whether every filter of section 4.6 lets `attribution` into `receiver` pass.
  func passesFilters(_ attribution: OracleAttribution, into receiver: OracleEntity) -> Bool {
    if options.dropped.contains(attribution.id) { return false }
    if options.without.contains(attribution.source), on(.filterWithout) {
      return note(.filterWithout, false)
    }
    if !options.relations.isEmpty, !options.relations.contains(attribution.relation),
      on(.filterRelation)
    {
      return note(.filterRelation, false)
    }
    if isOnlyAccordingToExcluded(attribution) { return false }
    return !isAfterAsOf(attribution, into: receiver)
  }

  /// Whether all evidence of `attribution` comes from who is not to be relied on.
  private func isOnlyAccordingToExcluded(_ attribution: OracleAttribution) -> Bool {
    if options.notAccordingTo.isEmpty { return false }
    let evidence = attribution.evidenceDocuments
    if evidence.isEmpty { return note(.evidenceNone, off(.evidenceNoneStays)) }
    let excluded = evidence.filter { comesFromExcluded($0) }
    if excluded.count == evidence.count { return note(.evidenceDropped, true) }
    if !excluded.isEmpty { return note(.evidenceOther, off(.evidenceOtherStays)) }
    return false
  }

  private func comesFromExcluded(_ document: String) -> Bool {
    if options.notAccordingTo.contains(document), on(.evidenceItself) {
      return note(.evidenceItself, true)
    }
    for fact in world.attributions where fact.status == .recorded && fact.target == document {
      guard options.notAccordingTo.contains(fact.source) else { continue }
      if fact.relation == "authored", on(.evidenceAuthored) {
        return note(.evidenceAuthored, true)
      }
      if fact.relation == "published", on(.evidencePublished) {
        return note(.evidencePublished, true)
      }
    }
    return false
  }

  /// Whether `attribution` definitely happened after the day that the question is put for.
  private func isAfterAsOf(_ attribution: OracleAttribution, into receiver: OracleEntity) -> Bool {
    guard let asOf = options.asOf else { return false }
    let lends = on(.asOfWorkDate)
    guard let date = date(of: attribution, into: receiver, workLendsDate: lends) else {
      return note(.asOfUndated, off(.asOfUndatedStays))
    }
    if date.isDefinitelyAfter(asOf) { return note(.asOfDropped, on(.filterAsOf)) }
    if date.last > asOf.last { return note(.asOfPossibly, off(.asOfPossiblyStays)) }
    return note(.asOfBefore, false)
  }
}
