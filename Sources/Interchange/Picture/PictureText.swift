import HeadwaterModel

/// The words of labels, broken into short lines.
enum PictureText {
  /// The most columns of a line of a node's label.
  static let nodeColumns = 26

  /// The most columns of a line of an edge's label.
  static let edgeColumns = 20

  /// The most lines of one name; what is longer ends in an ellipsis.
  static let nameLineLimit = 6

  /// The most lines of any other text: a phrase, a locator, a further line of a node.
  static let lineLimit = 3

  /// The most lines of all that is said of a node beside its name.
  static let detailLineLimit = 8

  /// The lines of a node's label: name, what it is, further facts, how a chain ends.
  static func lines(of node: PictureNode) -> [String] {
    if node.isText {
      return ([node.name] + node.detail).flatMap { wrap($0, nodeColumns, lineLimit) }
    }
    let detail = ([what(node)] + node.detail).flatMap { wrap($0, nodeColumns, lineLimit) }
    return wrap(node.name, nodeColumns, nameLineLimit) + detail.prefix(detailLineLimit)
      + node.marks.compactMap(\.label)
      + (([node.end].compactMap { $0 } + node.furtherEnds)
        .flatMap { wrap(end($0), nodeColumns, lineLimit) })
  }

  /// The lines of an edge's label: phrase, date and locator, and what is odd about it.
  static func lines(of edge: PictureEdge) -> [String] {
    let place = [edge.date, edge.locator].compactMap { $0 }.joined(separator: ", ")
    return [edge.phrase, place, edge.note ?? ""].filter { !$0.isEmpty }
      .flatMap { wrap($0, edgeColumns, lineLimit) }
      + (way(edge).map { [$0] } ?? [])
      + (edge.isAnachronistic ? ["⚠ later than", "what it fed"] : [])
  }

  /// "unnamed group", "press release", "person, by role".
  private static func what(_ node: PictureNode) -> String {
    let kind = String((node.kindName ?? node.kind.rawValue).map { $0 == "_" ? " " : $0 })
    return switch node.naming {
    case .named, .withheld: kind
    case .unnamed: "unnamed " + kind
    case .pseudonym: kind + ", pseudonym"
    case .role: kind + ", by role"
    }
  }

  private static func way(_ edge: PictureEdge) -> String? {
    guard case .way(let number) = edge.mark, number > 0 else { return nil }
    return "way \(number)"
  }

  static func end(_ end: String) -> String {
    switch end {
    case "origin": "● origin"
    case "undisclosed": "○ undisclosed"
    case "circular": "↻ circular"
    case "limit": "… cut at a limit"
    default: "… " + end
    }
  }

  /// The lines over a picture: the question, then the answer and what was left out.
  static func heading(of picture: Picture) -> [String] {
    let title = picture.title.map { wrap($0, 90, 3) } ?? []
    return title + picture.caption.flatMap { wrap($0, 110, 4) }
  }

  /// The text in lines of `columns` columns, runs of spaces as one, controls made visible.
  ///
  /// A text of more than `limit` lines ends in an ellipsis. There is always a line, if an empty
  /// one.
  static func wrap(_ text: String, _ columns: Int, _ limit: Int) -> [String] {
    // A character may be made of any number of scalars, so the cut is by those.
    let most = columns * (limit + 1)
    let isCut = text.unicodeScalars.dropFirst(most).first != nil
    let head = String(String.UnicodeScalarView(text.unicodeScalars.prefix(most)))
    var lines: [String] = []
    var line = ""
    for word in visible(head).split(separator: " ") {
      if line.isEmpty || width(line) + 1 + width(word) <= columns {
        line += (line.isEmpty ? "" : " ") + word
      } else {
        lines.append(line)
        line = String(word)
      }
      while width(line) > columns {
        let start = fitting(line, columns)
        lines.append(start)
        line.removeFirst(start.count)
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    guard isCut || lines.count > limit else { return lines }
    lines.removeLast(max(0, lines.count - limit))
    lines[lines.count - 1] = fitting(lines[lines.count - 1], columns - 1) + "…"
    return lines
  }

  /// As much of the start as fits, and one character at least.
  private static func fitting(_ text: String, _ columns: Int) -> String {
    var start = ""
    var used = 0
    for character in text {
      used += width(character)
      if used > columns, !start.isEmpty { break }
      start.append(character)
    }
    return start
  }

  private static func width(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  /// Two columns for ideographs, kana, hangul and emoji, one for anything else.
  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first, scalar.value >= 0x1100 else { return 1 }
    switch scalar.value {
    case 0x1100..<0x1160, 0x2e80..<0xa4d0, 0xac00..<0xd7a4, 0xf900..<0xfb00, 0xfe30..<0xfe70,
      0xff00..<0xff61, 0x20000..<0x40000:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }

  /// Text that neither moves nor reorders what stands beside it, and that XML can hold.
  static func visible(_ text: String) -> String {
    let shown = VisibleText.of(text)
    guard shown.unicodeScalars.contains(where: isUnfit) else { return shown }
    return shown.unicodeScalars.reduce(into: "") { shown, scalar in
      if isUnfit(scalar) {
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
  }

  /// The Arabic letter mark, which sets a direction, and the two that no XML file may hold.
  private static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x61c, 0xfffe, 0xffff: true
    default: false
    }
  }
}
