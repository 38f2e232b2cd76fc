/// The legend of a picture as a box of its own, with two shapes and two lines a row.
struct DOTLegend {
  private static let shapeColumns = 2
  private static let lineColumns = 2

  /// Lines lead from one unseen node to the next.
  private static let columns = shapeColumns + lineColumns + 1

  private let shapes: [PictureNode]
  private let lines: [PictureEdge]

  init(_ picture: Picture) {
    let legend = PictureLegend(picture)
    shapes = legend.shapes
    lines = legend.lines
  }

  /// The text of the box.
  ///
  /// `unused` gives an id that no node of the picture has.
  func text(unused: (String) -> String) -> String {
    let rows = max(
      (shapes.count + Self.shapeColumns - 1) / Self.shapeColumns,
      (lines.count + Self.lineColumns - 1) / Self.lineColumns)
    var text = """
        subgraph "cluster_legend" {
          label="Legend"; style="rounded"; color="#999999"; fontsize="11"
          node [fontsize="9", margin="0.08,0.03", height="0.3", width="0.6"]
          edge [weight="20"]

      """
    for row in 0..<rows {
      let ids = (0..<Self.columns).map { DOTText.id(unused("legend \(row + 1).\($0 + 1)")) }
      for column in 0..<Self.columns {
        text += "    \(ids[column]) \(node(row, column).text)\n"
      }
      for column in 0..<Self.columns - 1 {
        text += "    \(ids[column]) -> \(ids[column + 1]) \(edge(row, after: column).text)\n"
      }
    }
    return text + "  }\n"
  }

  private func node(_ row: Int, _ column: Int) -> DOTAttributes {
    var attributes = DOTAttributes()
    let shape = row * Self.shapeColumns + column
    if column < Self.shapeColumns, shape < shapes.count {
      attributes.set("label", lines: PictureText.wrap(shapes[shape].name, 14, 2))
      DOTStyle.add(shapes[shape], to: &attributes)
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
