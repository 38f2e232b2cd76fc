/// Memory for the inner loops of a kernel, freed when its owner goes.
///
/// An array checks bounds and sole ownership at each access; in loops that touch a few words an
/// edge this more than doubles the time. Here bounds are checked in debug builds alone, where the
/// tests run; indices come from an `AdjacencySnapshot`, which has checked them once.
struct Scratch<Element: BitwiseCopyable>: ~Copyable {
  let buffer: UnsafeMutableBufferPointer<Element>

  init(repeating element: Element, count: Int) {
    buffer = .allocate(capacity: count)
    buffer.initialize(repeating: element)
  }

  /// Memory that is written before it is read: pages that are never written to cost nothing.
  init(uninitialized count: Int) {
    buffer = .allocate(capacity: count)
  }

  deinit { buffer.deallocate() }

  subscript(index: Int) -> Element {
    get { buffer[index] }
    nonmutating set { buffer[index] = newValue }
  }

  subscript(index: UInt32) -> Element {
    get { buffer[Int(index)] }
    nonmutating set { buffer[Int(index)] = newValue }
  }

  func array(_ range: Range<Int>) -> [Element] {
    Array(buffer[range])
  }

  func array() -> [Element] { Array(buffer) }
}

// The memory has one owner, since a scratch cannot be copied.
extension Scratch: @unchecked Sendable where Element: Sendable {}
