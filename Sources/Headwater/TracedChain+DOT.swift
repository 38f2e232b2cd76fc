import HeadwaterModel
import Interchange

extension TracedChain {
  /// Chains as one picture in Graphviz's DOT language, the subject on the left.
  ///
  /// Every entity and every attribution of the hops is drawn once, with its relation's phrase and
  /// the locator of its first evidence; possible ones are dashed. Stances are not drawn. Equal
  /// chains give equal text. With `legend`, shapes and lines are explained in the picture itself.
  public static func dot(of chains: some Sequence<TracedChain>, legend: Bool = false) -> String {
    var nodes: [PictureNode] = []
    var edges: [PictureEdge] = []
    var positions: [String: Int] = [:]
    var drawn: Set<String> = []
    for chain in chains {
      for (index, entity) in chain.entities.enumerated() where positions[entity.key] == nil {
        positions[entity.key] = nodes.count
        nodes.append(
          PictureNode(
            id: entity.key, name: entity.name, kind: entity.baseKind, kindName: entity.kind,
            naming: entity.naming, isSubject: index == 0))
      }
      if let last = chain.entities.last, let position = positions[last.key],
        nodes[position].end == nil
      {
        nodes[position].end = chain.end.rawValue
      }
      for hop in chain.hops {
        for attribution in hop.attributions
        where drawn.insert(attribution.record.id ?? "").inserted {
          edges.append(edge(attribution, of: hop))
        }
      }
    }
    return DOTWriter.dot(Picture(nodes: nodes, edges: edges, legend: legend))
  }

  private static func edge(_ attribution: TracedAttribution, of hop: TracedHop) -> PictureEdge {
    let record = attribution.record
    return PictureEdge(
      id: record.id ?? "", source: hop.giver, target: hop.receiver,
      phrase: attribution.relation.forwardPhrase, date: record.date?.text,
      locator: record.evidence.first?.locator, role: attribution.relation.role,
      relation: attribution.relation.name, isPossible: !attribution.isEstablished,
      isAnachronistic: hop.isAnachronistic)
  }
}
