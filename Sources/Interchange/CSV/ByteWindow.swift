/// The part of an input that is in memory: from the first byte still needed to the last one read.
///
/// Positions count from the first byte kept, so they stay right when the window grows or moves.
/// Pointers do not: take `base` anew after each `extend()`.
struct ByteWindow: ~Copyable {
  /// How many bytes are in memory.
  private(set) var count = 0

  /// The offset in the input of the first byte kept.
  private(set) var offset = 0

  private var input: ByteInput
  private var storage: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0

  init(_ input: consuming ByteInput) {
    capacity = 2 * input.chunkSize
    storage = .allocate(capacity: capacity)
    self.input = input
  }

  deinit {
    storage.deallocate()
  }

  /// The first byte kept; `count` bytes from here on may be read until the next mutation.
  var base: UnsafePointer<UInt8> {
    UnsafePointer(storage + start)
  }

  /// Gives up the first `length` bytes.
  mutating func drop(_ length: Int) {
    precondition(length >= 0 && length <= count, "the window has not that many bytes")
    start += length
    offset += length
    count -= length
  }

  /// Reads on, keeping what is there, and tells whether there was anything more.
  ///
  /// - Complexity: O(chunk), amortised: moving and doubling each pay for the reads that follow.
  mutating func extend() throws(ByteInput.Failure) -> Bool {
    if capacity - start - count < input.chunkSize { makeRoom() }
    let free = UnsafeMutableRawBufferPointer(
      start: storage + start + count, count: capacity - start - count)
    let found = try input.read(into: free)
    count += found
    return found > 0
  }

  private mutating func makeRoom() {
    if count <= capacity / 2 {
      storage.update(from: storage + start, count: count)
    } else {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity)
      larger.update(from: storage + start, count: count)
      storage.deallocate()
      storage = larger
      capacity *= 2
    }
    start = 0
  }
}
