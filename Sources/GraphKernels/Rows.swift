/// The word for no node, no place, no number: none is as large, as a snapshot checks.
let none = UInt32.max

/// The rows of a snapshot for the inner loops of a kernel, for the same reason as `Scratch`.
struct Rows {
  let offsets: UnsafeBufferPointer<UInt32>
  let targets: UnsafeBufferPointer<UInt32>

  func start(_ node: UInt32) -> Int { Int(offsets[Int(node)]) }
  func end(_ node: UInt32) -> Int { Int(offsets[Int(node) + 1]) }

  func row(_ node: UInt32) -> Range<Int> {
    // Offsets never fall, so that the end is not below the start.
    Range(uncheckedBounds: (start(node), end(node)))
  }

  func neighbours(_ node: UInt32) -> Slice<UnsafeBufferPointer<UInt32>> { targets[row(node)] }
}

extension AdjacencySnapshot {
  /// Lends the rows for as long as `body` runs.
  func withRows<Answer, Failure: Error>(
    _ body: (Rows) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try offsets.withUnsafeBufferPointer { offsets throws(Failure) in
      try targets.withUnsafeBufferPointer { targets throws(Failure) in
        try body(Rows(offsets: offsets, targets: targets))
      }
    }
  }
}
