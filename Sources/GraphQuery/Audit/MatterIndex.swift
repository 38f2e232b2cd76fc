import HeadwaterModel

/// The hops on one side of an entity, by what they carry.
///
/// Asked with a hop of the other side, it gives the best of those on the same matter, without a
/// look at each pair. Two hops are on one matter where both carry the same work, or one carries a
/// document that asserts the claim which the other carries; at a document also where one of them
/// names nothing, since the document was used as a whole.
///
/// - Complexity: O(1) a hop, and O(claims) for each document that is named, once.
struct MatterIndex {
  private let record: AuditCase
  private let takesUnnamed: Bool
  private let isBetter: (Int, Int) -> Bool
  private var any: Int?
  private var unnamed: Int?
  private var direct: [Int: Int] = [:]
  private var throughClaims: [Int: Int]?
  private var answers: [Int: Int?] = [:]

  /// Begins an index at an entity; `isBetter` tells which of two hops is to be given.
  init(at position: Int, _ record: AuditCase, isBetter: @escaping (Int, Int) -> Bool) {
    self.record = record
    self.isBetter = isBetter
    takesUnnamed = record.entities.values[position].kind.isWork
  }

  /// Whether nothing was put in.
  var isEmpty: Bool { any == nil }

  mutating func insert(_ edge: Int, carrying work: Int?) {
    any = better(any, edge)
    if let work {
      direct[work] = better(direct[work], edge)
    } else {
      unnamed = better(unnamed, edge)
    }
  }

  /// The best hop on the matter of one that carries `work`; nil if there is none.
  mutating func best(on work: Int?) -> Int? {
    guard let work else { return takesUnnamed ? any : nil }
    if let known = answers[work] { return known }
    if throughClaims == nil { throughClaims = claimsOfNamed() }
    var best = takesUnnamed ? unnamed : nil
    for found in [direct[work], throughClaims?[work]] { best = better(best, found) }
    for claim in record.claims(of: work) { best = better(best, direct[claim]) }
    answers[work] = .some(best)
    return best
  }

  private func claimsOfNamed() -> [Int: Int] {
    var found: [Int: Int] = [:]
    for (work, edge) in direct {
      for claim in record.claims(of: work) { found[claim] = better(found[claim], edge) }
    }
    return found
  }

  private func better(_ left: Int?, _ right: Int?) -> Int? {
    guard let left, let right else { return left ?? right }
    return isBetter(right, left) ? right : left
  }
}

extension AuditCase {
  /// What a hop carries into an entity: what it names, or the document that it hands an agent.
  func workCarried(into edge: AuditEdge) -> Int? {
    if let names = edge.names { return names }
    guard let receiver = edge.receiver, entities.values[receiver].kind.isAgent,
      entities.values[edge.giver].kind == .document
    else { return nil }
    return edge.giver
  }

  /// What a hop carries out of an entity: what it names, the claim, or the work that an agent made.
  func workCarried(outOf edge: AuditEdge) -> Int? {
    if let names = edge.names { return names }
    guard let receiver = edge.receiver else { return nil }
    switch entities.values[receiver].kind {
    case .claim: return receiver
    case .document: return entities.values[edge.giver].kind.isAgent ? receiver : nil
    default: return nil
    }
  }
}
