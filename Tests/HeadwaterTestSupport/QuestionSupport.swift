/// What the definitions leave open of attributions that are needed together.
package struct QuestionReading: Hashable, Sendable {
  /// Which attributions a joint group has.
  package enum Group: Hashable, Sendable {
    /// All recorded ones into the entity, those that are no step too, and which therefore fail it.
    case asRecorded
    /// Those that are steps on the matter, or would be one if nothing were dropped.
    case onTheMatter
    /// Those that are steps.
    case steps
  }

  /// What an end is carried over.
  package enum Carrying: Hashable, Sendable {
    /// Any step between supported entities.
    case supportedEntities
    /// Steps that are alternatives, and those of groups that are whole.
    case wholeGroups
  }

  package var group: Group
  package var carrying: Carrying

  package init(_ group: Group = .onTheMatter, _ carrying: Carrying = .supportedEntities) {
    self.group = group
    self.carrying = carrying
  }
}

/// Support, with attributions that are needed together.
extension QuestionGraph {
  /// The nodes that are supported, by rounds until nothing changes.
  ///
  /// Nodes of the tokens in `out` are taken out; ends of those in `missing` support nothing.
  package func supported(
    out: Set<Token> = [], missing: Set<Token> = [], reading: QuestionReading = QuestionReading()
  ) -> UInt64 {
    var supported: UInt64 = 0
    let ends = endNodes
    let nodes = entities.indices.filter { node in
      tokenOfNode[node].map { !out.contains(tokens[$0]) } ?? true
    }
    while true {
      let before = supported
      for node in nodes where supported & (1 << UInt64(node)) == 0 {
        let isEnd = ends & (1 << UInt64(node)) != 0 && !missing.contains(endToken(of: node))
        if isEnd || isSupported(node, by: supported, reading) {
          supported |= 1 << UInt64(node)
        }
      }
      if supported == before { return supported }
    }
  }

  private func isSupported(
    _ node: Int, by supported: UInt64, _ reading: QuestionReading
  ) -> Bool {
    edges.contains { edge in
      edge.from == node && holds(edge, by: supported, reading)
    }
  }

  /// Whether the giver of `edge` is supported, and the givers of all that it is needed with.
  private func holds(_ edge: Edge, by supported: UInt64, _ reading: QuestionReading) -> Bool {
    guard supported & (1 << UInt64(edge.to)) != 0 else { return false }
    guard let joint = edge.attribution.joint else { return true }
    let steps = edges.filter { $0.from == edge.from && $0.attribution.joint == joint }
    guard steps.allSatisfy({ supported & (1 << UInt64($0.to)) != 0 }) else { return false }
    if reading.group == .steps { return true }
    let members = world.attributions.filter { member in
      member.isFlow && member.joint == joint && member.target == entities[edge.from]
        && !steps.contains { $0.attribution.id == member.id }
    }
    if reading.group == .asRecorded { return members.isEmpty }
    return members.allSatisfy { !dropped.contains(Dropped(node: edge.from, id: $0.id)) }
  }

  /// The ends that the subject still has when `out` is taken out.
  ///
  /// With steps that are needed together, only supported entities carry an end.
  package func endsLeft(
    out: Set<Token>, reading: QuestionReading = QuestionReading()
  ) -> Set<Token> {
    endsLeft(from: 1 << UInt64(start), out: out, reading: reading)
  }

  /// The same for other nodes than the subject's.
  package func endsLeft(
    from nodes: UInt64, out: Set<Token>, reading: QuestionReading = QuestionReading()
  ) -> Set<Token> {
    let supported = supported(out: out, reading: reading)
    var reach = nodes & supported
    while true {
      let before = reach
      for edge in edges where reach & (1 << UInt64(edge.from)) != 0 {
        let isCarried =
          reading.carrying == .wholeGroups
          ? holds(edge, by: supported, reading) : supported & (1 << UInt64(edge.to)) != 0
        if isCarried { reach |= 1 << UInt64(edge.to) }
      }
      if reach == before { break }
    }
    let found = reach & endNodes
    return Set(entities.indices.filter { found & (1 << UInt64($0)) != 0 }.map { endToken(of: $0) })
  }

  /// The tokens at which walks from the subject end.
  package var endTokens: Set<Token> {
    let found = endNodes
    return Set(entities.indices.filter { found & (1 << UInt64($0)) != 0 }.map { endToken(of: $0) })
  }
}

extension OracleAttribution {
  /// Whether it can be part of the flow at all.
  var isFlow: Bool {
    let role = OracleRole(relation: relation)
    return status == .recorded && (role == .transmission || role == .origination)
      && target != nil && target != source
  }
}

extension Sequence where Element == QuestionGraph.Token {
  /// The same in order: by keys, groups by their first.
  package func inOrder() -> [QuestionGraph.Token] {
    sorted { OracleKeys.precede($0.members, $1.members) }
  }
}
