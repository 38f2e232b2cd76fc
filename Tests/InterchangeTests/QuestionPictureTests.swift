import HeadwaterModel
import Interchange
import Testing

/// What sets the answers of questions apart in a picture.
@Suite struct QuestionPictureTests {
  private static func node(_ id: String, _ marks: [PictureMark] = []) -> PictureNode {
    var node = PictureNode(id: id, name: id, kind: .document)
    node.marks = marks
    return node
  }

  private static func edge(_ source: String, _ target: String, _ mark: LineMark?) -> PictureEdge {
    var edge = PictureEdge(
      id: source + target, source: source, target: target, phrase: "cited by", role: .transmission)
    edge.mark = mark
    return edge
  }

  private static func lines(_ picture: Picture, _ prefix: String) -> [String] {
    DOTWriter.dot(picture).split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }
  }

  private static func independence(legend: Bool = false) -> Picture {
    var picture = Picture(
      title: "How independent?",
      nodes: [
        node("a"), node("b", [.cut, .singlePoint]), node("c"), node("d", [.unsupported]),
        node("e", [.weakened]),
      ],
      edges: [
        edge("b", "a", .way(1)), edge("c", "b", .falls), edge("d", "c", .ring),
        edge("e", "d", .possiblySame), edge("e", "a", nil),
      ], legend: legend)
    picture.caption = ["One cut: b."]
    return picture
  }

  @Test("A picture of a question reads like this")
  func snapshot() {
    let lines = DOTWriter.dot(Self.independence()).split(separator: "\n")
      .drop { !$0.hasPrefix("  label=") }.joined(separator: "\n")
    #expect(
      lines == #"""
          label="How independent?\nOne cut: b.\n"
          "a" [label="a\ndocument", class="document named", shape="note"]
          "b" [label="b\ndocument\n✂ smallest cut\n◆ single point", class="document named cut \#
        singlePoint", shape="note", peripheries="2", fillcolor="#f8d6c2", color="#d55e00", \#
        penwidth="3.2"]
          "c" [label="c\ndocument", class="document named", shape="note"]
          "d" [label="d\ndocument\n✗ loses all support", class="document named unsupported", \#
        shape="note", fillcolor="#c4c4c4"]
          "e" [label="e\ndocument\n▽ weakened", class="document named weakened", shape="note", \#
        fillcolor="#c4c4c4;0.5:#ffffff"]
          "a" -> "b" [label="cited by\nway 1\n ", tooltip="b – cited by – a", \#
        class="transmission way-1", arrowtail="normal", style="solid", color="#0072b2", \#
        penwidth="4"]
          "b" -> "c" [label="cited by\n ", tooltip="c – cited by – b", class="transmission \#
        falls", arrowtail="onormal", style="dashed", color="#767676", penwidth="1.2", \#
        fontcolor="#5f5f5f"]
          "c" -> "d" [label="cited by\n ", tooltip="d – cited by – c", class="transmission \#
        ring", arrowtail="normalnormal", style="solid", color="#d55e00", penwidth="3.2", \#
        fontcolor="#a84a00"]
          "d" -> "e" [label="cited by\n ", tooltip="e – cited by – d", class="transmission \#
        possibly-same", dir="none", style="dashed", color="#767676:#767676", penwidth="0.9"]
          "a" -> "e" [label="cited by\n ", tooltip="e – cited by – a", class="transmission", \#
        arrowtail="normal", style="solid", color="#0072b2", penwidth="1.5"]
        }
        """#)
  }

  @Test("No mark is told by colour alone: words or the end of a chain say it too")
  func words() {
    for mark in PictureMark.allCases where mark != .origin && mark != .openEnd {
      let label = mark.label ?? ""
      #expect(!label.isEmpty)
      let line = Self.lines(Picture(nodes: [Self.node("n", [mark])], edges: []), "  \"n\"").first
      #expect(line?.contains(label) == true, "\(mark)")
    }
    let labels = PictureMark.allCases.compactMap(\.label)
    #expect(Set(labels).count == labels.count)
    let meanings = PictureMark.allCases.map(\.meaning)
    #expect(Set(meanings).count == meanings.count)
  }

  @Test("Each look differs from the others by more than its colour, but for shades of one meaning")
  func looks() {
    let lines: [LineMark?] = [nil, .way(1), .ring, .falls, .possiblySame]
    let seen = lines.map { mark in
      Self.lines(
        Picture(nodes: [Self.node("a"), Self.node("b")], edges: [Self.edge("b", "a", mark)]),
        "  \"a\" -> "
      ).first?.replacing(/#[0-9a-f]{6}/, with: "").replacing(/class="[^"]*"/, with: "")
    }
    #expect(Set(seen).count == lines.count)
  }

  @Test("The legend has each mark that occurs, and no other")
  func legend() {
    let dot = DOTWriter.dot(Self.independence(legend: true)).replacing("\\n", with: " ")
    let mermaid = MermaidWriter.mermaid(Self.independence(legend: true))
      .replacing("<br/>", with: " ").replacing("#58;", with: ":")
    for mark in [PictureMark.singlePoint, .cut, .unsupported, .weakened] {
      #expect(dot.contains(mark.meaning), "\(mark)")
      #expect(mermaid.contains(mark.meaning), "\(mark)")
    }
    for mark in [PictureMark.stands, .shared, .first, .origin, .takenOut] {
      #expect(!dot.contains(mark.meaning), "\(mark)")
      #expect(!mermaid.contains(mark.meaning), "\(mark)")
    }
    for words in ["numbered ways share no entity", "goes round in a circle", "may be one"] {
      #expect(dot.contains(words))
    }
  }

  /// Pictures with places, with a scale of time, with a named box, and with the worst names.
  static let kinds: [Picture] = {
    var rings = independence(legend: true)
    for index in rings.nodes.indices {
      rings.nodes[index].position = PicturePoint(x: index * 200, y: index % 2 * 100)
    }
    rings.edges[0].labelPosition = PicturePoint(x: 50, y: 50)
    var time = independence(legend: true)
    time.time = PictureTime(
      columns: [
        .init(name: "2020", nodes: ["a", "b"]), .init(name: "2021 \"];", nodes: ["c"]),
      ], undated: ["d", "e"])
    var box = independence(legend: true)
    box.boxNames = ["round": "↻ \"]; <b>"]
    for index in 0..<3 { box.nodes[index].group = "round" }
    var nasty = PictureTests.picture(PictureTests.nasty)
    nasty.legend = true
    nasty.caption = PictureTests.nasty
    for index in nasty.nodes.indices {
      let all = PictureMark.allCases
      nasty.nodes[index].marks = [all[index % all.count]]
      nasty.nodes[index].furtherEnds = PictureTests.nasty
    }
    for index in nasty.edges.indices { nasty.edges[index].note = PictureTests.nasty[index % 10] }
    return [rings, time, box, nasty]
  }()

  @Test(
    "Graphviz takes every kind of picture", .enabled(if: PictureTests.hasGraphviz),
    arguments: kinds.indices)
  func graphviz(index: Int) throws {
    let (status, svg) = try PictureTests.run("dot", ["-Tsvg"], DOTWriter.dot(Self.kinds[index]))
    #expect(status == 0 && svg.contains("</svg>"))
  }

  @Test("No text of any kind of picture can end a Mermaid label", arguments: kinds.indices)
  func mermaid(index: Int) {
    let text = MermaidWriter.mermaid(Self.kinds[index])
    for line in text.split(separator: "\n") where line.contains("\"") {
      #expect(line.count { $0 == "\"" } == 2, "\(line)")
    }
  }

  @Test(
    "Nodes stand where they are put, and times in their order",
    .enabled(if: PictureTests.hasGraphviz))
  func places() throws {
    func places(_ picture: Picture) throws -> [String: (x: Double, y: Double)] {
      let (status, plain) = try PictureTests.run("dot", ["-Tplain"], DOTWriter.dot(picture))
      #expect(status == 0)
      var found: [String: (x: Double, y: Double)] = [:]
      for line in plain.split(separator: "\n") where line.hasPrefix("node ") {
        let words = line.split(separator: " ")
        found[String(words[1])] = (Double(words[2]) ?? -1, Double(words[3]) ?? -1)
      }
      return found
    }
    let rings = try places(Self.kinds[0])
    let step = (rings["c"]?.x ?? 0) - (rings["a"]?.x ?? 0)
    #expect(abs(step * 72 - 400) < 1, "\(rings)")
    let time = try places(Self.kinds[1])
    let order = ["a", "c", "e", "d"].map { time[$0]?.x ?? -1 }
    #expect(order == order.sorted() && Set(order).count == 4, "\(time)")
    #expect(time["a"]?.x == time["b"]?.x)
  }
}
