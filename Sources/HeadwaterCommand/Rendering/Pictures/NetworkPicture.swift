import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// Upstream graphs as a picture, with what makes the answer set apart.
///
/// One node an entity, one line an attribution; where there are too many, those on the shortest
/// chains through what matters, and the picture says so.
struct NetworkPicture {
  /// The most entities that are drawn.
  static let nodeLimit = 150

  /// The most hops that are drawn; above it those off the shortest chains are left out.
  static let hopLimit = 400

  /// The most attributions that are drawn between two entities.
  static let parallelLimit = 3

  private let networks: [UpstreamNetwork]

  /// Why entities stand out, the most telling first.
  var marks: [EntityID: [PictureMark]] = [:]

  /// Further lines of their labels.
  var details: [EntityID: [String]] = [:]

  /// What sets the hops of two entities apart.
  var hopMarks: [EntityPair: LineMark] = [:]
  var flags: [StanceFlag] = []
  var possiblySame: [EntityPair] = []

  /// What stands before the words of a line.
  var prefixes: [AttributionID: String] = [:]

  /// Stances that are drawn beside what they are on.
  var stances: [AttributionID] = []

  /// Whether circular ends stand in a box.
  var showsCircles = true

  /// Entities above which nothing is drawn.
  var closed: Set<EntityID> = []

  /// Whether the subjects are drawn as those that are asked about.
  var subjectsAreMarked = true

  /// Ties of those at whose end a chain stands are drawn too.
  var showsTies = true

  init(_ networks: [UpstreamNetwork]) {
    self.networks = networks
  }

  /// Numbers ways, each from the subject upstream.
  mutating func number(_ ways: [[EntityID]]) {
    for (index, way) in ways.enumerated() {
      for (receiver, giver) in zip(way, way.dropFirst()) {
        hopMarks[EntityPair(giver, receiver)] = .way(index + 1)
      }
    }
  }

  /// Greys what has nothing left to carry when the closed entities are taken out, and its lines.
  ///
  /// Works are those of which it is known that they have nothing left.
  mutating func markFallen(works: Set<EntityID>) {
    let hops = NetworkSelection.merged(networks)
    var receivers: [EntityID: [EntityID]] = [:]
    for hop in hops { receivers[hop.giver, default: []].append(hop.receiver) }
    let ends = networks.flatMap { Array($0.drawnEnds.keys) + $0.drawnCircles.joined() }
    let lost = closed.union(works)
    var supported = Set(ends).subtracting(lost)
    var waiting = Array(supported)
    while let entity = waiting.popLast() {
      for receiver in receivers[entity] ?? []
      where !lost.contains(receiver) && supported.insert(receiver).inserted {
        waiting.append(receiver)
      }
    }
    // A giver that stands as a whole may carry nothing for a claim that has nothing left.
    for hop in hops where !supported.contains(hop.giver) || works.contains(hop.receiver) {
      hopMarks[EntityPair(hop.giver, hop.receiver)] = .falls
      for entity in [hop.giver, hop.receiver]
      where !supported.contains(entity) && marks[entity] == nil {
        marks[entity] = [works.contains(entity) ? .unsupported : .nothingLeft]
      }
    }
  }

  /// Draws it: all but its title.
  func picture(in reader: CaseReader, legend: Bool) throws -> Picture {
    let selection = NetworkSelection(
      networks, important: important, hopMarks: hopMarks, closed: closed)
    var drawing = NetworkDrawing(
      subjects: subjectsAreMarked ? Set(networks.map(\.subject.id)) : [], in: reader, marks: marks,
      details: details)
    drawing.prefixes = prefixes
    try drawing.readEnds(networks, among: selection.entities, showsCircles: showsCircles)
    for subject in networks.map(\.subject.id) { try drawing.addNode(subject) }
    for entity in selection.entities { try drawing.addNode(entity) }
    for hop in selection.hops {
      let mark = hopMarks[EntityPair(hop.giver, hop.receiver)]
      try drawing.add(hop, mark)
    }
    for flag in flags { try drawing.add(flag) }
    for stance in stances { try drawing.add(stance) }
    for pair in possiblySame { try drawing.addVerdict(pair) }
    if showsTies { try drawing.addTies(of: selection.entities) }
    return drawing.picture(caption: selection.leftOut, legend: legend)
  }

  private var important: [EntityID] {
    let flagged = flags.compactMap { flag -> EntityID? in
      if case .entity(let id) = flag.target { return id }
      return nil
    }
    let pairs = possiblySame.flatMap { [$0.source, $0.target] }
    let marked = marks.sorted { left, right in
      let looks = [left, right].map { $0.value.map(\.look).max() ?? .plain }
      return looks[0] != looks[1] ? looks[0] > looks[1] : left.key < right.key
    }
    return marked.map(\.key) + flagged + pairs
  }
}
