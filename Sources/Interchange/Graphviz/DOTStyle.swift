import HeadwaterModel

/// How nodes and edges look.
///
/// Colours are Okabe and Ito's, which colour-blind readers can tell apart. Every difference in
/// colour is one of line, width or arrowhead too, for print in black and white.
enum DOTStyle {
  static let font = "Helvetica,Arial,sans-serif"
  static let ink = "#333333"
  static let paper = "#ffffff"
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
    if node.naming == .withheld {
      attributes.set("shape", "box")
      attributes.set("fillcolor", black)
      attributes.set("color", black)
      attributes.set("fontcolor", paper)
      if node.isSubject { attributes.set("peripheries", "2") }
      return
    }
    let (shape, margin) = shape(of: node.kind)
    attributes.set("shape", shape)
    if let margin { attributes.set("margin", margin) }
    if node.kind == .group { attributes.set("peripheries", "2") }
    switch node.naming {
    case .unnamed: attributes.set("style", "filled,dashed")
    case .role, .pseudonym: attributes.set("style", "filled,dotted")
    case .named, .withheld: break
    }
    if node.isSubject {
      attributes.set("fillcolor", subject)
      attributes.set("penwidth", "2.8")
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

  private struct Line {
    var colour: String
    var style = "solid"
    var width: String
    /// Dots are fainter than a line of the same width.
    var wider: String
    var text: String?
  }

  private static func look(of edge: PictureEdge) -> (Line, arrow: String?) {
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
