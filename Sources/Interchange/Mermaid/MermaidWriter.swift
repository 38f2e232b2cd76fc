import HeadwaterModel

/// Writes a picture as a Mermaid flow chart, for pages that draw those.
///
/// Ids are made up (`n1`, `n2` …) and texts are in quotation marks with entities, so that no text
/// is read as a command.
package enum MermaidWriter {
  package static func mermaid(_ picture: Picture) -> String {
    var text = "flowchart LR\n"
    var ids: [String: String] = [:]
    for (index, node) in picture.nodes.enumerated() {
      let id = "n\(index + 1)"
      ids[node.id] = id
      let (open, close) = brackets(of: node)
      text += "  \(id)\(open)\"\(label(PictureText.lines(of: node)))\"\(close)\n"
      let look = classes(of: node)
      if !look.isEmpty { text += "  class \(id) \(look.joined(separator: ","))\n" }
    }
    let targets = Set(picture.edges.filter(\.isTargetEdge).map(\.target))
    var middles: [String: String] = [:]
    for (index, edge) in picture.edges.enumerated() where targets.contains(edge.id) {
      middles[edge.id] = "m\(index + 1)"
      text += "  m\(index + 1)((\" \"))\n"
    }
    var styles: [String] = []
    for edge in picture.edges {
      guard let source = ids[edge.source],
        let target = edge.isTargetEdge ? middles[edge.target] : ids[edge.target]
      else { continue }
      let words = "|\"\(label(edge.labelLines))\"|"
      if let middle = middles[edge.id] {
        text += "  \(source) \(plainLine(edge)) \(middle)\n"
        styles.append(style(of: edge))
        text += "  \(middle) \(arrow(edge))\(words) \(target)\n"
      } else {
        text += "  \(source) \(arrow(edge))\(words) \(target)\n"
      }
      styles.append(style(of: edge))
    }
    for (index, style) in styles.enumerated() { text += "  linkStyle \(index) \(style)\n" }
    text += """
        classDef subject fill:#fff3c4,stroke-width:3px
        classDef unnamed stroke-dasharray:5 4
        classDef withheld fill:#000000,color:#ffffff

      """
    return text
  }

  private static func brackets(of node: PictureNode) -> (String, String) {
    switch node.kind {
    case .organisation: ("[", "]")
    case .person: ("([", "])")
    case .group: ("((", "))")
    case .outlet: ("[[", "]]")
    case .document: ("[/", "/]")
    case .claim: ("{{", "}}")
    }
  }

  private static func classes(of node: PictureNode) -> [String] {
    var classes: [String] = []
    if node.isSubject { classes.append("subject") }
    if node.naming == .withheld { classes.append("withheld") }
    if [.unnamed, .role, .pseudonym].contains(node.naming) { classes.append("unnamed") }
    return classes
  }

  private static func arrow(_ edge: PictureEdge) -> String {
    if edge.isAgainst { return "--x" }
    if edge.role == .association { return "---" }
    return edge.isPossible ? "-.->" : "-->"
  }

  private static func plainLine(_ edge: PictureEdge) -> String {
    edge.isPossible ? "-.-" : "---"
  }

  private static func style(of edge: PictureEdge) -> String {
    if edge.isAgainst { return "stroke:#d55e00,stroke-width:3px,stroke-dasharray:6 3" }
    if edge.isAnachronistic { return "stroke:#b06000,stroke-width:3px" }
    switch edge.role {
    case .transmission: return "stroke:#0072b2"
    case .origination: return "stroke:#000000"
    case .stance: return "stroke:#009e73"
    case .association: return "stroke:#767676,stroke-dasharray:3 3"
    }
  }

  /// Every character that Mermaid or Markdown could read otherwise, as a numeric entity.
  private static func label(_ lines: [String]) -> String {
    lines.map { line in
      var shown = ""
      for scalar in VisibleText.of(line).unicodeScalars {
        let isPlain =
          !scalar.isASCII || scalar == " " || scalar == "," || scalar == "." || scalar == "-"
          || ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar)
          || ("A"..."Z").contains(scalar)
        if isPlain {
          shown.unicodeScalars.append(scalar)
        } else {
          shown += "#\(scalar.value);"
        }
      }
      return shown
    }.joined(separator: "<br/>")
  }
}
