import HeadwaterTestSupport

/// Questions about a whole case by trying everything, from `docs/design/questions.md` alone.
struct WholeCaseOracle {
  struct Vertex: Hashable {
    let entity: String
    let view: String?
  }

  struct Step {
    let edge: OracleAttribution
    let to: Vertex
    let isMarked: Bool
  }

  let world: OracleCase
  let establishedOnly: Bool

  /// The key that stands for each entity's versions; its own where they are taken apart.
  let work: [String: String]
  let kinds: [String: OracleKind]
  private let edges: [OracleAttribution]

  init(
    _ world: OracleCase, _ options: OracleOptions = OracleOptions(), establishedOnly: Bool = false,
    versionsApart: Bool = false, naming claim: String? = nil
  ) {
    self.world = world
    self.establishedOnly = establishedOnly
    kinds = Dictionary(uniqueKeysWithValues: world.entities.map { ($0.key, $0.kind) })
    work = Self.works(world, apart: versionsApart)
    let filtered = Self.filtered(world, options)
    edges =
      claim == nil
      ? filtered
      : filtered.filter { $0.about == claim && $0.about != $0.source && $0.about != $0.target }
  }

  // MARK: - Facts

  static func isFlow(_ edge: OracleAttribution) -> Bool {
    let role = OracleRole(relation: edge.relation)
    return edge.status == .recorded && (role == .transmission || role == .origination)
      && edge.target != nil && edge.target != edge.source
  }

  static func works(_ world: OracleCase, apart: Bool) -> [String: String] {
    var group = Dictionary(uniqueKeysWithValues: world.entities.map { ($0.key, $0.key) })
    let revisions = world.attributions.filter { isFlow($0) && $0.relation == "revised_as" }
    if apart { return group }
    for _ in world.entities {
      for edge in revisions {
        let least = min(group[edge.source, default: ""], group[edge.target ?? "", default: ""])
        for (key, own) in group
        where own == group[edge.source, default: ""] || own == group[edge.target ?? "", default: ""]
        {
          group[key] = least
        }
      }
    }
    var named: [String: String] = [:]
    for (key, own) in group {
      let versions = group.filter { $0.value == own }.map(\.key).sorted(by: precedes)
      let first = versions.first { version in !revisions.contains { $0.target == version } }
      named[key] = first ?? versions[0]
    }
    return named
  }

  static func precedes(_ one: String, _ other: String) -> Bool {
    one.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
  }

  static func workDate(_ key: String?, _ world: OracleCase) -> OracleDate? {
    world.entities.first { $0.key == key && $0.kind.isWork }?.date
  }

  static func filtered(_ world: OracleCase, _ options: OracleOptions) -> [OracleAttribution] {
    let makers = world.attributions.filter {
      isFlow($0) && ["authored", "published"].contains($0.relation)
        && options.notAccordingTo.contains($0.source)
    }
    let distrusted = options.notAccordingTo.union(makers.compactMap(\.target))
    return world.attributions.filter { edge in
      guard isFlow(edge), !options.without.contains(edge.source) else { return false }
      if !options.relations.isEmpty, !options.relations.contains(edge.relation) { return false }
      let documents = Set(edge.evidenceDocuments)
      if !documents.isEmpty, documents.isSubset(of: distrusted) { return false }
      let date = edge.date ?? workDate(edge.target, world)
      if let asOf = options.asOf, let date, date.isDefinitelyAfter(asOf) { return false }
      return true
    }
  }

  private func recorded(_ source: String, _ target: String, _ relations: [String]) -> Bool {
    world.attributions.contains {
      $0.status == .recorded && $0.source == source && $0.target == target
        && (relations.isEmpty
          ? OracleRole(relation: $0.relation) == .transmission : relations.contains($0.relation))
    }
  }

  private func claims(of document: String) -> [String] {
    world.attributions.filter {
      $0.status == .recorded && $0.source == document && $0.relation == "asserted"
    }.compactMap(\.target)
  }

  private func isWork(_ key: String) -> Bool { kinds[key]?.isWork ?? false }

  // MARK: - Steps

  private func named(_ edge: OracleAttribution) -> String? {
    edge.about == edge.source || edge.about == edge.target ? nil : edge.about
  }

  /// 2 established, 1 possible, 0 none.
  private func fits(_ named: String, at receiver: String, view: String) -> Int {
    if named == view || recorded(view, named, ["asserted"]) { return 2 }
    if recorded(named, view, []) {
      return recorded(receiver, view, ["authored", "published"]) ? 2 : 1
    }
    return kinds[named] == .claim && claims(of: view).isEmpty ? 1 : 0
  }

  private func grade(_ edge: OracleAttribution, view: String?) -> Int {
    let receiver = edge.target ?? ""
    let isWork = isWork(receiver)
    if let named = named(edge) {
      guard let view else { return isWork ? 2 : 1 }
      return fits(named, at: receiver, view: view)
    }
    guard let view else { return isWork ? 2 : 1 }
    if isWork { return edge.source == view ? 2 : 1 }
    return kinds[edge.source] == .document && fits(edge.source, at: receiver, view: view) == 2
      ? 2 : 1
  }

  private func view(after edge: OracleAttribution, view: String?) -> String? {
    if isWork(edge.source) { return nil }
    let document = named(edge).flatMap { kinds[$0] == .document ? $0 : nil }
    if document != nil { return document }
    return kinds[edge.target ?? ""] == .document ? edge.target : view
  }

  func isMarked(_ edge: OracleAttribution) -> Bool {
    switch edge.basis {
    case .origin, .undisclosed: true
    case .relayed: false
    case nil: world.entities.contains { $0.key == edge.source && $0.upstream != .unexplored }
    }
  }

  private func isByline(_ edge: OracleAttribution) -> Bool {
    ["authored", "published"].contains(edge.relation) && !isMarked(edge)
  }

  /// What might be a step, before the rule on bylines.
  private func candidates(_ vertex: Vertex, isApart: Bool = false) -> [Step] {
    edges.compactMap { edge in
      guard work[edge.target ?? ""] == vertex.entity, work[edge.source] != vertex.entity else {
        return nil
      }
      let grade = isApart ? 2 : grade(edge, view: vertex.view)
      guard grade >= (establishedOnly ? 2 : 1) else { return nil }
      let to = Vertex(
        entity: work[edge.source, default: ""], view: view(after: edge, view: vertex.view))
      return Step(edge: edge, to: to, isMarked: isMarked(edge))
    }
  }

  func steps(_ vertex: Vertex, isApart: Bool = false) -> [Step] {
    candidates(vertex, isApart: isApart).filter {
      !isByline($0.edge) || !candidates($0.to).isEmpty
    }
  }

  /// All vertices that a walk from a subject comes to.
  func reached(from subjects: [String]) -> Set<Vertex> {
    var found: Set<Vertex> = []
    var queue: [Vertex] = []
    for subject in subjects {
      let start = Vertex(entity: work[subject, default: ""], view: nil)
      if isWork(subject) {
        queue.append(start)
      } else {
        queue += steps(start, isApart: true).filter { !$0.isMarked }.map(\.to)
      }
    }
    while let next = queue.popLast() {
      guard found.insert(next).inserted else { continue }
      queue += steps(next).filter { !$0.isMarked }.map(\.to)
    }
    return found
  }

  // MARK: - For a claim

  /// Along the attributions that name one claim every step is established, whatever is in view.
  func claimSteps(_ entity: String) -> [Step] {
    func candidates(_ entity: String) -> [Step] {
      edges.filter { work[$0.target ?? ""] == entity && work[$0.source] != entity }.map {
        Step(
          edge: $0, to: Vertex(entity: work[$0.source, default: ""], view: nil),
          isMarked: isMarked($0))
      }
    }
    return candidates(entity).filter { !isByline($0.edge) || !candidates($0.to.entity).isEmpty }
  }
}
