/// The legend of a picture as a box of its own, with two shapes and two lines a row.
struct DOTLegend {
  private static let shapeColumns = 2
  private static let lineColumns = 2

  /// Lines lead from one unseen node to the next.
  private static let columns = shapeColumns + lineColumns + 1

  /// Points from one to the next, where nodes have places.
  private static let columnWidth = 150
  private static let rowHeight = 54

  private let shapes: [PictureNode]
  private let lines: [PictureEdge]
  private let marks: [PictureNode]

  init(_ picture: Picture) {
    let legend = PictureLegend(picture)
    shapes = legend.shapes
    marks = legend.marks
    lines = legend.lines
  }

  /// The text of the box.
  ///
  /// `below` is the lowest place in the picture, where its nodes have one, and `unused` gives an
  /// id that no node of the picture has.
  func text(below lowest: Int? = nil, unused: (String) -> String) -> String {
    let rows = max(
      shapeRows.count, (lines.count + Self.lineColumns - 1) / Self.lineColumns)
    var text = """
        subgraph "cluster_legend" {
          label="\(lowest == nil ? "Legend" : "")"; style="rounded"; color="#999999"; fontsize="11"
          node [fontsize="9", margin="0.08,0.03", height="0.3", width="0.6"]
          edge [weight="20"]

      """
    if let lowest {
      // Where nodes have places, no room is made for the name of a box.
      text += "    \(DOTText.id(unused("legend"))) [label=\"Legend\", shape=\"plaintext\", "
      text += "pos=\"0,\(lowest - 80)!\"]\n"
    }
    for row in 0..<rows {
      let ids = (0..<Self.columns).map { DOTText.id(unused("legend \(row + 1).\($0 + 1)")) }
      for column in 0..<Self.columns {
        var attributes = node(row, column)
        if let lowest {
          let (x, y) = (column * Self.columnWidth, lowest - 120 - row * Self.rowHeight)
          attributes.set("pos", "\(x),\(y)!")
        }
        text += "    \(ids[column]) \(attributes.text)\n"
      }
      for column in 0..<Self.columns - 1 {
        text += "    \(ids[column]) -> \(ids[column + 1]) \(edge(row, after: column).text)\n"
      }
    }
    return text + "  }\n"
  }

  /// What stands out first, as it needs the most words.
  private var shapeRows: [[PictureNode]] {
    let all = marks + shapes
    return stride(from: 0, to: all.count, by: Self.shapeColumns).map {
      Array(all[$0..<min($0 + Self.shapeColumns, all.count)])
    }
  }

  private func node(_ row: Int, _ column: Int) -> DOTAttributes {
    var attributes = DOTAttributes()
    let shapeRows = shapeRows
    if column < Self.shapeColumns, row < shapeRows.count, column < shapeRows[row].count {
      let shape = shapeRows[row][column]
      let isWordy = shape.isText || !shape.marks.isEmpty
      attributes.set("label", lines: PictureText.wrap(shape.name, isWordy ? 24 : 14, 4))
      DOTStyle.add(shape, to: &attributes)
    } else {
      attributes.set("label", "")
      attributes.set("shape", "circle")
      attributes.set("width", "0.3")
      attributes.set("style", "invis")
    }
    return attributes
  }

  private func edge(_ row: Int, after column: Int) -> DOTAttributes {
    var attributes = DOTAttributes()
    let line = row * Self.lineColumns + column - Self.shapeColumns
    if column >= Self.shapeColumns, line < lines.count {
      attributes.set("label", lines: PictureText.lines(of: lines[line]) + [" "])
      DOTStyle.add(lines[line], to: &attributes)
    } else {
      attributes.set("style", "invis")
    }
    return attributes
  }
}
