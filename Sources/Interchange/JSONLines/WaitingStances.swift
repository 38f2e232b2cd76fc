import HeadwaterModel

/// The attributions on attributions, and the evidence for them, until all others are handed on.
struct WaitingStances {
  /// A record and where it was read.
  struct Item {
    let record: CaseRecord
    let place: Place

    /// The names that a problem's column has on this line, if others.
    let columns: [String: String]
  }

  private var stances: [Item] = []
  private var evidence: [Item] = []
  private var ids: Set<ExactText> = []

  /// Keeps a record, and tells so, if it is one that has to wait.
  mutating func take(_ record: CaseRecord, at place: Place, columns: [String: String]) -> Bool {
    let item = Item(record: record, place: place, columns: columns)
    switch record {
    case .attribution(let attribution):
      guard case .attribution = attribution.target else { return false }
      if let id = attribution.id { ids.insert(ExactText(id)) }
      stances.append(item)
    case .evidence(let attribution, _):
      guard ids.contains(ExactText(attribution)) else { return false }
      evidence.append(item)
    default:
      return false
    }
    return true
  }

  /// All that waits, each stance after the one that it is on, and then the evidence.
  func inOrder() -> [Item] {
    let ordered = orderedByReference(
      stances, id: { Self.attribution($0)?.id },
      reference: { item in
        if case .attribution(let id) = Self.attribution(item)?.target { id } else { nil }
      })
    return ordered + evidence
  }

  private static func attribution(_ item: Item) -> AttributionRecord? {
    if case .attribution(let record) = item.record { record } else { nil }
  }
}
