/// The chains upstream of an entity, one at a time.
///
/// Each iteration begins anew, with the case as it is then. Leaving one before its end, by `break`
/// or `prefix`, lets go of what it holds.
public struct ChainSequence: AsyncSequence, Sendable {
  public typealias Element = TracedChain

  let owner: Case
  let subject: String
  let options: Case.TraceOptions
  let revealWithheld: Bool

  public func makeAsyncIterator() -> Iterator {
    Iterator(feed: ChainFeed(self))
  }

  /// Goes through the chains of one state of a case.
  ///
  /// After it has thrown, it has ended.
  public struct Iterator: AsyncIteratorProtocol {
    /// The most chains that are read ahead.
    private static let largestBatch = 64

    private let feed: ChainFeed

    /// Those read ahead, the next one last.
    private var ready: [TracedChain] = []
    private var batch = 1
    private var isFinished = false

    init(feed: ChainFeed) {
      self.feed = feed
    }

    /// The next chain; nil after the last.
    ///
    /// - Throws: What `Case.trace` says; `CancellationError` where the task is cancelled, also
    ///   while chains that were read ahead are left.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws -> TracedChain? {
      do {
        try Task.checkCancellation()
        if ready.isEmpty, !isFinished {
          ready = try await feed.chains(atMost: batch).reversed()
          isFinished = ready.count < batch
          batch = Swift.min(batch * 2, Self.largestBatch)
        }
        return ready.popLast()
      } catch {
        ready = []
        isFinished = true
        feed.abandon()
        throw error
      }
    }
  }
}
