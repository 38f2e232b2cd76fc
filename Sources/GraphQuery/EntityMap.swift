import HeadwaterModel

/// Values by entity: a hash table with open addressing, its values side by side in one array.
///
/// A walk looks entities up several times for each attribution; the keys are small numbers of our
/// own, so that no hash that withstands an attacker is needed.
struct EntityMap<Value: Sendable>: Sendable {
  /// The values in the order in which their entities first came.
  private(set) var values: [Value] = []

  /// The entities, as `values`.
  private(set) var keys: [EntityID] = []

  /// The position of an entity plus one; zero where a slot is free.
  ///
  /// At most half are taken.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)

  /// The position of an entity in `values`; nil if it has none.
  func position(of id: EntityID) -> Int? {
    var slot = start(id)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if keys[position] == id { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  subscript(id: EntityID) -> Value? {
    position(of: id).map { values[$0] }
  }

  func contains(_ id: EntityID) -> Bool { position(of: id) != nil }

  /// Gives an entity a value in place of the one it had.
  mutating func set(_ id: EntityID, to value: Value) {
    if let position = position(of: id) {
      values[position] = value
    } else {
      append(id, value)
    }
  }

  /// Gives an entity a value if it has none.
  ///
  /// - Returns: Whether it had none.
  mutating func insert(_ id: EntityID, _ value: Value) -> Bool {
    if contains(id) { return false }
    append(id, value)
    return true
  }

  private mutating func append(_ id: EntityID, _ value: Value) {
    if (keys.count + 1) * 2 > slots.count { grow() }
    keys.append(id)
    values.append(value)
    place(id, keys.count)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (position, key) in keys.enumerated() { place(key, position + 1) }
  }

  private mutating func place(_ id: EntityID, _ number: Int) {
    var slot = start(id)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number)
  }

  /// Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4).
  private func start(_ id: EntityID) -> Int {
    let mixed = UInt64(bitPattern: id.rawValue) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed >> 32) & (slots.count - 1)
  }
}

/// The numbers of entities with their matters, given as they are first met.
struct VertexTable {
  private(set) var vertices: [MatterVertex] = []

  /// The first vertex of each entity, and behind each vertex the next one of its entity.
  private var first = EntityMap<Int32>()
  private var next: [Int32] = []

  /// The number of a vertex, and whether this is the first time that it is asked for.
  mutating func number(of vertex: MatterVertex) -> (index: Int, isNew: Bool) {
    let number = Int32(vertices.count)
    guard !first.insert(vertex.entity, number), let known = first[vertex.entity] else {
      append(vertex)
      return (Int(number), true)
    }
    var index = known
    while vertices[Int(index)].matter != vertex.matter {
      if next[Int(index)] < 0 {
        next[Int(index)] = number
        append(vertex)
        return (Int(number), true)
      }
      index = next[Int(index)]
    }
    return (Int(index), false)
  }

  /// Gives a number that `number(of:)` never gives, for a vertex that stands apart from its equals.
  mutating func separateNumber(for vertex: MatterVertex) -> Int {
    append(vertex)
    return vertices.count - 1
  }

  private mutating func append(_ vertex: MatterVertex) {
    vertices.append(vertex)
    next.append(-1)
  }
}
