import HeadwaterModel

/// What shapes and lines mean: samples of those that occur in a picture.
struct PictureLegend {
  /// Samples, each with its meaning for a name.
  let shapes: [PictureNode]

  /// Samples, each with its meaning for a phrase; they have no ends.
  let lines: [PictureEdge]

  /// Samples of what stands out, each with its meaning for a name.
  let marks: [PictureNode]

  init(_ picture: Picture) {
    let entities = picture.nodes.filter { !$0.isText }
    shapes = Self.shapes(in: entities)
    lines = Self.lines(in: picture.edges)
    marks = Self.marks(in: entities)
  }

  private static func shapes(in nodes: [PictureNode]) -> [PictureNode] {
    func shape(
      _ name: String, _ kind: BaseKind, _ naming: Naming = .named, isSubject: Bool = false
    ) -> PictureNode {
      PictureNode(id: "", name: name, kind: kind, naming: naming, isSubject: isSubject)
    }
    let shown = nodes.filter { $0.naming != .withheld }
    var shapes: [PictureNode] = []
    if let subject = shown.first(where: \.isSubject) {
      shapes.append(shape("subject", subject.kind, isSubject: true))
    }
    for kind in BaseKind.allCases where shown.contains(where: { $0.kind == kind }) {
      shapes.append(shape(kind.rawValue, kind))
    }
    let namings = Set(nodes.map(\.naming))
    if namings.contains(.unnamed) { shapes.append(shape("unnamed", .person, .unnamed)) }
    if namings.contains(.role) { shapes.append(shape("by role", .person, .role)) }
    if namings.contains(.pseudonym) { shapes.append(shape("pseudonym", .person, .pseudonym)) }
    if namings.contains(.withheld) { shapes.append(shape("withheld", .person, .withheld)) }
    return shapes
  }

  private static func marks(in nodes: [PictureNode]) -> [PictureNode] {
    let used = Set(nodes.flatMap(\.marks))
    var samples: [PictureNode] = []
    for mark in PictureMark.allCases where used.contains(mark) && mark != .openEnd {
      var sample = PictureNode(id: "", name: mark.meaning, kind: .organisation)
      // Where a stronger mark decides how all of them look, the words are enough.
      let isSeen = nodes.contains {
        $0.marks.contains(mark) && $0.marks.map(\.look).max() == mark.look
      }
      if isSeen { sample.marks = [mark] } else { sample.isText = true }
      samples.append(sample)
    }
    guard !used.isEmpty else { return samples }
    let ends = Set(nodes.flatMap { [$0.end].compactMap { $0 } + $0.furtherEnds })
    for (end, meaning) in Self.ends where ends.contains(end) {
      if end == "origin", used.contains(.origin) { continue }
      var sample = PictureNode(
        id: "", name: PictureText.end(end) + ": " + meaning, kind: .organisation)
      if used.contains(.openEnd) { sample.marks = [.openEnd] } else { sample.isText = true }
      samples.append(sample)
    }
    return samples
  }

  private static let ends = [
    ("origin", "firsthand, nothing lies upstream"), ("undisclosed", "the source does not say"),
    ("unexplored", "nothing is recorded upstream"), ("circular", "it rests on itself"),
  ]

  private static func lines(in edges: [PictureEdge]) -> [PictureEdge] {
    func line(
      _ phrase: String, _ role: RelationRole, isPossible: Bool = false, isLate: Bool = false,
      isAgainst: Bool = false
    ) -> PictureEdge {
      PictureEdge(
        id: "", source: "", target: "", phrase: phrase, role: role, isPossible: isPossible,
        isAnachronistic: isLate, isAgainst: isAgainst)
    }
    let roles = Set(edges.filter { !$0.isAgainst && $0.mark != .possiblySame }.map(\.role))
    var lines: [PictureEdge] = []
    lines += marked(edges)
    if roles.contains(.transmission) { lines.append(line("passed on", .transmission)) }
    if edges.contains(where: \.isPossible) {
      lines.append(line("possible", .transmission, isPossible: true))
    }
    if roles.contains(.origination) { lines.append(line("made or said", .origination)) }
    if roles.contains(.association) { lines.append(line("tie, no source", .association)) }
    if edges.contains(where: \.isAgainst) {
      lines.append(line("position against", .stance, isAgainst: true))
    }
    if roles.contains(.stance) { lines.append(line("other position", .stance)) }
    if edges.contains(where: { $0.isAnachronistic && !$0.isAgainst }) {
      lines.append(line("", .transmission, isLate: true))
    }
    return lines
  }

  private static func marked(_ edges: [PictureEdge]) -> [PictureEdge] {
    let marks = Set(edges.compactMap(\.mark))
    let isWay = marks.contains { mark in
      if case .way = mark { return true }
      return false
    }
    let samples: [(LineMark, String, Bool)] = [
      (.way(0), "numbered ways share no entity", isWay),
      (.ring, "goes round in a circle", marks.contains(.ring)),
      (.falls, "carries nothing any more", marks.contains(.falls)),
      (.possiblySame, "may be one", marks.contains(.possiblySame)),
    ]
    return samples.filter(\.2).map { mark, phrase, _ in
      var line = PictureEdge(
        id: "", source: "", target: "", phrase: "",
        role: mark == .possiblySame ? .association : .transmission)
      line.mark = mark
      line.note = phrase
      return line
    }
  }
}
