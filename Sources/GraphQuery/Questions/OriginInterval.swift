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

  /// The fewest entities that these can be.
  ///
  /// Two can be one by way of others that are not among them. In a group that is one entity all are
  /// joined by verdicts inside it, and none are distinct.
  ///
  /// - Complexity: O(3ⁿ) for n entities joined by open verdicts, n at most `exactLimit`.
  func fewest(_ entities: Set<EntityID>) -> Int {
    var left = entities
    var count = 0
    for entity in entities.sorted() where left.contains(entity) {
      let component = component(of: entity) { _ in true }
      let named = component.intersection(entities)
      left.subtract(named)
      count += named.count == 1 ? 1 : fewestGroups(of: named, among: component.sorted())
    }
    return count
  }

  /// All that verdicts join to an entity by way of what is taken.
  private func component(
    of entity: EntityID, _ isTaken: (EntityID) -> Bool
  ) -> Set<EntityID> {
    var component: Set<EntityID> = [entity]
    var stack = [entity]
    while let next = stack.popLast() {
      for other in possiblySame[next] ?? [] where isTaken(other) {
        if component.insert(other).inserted { stack.append(other) }
      }
    }
    return component
  }

  private func areDistinct(_ one: EntityID, _ other: EntityID) -> Bool {
    distinct.contains(EntityPair(min(one, other), max(one, other)))
  }

  private func fewestGroups(of named: Set<EntityID>, among members: [EntityID]) -> Int {
    func hasDistinct(_ ids: [EntityID]) -> Bool {
      ids.indices.contains { one in ids[..<one].contains { areDistinct($0, ids[one]) } }
    }
    guard hasDistinct(members) else { return 1 }
    // Two that are distinct are in two groups; more can only be needed.
    guard members.count <= Self.exactLimit else { return hasDistinct(named.sorted()) ? 2 : 1 }
    let sets = 1 << members.count
    let canBeOne = (0..<sets).map { isGroup($0, members) }
    let wanted = members.indices.reduce(0) { named.contains(members[$1]) ? $0 | 1 << $1 : $0 }
    var best = [Int](repeating: named.count, count: sets)
    best[0] = 0
    for set in 1..<sets {
      var part = set
      while part > 0 {
        if canBeOne[part] { best[set] = min(best[set], best[set & ~part] + 1) }
        part = (part - 1) & set
      }
    }
    return (0..<sets).filter { $0 & wanted == wanted }.map { best[$0] }.min() ?? named.count
  }

  /// Whether the members in a set of bits can be one entity.
  private func isGroup(_ set: Int, _ members: [EntityID]) -> Bool {
    let chosen = members.indices.filter { set >> $0 & 1 == 1 }.map { members[$0] }
    guard let first = chosen.first else { return false }
    for one in chosen.indices
    where chosen[..<one].contains(where: { areDistinct($0, chosen[one]) }) {
      return false
    }
    let group = Set(chosen)
    return component(of: first, group.contains).count == chosen.count
  }
}
