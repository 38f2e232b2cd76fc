/// For each node another node or nil, in 4 bytes.
public struct OptionalNodes: RandomAccessCollection, Hashable, Sendable {
  private let words: [UInt32]

  init(words: [UInt32]) {
    self.words = words
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { words.count }

  public subscript(node: Int) -> Int? {
    words[node] == none ? nil : Int(words[node])
  }
}
