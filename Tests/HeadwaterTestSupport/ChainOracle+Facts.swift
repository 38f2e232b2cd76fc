/// The side-facts of DESIGN section 4.1: what is recorded beside the chain.
extension ChainOracle.Run {
  /// The attributions that side-facts are read from: the recorded ones, whatever the filters.
  func facts() -> [OracleAttribution] {
    world.attributions.filter { fact in
      if fact.status != .recorded, on(.factsRecordedOnly) { return false }
      guard off(.factsUnfiltered) else { return true }
      guard let target = fact.target else { return false }
      return passesFilters(fact, into: entity(target))
    }
  }

  /// Whether `giver` asserted the claim `claim`.
  func asserts(_ giver: String, _ claim: String) -> Bool {
    facts().contains {
      $0.relation == "asserted" && $0.source == giver && $0.target == claim
    }
  }

  /// The claims that `document` asserted.
  func claims(of document: String) -> [String] {
    facts().filter { $0.relation == "asserted" && $0.source == document }.compactMap(\.target)
  }

  /// Whether a transmission from `source` to `receiver` is recorded.
  func drawsOn(_ receiver: String, _ source: String) -> Bool {
    facts().contains {
      OracleRole(relation: $0.relation) == .transmission && $0.source == source
        && $0.target == receiver
    }
  }

  /// Whether `agent` authored or published `document`.
  func made(_ agent: String, _ document: String) -> Bool {
    for fact in facts() where fact.source == agent && fact.target == document {
      if fact.relation == "authored", on(.madeByAuthoring) { return note(.madeAuthored, true) }
      if fact.relation == "published", on(.madeByPublishing) { return note(.madePublished, true) }
    }
    return false
  }

  /// Whether one `variant_of` joins the two claims, either way.
  func areVariants(_ one: String, _ other: String) -> Bool {
    let links = facts().filter { $0.relation == "variant_of" }
    if on(.variantForward), links.contains(where: { $0.source == one && $0.target == other }) {
      return note(.variantForward, true)
    }
    if on(.variantBackward), links.contains(where: { $0.source == other && $0.target == one }) {
      return note(.variantBackward, true)
    }
    return false
  }
}
