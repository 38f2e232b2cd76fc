import HeadwaterModel

/// The fewest entities that a set of names can stand for, by verdicts that leave it open.
struct OriginInterval {
  /// Above so many entities joined by open verdicts the number is a lower bound.
  static var exactLimit: Int { 12 }

  private let possiblySame: [EntityID: Set<EntityID>]
  private let distinct: Set<EntityPair>

  init(_ verdicts: OpenVerdicts) {
    var joined: [EntityID: Set<EntityID>] = [:]
    for pair in verdicts.possiblySame {
      joined[pair.source, default: []].insert(pair.target)
      joined[pair.target, default: []].insert(pair.source)
    }
    possiblySame = joined
    distinct = Set(verdicts.distinct)
  }

  /// The fewest groups: all members of one are joined by verdicts inside it, and none distinct.
  ///
  /// - Complexity: O(3ⁿ) for n entities joined by open verdicts, n at most `exactLimit`.
  func fewest(_ entities: Set<EntityID>) -> Int {
    var left = entities
    var count = 0
    for entity in entities.sorted() where left.contains(entity) {
      let component = component(of: entity, in: entities)
      left.subtract(component)
      count += fewestGroups(component.sorted())
    }
    return count
  }

  private func component(of entity: EntityID, in entities: Set<EntityID>) -> Set<EntityID> {
    var component: Set<EntityID> = [entity]
    var stack = [entity]
    while let next = stack.popLast() {
      for other in possiblySame[next] ?? [] where entities.contains(other) {
        if component.insert(other).inserted { stack.append(other) }
      }
    }
    return component
  }

  private func areDistinct(_ one: EntityID, _ other: EntityID) -> Bool {
    distinct.contains(EntityPair(min(one, other), max(one, other)))
  }

  private func fewestGroups(_ members: [EntityID]) -> Int {
    let hasDistinct = members.indices.contains { one in
      members[..<one].contains { areDistinct($0, members[one]) }
    }
    guard hasDistinct else { return 1 }
    // Two that are distinct are in two groups; more can only be needed.
    guard members.count <= Self.exactLimit else { return 2 }
    let sets = 1 << members.count
    var best = [Int](repeating: members.count, count: sets)
    best[0] = 0
    let canBeOne = (0..<sets).map { isGroup($0, members) }
    for set in 1..<sets {
      var part = set
      while part > 0 {
        if canBeOne[part] { best[set] = min(best[set], best[set & ~part] + 1) }
        part = (part - 1) & set
      }
    }
    return best[sets - 1]
  }

  /// Whether the members in a set of bits can be one entity.
  private func isGroup(_ set: Int, _ members: [EntityID]) -> Bool {
    let chosen = members.indices.filter { set >> $0 & 1 == 1 }.map { members[$0] }
    guard let first = chosen.first else { return false }
    for one in chosen.indices where chosen[..<one].contains(where: { areDistinct($0, chosen[one]) })
    {
      return false
    }
    return component(of: first, in: Set(chosen)).count == chosen.count
  }
}
