import CaseStore
import GraphQuery
import Headwater
import HeadwaterModel
import Interchange

/// A trace as a picture: the chains, the stances beside them, the ties of those at their ends.
struct ChainPicture {
  private let answer: TraceAnswer
  private var nodes: [PictureNode] = []
  private var edges: [PictureEdge] = []
  private var drawnNodes: Set<EntityID> = []
  private var drawnEdges: Set<AttributionID> = []
  private var ends: [EntityID: ChainEnd] = [:]
  private var publishers: [EntityID: EntityID] = [:]

  static func picture(_ answer: TraceAnswer, legend: Bool) -> Picture {
    var picture = ChainPicture(answer: answer)
    picture.draw()
    return Picture(
      title: nil, nodes: picture.nodes, edges: picture.edges, legend: legend)
  }

  private init(answer: TraceAnswer) {
    self.answer = answer
  }

  private mutating func draw() {
    for chain in answer.chains {
      if let last = chain.entities.last { ends[last] = ends[last] ?? chain.end }
      for hop in chain.hops {
        for attribution in hop.attributions where attribution.edge.relation == "published" {
          publishers[attribution.edge.target] = attribution.edge.source
        }
      }
    }
    addNode(answer.subject)
    let onChains = Set(answer.chains.flatMap(\.entities)).union([answer.subject])
    for chain in answer.chains {
      for hop in chain.hops {
        addNode(hop.giver)
        for attribution in hop.attributions {
          guard let detail = answer.details[attribution.edge.id] else { continue }
          addEdge(detail, isPossible: attribution.why != nil, isLate: hop.isAnachronistic)
        }
      }
    }
    for chain in answer.chains {
      for hop in chain.hops { for stance in answer.stances(on: hop) { addStance(stance) } }
    }
    for stance in answer.stancesOnEntities[answer.subject] ?? [] { addStance(stance) }
    for entity in onChains.sorted() {
      for tie in answer.associations[entity] ?? [] {
        guard let target = tie.target else { continue }
        addNode(target)
        addEdge(tie, isPossible: false, isLate: false)
      }
    }
  }

  private mutating func addStance(_ stance: AttributionDetail) {
    if let target = stance.target { addNode(target) }
    addNode(stance.source)
    addEdge(stance, isPossible: false, isLate: false)
  }

  private mutating func addNode(_ id: EntityID) {
    guard drawnNodes.insert(id).inserted, let card = answer.card(id) else { return }
    nodes.append(
      PictureNode(
        id: nodeID(id), name: Wording.name(card), kind: card.base, kindName: card.kind,
        naming: card.naming, isSubject: id == answer.subject,
        detail: card.date.map { [$0.text] } ?? [], end: ends[id]?.rawValue,
        group: (publishers[id] ?? (publishers.values.contains(id) ? id : nil)).map(nodeID)))
  }

  private mutating func addEdge(_ detail: AttributionDetail, isPossible: Bool, isLate: Bool) {
    guard drawnEdges.insert(detail.id).inserted else { return }
    let target: String
    if let entity = detail.target {
      target = nodeID(entity)
    } else if let attribution = detail.targetAttribution {
      target = answer.details[attribution]?.uid ?? ""
    } else {
      return
    }
    edges.append(
      PictureEdge(
        id: detail.uid, source: nodeID(detail.source), target: target,
        isTargetEdge: detail.target == nil, phrase: detail.relation.forwardPhrase,
        date: detail.date?.text,
        locator: detail.evidence.first?.locator, role: detail.relation.role,
        relation: detail.relation.name,
        isPossible: isPossible, isAnachronistic: isLate,
        isAgainst: Wording.isAgainst(detail.relation)))
  }

  private func nodeID(_ id: EntityID) -> String { answer.card(id)?.key ?? "" }
}
