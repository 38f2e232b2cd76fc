/// Whole numbers by position, in as few bytes as they take: none where they follow one another.
enum NumberColumn: Sendable {
  case run(first: Int64, count: Int)
  case narrow([UInt32])
  case wide([Int64])

  init(_ numbers: [Int64]) {
    guard let first = numbers.first else {
      self = .narrow([])
      return
    }
    // Overflow wraps, and then no number is where a run would have it.
    if numbers.indices.allSatisfy({ numbers[$0] == first &+ Int64($0) }) {
      self = .run(first: first, count: numbers.count)
    } else if numbers.allSatisfy({ UInt32(exactly: $0) != nil }) {
      self = .narrow(numbers.map { UInt32(truncatingIfNeeded: $0) })
    } else {
      self = .wide(numbers)
    }
  }

  subscript(position: Int) -> Int64 {
    switch self {
    case .run(let first, _): first + Int64(position)
    case .narrow(let numbers): Int64(numbers[position])
    case .wide(let numbers): numbers[position]
    }
  }

  var count: Int {
    switch self {
    case .run(_, let count): count
    case .narrow(let numbers): numbers.count
    case .wide(let numbers): numbers.count
    }
  }

  var byteCount: Int {
    switch self {
    case .run: 0
    case .narrow(let numbers): numbers.count * 4
    case .wide(let numbers): numbers.count * 8
    }
  }

  /// The position of a number, where they ascend; nil if it is not among them.
  ///
  /// - Complexity: O(log n).
  func position(of number: Int64) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? low : nil
  }
}
