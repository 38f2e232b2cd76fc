import HeadwaterModel

/// How nodes and edges look.
///
/// Colours are Okabe and Ito's, which colour-blind readers can tell apart. Every difference in
/// colour is one of line, width or arrowhead too, for print in black and white.
enum DOTStyle {
  static let font = "Helvetica,Arial,sans-serif"
  static let ink = "#333333"
  static let paper = "#ffffff"

  /// The line round a circle of entities.
  static let ring = vermillion
  private static let subject = "#fff3c4"
  private static let blue = "#0072b2"
  private static let black = "#000000"
  private static let green = "#009e73"
  private static let vermillion = "#d55e00"
  private static let purple = "#cc79a7"
  private static let grey = "#767676"

  /// Shape and margin of a kind.
  private static func shape(of kind: BaseKind) -> (String, margin: String?) {
    switch kind {
    case .organisation: ("box", nil)
    case .person, .group: ("ellipse", "0.04,0.03")
    case .outlet: ("component", nil)
    case .document: ("note", nil)
    case .claim: ("octagon", "0.04,0.02")
    }
  }

  /// Adds what a node looks like, text aside.
  static func add(_ node: PictureNode, to attributes: inout DOTAttributes) {
    if node.isText {
      attributes.set("shape", "plaintext")
      attributes.set("style", "solid")
      return
    }
    if node.naming == .withheld {
      attributes.set("shape", "box")
      attributes.set("fillcolor", black)
      attributes.set("color", black)
      attributes.set("fontcolor", paper)
      let look = look(of: node)
      if node.isSubject || look.lines > 1 { attributes.set("peripheries", "2") }
      if look.width != nil { attributes.set("penwidth", "3.2") }
      return
    }
    let (shape, margin) = shape(of: node.kind)
    attributes.set("shape", shape)
    if let margin { attributes.set("margin", margin) }
    let look = look(of: node)
    let lines = (node.kind == .group ? 2 : 1) + look.lines - 1
    if lines > 1 { attributes.set("peripheries", "\(lines)") }
    switch node.naming {
    case .unnamed: attributes.set("style", "filled,dashed")
    case .role, .pseudonym: attributes.set("style", "filled,dotted")
    case .named, .withheld: break
    }
    if let fill = look.fill ?? (node.isSubject ? subject : nil) {
      attributes.set("fillcolor", fill)
    }
    if let colour = look.colour { attributes.set("color", colour) }
    if let width = look.width ?? (node.isSubject ? "2.8" : nil) {
      attributes.set("penwidth", width)
    }
  }

  /// How a node is set apart.
  struct Look {
    var fill: String?
    var colour: String?
    var width: String?
    var lines = 1
  }

  static func look(of node: PictureNode) -> Look {
    switch node.marks.map(\.look).max() {
    case .strongest?: Look(fill: "#f8d6c2", colour: vermillion, width: "3.2", lines: 2)
    case .strong?: Look(fill: "#d3e8f5", colour: blue, width: "3.2")
    case .ground?: Look(fill: "#d4efe5", colour: green, width: "2.2")
    case .firm?: Look(width: "2.2")
    case .halfGrey?: Look(fill: "#c4c4c4;0.5:#ffffff")
    case .grey?: Look(fill: "#c4c4c4")
    case .out?: Look(fill: "#c4c4c4", colour: black, width: "3.2", lines: 2)
    case .plain?, nil: Look()
    }
  }

  /// Adds what an edge looks like, text aside.
  ///
  /// The piece of the line that reaches the receiver has the arrow.
  static func add(_ edge: PictureEdge, hasArrow: Bool = true, to attributes: inout DOTAttributes) {
    let (line, arrow) = look(of: edge)
    if hasArrow, let arrow {
      attributes.set("arrowtail", arrow)
    } else {
      attributes.set("dir", "none")
    }
    attributes.set("style", edge.isPossible ? "dotted" : line.style)
    attributes.set("color", line.colour)
    attributes.set("penwidth", edge.isPossible ? line.wider : line.width)
    if let text = line.text { attributes.set("fontcolor", text) }
  }

  /// The class of a line that is set apart.
  static func word(of mark: LineMark) -> String {
    switch mark {
    case .way(let number): "way-\(number)"
    case .ring: "ring"
    case .falls: "falls"
    case .possiblySame: "possibly-same"
    }
  }

  private struct Line {
    var colour: String
    var style = "solid"
    var width: String
    /// Dots are fainter than a line of the same width.
    var wider: String
    var text: String?
  }

  private static func look(of edge: PictureEdge) -> (Line, arrow: String?) {
    var (line, arrow) = unmarked(edge)
    switch edge.mark {
    case .way: (line.width, line.wider) = ("4", "4.5")
    case .ring:
      line = Line(colour: vermillion, width: "3.2", wider: "3.6", text: "#a84a00")
      arrow = "normalnormal"
    case .falls:
      line = Line(colour: grey, style: "dashed", width: "1.2", wider: "1.6", text: "#5f5f5f")
      arrow = "onormal"
    case .possiblySame:
      line = Line(colour: "\(grey):\(grey)", style: "dashed", width: "0.9", wider: "1.4")
      arrow = nil
    case nil: break
    }
    return (line, arrow)
  }

  private static func unmarked(_ edge: PictureEdge) -> (Line, arrow: String?) {
    if edge.isAgainst {
      return (
        Line(colour: vermillion, style: "dashed", width: "2.6", wider: "2.8", text: "#a84a00"),
        "tee"
      )
    }
    if edge.isAnachronistic {
      // Colours in a list are lines beside each other: here, a double line.
      let double = "\(purple):\(purple)"
      return (Line(colour: double, width: "1.1", wider: "1.3", text: "#9c3d73"), "normal")
    }
    switch edge.role {
    case .transmission: return (Line(colour: blue, width: "1.5", wider: "2"), "normal")
    case .origination: return (Line(colour: black, width: "0.9", wider: "1.6"), "empty")
    case .stance: return (Line(colour: green, width: "1.5", wider: "2"), "odiamond")
    case .association:
      return (
        Line(colour: grey, style: "dashed", width: "0.9", wider: "1.4", text: "#5f5f5f"), nil
      )
    }
  }
}
