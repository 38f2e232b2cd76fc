import CaseStore
import GraphQuery
import Synchronization

/// One trace that is gone through: a reading of the case, and how far it has come.
///
/// Everything happens on a queue of its own. The reading ends with the last chain, with an error,
/// or with the feed itself.
final class ChainFeed: Sendable {
  fileprivate struct Walk {
    let reading: CaseReading
    var iterator: ChainIterator
    var details = ChainDetails()
  }

  private struct State {
    var hasBegun = false

    /// Nil before and after.
    var walk: Walk?
  }

  private let question: ChainSequence
  private let queue = WorkQueue("headwater.trace")
  private let stop = StopFlag()
  private let state = Mutex(State())

  init(_ question: ChainSequence) {
    self.question = question
  }

  deinit {
    guard let reading = state.withLock({ $0.walk?.reading }) else { return }
    let owner = question.owner
    queue.later { owner.end(reading) }
  }

  /// The next chains; fewer than asked for are the last.
  func chains(atMost count: Int) async throws -> [TracedChain] {
    try await queue.run(stop: stop) { _ in
      try self.state.withLock { try self.read(atMost: count, &$0) }
    }
  }

  /// Gives the rest up, and lets the reading go.
  func abandon() {
    stop.set()
    queue.later { self.state.withLock { self.end(&$0) } }
  }

  private func read(atMost count: Int, _ state: inout State) throws -> [TracedChain] {
    if !state.hasBegun {
      state.hasBegun = true
      state.walk = try begin()
    }
    guard let reading = state.walk?.reading else { return [] }
    do {
      let chains = try reading.withReader { reader in
        try state.walk?.next(count, in: reader, stop) ?? []
      }
      if chains.count < count { end(&state) }
      return chains
    } catch {
      end(&state)
      throw error
    }
  }

  private func begin() throws -> Walk {
    let reading = try question.owner.beginReading(revealWithheld: question.revealWithheld)
    do {
      return try reading.withReader { reader in
        let trace = try reader.trace(question.subject, question.options, stop: stop)
        return Walk(reading: reading, iterator: trace.makeIterator())
      }
    } catch {
      question.owner.end(reading)
      throw error
    }
  }

  private func end(_ state: inout State) {
    if let reading = state.walk?.reading { question.owner.end(reading) }
    state.walk = nil
  }
}

extension ChainFeed.Walk {
  /// The next chains; fewer than asked for are the last.
  fileprivate mutating func next(
    _ count: Int, in reader: CaseReader, _ stop: StopFlag
  ) throws -> [TracedChain] {
    var chains: [TracedChain] = []
    while chains.count < count {
      try stop.check()
      guard let chain = iterator.next() else { break }
      chains.append(try details.tell(chain, in: reader))
    }
    // An end that the flag brought about is none.
    if iterator.stopReason != nil { throw CancellationError() }
    return chains
  }
}
