/// Time and order: DESIGN sections 4.5 and 4.7.
extension ChainOracle.Run {
  /// The date of `attribution`: its own, else that of the work it goes into, else none.
  func date(
    of attribution: OracleAttribution, into receiver: OracleEntity, workLendsDate: Bool
  ) -> OracleDate? {
    let lent = receiver.kind.isWork || off(.onlyWorksLendDate) ? receiver.date : nil
    if let own = attribution.date {
      if lent != nil { note(.dateOwnFirst) }
      return on(.dateOwnFirst) ? own : lent ?? own
    }
    if receiver.kind.isAgent, receiver.date != nil { note(.dateOfAgentIgnored) }
    guard workLendsDate, let lent else { return nil }
    return note(.dateOfWork, lent)
  }

  /// Whether some hop of the line is definitely later than the one downstream of it.
  func isAnachronistic(_ line: Line) -> Bool {
    let hops = line.entities.count - 1
    var found = false
    for upstream in 0..<hops {
      for downstream in 0..<upstream where downstream == upstream - 1 || off(.timeNeighbours) {
        if isHop(upstream, laterThan: downstream, in: line) { found = true }
      }
    }
    return found && on(.timeAnachronistic)
  }

  /// Whether each attribution of one hop is definitely later than each of the other.
  private func isHop(_ upstream: Int, laterThan downstream: Int, in line: Line) -> Bool {
    let upper = dates(ofHop: upstream, in: line)
    let lower = dates(ofHop: downstream, in: line)
    var pairs = upper.flatMap { late in lower.map { early in (late, early) } }
    if pairs.contains(where: { $0 == nil || $1 == nil }) { note(.timeUnknown) }
    if off(.timeUndatedIsUnknown) {
      pairs = pairs.filter { $0 != nil && $1 != nil }
      if pairs.isEmpty { return false }
    }
    let later = pairs.map { isLater($0, than: $1) }
    if later.allSatisfy({ $0 }) { return note(.timeAnachronistic, true) }
    if later.contains(true) { return note(.timeSomePairs, off(.timeEveryPair)) }
    return false
  }

  private func isLater(_ upper: OracleDate?, than lower: OracleDate?) -> Bool {
    guard let upper, let lower else { return false }
    if upper.isDefinitelyAfter(lower) { return true }
    if upper.first > lower.first { return note(.timeOverlap, off(.timeDefinitely)) }
    return note(.timeInOrder, false)
  }

  /// The dates of the attributions that are usable on hop `hop`, nil for an undated one.
  private func dates(ofHop hop: Int, in line: Line) -> [OracleDate?] {
    let receiver = entity(line.entities[hop])
    var usable = line.walks.map { $0.attributions[hop] }
    if off(.timeUsableOnly) {
      let giver = line.entities[hop + 1]
      usable = world.attributions.filter {
        $0.source == giver && isWalkable($0, into: receiver)
      }
    }
    return usable.map { date(of: $0, into: receiver, workLendsDate: on(.timeWorkDate)) }
  }

  /// Sorts by length, then by keys as Unicode scalars, then by the name of the end.
  func inOrder(_ chains: [OracleChain]) -> [OracleChain] {
    chains.sorted { comesBefore($0, $1) }
  }

  private func comesBefore(_ one: OracleChain, _ other: OracleChain) -> Bool {
    if one.entities.count != other.entities.count, on(.orderShortest) {
      return note(.orderLength, one.entities.count < other.entities.count)
    }
    if one.entities != other.entities {
      return note(.orderKeys, keysPrecede(one.entities, other.entities))
    }
    return note(.orderEnd, (one.end.rawValue < other.end.rawValue) == on(.orderEnd))
  }

  private func keysPrecede(_ one: [String], _ other: [String]) -> Bool {
    if off(.orderKeyByKey) {
      return scalarsPrecede(joined(one), joined(other))
    }
    for (left, right) in zip(one, other) where left != right {
      return scalarsPrecede(left, right)
    }
    return one.count < other.count
  }

  private func joined(_ keys: [String]) -> String {
    keys.map { $0 + "/" }.joined()
  }

  private func scalarsPrecede(_ one: String, _ other: String) -> Bool {
    if off(.orderScalars) {
      return one.utf16.lexicographicallyPrecedes(other.utf16)
    }
    return one.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
  }
}
