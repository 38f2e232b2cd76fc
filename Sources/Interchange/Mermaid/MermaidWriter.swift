import HeadwaterModel

/// Writes a picture as a Mermaid flow chart, for pages that draw those.
///
/// It reads as information flows, left to right, so that the subject comes last. Ids are made up
/// (`n1`, `n2` …) and texts are in quotation marks with entities, so that no text is read as a
/// command. Colours are those of `DOTStyle`, and here too nothing is told by colour alone.
package struct MermaidWriter {
  private let picture: Picture
  private let plan: PicturePlan
  private var text = ""
  private var ids: [String: String] = [:]
  private var middles: [String: String] = [:]
  private var idCount = 0
  private var linkCount = 0

  /// The links of each style, by number, in the order of the first of each.
  private var links: [(style: String, numbers: [Int])] = []
  private var classes: [(name: String, ids: [String])] = [
    ("subject", []), ("ground", []), ("firm", []), ("strong", []), ("strongest", []),
    ("halfgrey", []), ("grey", []), ("out", []), ("unnamed", []), ("veiled", []),
    ("withheld", []), ("group", []), ("ring", []), ("point", []), ("words", []),
  ]

  /// The chart's text, nodes and edges in the order of the picture; names are cut as in DOT.
  package static func mermaid(_ picture: Picture) -> String {
    var writer = MermaidWriter(picture: picture)
    writer.write()
    return writer.text
  }

  private init(picture: Picture) {
    self.picture = picture
    plan = PicturePlan(picture)
  }

  private mutating func write() {
    if let title = picture.title {
      let line = PictureText.wrap(title, 200, 1)[0]
      text += "---\ntitle: \(MermaidText.scalar(line))\n---\n"
    }
    text += "flowchart LR\n"
    writeCaption()
    for (index, cluster) in plan.clusters.enumerated() {
      write(cluster, number: index + 1)
    }
    for edge in plan.edges where plan.splitEdges.contains(edge.id) {
      middles[edge.id] = writePoint(indent: "  ")
    }
    for edge in plan.edges { write(edge) }
    if picture.legend { writeLegend() }
    writeStyles()
  }

  /// The sentences under the title, and the scale of time, as nodes of words.
  private mutating func writeCaption() {
    var lines = picture.caption
    if let columns = picture.time?.columns, !columns.isEmpty {
      lines.append("Times: " + columns.map(\.name).joined(separator: ", "))
    }
    guard let label = MermaidText.label(lines.flatMap { PictureText.wrap($0, 60, 4) }) else {
      return
    }
    idCount += 1
    text += "  n\(idCount)[\(label)]\n"
    mark("n\(idCount)", "words")
  }

  private mutating func write(_ cluster: PicturePlan.Cluster, number: Int) {
    guard let group = cluster.group else {
      for node in cluster.nodes { ids[node.id] = write(node, indent: "  ") }
      return
    }
    let name = picture.boxNames[group].map { PictureText.wrap($0, 60, 3) } ?? []
    text += "  subgraph g\(number)[\(MermaidText.label(name) ?? "\" \"")]\n"
    for node in cluster.nodes { ids[node.id] = write(node, indent: "    ") }
    text += "  end\n"
    mark("g\(number)", name.isEmpty ? "group" : "ring")
  }

  /// Writes a node and gives its made-up id.
  private mutating func write(
    _ node: PictureNode, lines: [String]? = nil, indent: String
  ) -> String {
    idCount += 1
    let id = "n\(idCount)"
    let isBox = node.naming == .withheld || node.isText
    let (open, close) = isBox ? ("[", "]") : Self.brackets(of: node.kind)
    let label = MermaidText.label(lines ?? PictureText.lines(of: node)) ?? "\" \""
    text += "\(indent)\(id)\(open)\(label)\(close)\n"
    if node.isText {
      mark(id, "words")
      return id
    }
    if node.isSubject { mark(id, "subject") }
    if let name = node.marks.map(\.look).max().flatMap(Self.className) { mark(id, name) }
    switch node.naming {
    case .named: break
    case .unnamed: mark(id, "unnamed")
    case .role, .pseudonym: mark(id, "veiled")
    case .withheld: mark(id, "withheld")
    }
    return id
  }

  private static func className(_ look: PictureMark.Look) -> String? {
    switch look {
    case .plain: nil
    case .firm: "firm"
    case .ground: "ground"
    case .strong: "strong"
    case .strongest: "strongest"
    case .halfGrey: "halfgrey"
    case .grey: "grey"
    case .out: "out"
    }
  }

  private mutating func writePoint(indent: String) -> String {
    idCount += 1
    let id = "n\(idCount)"
    text += "\(indent)\(id)((\" \"))\n"
    mark(id, "point")
    return id
  }

  private static func brackets(of kind: BaseKind) -> (String, String) {
    switch kind {
    case .organisation: ("[", "]")
    case .person: ("([", "])")
    case .group: ("((", "))")
    case .outlet: ("[[", "]]")
    case .document: ("[/", "/]")
    case .claim: ("{{", "}}")
    }
  }

  private mutating func write(_ edge: PictureEdge) {
    guard let source = ids[edge.source],
      let target = edge.isTargetEdge ? middles[edge.target] : ids[edge.target]
    else { return }
    if let middle = middles[edge.id] {
      link(source, Self.line(of: edge), middle, style: Self.style(of: edge))
      write(edge, from: middle, to: target)
    } else {
      write(edge, from: source, to: target)
    }
  }

  private mutating func write(_ edge: PictureEdge, from source: String, to target: String) {
    let label = MermaidText.label(PictureText.lines(of: edge)).map { "|\($0)|" } ?? ""
    link(source, Self.arrow(of: edge) + label, target, style: Self.style(of: edge))
  }

  private mutating func link(_ source: String, _ line: String, _ target: String, style: String) {
    text += "  \(source) \(line) \(target)\n"
    if let place = links.firstIndex(where: { $0.style == style }) {
      links[place].numbers.append(linkCount)
    } else {
      links.append((style, [linkCount]))
    }
    linkCount += 1
  }

  private static func arrow(of edge: PictureEdge) -> String {
    let stem = stem(of: edge)
    if edge.isAgainst { return stem + "x" }
    return switch edge.role {
    case .association: line(of: edge)
    case .stance: stem + "o"
    case .transmission, .origination: stem + ">"
    }
  }

  /// A line that ends in a head.
  private static func stem(of edge: PictureEdge) -> String {
    if edge.isPossible { return "-.-" }
    return edge.isAnachronistic ? "==" : "--"
  }

  /// A line without a head.
  private static func line(of edge: PictureEdge) -> String {
    if edge.isPossible || edge.role == .association { return "-.-" }
    return edge.isAnachronistic ? "===" : "---"
  }

  private static func style(of edge: PictureEdge) -> String {
    switch edge.mark {
    case .way: return unmarked(edge).replacing(/stroke-width:[0-9]+px/, with: "stroke-width:5px")
    case .ring: return "stroke:#d55e00,stroke-width:4px"
    case .falls: return "stroke:#767676,stroke-width:1px,stroke-dasharray:7 4"
    case .possiblySame: return "stroke:#767676,stroke-width:3px,stroke-dasharray:5 4"
    case nil: return unmarked(edge)
    }
  }

  private static func unmarked(_ edge: PictureEdge) -> String {
    if edge.isAgainst { return "stroke:#d55e00,stroke-width:3px,stroke-dasharray:7 4" }
    let dots = edge.isPossible ? ",stroke-dasharray:2 4" : ""
    if edge.isAnachronistic { return "stroke:#cc79a7,stroke-width:4px" + dots }
    return switch edge.role {
    case .transmission: "stroke:#0072b2,stroke-width:2px" + dots
    case .origination: "stroke:#000000,stroke-width:1px" + dots
    case .stance: "stroke:#009e73,stroke-width:2px" + dots
    case .association: "stroke:#767676,stroke-width:1px,stroke-dasharray:5 4"
    }
  }

  private mutating func writeLegend() {
    let legend = PictureLegend(picture)
    text += "  subgraph legend [\"Legend\"]\n"
    for shape in legend.marks + legend.shapes {
      _ = write(shape, lines: PictureText.wrap(shape.name, 26, 4), indent: "    ")
    }
    let points = legend.lines.map { _ in
      (writePoint(indent: "    "), writePoint(indent: "    "))
    }
    text += "  end\n"
    for (line, (source, target)) in zip(legend.lines, points) {
      write(line, from: source, to: target)
    }
    mark("legend", "group")
  }

  private mutating func mark(_ id: String, _ name: String) {
    guard let place = classes.firstIndex(where: { $0.name == name }) else { return }
    classes[place].ids.append(id)
  }

  private mutating func writeStyles() {
    for (style, numbers) in links {
      text += "  linkStyle \(numbers.map(String.init).joined(separator: ",")) \(style)\n"
    }
    text += "  classDef default fill:#ffffff,stroke:#333333,color:#000000\n"
    for (name, ids) in classes where !ids.isEmpty {
      text += "  classDef \(name) \(Self.look(of: name))\n"
      text += "  class \(ids.joined(separator: ",")) \(name)\n"
    }
  }

  private static func look(of name: String) -> String {
    switch name {
    case "subject": "fill:#fff3c4,stroke:#333333,stroke-width:4px"
    case "unnamed": "stroke:#333333,stroke-dasharray:7 4"
    case "veiled": "stroke:#333333,stroke-dasharray:2 4"
    case "withheld": "fill:#000000,stroke:#000000,color:#ffffff"
    case "group": "fill:#eceff2,stroke:#eceff2"
    case "ring": "fill:#ffffff,stroke:#d55e00,stroke-width:3px"
    case "ground": "fill:#d4efe5,stroke:#009e73,stroke-width:3px"
    case "firm": "stroke:#333333,stroke-width:3px"
    case "strong": "fill:#d3e8f5,stroke:#0072b2,stroke-width:4px"
    case "strongest": "fill:#f8d6c2,stroke:#d55e00,stroke-width:6px"
    case "halfgrey": "fill:#e4e4e4,stroke:#333333"
    case "grey": "fill:#c4c4c4,stroke:#333333"
    case "out": "fill:#c4c4c4,stroke:#000000,stroke-width:6px"
    case "words": "fill:#ffffff,stroke:#ffffff"
    default: "fill:#333333,stroke:#333333"
    }
  }
}
