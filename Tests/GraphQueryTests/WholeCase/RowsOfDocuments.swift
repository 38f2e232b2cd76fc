import HeadwaterModel

/// A case of documents that cite each other by a formula: large, and in no memory.
struct RowsOfDocuments: WholeCaseReader {
  let count: Int
  let edges: Int

  /// The node that gives and the one that receives, by the number of an edge; receivers are
  /// distinct, but for the first.
  let edge: @Sendable (Int) -> (UInt32, UInt32)

  /// How far apart the numbers of entities are.
  var stride: Int64 = 1

  init(count: Int, edges: Int, _ edge: @escaping @Sendable (Int) -> (UInt32, UInt32)) {
    self.count = count
    self.edges = edges
    self.edge = edge
  }

  private func id(_ node: UInt32) -> EntityID { EntityID(Int64(node) * stride + 1) }

  let flowRelations = ["cited_by"]

  func wholeCaseSize() throws(GraphReadError) -> WholeCaseSize {
    WholeCaseSize(entities: count, attributions: edges)
  }

  func mergedEntities() throws(GraphReadError) -> [EntityPair] { [] }

  func scanEntities(_ body: (ScannedEntity) -> Bool) throws(GraphReadError) {
    for node in 0..<UInt32(count) {
      if !body(ScannedEntity(id: id(node), kind: .document, upstream: .unexplored)) { return }
    }
  }

  func scanFlow(_ body: (ScannedFlow) -> Bool) throws(GraphReadError) {
    // The edge into the first node is the last one by number; a scan comes by target.
    let order = edges == count ? [edges - 1] + Array(0..<edges - 1) : Array(0..<edges)
    for number in order {
      let (source, target) = edge(number)
      let flow = ScannedFlow(
        id: AttributionID(Int64(number + 1)), source: id(source), target: id(target), names: nil,
        relation: 0, basis: nil)
      if !body(flow) { return }
    }
  }

  func entity(forKey key: String) throws(GraphReadError) -> EntityID? { nil }

  func entities(_ ids: [EntityID]) throws(GraphReadError) -> [GraphEntity] {
    ids.map {
      GraphEntity(
        id: $0, key: "d\($0.rawValue)", kind: .document, upstream: .unexplored, date: nil)
    }
  }

  func flowInto(_ requests: [FlowRequest]) throws(GraphReadError) -> [[FlowEdge]] {
    requests.map { _ in [] }
  }

  func flowOutOf(_ sources: [EntityID]) throws(GraphReadError) -> [[FlowEdge]] {
    sources.map { _ in [] }
  }

  func flowCountsInto(_ targets: [EntityID]) throws(GraphReadError) -> [Int] {
    targets.map { _ in 0 }
  }

  func claimsAsserted(by sources: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    sources.map { _ in [] }
  }

  func asserters(of claims: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    claims.map { _ in [] }
  }

  func asserted(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool] {
    pairs.map { _ in false }
  }

  func made(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool] { pairs.map { _ in false } }

  func transmitted(_ pairs: [EntityPair]) throws(GraphReadError) -> [Bool] {
    pairs.map { _ in false }
  }

  func transmitters(to targets: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    targets.map { _ in [] }
  }

  func variants(of claims: [EntityID]) throws(GraphReadError) -> [[EntityID]] {
    claims.map { _ in [] }
  }

  func evidenceDocuments(
    of attributions: [AttributionID]
  ) throws(GraphReadError) -> [[EntityID]] {
    attributions.map { _ in [] }
  }

  func stancesTaken(onEntities ids: [EntityID]) throws(GraphReadError) -> [[GraphStance]] {
    ids.map { _ in [] }
  }

  func stancesTaken(onAttributions ids: [AttributionID]) throws(GraphReadError) -> [[GraphStance]] {
    ids.map { _ in [] }
  }

  func associates(of ids: [EntityID], relation: String) throws(GraphReadError) -> [[EntityID]] {
    ids.map { _ in [] }
  }

  func openVerdicts() throws(GraphReadError) -> OpenVerdicts { OpenVerdicts() }

  func flowDates(of attributions: [AttributionID]) throws(GraphReadError) -> [DayBounds?] {
    attributions.map { _ in nil }
  }

  func entities(withStance relation: String) throws(GraphReadError) -> [EntityID] { [] }
}
