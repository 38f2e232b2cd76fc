import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// Nodes and lines of a picture, read from a case as they are added.
struct NetworkDrawing {
  private let reader: CaseReader
  private let subjects: Set<EntityID>
  private let marks: [EntityID: [PictureMark]]
  private let details: [EntityID: [String]]
  private var nodes: [PictureNode] = []
  private var edges: [PictureEdge] = []
  private var keys: [EntityID: String] = [:]
  private var uids: [AttributionID: String] = [:]
  private var drawn: Set<String> = []
  private var ends: [EntityID: [ChainEnd]] = [:]
  private var circle: [EntityID: Int] = [:]
  private var boxNames: [String: String] = [:]

  /// What stands before the words of a line.
  var prefixes: [AttributionID: String] = [:]

  init(
    subjects: Set<EntityID>, in reader: CaseReader, marks: [EntityID: [PictureMark]] = [:],
    details: [EntityID: [String]] = [:]
  ) {
    self.subjects = subjects
    self.reader = reader
    self.marks = marks
    self.details = details
  }

  /// Takes over how chains end, and draws each circular end as a ring in a box.
  mutating func readEnds(
    _ networks: [UpstreamNetwork], among entities: [EntityID], showsCircles: Bool
  ) throws {
    let drawn = Set(entities)
    var found: [EntityID: Set<ChainEnd>] = [:]
    for network in networks {
      found.merge(network.drawnEnds) { $0.union($1) }
      for members in network.drawnCircles
      where showsCircles && members.contains(where: drawn.contains) {
        guard circle[members[0]] == nil else { continue }
        let number = boxNames.count + 1
        for member in members { circle[member] = circle[member] ?? number }
        boxNames["circle \(number)"] =
          "↻ circular end: \(Wording.count(members.count, "entity", "entities")) that "
          + "\(members.count == 1 ? "rests" : "rest") on each other"
      }
    }
    ends = found.mapValues { set in ChainEnd.allCases.filter(set.contains) }
  }

  func picture(caption: [String], legend: Bool) -> Picture {
    var picture = Picture(nodes: nodes, edges: edges, legend: legend)
    picture.caption = caption
    picture.boxNames = boxNames
    return picture
  }

  /// The key under which an entity is drawn; adds it where it is not.
  @discardableResult
  mutating func addNode(_ id: EntityID) throws -> String {
    if let key = keys[id] { return key }
    let card = try reader.cards(for: [id])[0]
    let key = card.key ?? "\(id.rawValue)"
    keys[id] = key
    let found = ends[id] ?? []
    var node = PictureNode(
      id: key, name: Wording.name(card), kind: card.base, kindName: card.kind,
      naming: card.naming, isSubject: subjects.contains(id),
      detail: (card.date.map { [$0.text] } ?? []) + (details[id] ?? []),
      end: found.first?.rawValue, group: circle[id].map { "circle \($0)" })
    node.furtherEnds = found.dropFirst().map(\.rawValue)
    node.marks = marks[id] ?? []
    nodes.append(node)
    return key
  }

  /// Draws the attributions of a hop, the first few of many.
  mutating func add(_ hop: DrawnHop, _ mark: LineMark?) throws {
    let shown = hop.attributions.prefix(NetworkPicture.parallelLimit)
    let more = hop.attributions.count - shown.count
    for (index, attribution) in shown.enumerated() {
      let note = index == 0 && more > 0 ? "and \(more) more like it" : nil
      let isRing = circle[hop.giver] != nil && circle[hop.giver] == circle[hop.receiver]
      try add(
        attribution.edge.id, isPossible: attribution.why != nil, mark ?? (isRing ? .ring : nil),
        note: note)
    }
  }

  /// Draws an attribution with both its ends.
  mutating func add(
    _ id: AttributionID, isPossible: Bool = false, _ mark: LineMark? = nil, note: String? = nil
  ) throws {
    let detail = try reader.details(of: [id])[0]
    guard drawn.insert(detail.uid).inserted else { return }
    var isTargetEdge = false
    let target: String
    if let entity = detail.target {
      target = try addNode(entity)
    } else if let attribution = detail.targetAttribution {
      let uid = try uids[attribution] ?? reader.details(of: [attribution])[0].uid
      guard drawn.contains(uid) else { return }
      (target, isTargetEdge) = (uid, true)
    } else {
      return
    }
    uids[id] = detail.uid
    var edge = PictureEdge(
      id: detail.uid, source: try addNode(detail.source), target: target,
      isTargetEdge: isTargetEdge, phrase: (prefixes[id] ?? "") + detail.relation.forwardPhrase,
      date: detail.date?.text,
      locator: detail.evidence.first?.locator, role: detail.relation.role,
      relation: detail.relation.name, isPossible: isPossible, isAnachronistic: false,
      isAgainst: Wording.isAgainst(detail.relation))
    edge.mark = mark
    let joint = detail.joint.map { "needed together (\(Terminal.visible($0)))" }
    edge.note = [joint, note].compactMap { $0 }.joined(separator: ", ")
    edges.append(edge)
  }

  /// Draws the stance that a flag tells of.
  mutating func add(_ flag: StanceFlag) throws {
    if case .entity(let id) = flag.target { try addNode(id) }
    try add(flag.stance.id)
  }

  /// Draws that two may be one.
  mutating func addVerdict(_ pair: EntityPair) throws {
    var edge = PictureEdge(
      id: "possibly same \(edges.count)", source: try addNode(pair.source),
      target: try addNode(pair.target), phrase: "may be one", role: .association)
    edge.mark = .possiblySame
    edges.append(edge)
  }

  /// Draws whom those at whose end a chain stands are insiders of.
  mutating func addTies(of entities: [EntityID]) throws {
    let atEnds = entities.filter { ends[$0] != nil }
    for ties in try reader.associations(of: atEnds) {
      for tie in ties {
        let detail = try reader.details(of: [tie])[0]
        guard detail.relation.name == RelationDefinition.insiderOf else { continue }
        try add(tie)
      }
    }
  }
}
