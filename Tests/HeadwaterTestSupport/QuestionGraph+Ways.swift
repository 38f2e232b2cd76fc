/// Ways from the subject to ends, by trying every set of entities.
extension QuestionGraph {
  /// The tokens by bits that a way uses where it passes each node.
  private func uses(groupsShareNames: Bool) -> [Int] {
    entities.indices.map { node in
      guard let token = tokenOfNode[node] else { return 0 }
      var uses = 1 << token
      if groupsShareNames, tokens[token].isGroup {
        for key in tokens[token].members {
          let own = Token(members: [key], isGroup: false)
          if let index = tokens.firstIndex(of: own) { uses |= 1 << index }
        }
      }
      return uses
    }
  }

  /// Whether a way to an end passes only tokens of `allowed`, and the nodes that are reached.
  private func walk(_ allowed: Int, _ uses: [Int]) -> (isThrough: Bool, reached: UInt64) {
    let ends = endNodes
    var reached: UInt64 = 1 << UInt64(start)
    var next = reached
    while next != 0 {
      let node = next.trailingZeroBitCount
      next &= next - 1
      if ends & (1 << UInt64(node)) != 0 { continue }
      var above = upstream[node] & ~reached
      while above != 0 {
        let giver = above.trailingZeroBitCount
        above &= above - 1
        guard uses[giver] & ~allowed == 0 else { continue }
        reached |= 1 << UInt64(giver)
        next |= 1 << UInt64(giver)
      }
    }
    return (reached & ends != 0, reached)
  }

  private var allTokens: Int { (1 << tokens.count) - 1 }

  /// The most ways of which no two share an entity besides the subject.
  func disjointWays(groupsShareNames: Bool) -> Int {
    if isOwnEnd { return 0 }
    let uses = uses(groupsShareNames: groupsShareNames)
    var minimal: [Int] = []
    for set in (0...allTokens).sorted(by: { $0.nonzeroBitCount < $1.nonzeroBitCount }) {
      if minimal.contains(where: { $0 & ~set == 0 }) { continue }
      if walk(set, uses).isThrough { minimal.append(set) }
    }
    return Self.packed(minimal[...], into: allTokens)
  }

  /// The most of `sets` that lie in `free` and apart from each other.
  private static func packed(_ sets: ArraySlice<Int>, into free: Int) -> Int {
    guard let first = sets.first else { return 0 }
    let without = packed(sets.dropFirst(), into: free)
    guard first & ~free == 0 else { return without }
    return max(without, 1 + packed(sets.dropFirst(), into: free & ~first))
  }

  private func tokens(of set: Int) -> Set<Token> {
    Set(tokens.indices.filter { set & (1 << $0) != 0 }.map { tokens[$0] })
  }

  private func number(_ set: Set<Token>) -> Int {
    set.reduce(0) { number, token in number | (tokens.firstIndex(of: token).map { 1 << $0 } ?? 0) }
  }

  /// Every smallest set without which no end is reached; none where the subject is its own end.
  var smallestCuts: Set<Set<Token>> {
    if isOwnEnd { return [] }
    let uses = uses(groupsShareNames: false)
    var found: Set<Set<Token>> = []
    var size = Int.max
    for set in (0...allTokens).sorted(by: { $0.nonzeroBitCount < $1.nonzeroBitCount }) {
      if set.nonzeroBitCount > size { break }
      if walk(allTokens & ~set, uses).isThrough { continue }
      size = set.nonzeroBitCount
      found.insert(tokens(of: set))
    }
    return found
  }

  /// Whether no end is reached without `set`.
  package func isCut(_ set: Set<Token>) -> Bool {
    !isOwnEnd && !walk(allTokens & ~number(set), uses(groupsShareNames: false)).isThrough
  }

  /// The cut that lets the subject reach the least: what it lets it reach, all the others do.
  func nearest(of cuts: Set<Set<Token>>) -> Set<Token>? {
    let uses = uses(groupsShareNames: false)
    let reach = cuts.map { ($0, walk(allTokens & ~number($0), uses).reached) }
    return reach.first { _, least in reach.allSatisfy { least & ~$0.1 == 0 } }?.0
  }

  /// Entities and groups that every way passes.
  var singles: Set<Token> {
    Set(tokens.filter { isCut([$0]) })
  }

  /// Entities and groups without which a subject that is supported is not.
  func supportSingles(_ reading: QuestionReading) -> Set<Token> {
    let subject: UInt64 = 1 << UInt64(start)
    guard !isOwnEnd, supported(reading: reading) & subject != 0 else { return [] }
    return Set(tokens.filter { supported(out: [$0], reading: reading) & subject == 0 })
  }

  /// For each set of ends, by number, whether it supports the subject.
  private func supports(_ reading: QuestionReading, _ ends: [Token]) -> [Bool] {
    let subject: UInt64 = 1 << UInt64(start)
    return (0..<(1 << ends.count)).map { set in
      let missing = ends.indices.filter { set & (1 << $0) == 0 }.map { ends[$0] }
      return supported(missing: Set(missing), reading: reading) & subject != 0
    }
  }

  private func minimal(_ ends: [Token], _ holds: (Int) -> Bool) -> Set<Set<Token>> {
    var found: [Int] = []
    for set in (0..<(1 << ends.count)).sorted(by: { $0.nonzeroBitCount < $1.nonzeroBitCount }) {
      if !found.contains(where: { $0 & ~set == 0 }), holds(set) { found.append(set) }
    }
    return Set(
      found.map { set in Set(ends.indices.filter { set & (1 << $0) != 0 }.map { ends[$0] }) })
  }

  /// The minimal sets of ends that support the subject.
  func minimalSupports(_ reading: QuestionReading) -> Set<Set<Token>> {
    let ends = endTokens.inOrder()
    let supports = supports(reading, ends)
    return minimal(ends) { supports[$0] }
  }

  /// The minimal sets of ends without which nothing supports the subject.
  func minimalCuts(_ reading: QuestionReading) -> Set<Set<Token>> {
    let ends = endTokens.inOrder()
    let supports = supports(reading, ends)
    let all = (1 << ends.count) - 1
    return minimal(ends) { !supports[all & ~$0] }
  }
}
