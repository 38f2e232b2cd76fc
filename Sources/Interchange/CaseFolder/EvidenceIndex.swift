import HeadwaterModel

/// The rows of `evidence.csv`, found by the attribution that they belong to.
///
/// Memory grows with the table.
struct EvidenceIndex {
  /// One piece of evidence and where it was read.
  struct Row {
    let attribution: String
    let evidence: EvidenceRecord
    let place: Place
  }

  private var rows: [Row] = []
  private var positions: [ExactText: [Int]] = [:]
  private var joined: Set<ExactText> = []

  mutating func add(_ row: Row) {
    positions[ExactText(row.attribution), default: []].append(rows.count)
    rows.append(row)
  }

  /// Gives the evidence of an attribution, in the order of the file, as joined to it.
  mutating func join(_ attribution: String) -> [EvidenceRecord] {
    let id = ExactText(attribution)
    guard let found = positions[id] else { return [] }
    joined.insert(id)
    return found.map { rows[$0].evidence }
  }

  /// How many rows were joined to an attribution.
  var joinedCount: Int {
    joined.reduce(0) { $0 + (positions[$1]?.count ?? 0) }
  }

  /// The rows that were joined to no attribution, in the order of the file.
  var unjoined: [Row] {
    rows.filter { !joined.contains(ExactText($0.attribution)) }
  }
}
