/// Columns of text side by side, two spaces between them.
struct TextTable {
  private let header: [String]
  private var rows: [[String]] = []

  init(_ header: [String]) {
    self.header = header
  }

  mutating func add(_ cells: [String]) {
    rows.append(cells.map(Terminal.visible))
  }

  /// The lines, trailing spaces left out.
  var text: String {
    let all = (header.isEmpty ? [] : [header]) + rows
    guard let columns = all.map(\.count).max() else { return "" }
    var widths = [Int](repeating: 0, count: columns)
    for row in all {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], Terminal.width(of: cell))
      }
    }
    return all.map { row in
      var line = ""
      let last = row.lastIndex { !$0.isEmpty } ?? 0
      for (column, cell) in row.prefix(last + 1).enumerated() {
        line += cell
        if column < last {
          line += String(repeating: " ", count: widths[column] - Terminal.width(of: cell) + 2)
        }
      }
      return line + "\n"
    }.joined()
  }
}
