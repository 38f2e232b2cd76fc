/// The order of texts by their UTF-8 bytes, which is also that of their Unicode scalars.
///
/// It is SQLite's order too. Swift's own `<` goes by normal forms, and holds no total order for
/// texts that begin with or differ in combining marks.
package enum ByteOrder {
  package static func precedes(_ left: String, _ right: String) -> Bool {
    let known = left.utf8.withContiguousStorageIfAvailable { left in
      right.utf8.withContiguousStorageIfAvailable { precedes(left, $0) }
    }
    return (known ?? nil) ?? left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private static func precedes(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let common = min(left.count, right.count)
    var index = 0
    while index < common {
      if left[index] != right[index] { return left[index] < right[index] }
      index += 1
    }
    return left.count < right.count
  }
}
