import HeadwaterModel

/// The works that may be downstream of some sources: all that the flow from these leads to, whatever
/// the matter.
///
/// One walk along the flow, a batch at a time. A walk upstream that comes to a mark ends, so that
/// marked attributions out of anything but the sources are left out, besides what the filters drop.
struct ImpactCandidates {
  /// By number; no source is among them.
  private(set) var documents: [GraphEntity] = []
  private(set) var claims: [GraphEntity] = []

  /// - Complexity: O(V + E) over what the flow leads to.
  init(
    of sources: [EntityID], in reader: any GraphReader, options: TraceOptions,
    stopCheck: StopCheck
  ) throws(QueryError) {
    var source = FlowSource(reader: reader, options: options)
    var seen = EntityMap<Bool>()
    let isSource = Set(sources)
    for entity in sources { _ = seen.insert(entity, true) }
    var level = sources
    while !level.isEmpty {
      var next: [EntityID] = []
      for start in stride(from: 0, to: level.count, by: 1024) {
        try QueryError.check(stopCheck)
        let part = Array(level[start..<min(start + 1024, level.count)])
        do {
          try source.readEntities(part)
          for edge in try source.edges(outOf: part) {
            guard let giver = source.entities[edge.source] else { continue }
            let isEnd = ChainEnd(markOf: edge, from: giver) != nil
            if isEnd, !isSource.contains(edge.source) { continue }
            if seen.insert(edge.target, true) { next.append(edge.target) }
          }
        } catch {
          throw .reading(error)
        }
      }
      level = next
    }
    for id in seen.keys.sorted() where !isSource.contains(id) {
      guard let entity = source.entities[id] else { continue }
      switch entity.kind {
      case .document: documents.append(entity)
      case .claim: claims.append(entity)
      default: break
      }
    }
  }
}
