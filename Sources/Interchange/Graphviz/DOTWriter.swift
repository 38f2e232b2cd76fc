import HeadwaterModel

/// Writes a picture in Graphviz's DOT language: the subject on the left, upstream to the right.
///
/// Edges are declared receiver first and drawn with `dir=back`, so that ranks grow upstream while
/// the arrow shows the flow. Colours are Okabe and Ito's, which colour-blind readers can tell
/// apart; every difference in colour is one of line or shape too, for print. Ids and labels are
/// always in quotation marks, so that no text becomes an attribute or an HTML-like label.
package struct DOTWriter {
  private static let against = "#d55e00"
  private static let stance = "#009e73"
  private static let flow = "#0072b2"
  private static let making = "#000000"
  private static let tie = "#767676"
  private static let late = "#b06000"

  private let picture: Picture
  private var text = ""

  /// The text, nodes and edges in the order of the picture.
  package static func dot(_ picture: Picture) -> String {
    var writer = DOTWriter(picture: picture)
    writer.write()
    return writer.text
  }

  private init(picture: Picture) {
    self.picture = picture
  }

  private mutating func write() {
    text = """
      digraph headwater {
        graph [rankdir="LR", bgcolor="#ffffff", nodesep="0.35", ranksep="0.55", \
      fontname="Helvetica,Arial,sans-serif", fontsize="11"]
        node [fontname="Helvetica,Arial,sans-serif", fontsize="11", margin="0.14,0.08", \
      color="#333333", fillcolor="#ffffff", style="filled"]
        edge [fontname="Helvetica,Arial,sans-serif", fontsize="9", color="\(Self.flow)", \
      fontcolor="#333333"]

      """
    if let title = picture.title {
      text += "  label=\(Self.label([title])); labelloc=\"t\"\n"
    }
    writeNodes()
    let targets = Set(picture.edges.filter(\.isTargetEdge).map(\.target))
    for edge in picture.edges { write(edge, hasMiddle: targets.contains(edge.id)) }
    if picture.legend { text += DOTLegend.text }
    text += "}\n"
  }

  /// Nodes of one group share a box, so that an outlet and its documents stand together.
  private mutating func writeNodes() {
    var order: [String?] = []
    var members: [String?: [PictureNode]] = [:]
    for node in picture.nodes {
      if members[node.group] == nil { order.append(node.group) }
      members[node.group, default: []].append(node)
    }
    for group in order {
      let nodes = members[group] ?? []
      guard let group, nodes.count > 1 else {
        for node in nodes { write(node, indent: "  ") }
        continue
      }
      text += "  subgraph \(Self.quotedID("cluster " + group)) {\n"
      text += "    style=\"filled\"; color=\"#eef1f4\"; label=\"\"\n"
      for node in nodes { write(node, indent: "    ") }
      text += "  }\n"
    }
  }

  private mutating func write(_ node: PictureNode, indent: String) {
    var attributes = [("label", Self.label(PictureText.lines(of: node)))]
    for (name, value) in Self.look(of: node) { attributes.append((name, "\"\(value)\"")) }
    let list = attributes.map { "\($0.0)=\($0.1)" }.joined(separator: ", ")
    text += "\(indent)\(Self.quotedID(node.id)) [\(list)]\n"
  }

  private static func look(of node: PictureNode) -> [(String, String)] {
    if node.naming == .withheld {
      return [
        ("shape", "box"), ("style", "filled"), ("fillcolor", "#000000"), ("color", "#000000"),
        ("fontcolor", "#ffffff"),
      ]
    }
    var look = [("shape", shape(of: node.kind))]
    if node.kind == .group { look.append(("peripheries", "2")) }
    if node.kind == .claim { look.append(("margin", "0,0.02")) }
    var style = ["filled"]
    if node.naming == .unnamed { style.append("dashed") }
    if node.naming == .role || node.naming == .pseudonym { style.append("dotted") }
    if node.isSubject {
      style.append("bold")
      look += [("fillcolor", "#fff3c4"), ("penwidth", "2.6")]
    }
    look.append(("style", style.joined(separator: ",")))
    return look
  }

  static func shape(of kind: BaseKind) -> String {
    switch kind {
    case .organisation: "box"
    case .person, .group: "ellipse"
    case .outlet: "component"
    case .document: "note"
    case .claim: "hexagon"
    }
  }

  private mutating func write(_ edge: PictureEdge, hasMiddle: Bool) {
    let source = Self.quotedID(edge.source)
    let target = Self.quotedID(edge.isTargetEdge ? Self.middle(of: edge.target) : edge.target)
    var look = Self.look(of: edge)
    let label = ("label", Self.label(edge.labelLines))
    guard hasMiddle else {
      text += "  \(target) -> \(source) \(Self.list([label] + look))\n"
      return
    }
    // A stance on this attribution needs a point on its line to lead to.
    let middle = Self.quotedID(Self.middle(of: edge.id))
    text += "  \(middle) [shape=\"point\", width=\"0.06\", label=\"\"]\n"
    text += "  \(target) -> \(middle) \(Self.list([label] + look))\n"
    look = look.map { $0.0 == "arrowtail" ? ("arrowtail", "\"none\"") : $0 }
    text += "  \(middle) -> \(source) \(Self.list(look))\n"
  }

  private static func middle(of edge: String) -> String { "attribution:" + edge }

  private static func look(of edge: PictureEdge) -> [(String, String)] {
    var style = edge.isPossible ? "dotted" : "solid"
    var colour = flow
    var tail = "normal"
    var width = edge.isPossible ? "1.6" : "1.4"
    switch edge.role {
    case .transmission: break
    case .origination:
      colour = making
      tail = "empty"
    case .association:
      return [
        ("dir", "\"none\""), ("style", "\"dashed\""), ("color", "\"\(tie)\""),
        ("fontcolor", "\"\(tie)\""),
      ]
    case .stance:
      style = edge.isAgainst ? "dashed" : "solid"
      colour = edge.isAgainst ? against : stance
      tail = edge.isAgainst ? "tee" : "diamond"
      width = edge.isAgainst ? "2.4" : "1.4"
    }
    if edge.isAnachronistic {
      colour = late
      width = "2.4"
    }
    return [
      ("dir", "\"back\""), ("arrowtail", "\"\(tail)\""), ("style", "\"\(style)\""),
      ("color", "\"\(colour)\""), ("fontcolor", "\"\(edge.isAgainst ? against : "#333333")\""),
      ("penwidth", "\"\(width)\""),
    ]
  }

  private static func list(_ attributes: [(String, String)]) -> String {
    "[" + attributes.map { "\($0.0)=\($0.1)" }.joined(separator: ", ") + "]"
  }

  /// An id in quotation marks, in which a backslash is no escape but before a quotation mark.
  static func quotedID(_ id: String) -> String {
    "\"" + escaped(VisibleText.of(id)) + "\""
  }

  /// Lines of a label in quotation marks.
  ///
  /// Backslashes are doubled, so that `\N` or `\l` in a name stays as it is, and `&` becomes an
  /// entity, as Graphviz reads those in labels.
  static func label(_ lines: [String]) -> String {
    let shown = lines.map { line in
      escaped(VisibleText.of(line)).split(separator: "&", omittingEmptySubsequences: false)
        .joined(separator: "&amp;")
    }
    return "\"" + shown.joined(separator: "\\n") + "\""
  }

  private static func escaped(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { shown += "\\" }
      shown.unicodeScalars.append(scalar)
    }
    return shown
  }
}
