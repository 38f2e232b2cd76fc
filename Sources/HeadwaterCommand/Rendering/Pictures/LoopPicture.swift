import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// Loops as rings: who is on the circle, who brought it in from outside, who else is in the group.
///
/// Each loop has nodes of its own, so that an entity on two loops stands on both.
struct LoopPicture {
  /// The most loops that are drawn, the largest first.
  static let loopLimit = 12

  /// The most members of a circle that are drawn, and of the others of each kind beside it.
  static let ringLimit = 30
  static let besideLimit = 12

  private let reader: CaseReader
  private var nodes: [PictureNode] = []
  private var edges: [PictureEdge] = []
  private var boxNames: [String: String] = [:]
  private var places = RingPlaces()

  static func picture(_ loops: Loops, in reader: CaseReader, legend: Bool) throws -> Picture {
    var drawing = LoopPicture(reader: reader)
    for (index, loop) in loops.loops.prefix(loopLimit).enumerated() {
      try drawing.draw(loop, number: index + 1)
    }
    var picture = Picture(
      title: title(loops), nodes: drawing.nodes, edges: drawing.edges,
      legend: legend && !drawing.nodes.isEmpty)
    picture.boxNames = drawing.boxNames
    picture.caption = caption(loops)
    return picture
  }

  private init(reader: CaseReader) {
    self.reader = reader
  }

  // MARK: Words

  private static func title(_ loops: Loops) -> String {
    let question = "Which sources draw on each other? "
    if loops.loops.isEmpty {
      return loops.stopReason == nil ? question + "None that is recorded." : question
    }
    let resting = loops.loops.count { $0.isSelfSupporting }
    let entered = loops.loops.count - resting
    var parts: [String] = []
    if resting > 0 { parts.append("\(resting) with nothing from outside") }
    if entered > 0 { parts.append("\(entered) with something from outside") }
    return question + Wording.count(loops.count, "loop") + ": " + parts.joined(separator: ", ")
      + "."
  }

  private static func caption(_ loops: Loops) -> [String] {
    guard !loops.loops.isEmpty else { return [] }
    var lines = ["Each ring is a shortest circle; arrows point the way the information travelled."]
    let drawn = min(loops.loops.count, loopLimit)
    if drawn < loops.count {
      lines.append("Drawn: the \(drawn) largest of \(loops.count) loops; the rest is left out.")
    }
    return lines
  }

  private func middle(_ loop: Loop, number: Int) throws -> [String] {
    var lines = ["Loop \(number)"]
    lines.append("\(loop.members.count) draw on each other")
    if let matter = loop.matter {
      lines.append("about: " + Wording.name(try reader.cards(for: [matter.id])[0]))
    } else {
      lines.append("as whole works")
    }
    lines.append(
      loop.isSelfSupporting
        ? "nothing came in from outside"
        : "brought in by \(loop.entry.count) outside")
    if !loop.isEstablished { lines.append("possible steps only") }
    if loop.isAcyclicByVersion { lines.append("by version no circle") }
    return lines
  }

  // MARK: Drawing

  private mutating func draw(_ loop: Loop, number: Int) throws {
    let shown = Array(loop.cycle.prefix(Self.ringLimit))
    let hidden = loop.cycle.count - shown.count
    let ring = shown.count + (hidden > 0 ? 1 : 0)
    let box = "loop \(number)"
    let beside = loop.members.map(\.id).filter { !loop.cycle.contains($0) }
    let shape = places.next(
      ring: ring, entries: min(loop.entry.count, Self.besideLimit),
      beside: min(beside.count, Self.besideLimit))
    let words = try middle(loop, number: number)
    boxNames[box] = words.joined(separator: ", ")
    addText(words, id: box, at: shape.centre, box)
    for (index, member) in shown.enumerated() {
      try addNode(member, loop, box, at: shape.ring(index))
    }
    if hidden > 0 {
      addText(
        ["… \(hidden) more, round", "to the first"], id: box + " more",
        at: shape.ring(shown.count), box)
    }
    try drawRing(loop, shown, hidden: hidden, box, shape)
    try drawBeside(Array(beside.prefix(Self.besideLimit)), loop, box, shape)
    try drawEntries(loop, beside: beside, box, shape)
    let left = max(0, beside.count - Self.besideLimit) + max(0, loop.entry.count - Self.besideLimit)
    if left > 0 {
      addText(["and \(left) more", "that are left out"], id: box + " rest", at: shape.rest, box)
    }
  }

  private mutating func addText(
    _ lines: [String], id: String, at place: PicturePoint, _ box: String
  ) {
    var node = PictureNode(
      id: id, name: lines[0], kind: .document, detail: Array(lines.dropFirst()), group: box)
    node.isText = true
    node.position = place
    nodes.append(node)
  }

  private func id(_ entity: EntityID, _ box: String) -> String { "\(box), \(entity.rawValue)" }

  private mutating func addNode(
    _ entity: EntityID, _ loop: Loop, _ box: String, at place: PicturePoint,
    mark: PictureMark? = nil
  ) throws {
    let card = try reader.cards(for: [entity])[0]
    var detail = card.date.map { [$0.text] } ?? []
    if let work = loop.works.first(where: { $0.entity.id == entity }) {
      detail.append("\(work.versions.count) versions as one")
    }
    var node = PictureNode(
      id: id(entity, box), name: Wording.name(card), kind: card.base, kindName: card.kind,
      naming: card.naming, detail: detail, group: mark == .cameIn ? nil : box)
    node.position = place
    node.marks = mark.map { [$0] } ?? []
    nodes.append(node)
  }

  private mutating func drawRing(
    _ loop: Loop, _ shown: [EntityID], hidden: Int, _ box: String, _ shape: RingShape
  ) throws {
    var ids = shown.map { id($0, box) }
    if hidden > 0 { ids.append(box + " more") }
    for index in ids.indices {
      let isHidden = hidden > 0 && index == ids.count - 1
      let evidence = loop.evidence[isHidden ? loop.evidence.count - 1 : index]
      guard let first = evidence.first else { continue }
      try addEdge(
        first, from: ids[index], to: ids[(index + 1) % ids.count], box, mark: .ring,
        isPossible: !loop.isEstablished,
        note: evidence.count > 1 ? "and \(evidence.count - 1) more like it" : nil,
        labelAt: shape.between(index))
    }
  }

  private mutating func addEdge(
    _ attribution: AttributionID, from source: String, to target: String, _ box: String,
    mark: LineMark? = nil, isPossible: Bool = false, note: String? = nil,
    labelAt place: PicturePoint? = nil
  ) throws {
    let detail = try reader.details(of: [attribution])[0]
    var edge = PictureEdge(
      id: "\(box), \(detail.uid)", source: source, target: target,
      phrase: detail.relation.forwardPhrase, date: detail.date?.text,
      locator: detail.evidence.first?.locator, role: detail.relation.role,
      relation: detail.relation.name, isPossible: isPossible)
    edge.mark = mark
    edge.note = note
    edge.labelPosition = place
    edges.append(edge)
  }

  /// Members off the circle, each with one line to and one from another member.
  private mutating func drawBeside(
    _ beside: [EntityID], _ loop: Loop, _ box: String, _ shape: RingShape
  ) throws {
    for (index, member) in beside.enumerated() {
      try addNode(member, loop, box, at: shape.beside(index, of: beside.count), mark: .inGroup)
    }
    let drawn = Set(nodes.map(\.id))
    for member in beside {
      let out = try edges(outOf: member, into: Set(loop.members.map(\.id)), loop)
        .filter { drawn.contains(id($0.target, box)) }
      if let edge = out.first {
        try addEdge(edge.id, from: id(member, box), to: id(edge.target, box), box)
      }
    }
    for member in shape.ringMembers(of: loop) {
      for edge in try edges(outOf: member, into: Set(beside), loop).prefix(Self.besideLimit)
      where drawn.contains(id(member, box)) {
        try addEdge(edge.id, from: id(member, box), to: id(edge.target, box), box)
      }
    }
  }

  private mutating func drawEntries(
    _ loop: Loop, beside: [EntityID], _ box: String, _ shape: RingShape
  ) throws {
    let drawn = Set(nodes.map(\.id))
    let entries = Array(loop.entry.prefix(Self.besideLimit))
    for (index, entry) in entries.enumerated() {
      try addNode(entry.id, loop, box, at: shape.entry(index, of: entries.count), mark: .cameIn)
      let members = Set(loop.members.map(\.id))
      let into = try edges(outOf: entry.id, into: members, loop)
        .filter { drawn.contains(id($0.target, box)) }
      var seen: Set<EntityID> = []
      for edge in into where seen.insert(edge.target).inserted && seen.count <= 3 {
        try addEdge(edge.id, from: id(entry.id, box), to: id(edge.target, box), box)
      }
    }
  }

  /// Recorded flow from one entity to members, versions told as their work.
  private func edges(
    outOf entity: EntityID, into members: Set<EntityID>, _ loop: Loop
  ) throws -> [(id: AttributionID, target: EntityID)] {
    var work: [EntityID: EntityID] = [:]
    for versions in loop.works {
      for version in versions.versions { work[version.id] = versions.entity.id }
    }
    let sources = [entity] + (loop.works.first { $0.entity.id == entity }?.versions.map(\.id) ?? [])
    return try reader.flowOutOf(Array(Set(sources)).sorted()).joined().compactMap { edge in
      let target = work[edge.target] ?? edge.target
      let isMatter = loop.matter == nil || edge.names == loop.matter?.id
      return isMatter && members.contains(target) && target != entity
        ? (edge.id, target) : nil
    }
  }
}

extension RingShape {
  /// The members that stand on the drawn circle.
  fileprivate func ringMembers(of loop: Loop) -> [EntityID] {
    Array(loop.cycle.prefix(LoopPicture.ringLimit))
  }
}
