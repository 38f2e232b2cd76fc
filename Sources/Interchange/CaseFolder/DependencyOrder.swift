import HeadwaterModel

/// Orders items so that each comes after the one that it refers to, and otherwise as they were.
///
/// A reference to what is not among the items counts for nothing. Items that refer to each other
/// in a ring come out all the same, in some order that depends on the items alone. Of several
/// items of one id the first is the one that is referred to.
///
/// - Complexity: O(items).
func orderedByReference<Item>(
  _ items: [Item], id: (Item) -> String?, reference: (Item) -> String?
) -> [Item] {
  var positions: [ExactText: Int] = [:]
  for (index, item) in items.enumerated() {
    guard let id = id(item) else { continue }
    if positions[ExactText(id)] == nil { positions[ExactText(id)] = index }
  }
  var ordered: [Item] = []
  ordered.reserveCapacity(items.count)
  var isVisited = [Bool](repeating: false, count: items.count)
  for start in items.indices where !isVisited[start] {
    var walk = [start]
    isVisited[start] = true
    while let wanted = walk.last.flatMap({ reference(items[$0]) }),
      let next = positions[ExactText(wanted)], !isVisited[next]
    {
      isVisited[next] = true
      walk.append(next)
    }
    for index in walk.reversed() { ordered.append(items[index]) }
  }
  return ordered
}
