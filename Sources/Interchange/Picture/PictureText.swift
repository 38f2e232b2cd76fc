import HeadwaterModel

/// Breaks the text of labels into short lines.
enum PictureText {
  /// The most characters of a line.
  static let columns = 26

  /// The most lines of one name; what is longer ends in an ellipsis.
  static let lineLimit = 6

  /// The text in lines, control characters made visible, cut when long.
  static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in VisibleText.of(String(text.prefix(columns * (lineLimit + 1)))).split(separator: " ")
    {
      var rest = word
      if !line.isEmpty, line.count + 1 + rest.count <= columns {
        line += " " + rest
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while rest.count > columns {
        lines.append(String(rest.prefix(columns)))
        rest = rest.dropFirst(columns)
      }
      line = String(rest)
    }
    if !line.isEmpty { lines.append(line) }
    if lines.isEmpty { return [""] }
    guard lines.count > lineLimit else { return lines }
    return lines.prefix(lineLimit - 1) + [lines[lineLimit - 1].prefix(columns - 1) + "…"]
  }

  /// The lines of a node's label: name, what it is, further facts, how a chain ends.
  static func lines(of node: PictureNode) -> [String] {
    var facts = [node.kindName ?? node.kind.rawValue]
    if node.naming != .named, node.naming != .withheld { facts.append(node.naming.rawValue) }
    return lines(node.name) + [facts.joined(separator: ", ")] + node.detail.flatMap(lines)
      + (node.end.map { ["— \($0) —"] } ?? [])
  }
}
