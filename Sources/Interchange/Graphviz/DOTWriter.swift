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
    if let title = picture.title {
      text += "  label=\(DOTText.label(PictureText.wrap(title, 80, 3)))\n"
    }
  }

  private mutating func writeLegend() {
    text += DOTLegend(picture).text { unused($0) }
  }

  /// Gives each edge that a stance is on the id of its point.
  private mutating func writeMiddles() {
    for edge in plan.edges where plan.splitEdges.contains(edge.id) {
      middles[edge.id] = unused("attribution " + edge.id)
    }
  }

  /// An id that no node has.
  private mutating func unused(_ wanted: String) -> String {
    var id = wanted
    while !taken.insert(id).inserted { id += "'" }
    return id
  }

  private mutating func write(_ cluster: PicturePlan.Cluster) {
    guard let group = cluster.group else {
      for node in cluster.nodes { write(node, indent: "  ") }
      return
    }
    text += "  subgraph \(DOTText.id("cluster " + group)) {\n"
    text += "    style=\"filled\"; color=\"#eceff2\"; label=\"\"\n"
    for node in cluster.nodes { write(node, indent: "    ") }
    // A point between two nodes of the box belongs into it.
    for edge in plan.edges where !edge.isTargetEdge && plan.groups[edge.source] == group {
      guard plan.groups[edge.target] == group, let middle = middles[edge.id] else { continue }
      text += "    \(DOTText.id(middle)) \(Self.point)\n"
    }
    text += "  }\n"
  }

  private static let point = "[shape=\"point\", width=\"0.05\", label=\"\"]"

  private mutating func write(_ node: PictureNode, indent: String) {
    var attributes = DOTAttributes()
    attributes.set("label", lines: PictureText.lines(of: node))
    attributes.set(
      classes: [node.kind.rawValue, node.naming.rawValue] + (node.isSubject ? ["subject"] : []))
    DOTStyle.add(node, to: &attributes)
    text += "\(indent)\(DOTText.id(node.id)) \(attributes.text)\n"
  }

  private mutating func write(_ edge: PictureEdge) {
    let target = edge.isTargetEdge ? middles[edge.target] ?? edge.target : edge.target
    guard let middle = middles[edge.id] else {
      write(edge, from: edge.source, to: target)
      return
    }
    let isInBox =
      !edge.isTargetEdge && plan.groups[edge.source] != nil
      && plan.groups[edge.source] == plan.groups[edge.target]
    if !isInBox { text += "  \(DOTText.id(middle)) \(Self.point)\n" }
    write(edge, from: middle, to: target)
    write(edge, from: edge.source, to: middle, isFirstPiece: true)
  }

  /// Writes a line or a piece of one; the label stands at the piece that reaches the receiver.
  private mutating func write(
    _ edge: PictureEdge, from source: String, to target: String, isFirstPiece: Bool = false
  ) {
    var attributes = DOTAttributes()
    if !isFirstPiece {
      // The blank line at the end keeps the words off the line.
      attributes.set("label", lines: PictureText.lines(of: edge) + [" "])
    }
    attributes.set("tooltip", lines: [sentence(edge)])
    attributes.set(
      classes: [edge.role.rawValue, edge.relation] + (edge.isPossible ? ["possible"] : [])
        + (edge.isAnachronistic ? ["anachronistic"] : []) + (edge.isAgainst ? ["against"] : []))
    DOTStyle.add(edge, hasArrow: !isFirstPiece, to: &attributes)
    // A tie stands beside the chain: it pulls nothing out of its place.
    if edge.role == .association { attributes.set("weight", "0") }
    text += "  \(DOTText.id(target)) -> \(DOTText.id(source)) \(attributes.text)\n"
  }

  /// "OCCRP – published – Report", for who rests on the line with the mouse.
  private func sentence(_ edge: PictureEdge) -> String {
    let target = edge.isTargetEdge ? "attribution \(edge.target)" : names[edge.target] ?? ""
    return [names[edge.source] ?? "", edge.phrase, target]
      .map { PictureText.wrap($0, 60, 1)[0] }.joined(separator: " – ")
  }
}
