import HeadwaterModel

/// Writes a picture in Graphviz's DOT language: the subject on the left, upstream to the right.
///
/// Edges are written receiver first and drawn backwards, so that ranks grow upstream from the
/// subject, round a circle too, while the arrow shows the flow. An outlet and its documents stand
/// in one shaded box. A stance on an attribution leads to a point on that attribution's line.
package struct DOTWriter {
  /// The most nodes for which Graphviz may look for the best layout, however long that takes.
  private static let fineLimit = 200

  private let picture: Picture
  private let plan: PicturePlan
  private let names: [String: String]
  private var taken: Set<String>
  private var middles: [String: String] = [:]
  private var text = ""

  /// The picture's text, nodes and edges in the order of the picture.
  ///
  /// Equal pictures give equal texts. Names are shown in lines of 26 columns, six at most; what
  /// is longer is cut and ends in an ellipsis.
  package static func dot(_ picture: Picture) -> String {
    var writer = DOTWriter(picture: picture)
    writer.write()
    return writer.text
  }

  private init(picture: Picture) {
    self.picture = picture
    plan = PicturePlan(picture)
    names = Dictionary(picture.nodes.map { ($0.id, $0.name) }) { first, _ in first }
    taken = Set(picture.nodes.map(\.id))
  }

  private mutating func write() {
    writeHead()
    if picture.legend { writeLegend() }
    writeMiddles()
    for cluster in plan.clusters { write(cluster) }
    for edge in plan.edges { write(edge) }
    writeTime()
    text += "}\n"
  }

  private mutating func writeHead() {
    text = """
      // Edges are written receiver -> giver and drawn backwards: information flows the other way.
      digraph headwater {
        graph [rankdir="LR", newrank="true", bgcolor="\(DOTStyle.paper)", nodesep="0.3", \
      ranksep="0.45", fontname="\(DOTStyle.font)", fontsize="16", labelloc="t"]
        node [fontname="\(DOTStyle.font)", fontsize="11", margin="0.14,0.08", \
      color="\(DOTStyle.ink)", fontcolor="#000000", fillcolor="\(DOTStyle.paper)", \
      style="filled"]
        edge [fontname="\(DOTStyle.font)", fontsize="9", fontcolor="\(DOTStyle.ink)", \
      dir="back", arrowsize="0.9"]

      """
    if picture.nodes.count > Self.fineLimit {
      text += "  nslimit=\"2\"; nslimit1=\"2\"\n"
    }
    if isPlaced {
      // Every node has a place of its own: neato draws the lines and moves nothing.
      text += "  layout=\"neato\"; inputscale=\"72\"; splines=\"line\"\n"
    }
    let heading = PictureText.heading(of: picture)
    if !heading.isEmpty {
      let gap = picture.caption.isEmpty ? [] : [""]
      text += "  label=\(DOTText.label(heading + gap))\n"
    }
  }

  /// Writes the scale: a plain node a column, joined by lines, with what stands under it.
  ///
  /// What has no date stands after the last one, in the order in which it was passed on.
  private mutating func writeTime() {
    guard let time = picture.time else { return }
    var ids: [String] = []
    for column in time.columns {
      ids.append(writeMoment(column.name, number: ids.count + 1))
      let nodes = column.nodes.map { DOTText.id($0) }
      text += "  { rank=\"same\"; \(([ids[ids.count - 1]] + nodes).joined(separator: "; ")) }\n"
    }
    if !time.undated.isEmpty {
      let id = writeMoment("no date", number: ids.count + 1)
      ids.append(id)
      let undated = Set(time.undated)
      for node in time.undated { text += "  \(id) -> \(DOTText.id(node)) [style=\"invis\"]\n" }
      for edge in plan.edges where !edge.isTargetEdge && undated.contains(edge.source) {
        guard undated.contains(edge.target) else { continue }
        text += "  \(DOTText.id(edge.source)) -> \(DOTText.id(edge.target)) [style=\"invis\"]\n"
      }
    }
    for (from, to) in zip(ids, ids.dropFirst()) {
      text += "  \(from) -> \(to) [dir=\"none\", color=\"#999999\", weight=\"100\"]\n"
    }
  }

  /// Writes a node of the scale and gives its id.
  private mutating func writeMoment(_ name: String, number: Int) -> String {
    let id = DOTText.id(unused("time \(number)"))
    var attributes = DOTAttributes()
    attributes.set("label", lines: PictureText.wrap(name, 16, 2))
    attributes.set("shape", "plaintext")
    attributes.set("fontsize", "12")
    text += "  \(id) \(attributes.text)\n"
    return id
  }

  private mutating func writeLegend() {
    text += DOTLegend(picture).text(below: lowest) { unused($0) }
  }

  /// Gives each edge that a stance is on, or whose label has a place, the id of its point.
  private mutating func writeMiddles() {
    for edge in plan.edges
    where plan.splitEdges.contains(edge.id) || edge.labelPosition != nil {
      middles[edge.id] = unused("attribution " + edge.id)
    }
  }

  private var isPlaced: Bool { picture.nodes.contains { $0.position != nil } }

  /// The lowest place of a node; nil where Graphviz finds the places.
  private var lowest: Int? { picture.nodes.compactMap { $0.position?.y }.min() }

  /// An id that no node has.
  private mutating func unused(_ wanted: String) -> String {
    var id = wanted
    while !taken.insert(id).inserted { id += "'" }
    return id
  }

  private mutating func write(_ cluster: PicturePlan.Cluster) {
    // A box round nodes that have places would be drawn across others.
    guard let group = cluster.group, !isPlaced else {
      for node in cluster.nodes { write(node, indent: "  ") }
      return
    }
    text += "  subgraph \(DOTText.id("cluster " + group)) {\n"
    if let name = picture.boxNames[group] {
      text += "    style=\"rounded,bold\"; color=\"\(DOTStyle.ring)\"; fontsize=\"12\"; "
      text += "label=\(DOTText.label(PictureText.wrap(name, 40, 3)))\n"
    } else {
      text += "    style=\"filled\"; color=\"#eceff2\"; label=\"\"\n"
    }
    for node in cluster.nodes { write(node, indent: "    ") }
    // A point between two nodes of the box belongs into it.
    for edge in plan.edges where !edge.isTargetEdge && plan.groups[edge.source] == group {
      guard plan.groups[edge.target] == group, edge.labelPosition == nil,
        let middle = middles[edge.id]
      else { continue }
      text += "    \(DOTText.id(middle)) \(Self.point)\n"
    }
    text += "  }\n"
  }

  private static let point = "[shape=\"point\", width=\"0.05\", label=\"\"]"

  private mutating func write(_ node: PictureNode, indent: String) {
    var attributes = DOTAttributes()
    attributes.set("label", lines: PictureText.lines(of: node))
    attributes.set(
      classes: node.isText
        ? ["text"]
        : [node.kind.rawValue, node.naming.rawValue] + (node.isSubject ? ["subject"] : [])
          + node.marks.map(\.rawValue))
    DOTStyle.add(node, to: &attributes)
    if let position = node.position { attributes.set("pos", Self.text(of: position)) }
    text += "\(indent)\(DOTText.id(node.id)) \(attributes.text)\n"
  }

  private static func text(of position: PicturePoint) -> String {
    "\(position.x),\(position.y)!"
  }

  /// Writes what stands in the middle of a line: a point, or its label where that has a place.
  private mutating func writeMiddle(_ middle: String, of edge: PictureEdge) {
    guard let position = edge.labelPosition else {
      text += "  \(DOTText.id(middle)) \(Self.point)\n"
      return
    }
    var attributes = DOTAttributes()
    attributes.set("label", lines: PictureText.lines(of: edge))
    attributes.set("shape", "plaintext")
    attributes.set("fontsize", "9")
    attributes.set("margin", "0.02,0.01")
    attributes.set("width", "0")
    attributes.set("height", "0")
    attributes.set("pos", Self.text(of: position))
    text += "  \(DOTText.id(middle)) \(attributes.text)\n"
  }

  private mutating func write(_ edge: PictureEdge) {
    let target = edge.isTargetEdge ? middles[edge.target] ?? edge.target : edge.target
    guard let middle = middles[edge.id] else {
      write(edge, from: edge.source, to: target)
      return
    }
    let isInBox =
      edge.labelPosition == nil && !edge.isTargetEdge && plan.groups[edge.source] != nil
      && plan.groups[edge.source] == plan.groups[edge.target]
    if !isInBox { writeMiddle(middle, of: edge) }
    write(edge, from: middle, to: target)
    write(edge, from: edge.source, to: middle, isFirstPiece: true)
  }

  /// Writes a line or a piece of one; the label stands at the piece that reaches the receiver.
  private mutating func write(
    _ edge: PictureEdge, from source: String, to target: String, isFirstPiece: Bool = false
  ) {
    var attributes = DOTAttributes()
    if !isFirstPiece, edge.labelPosition == nil {
      // The blank line at the end keeps the words off the line.
      attributes.set("label", lines: PictureText.lines(of: edge) + [" "])
    }
    attributes.set("tooltip", lines: [sentence(edge)])
    attributes.set(
      classes: [edge.role.rawValue, edge.relation] + (edge.isPossible ? ["possible"] : [])
        + (edge.isAnachronistic ? ["anachronistic"] : []) + (edge.isAgainst ? ["against"] : [])
        + (edge.mark.map { [DOTStyle.word(of: $0)] } ?? []))
    DOTStyle.add(edge, hasArrow: !isFirstPiece, to: &attributes)
    // A tie stands beside the chain: it pulls nothing out of its place.
    if edge.role == .association { attributes.set("weight", "0") }
    if picture.time != nil { attributes.set("constraint", "false") }
    text += "  \(DOTText.id(target)) -> \(DOTText.id(source)) \(attributes.text)\n"
  }

  /// "OCCRP – published – Report", for who rests on the line with the mouse.
  private func sentence(_ edge: PictureEdge) -> String {
    let target = edge.isTargetEdge ? "attribution \(edge.target)" : names[edge.target] ?? ""
    return [names[edge.source] ?? "", edge.phrase, target]
      .map { PictureText.wrap($0, 60, 1)[0] }.joined(separator: " – ")
  }
}
