import HeadwaterModel

/// What shapes and lines mean: samples of those that occur in a picture.
struct PictureLegend {
  /// Samples, each with its meaning for a name.
  let shapes: [PictureNode]

  /// Samples, each with its meaning for a phrase; they have no ends.
  let lines: [PictureEdge]

  init(_ picture: Picture) {
    shapes = Self.shapes(in: picture.nodes)
    lines = Self.lines(in: picture.edges)
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

  private static func lines(in edges: [PictureEdge]) -> [PictureEdge] {
    func line(
      _ phrase: String, _ role: RelationRole, isPossible: Bool = false, isLate: Bool = false,
      isAgainst: Bool = false
    ) -> PictureEdge {
      PictureEdge(
        id: "", source: "", target: "", phrase: phrase, role: role, isPossible: isPossible,
        isAnachronistic: isLate, isAgainst: isAgainst)
    }
    let roles = Set(edges.filter { !$0.isAgainst }.map(\.role))
    var lines: [PictureEdge] = []
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
}
