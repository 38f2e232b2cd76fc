/// One group that goes round.
package struct QuestionLoop: Hashable, Sendable {
  /// The claim along whose attributions it goes; nil at document level.
  package var matter: String?

  /// In order; versions of a work under one key.
  package var members: [String]

  /// Whether a loop of established steps alone has these members.
  package var isEstablished: Bool

  /// A shortest cycle along the flow, from its least key: the first such list.
  package var cycle: [String]

  /// Who outside gives into it, earliest first.
  package var entry: [String]

  /// Whether the versions of its works, taken apart, go round no more.
  package var acyclicVersions: Bool

  package var isSelfSupporting: Bool { entry.isEmpty }
}

extension QuestionOracle {
  /// Every loop: at document level, then for each claim; by members, then by claim.
  package func loops() -> [QuestionLoop] {
    var loops = Self.gathered(documentArcs(), matter: nil, in: self)
    for claim in world.entities where claim.kind == .claim {
      loops += Self.gathered(arcs(naming: claim.key), matter: claim.key, in: self)
    }
    return loops.sorted { one, other in
      if one.members != other.members { return OracleKeys.precede(one.members, other.members) }
      return OracleKeys.precede(one.matter ?? "", other.matter ?? "")
    }
  }

  /// The key that each document counts under in a loop.
  package var workKeys: [String: String] {
    let versions = world.attributions.filter {
      $0.relation == "revised_as" && $0.status == .recorded && $0.source != $0.target
    }
    var works: [String: Set<String>] = [:]
    for entity in world.entities {
      var work: Set = [entity.key]
      var size = 0
      while size < work.count {
        size = work.count
        for step in versions {
          guard let target = step.target else { continue }
          if work.contains(target) || work.contains(step.source) {
            work.formUnion([target, step.source])
          }
        }
      }
      works[entity.key] = work
    }
    return works.mapValues { work in
      let first = work.filter { key in !versions.contains { $0.target == key } }
      return OracleKeys.sorted(first.isEmpty ? work : first)[0]
    }
  }

  /// Steps at document level, from every entity that can be asked about.
  private func documentArcs() -> [LoopArc] {
    var options = options
    options.isDocumentLevel = true
    options.about = nil
    var vertices = QuestionVertices(world, options, isBackToStart: false)
    var arcs: Set<LoopArc> = []
    for entity in world.entities {
      let first = vertices.start(at: entity.key)
      for (vertex, edges) in vertices.reached(from: first) {
        for edge in edges {
          arcs.insert(
            LoopArc(
              receiver: LoopPlace(entity: vertex.entity, vertex: vertex),
              giver: LoopPlace(entity: edge.to.entity, vertex: edge.to),
              attribution: edge.attribution, isEstablished: edge.isEstablished,
              isMarked: edge.to.mark != nil))
        }
      }
    }
    return Array(arcs)
  }

  /// Steps along the attributions that name `claim`.
  private func arcs(naming claim: String) -> [LoopArc] {
    let run = ChainOracle.Run(of: ChainOracle(world, options), subject: claim)
    let naming = world.attributions.filter { step in
      guard step.isFlow, let target = step.target, step.about == claim else { return false }
      return step.source != claim && target != claim
        && run.passesFilters(step, into: run.entity(target))
    }
    return naming.compactMap { step in
      let isMarked = run.mark(of: step) != nil
      let isByline = step.relation == "authored" || step.relation == "published"
      if isByline, !isMarked, !naming.contains(where: { $0.target == step.source }) { return nil }
      return LoopArc(
        receiver: LoopPlace(entity: step.target ?? ""), giver: LoopPlace(entity: step.source),
        attribution: step, isEstablished: true, isMarked: isMarked)
    }
  }
}

/// An entity where a loop may pass; at document level, with what is in view there.
struct LoopPlace: Hashable {
  var entity: String
  var vertex: QuestionVertices.Vertex?
}

/// A step that a loop may go over.
struct LoopArc: Hashable {
  var receiver: LoopPlace
  var giver: LoopPlace
  var attribution: OracleAttribution
  var isEstablished: Bool
  var isMarked: Bool
}

extension QuestionOracle {
  /// The groups that go round along `arcs`.
  private static func gathered(
    _ arcs: [LoopArc], matter: String?, in oracle: QuestionOracle
  ) -> [QuestionLoop] {
    let works = oracle.workKeys
    func work(_ place: LoopPlace) -> LoopPlace {
      let key = works[place.entity] ?? place.entity
      return oracle.kind(of: place.entity) == .document ? LoopPlace(entity: key) : place
    }
    let contracted = arcs.map { arc in
      var arc = arc
      (arc.receiver, arc.giver) = (work(arc.receiver), work(arc.giver))
      return arc
    }.filter { $0.receiver != $0.giver }
    let unmarked = contracted.filter { !$0.isMarked }
    let sure = LoopGroups(unmarked.filter(\.isEstablished)).groups.map(keys)
    var found: [[String]: [Set<LoopPlace>]] = [:]
    for group in LoopGroups(unmarked).groups { found[keys(of: group), default: []].append(group) }
    return found.map { members, groups in
      let inside = groups.map { group in
        unmarked.filter { group.contains($0.receiver) && group.contains($0.giver) }
      }
      let cycles = inside.flatMap { LoopGroups($0).shortestCycles() }
      let shortest = cycles.map(\.count).min()
      let cycle = cycles.filter { $0.count == shortest }.min { OracleKeys.precede($0, $1) }
      let nodes = groups.reduce(into: Set<LoopPlace>()) { $0.formUnion($1) }
      let apart = arcs.filter {
        !$0.isMarked && nodes.contains(work($0.receiver)) && nodes.contains(work($0.giver))
      }
      let into = contracted.filter {
        nodes.contains($0.receiver) && !members.contains($0.giver.entity)
      }
      return QuestionLoop(
        matter: matter, members: members, isEstablished: sure.contains(members),
        cycle: cycle ?? [], entry: oracle.inOrder(into),
        acyclicVersions: LoopGroups(apart).groups.isEmpty)
    }
  }

  private static func keys(of group: Set<LoopPlace>) -> [String] {
    OracleKeys.sorted(Set(group.map(\.entity)))
  }

  /// The givers of `arcs`, each by the earliest of its steps; undated ones last, then by key.
  private func inOrder(_ arcs: [LoopArc]) -> [String] {
    var dates: [String: (first: Int, last: Int)] = [:]
    for arc in arcs {
      let receiver = world.entities.first { $0.key == arc.attribution.target }
      let lent = receiver?.kind.isWork == true ? receiver?.date : nil
      let date = arc.attribution.date ?? lent
      let days = (date?.first ?? .max, date?.last ?? .max)
      if let known = dates[arc.giver.entity], known <= days { continue }
      dates[arc.giver.entity] = days
    }
    return dates.sorted { one, other in
      one.value == other.value
        ? OracleKeys.precede(one.key, other.key) : one.value < other.value
    }.map(\.key)
  }
}

/// Strongly connected groups of more than one place, and their shortest cycles.
struct LoopGroups {
  private var givers: [LoopPlace: Set<LoopPlace>] = [:]
  private let places: Set<LoopPlace>

  init(_ arcs: [LoopArc]) {
    for arc in arcs { givers[arc.receiver, default: []].insert(arc.giver) }
    places = Set(arcs.flatMap { [$0.receiver, $0.giver] })
  }

  private func reached(from place: LoopPlace) -> Set<LoopPlace> {
    var reached: Set<LoopPlace> = []
    var next = [place]
    while let one = next.popLast() {
      for giver in givers[one] ?? [] where reached.insert(giver).inserted { next.append(giver) }
    }
    return reached
  }

  var groups: [Set<LoopPlace>] {
    let above = Dictionary(uniqueKeysWithValues: places.map { ($0, reached(from: $0)) })
    var groups: Set<Set<LoopPlace>> = []
    for (place, reached) in above where reached.contains(place) {
      groups.insert(reached.filter { above[$0]?.contains(place) == true })
    }
    return Array(groups)
  }

  /// The keys of every shortest cycle, along the flow, each turned so that its list comes first.
  func shortestCycles() -> [[String]] {
    for length in 2...max(2, places.count) {
      let cycles = places.flatMap { walks(from: [$0], length: length) }
      if !cycles.isEmpty { return cycles.map(Self.turned) }
    }
    return []
  }

  private func walks(from path: [LoopPlace], length: Int) -> [[String]] {
    guard let last = path.last else { return [] }
    let next = givers[last] ?? []
    if path.count == length {
      return next.contains(path[0]) ? [path.reversed().map(\.entity)] : []
    }
    return next.filter { !path.contains($0) }.flatMap { walks(from: path + [$0], length: length) }
  }

  private static func turned(_ cycle: [String]) -> [String] {
    let turns = cycle.indices.map { Array(cycle[$0...] + cycle[..<$0]) }
    return turns.min { OracleKeys.precede($0, $1) } ?? cycle
  }
}
