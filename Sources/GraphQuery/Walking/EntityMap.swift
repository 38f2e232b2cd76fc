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
///
/// A hash table as `EntityMap` is: one agent may be met with as many matters as it has documents.
struct VertexTable {
  private(set) var vertices: [MatterVertex] = []

  /// The number of a vertex plus one, or zero where a slot is free; at most half are taken.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)

  /// Vertices that stand apart: they have no slot.
  private var separate: Set<Int> = []

  /// The number of a vertex, and whether this is the first time that it is asked for.
  mutating func number(of vertex: MatterVertex) -> (index: Int, isNew: Bool) {
    var slot = start(vertex)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if vertices[index] == vertex { return (index, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    vertices.append(vertex)
    slots[slot] = UInt32(vertices.count)
    if vertices.count * 2 > slots.count { grow() }
    return (vertices.count - 1, true)
  }

  /// Gives a number that `number(of:)` never gives, for a vertex that stands apart from its equals.
  mutating func separateNumber(for vertex: MatterVertex) -> Int {
    vertices.append(vertex)
    separate.insert(vertices.count - 1)
    if vertices.count * 2 > slots.count { grow() }
    return vertices.count - 1
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, vertex) in vertices.enumerated() where !separate.contains(index) {
      var slot = start(vertex)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(index + 1)
    }
  }

  /// Three odd factors, and the shifts of MurmurHash3's finalizer.
  private func start(_ vertex: MatterVertex) -> Int {
    var mixed = UInt64(bitPattern: vertex.entity.rawValue) &* 0x9e37_79b9_7f4a_7c15
    mixed ^= UInt64(bitPattern: vertex.matter.claim?.rawValue ?? 0) &* 0xff51_afd7_ed55_8ccd
    mixed ^= UInt64(bitPattern: vertex.matter.document?.rawValue ?? 0) &* 0xc4ce_b9fe_1a85_ec53
    mixed = (mixed ^ mixed >> 33) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: mixed >> 33) & (slots.count - 1)
  }
}
