import GraphKernels
import HeadwaterModel

/// How many chains end where.
///
/// Where walks are chains, the number that comes to a node is the sum of the numbers at its
/// receivers, and no chain is built. Elsewhere a bounded number of chains is gone through.
struct EndCounts {
  private struct Line: Hashable {
    let entity: EntityID
    let end: ChainEnd
  }

  private let network: UpstreamNetwork
  private var countOfNode: [BigCount] = []
  private var countOfLine: [Line: Int] = [:]
  private var isComplete = true

  init(_ network: UpstreamNetwork, stopCheck: @escaping StopCheck) {
    self.network = network
    if network.isPlain, let counts = network.adjacency.pathCounts(from: 0) {
      countOfNode = counts
    } else {
      enumerate(stopCheck)
    }
  }

  func chains(endingAt node: Int) -> ChainTotal {
    if network.isPlain { return ChainTotal(count: countOfNode[node], isExact: true) }
    let place = network.nodes[node]
    return total(place.end.map { countOfLine[Line(entity: place.entity, end: $0)] ?? 0 } ?? 0)
  }

  func chains(inGroup group: Int) -> ChainTotal {
    let members = Set(network.circularEnds[group].map { network.nodes[$0].entity })
    let counts = members.map { countOfLine[Line(entity: $0, end: .circular)] ?? 0 }
    return total(counts.reduce(0, +))
  }

  private func total(_ count: Int) -> ChainTotal {
    ChainTotal(count: BigCount(UInt64(count)), isExact: isComplete)
  }

  private mutating func enumerate(_ stopCheck: @escaping StopCheck) {
    var graph = network.walked
    graph.rankKeys()
    let budget = SearchBudget(checks: 200, stopCheck)
    var chains = ChainEnumerator(
      graph, hops: EntityHops(graph), maxDepth: nil, stopCheck: { budget.check() })
    for _ in 0..<Origins.enumerationLimit {
      guard let chain = chains.next(), let last = chain.entities.last else {
        isComplete = chains.stopReason == nil
        return
      }
      countOfLine[Line(entity: last, end: chain.end), default: 0] += 1
    }
    isComplete = chains.next() == nil && chains.stopReason == nil
  }
}

/// Lets a search ask so many times whether to stop, and then says so.
private final class SearchBudget: @unchecked Sendable {
  // Unchecked: one search asks it, on one thread.
  private var left: Int
  private let stopCheck: StopCheck

  init(checks: Int, _ stopCheck: @escaping StopCheck) {
    left = checks
    self.stopCheck = stopCheck
  }

  func check() -> StopReason? {
    left -= 1
    return stopCheck() ?? (left < 0 ? .time : nil)
  }
}
