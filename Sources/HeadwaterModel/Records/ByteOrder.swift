/// The order of texts by their UTF-8 bytes, which is also that of their Unicode scalars.
///
/// It is SQLite's order too. Swift's own `<` goes by normal forms, and holds no total order for
/// texts that begin with or differ in combining marks.
package enum ByteOrder {
  package static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
