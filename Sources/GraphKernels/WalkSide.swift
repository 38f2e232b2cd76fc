/// One side of a walk: which nodes it has come to, in which order, kept from walk to walk.
///
/// Each walk has a number of its own, and a mark is a number with the node's position in the walk:
/// the marks of former walks are out of date without being cleared. Number and position stand in
/// one word, so that to look at a node costs one access to memory.
struct WalkSide: ~Copyable {
  private var walk: UInt32 = 0
  private let marks: Scratch<UInt64>

  /// The nodes come to, in order.
  let queue: Scratch<UInt32>

  /// A word for each position in the queue, for the walk to use.
  let note: Scratch<UInt32>
  private(set) var count = 0

  init(nodeCount: Int) {
    marks = Scratch(repeating: 0, count: nodeCount)
    queue = Scratch(repeating: 0, count: nodeCount)
    note = Scratch(repeating: 0, count: nodeCount)
  }

  /// Forgets the walk before.
  mutating func begin() {
    if walk == .max {
      marks.buffer.update(repeating: 0)
      walk = 0
    }
    walk += 1
    count = 0
  }

  func contains(_ node: UInt32) -> Bool {
    UInt32(truncatingIfNeeded: marks[node] >> 32) == walk
  }

  /// The position of a node in the queue; none where the walk has not come.
  func position(_ node: UInt32) -> UInt32 {
    contains(node) ? UInt32(truncatingIfNeeded: marks[node]) : none
  }

  /// Comes to a node, if it is new.
  @discardableResult
  mutating func reach(_ node: UInt32, note word: UInt32) -> Bool {
    if contains(node) { return false }
    marks[node] = UInt64(walk) << 32 | UInt64(count)
    queue[count] = node
    note[count] = word
    count += 1
    return true
  }
}
