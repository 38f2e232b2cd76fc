/// The idle statements of a connection, by SQL text.
///
/// A statement in use is not in here, so that a second use of the same text cannot disturb it.
struct StatementCache {
  private let capacity: Int
  private var idle: [String: (statement: PreparedStatement, returned: UInt64)] = [:]
  private var returnCount: UInt64 = 0

  init(capacity: Int) {
    self.capacity = capacity
  }

  var count: Int { idle.count }

  mutating func take(_ sql: String) -> PreparedStatement? {
    idle.removeValue(forKey: sql)?.statement
  }

  /// Keeps `statement`, which must be reset and without bindings, for its next use.
  ///
  /// The statement that has waited longest goes when there are too many.
  mutating func put(_ statement: PreparedStatement) {
    guard idle[statement.sql] == nil else { return }
    returnCount += 1
    idle[statement.sql] = (statement, returnCount)
    if idle.count > capacity,
      let oldest = idle.min(by: { $0.value.returned < $1.value.returned })
    {
      idle[oldest.key] = nil
    }
  }

  mutating func removeAll() {
    idle.removeAll()
  }
}
