/// What `--without-retracted` and `--without-disputed` drop.
extension OracleCase {
  private var recorded: [OracleAttribution] { attributions.filter { $0.status == .recorded } }

  /// Whether `agent` authored or published `work`.
  private func made(_ agent: String, _ work: String) -> Bool {
    recorded.contains {
      ($0.relation == "authored" || $0.relation == "published") && $0.source == agent
        && $0.target == work
    }
  }

  /// The works that who authored or published them retracted, or that did so themselves.
  package var retractedWorks: Set<String> {
    var found: Set<String> = []
    for stance in recorded where stance.relation == "retracted" {
      guard let work = stance.target else { continue }
      if work == stance.source || made(stance.source, work) { found.insert(work) }
    }
    return found
  }

  /// The attributions that their giver or receiver, or who made one of these, retracted.
  package var retractedAttributions: Set<String> {
    var found: Set<String> = []
    for stance in recorded where stance.relation == "retracted" {
      guard let denied = attributions.first(where: { $0.id == stance.targetAttribution }) else {
        continue
      }
      let ends = [denied.source, denied.target].compactMap { $0 }
      if ends.contains(stance.source) || ends.contains(where: { made(stance.source, $0) }) {
        found.insert(denied.id)
      }
    }
    return found
  }

  /// The attributions that anybody denied, disputed or refuted.
  package var disputedAttributions: Set<String> {
    Set(recorded.filter(\.isAgainst).compactMap(\.targetAttribution))
  }
}

extension OracleAttribution {
  /// Whether it is a stance against what it is on.
  package var isAgainst: Bool {
    ["denied", "disputed", "refuted"].contains(relation)
  }
}
