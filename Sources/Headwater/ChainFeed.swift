import CaseStore
import GraphQuery
import Synchronization

/// One trace that is gone through: a reading of the case, and how far it has come.
///
/// Everything happens on a queue of its own. The reading ends with the last chain, with an error,
/// or with the feed itself.
final class ChainFeed: Sendable {
  private struct Walk {
    let reading: CaseReading
    var iterator: ChainIterator
    var details = ChainDetails()
  }

  private enum State {
    case waiting
    case walking(Walk)
    case ended
  }

  private let question: ChainSequence
  private let queue = WorkQueue("headwater.trace")
  private let stop = StopFlag()
  private let state = Mutex(State.waiting)

  init(_ question: ChainSequence) {
    self.question = question
  }

  deinit {
    if case .walking(let walk) = state.withLock({ $0 }) {
      let owner = question.owner
      queue.later { owner.end(walk.reading) }
    }
  }

  /// The next chains; fewer than asked for are the last.
  func chains(atMost count: Int) async throws -> [TracedChain] {
    try await queue.run(stop: stop) { _ in try self.read(atMost: count) }
  }

  private func read(atMost count: Int) throws -> [TracedChain] {
    try state.withLock { state in
      // Taken out, so that its parts are changed in place.
      let taken = state
      state = .ended
      var walk: Walk
      switch taken {
      case .waiting: walk = try begin()
      case .walking(let going): walk = going
      case .ended: return []
      }
      do {
        let chains = try read(atMost: count, &walk)
        if chains.count == count { state = .walking(walk) } else { end(walk) }
        return chains
      } catch {
        end(walk)
        throw error
      }
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

  private func read(atMost count: Int, _ walk: inout Walk) throws -> [TracedChain] {
    var chains: [TracedChain] = []
    try walk.reading.withReader { reader in
      while chains.count < count {
        try stop.check()
        guard let chain = walk.iterator.next() else { break }
        chains.append(try walk.details.tell(chain, in: reader))
      }
    }
    // An end that the flag brought about is none.
    if walk.iterator.stopReason != nil { throw CancellationError() }
    return chains
  }

  private func end(_ walk: Walk) {
    question.owner.end(walk.reading)
  }
}
