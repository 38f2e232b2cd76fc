import HeadwaterModel
import Interchange
import Testing

/// How a picture is put in DOT, and what Graphviz makes of it.
@Suite struct DOTWriterTests {
  /// A story that cites a report of unnamed leakers, one hop of which is disputed.
  static let small = Picture(
    title: "A \"story\"",
    nodes: [
      PictureNode(id: "story", name: "A story", kind: .document, isSubject: true),
      PictureNode(id: "report", name: "A report", kind: .document, group: "paper"),
      PictureNode(id: "paper", name: "The Paper", kind: .outlet, group: "paper"),
      PictureNode(
        id: "leak", name: "Leakers", kind: .group, naming: .unnamed, detail: ["insider of ICRC"],
        end: "origin"),
      PictureNode(id: "w", name: "Withheld source 1", kind: .person, naming: .withheld),
    ],
    edges: [
      PictureEdge(
        id: "a1", source: "report", target: "story", phrase: "cited by", date: "2023-07-20",
        locator: "¶18", role: .transmission, relation: "cited_by", isAnachronistic: true),
      PictureEdge(
        id: "a2", source: "leak", target: "report", phrase: "leaked to", role: .transmission,
        relation: "leaked_to", isPossible: true),
      PictureEdge(
        id: "a3", source: "w", target: "a1", isTargetEdge: true, phrase: "denied", role: .stance,
        relation: "denied", isAgainst: true),
    ])

  private static func lines(_ picture: Picture) -> [String] {
    DOTWriter.dot(picture).split(separator: "\n").map(String.init)
  }

  private static func edge(
    _ role: RelationRole, isPossible: Bool = false, isAnachronistic: Bool = false,
    isAgainst: Bool = false
  ) -> String {
    let nodes = ["a", "b"].map { PictureNode(id: $0, name: $0, kind: .organisation) }
    let edge = PictureEdge(
      id: "e", source: "a", target: "b", phrase: "did", role: role, isPossible: isPossible,
      isAnachronistic: isAnachronistic, isAgainst: isAgainst)
    return lines(Picture(nodes: nodes, edges: [edge])).first { $0.contains("\"b\" -> \"a\"") } ?? ""
  }

  private static func node(_ kind: BaseKind, _ naming: Naming = .named) -> String {
    let node = PictureNode(id: "n", name: "name", kind: kind, naming: naming)
    return lines(Picture(nodes: [node], edges: [])).first { $0.hasPrefix("  \"n\"") } ?? ""
  }

  @Test("A small picture reads like this")
  func snapshot() {
    let lines = Self.lines(Self.small).drop { !$0.hasPrefix("  label=") }
    #expect(
      lines.joined(separator: "\n") == #"""
          label="A \"story\""
          "story" [label="A story\ndocument", class="document named subject", shape="note", \#
        fillcolor="#fff3c4", penwidth="2.8"]
          subgraph "cluster paper" {
            style="filled"; color="#eceff2"; label=""
            "report" [label="A report\ndocument", class="document named", shape="note"]
            "paper" [label="The Paper\noutlet", class="outlet named", shape="component"]
          }
          "leak" [label="Leakers\nunnamed group\ninsider of ICRC\n● origin", class="group \#
        unnamed", shape="ellipse", margin="0.04,0.03", peripheries="2", style="filled,dashed"]
          "w" [label="Withheld source 1\nperson", class="person withheld", shape="box", \#
        fillcolor="#000000", color="#000000", fontcolor="#ffffff"]
          "attribution a1" [shape="point", width="0.05", label=""]
          "story" -> "attribution a1" [label="cited by\n2023-07-20, ¶18\n⚠ later than\nwhat it \#
        fed\n ", tooltip="A report – cited by – A story", class="transmission cited_by \#
        anachronistic", arrowtail="normal", style="solid", color="#cc79a7:#cc79a7", \#
        penwidth="1.1", fontcolor="#9c3d73"]
          "attribution a1" -> "report" [tooltip="A report – cited by – A story", \#
        class="transmission cited_by anachronistic", dir="none", style="solid", \#
        color="#cc79a7:#cc79a7", penwidth="1.1", fontcolor="#9c3d73"]
          "report" -> "leak" [label="leaked to\n ", tooltip="Leakers – leaked to – A report", \#
        class="transmission leaked_to possible", arrowtail="normal", style="dotted", \#
        color="#0072b2", penwidth="2"]
          "attribution a1" -> "w" [label="denied\n ", tooltip="Withheld source 1 – denied – \#
        attribution a1", class="stance denied against", arrowtail="tee", style="dashed", \#
        color="#d55e00", penwidth="2.6", fontcolor="#a84a00"]
        }
        """#)
  }

  @Test("Equal pictures give equal texts")
  func determinism() {
    #expect(DOTWriter.dot(Self.small) == DOTWriter.dot(Self.small))
  }

  @Test("Each kind has a look of its own")
  func kinds() {
    let looks = BaseKind.allCases.map { kind in
      Self.node(kind).drop { $0 != "," }.replacing("\(kind.rawValue) named", with: "")
    }
    #expect(Set(looks).count == BaseKind.allCases.count)
  }

  @Test("How a source is known shows in its outline; a withheld one is white on black")
  func namings() {
    #expect(!Self.node(.person).contains("dashed"))
    #expect(Self.node(.person, .unnamed).contains("style=\"filled,dashed\""))
    #expect(Self.node(.person, .role).contains("style=\"filled,dotted\""))
    #expect(Self.node(.person, .pseudonym).contains("style=\"filled,dotted\""))
    let withheld = Self.node(.document, .withheld)
    #expect(withheld.contains("shape=\"box\", fillcolor=\"#000000\""))
    #expect(withheld.contains("fontcolor=\"#ffffff\""))
  }

  @Test("Each role of an edge differs from the others by more than its colour")
  func roles() {
    var looks = RelationRole.allCases.map { Self.edge($0) }
    looks.append(Self.edge(.stance, isAgainst: true))
    let colourless = looks.map { $0.drop { $0 != "[" }.replacing(/#[0-9a-f]{6}/, with: "") }
    let unworded = colourless.map { look in
      RelationRole.allCases.reduce(look) { $0.replacing("class=\"\($1.rawValue)", with: "") }
    }
    #expect(Set(unworded).count == looks.count)
  }

  @Test("A denial is dashed, wide, and ends in a bar; a tie has no arrow and pulls at nothing")
  func denialAndTie() {
    let denial = Self.edge(.stance, isAgainst: true)
    #expect(denial.contains("arrowtail=\"tee\", style=\"dashed\", color=\"#d55e00\""))
    let tie = Self.edge(.association)
    #expect(tie.contains("dir=\"none\", style=\"dashed\"") && tie.contains("weight=\"0\""))
    #expect(!tie.contains("arrowtail"))
  }

  @Test("A possible hop is dotted, whatever else it is")
  func possible() {
    for role in RelationRole.allCases {
      #expect(Self.edge(role, isPossible: true).contains("style=\"dotted\""))
    }
    #expect(Self.edge(.stance, isPossible: true, isAgainst: true).contains("style=\"dotted\""))
  }

  @Test("A hop later than what it fed says so, and is a double line")
  func anachronism() {
    let edge = Self.edge(.transmission, isAnachronistic: true)
    #expect(edge.contains("⚠ later than\\nwhat it fed"))
    #expect(edge.contains("color=\"#cc79a7:#cc79a7\""))
  }

  @Test("An edge without its ends is left out, with the stances on it")
  func danglingEdges() {
    var picture = Self.small
    picture.edges[0].source = "nobody"
    picture.edges.append(
      PictureEdge(
        id: "a4", source: "w", target: "a3", isTargetEdge: true, phrase: "retracted",
        role: .stance))
    let lines = Self.lines(picture)
    #expect(lines.count { $0.contains(" -> \"") } == 1)
    #expect(!lines.contains { $0.contains("attribution") })
  }

  @Test("An outlet and its documents share a box; who stands alone has none")
  func boxes() {
    let lines = Self.lines(Self.small)
    #expect(lines.count { $0.contains("subgraph \"cluster paper\"") } == 1)
    var alone = Self.small
    alone.nodes.removeAll { $0.id == "paper" }
    #expect(!Self.lines(alone).contains { $0.contains("subgraph") })
  }

  @Test("Ids that the writer makes up never meet those of the picture")
  func madeUpIDs() {
    var picture = Self.small
    picture.legend = true
    picture.nodes.append(PictureNode(id: "attribution a1", name: "x", kind: .person))
    picture.nodes.append(PictureNode(id: "legend 1.1", name: "x", kind: .person, group: "_legend"))
    picture.nodes.append(PictureNode(id: "y", name: "y", kind: .person, group: "_legend"))
    let lines = Self.lines(picture)
    #expect(lines.contains { $0.hasPrefix("  \"attribution a1'\" [shape=\"point\"") })
    #expect(lines.contains { $0.hasPrefix("    \"legend 1.1'\" [label=\"subject\"") })
    #expect(lines.count { $0.contains("subgraph \"cluster_legend\"") } == 1)
  }

  @Test("The legend explains what occurs and nothing else")
  func legend() {
    var picture = Self.small
    picture.legend = true
    let dot = DOTWriter.dot(picture)
    for word in ["subject", "document", "unnamed", "withheld", "possible", "position against"] {
      #expect(dot.contains("label=\"\(word)"), "\(word)")
    }
    for word in ["claim", "pseudonym", "tie", "made or said"] {
      #expect(!dot.contains("label=\"\(word)"), "\(word)")
    }
  }

  @Test("The search for the best layout is bounded for large pictures alone")
  func largePictures() {
    func dot(_ count: Int) -> String {
      let nodes = (0..<count).map { PictureNode(id: "\($0)", name: "x", kind: .person) }
      return DOTWriter.dot(Picture(nodes: nodes, edges: []))
    }
    #expect(!dot(200).contains("nslimit"))
    #expect(dot(201).contains("nslimit=\"2\"; nslimit1=\"2\""))
  }

  @Test("Graphviz lays the subject out on the left", .enabled(if: PictureTests.hasGraphviz))
  func subjectOnTheLeft() throws {
    // A circle of reports, entered from outside.
    let nodes = ["subject", "b", "c", "outside"].map {
      PictureNode(id: $0, name: $0, kind: .document, isSubject: $0 == "subject")
    }
    let pairs = [("b", "subject"), ("c", "b"), ("subject", "c"), ("outside", "c")]
    let edges = pairs.enumerated().map { index, pair in
      PictureEdge(
        id: "e\(index)", source: pair.0, target: pair.1, phrase: "cited by", role: .transmission)
    }
    let dot = DOTWriter.dot(Picture(nodes: nodes, edges: edges))
    let (status, plain) = try PictureTests.run("dot", ["-Tplain"], dot)
    #expect(status == 0)
    let lines = plain.split(separator: "\n").map { $0.split(separator: " ") }
    var places: [Double] = []
    for line in lines where line[0] == "node" { places.append(Double(line[2]) ?? -1) }
    #expect(places == places.sorted() && Set(places).count == 4)
  }

  @Test(
    "Graphviz takes a picture of the worst names, legend and all",
    .enabled(if: PictureTests.hasGraphviz))
  func canonical() throws {
    var picture = PictureTests.picture(PictureTests.nasty)
    picture.legend = true
    let dot = DOTWriter.dot(picture)
    for arguments in [["-Tcanon"], ["-Tplain"], ["-Tsvg"]] {
      let (status, text) = try PictureTests.run("dot", arguments, dot)
      #expect(status == 0 && !text.isEmpty)
    }
  }
}
