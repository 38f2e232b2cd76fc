/// The attributions that a table has given so far, to know those that come again.
///
/// Ends and relations are given by number. Memory is a few words for each attribution.
struct SeenAttributions {
  private var contents: Set<UInt64> = []
  private var ends: [UInt32: Set<UInt64>] = [:]

  /// How many pairs of entities have an attribution of one relation each way.
  private(set) var reciprocalCount = 0

  /// Takes an attribution, and tells whether there was none of the same ends and content.
  mutating func insert(
    giver: Int, relation: Int, receiver: Int, content: FNV1a
  ) -> Bool {
    let giver = UInt32(truncatingIfNeeded: giver)
    let receiver = UInt32(truncatingIfNeeded: receiver)
    let relation = UInt32(truncatingIfNeeded: relation)
    var hash = content
    hash.add(giver)
    hash.add(relation)
    hash.add(receiver)
    let isNewContent = contents.insert(hash.value).inserted
    let isNewPair = ends[relation, default: []].insert(pair(giver, receiver)).inserted
    // Ends are compared exactly; only attributions of the same ends rest on the hash.
    guard isNewPair || isNewContent else { return false }
    if isNewPair, giver != receiver, ends[relation]?.contains(pair(receiver, giver)) == true {
      reciprocalCount += 1
    }
    return true
  }

  private func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }
}
