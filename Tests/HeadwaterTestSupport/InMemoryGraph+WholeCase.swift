package import HeadwaterModel

extension InMemoryGraph: WholeCaseReader {
  package func wholeCaseSize() throws(GraphReadError) -> WholeCaseSize {
    WholeCaseSize(entities: allEntities.count, attributions: allFlow.count)
  }

  package var flowRelations: [String] {
    Array(Set(allFlow.map(\.relation))).sorted()
  }

  package func mergedEntities() throws(GraphReadError) -> [EntityPair] { [] }

  package func scanEntities(_ body: (ScannedEntity) -> Bool) throws(GraphReadError) {
    for entity in allEntities {
      if !body(ScannedEntity(id: entity.id, kind: entity.kind, upstream: entity.upstream)) {
        return
      }
    }
  }

  package func scanFlow(_ body: (ScannedFlow) -> Bool) throws(GraphReadError) {
    let relations = flowRelations
    for edge in allFlow.sorted(by: { ($0.target, $0.id) < ($1.target, $1.id) }) {
      let number = relations.firstIndex(of: edge.relation) ?? 0
      let flow = ScannedFlow(
        id: edge.id, source: edge.source, target: edge.target, names: edge.names,
        relation: UInt16(number), basis: edge.basis)
      if !body(flow) { return }
    }
  }

  package func flowDates(
    of attributions: [AttributionID]
  ) throws(GraphReadError) -> [DayBounds?] {
    attributions.map { id in allFlow.first { $0.id == id }?.date }
  }
}
