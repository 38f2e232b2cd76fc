import HeadwaterTestSupport

/// A loop in the words of the oracle.
struct ToldLoop: Hashable, Comparable, CustomStringConvertible {
  var members: [String]
  var matter: String?
  var cycle: [String]
  var evidence: [[String]]
  var entry: [String]
  var isEstablished: Bool
  var versions: [String: [String]]
  var isAcyclicByVersion: Bool

  static func < (one: Self, other: Self) -> Bool { one.description < other.description }

  var description: String {
    "\(members) \(matter ?? "-") \(cycle) \(evidence) in \(entry) \(isEstablished) "
      + "\(versions.sorted { $0.key < $1.key }) \(isAcyclicByVersion)"
  }
}

/// `loops` by closure and by going through all circles.
struct LoopOracle {
  let world: OracleCase
  let options: OracleOptions

  private typealias Vertex = WholeCaseOracle.Vertex
  private typealias Step = WholeCaseOracle.Step

  private struct Group {
    let members: Set<String>
    let vertices: [Vertex]
    let steps: [Vertex: [Step]]
  }

  func loops(establishedOnly: Bool) -> [ToldLoop] {
    var found: [ToldLoop] = []
    let all = documentGroups(establishedOnly: establishedOnly, apart: false)
    let sure = Set(documentGroups(establishedOnly: true, apart: false).map(\.members))
    let apart = documentGroups(establishedOnly: establishedOnly, apart: true).map(\.members)
    for group in all {
      found.append(told(group, nil, isEstablished: sure.contains(group.members), apart))
    }
    for claim in world.entities where claim.kind == .claim {
      let apart = claimGroups(claim.key, apart: true).map(\.members)
      for group in claimGroups(claim.key, apart: false) {
        found.append(told(group, claim.key, isEstablished: true, apart))
      }
    }
    return found.sorted()
  }

  private func documentGroups(establishedOnly: Bool, apart: Bool) -> [Group] {
    let oracle = WholeCaseOracle(
      world, options, establishedOnly: establishedOnly, versionsApart: apart)
    let subjects = world.entities.map(\.key).filter { !options.without.contains($0) }
    let reached = oracle.reached(from: subjects)
    return groups(
      Dictionary(uniqueKeysWithValues: reached.map { ($0, oracle.steps($0)) }))
  }

  private func claimGroups(_ claim: String, apart: Bool) -> [Group] {
    let oracle = WholeCaseOracle(world, options, versionsApart: apart, naming: claim)
    let vertices = Set(oracle.work.values).map { Vertex(entity: $0, view: nil) }
    return groups(
      Dictionary(uniqueKeysWithValues: vertices.map { ($0, oracle.claimSteps($0.entity)) }))
  }

  private func groups(_ steps: [Vertex: [Step]]) -> [Group] {
    var upstream: [Vertex: Set<Vertex>] = [:]
    for start in steps.keys {
      var queue = [start]
      var seen: Set<Vertex> = []
      while let next = queue.popLast() {
        for step in steps[next] ?? [] where !step.isMarked {
          if seen.insert(step.to).inserted { queue.append(step.to) }
        }
      }
      upstream[start] = seen
    }
    var byMembers: [Set<String>: Set<Vertex>] = [:]
    for vertex in steps.keys {
      let group = steps.keys.filter {
        upstream[vertex, default: []].contains($0) && upstream[$0, default: []].contains(vertex)
      }
      let members = Set(group.map(\.entity))
      if members.count > 1 { byMembers[members, default: []].formUnion(group) }
    }
    return byMembers.filter { group in
      !byMembers.keys.contains { $0.isStrictSuperset(of: group.key) }
    }.map { Group(members: $0.key, vertices: Array($0.value), steps: steps) }
  }

  private func told(
    _ group: Group, _ matter: String?, isEstablished: Bool, _ apart: [Set<String>]
  ) -> ToldLoop {
    let oracle = WholeCaseOracle(world, options)
    let (cycle, evidence) = cycle(group)
    let versions = group.members.map { work in
      (work, oracle.work.filter { $0.value == work }.map(\.key))
    }.filter { $0.1.count > 1 }
    let all = Set(oracle.work.filter { group.members.contains($0.value) }.map(\.key))
    return ToldLoop(
      members: group.members.sorted(by: WholeCaseOracle.precedes), matter: matter, cycle: cycle,
      evidence: evidence, entry: entry(group, oracle), isEstablished: isEstablished,
      versions: Dictionary(uniqueKeysWithValues: versions.map { ($0.0, inOrder($0.1)) }),
      isAcyclicByVersion: !versions.isEmpty && !apart.contains { $0.isSubset(of: all) })
  }

  private func inOrder(_ versions: [String]) -> [String] {
    var left = versions.sorted(by: WholeCaseOracle.precedes)
    var order: [String] = []
    while !left.isEmpty {
      let index =
        left.firstIndex { version in
          !world.attributions.contains {
            WholeCaseOracle.isFlow($0) && $0.relation == "revised_as" && $0.target == version
              && left.contains($0.source)
          }
        } ?? 0
      order.append(left.remove(at: index))
    }
    return order
  }

  private func before(_ one: Vertex, _ other: Vertex) -> Bool {
    one.entity == other.entity
      ? WholeCaseOracle.precedes(one.view ?? "", other.view ?? "")
      : WholeCaseOracle.precedes(one.entity, other.entity)
  }

  /// The shortest circle along the flow, from its least vertex, the first of those as short.
  private func cycle(_ group: Group) -> ([String], [[String]]) {
    let vertices = group.vertices.sorted(by: before)
    var receivers: [Vertex: [Vertex]] = [:]
    for vertex in vertices {
      for step in group.steps[vertex] ?? [] where !step.isMarked && vertices.contains(step.to) {
        receivers[step.to, default: []].append(vertex)
      }
    }
    for length in 2...vertices.count {
      for start in vertices {
        if let circle = circle([start], length, receivers) {
          return (
            circle.map(\.entity),
            circle.indices.map { index in
              let (giver, receiver) = (circle[index], circle[(index + 1) % circle.count])
              let steps = (group.steps[receiver] ?? []).filter { $0.to == giver && !$0.isMarked }
              return steps.map(\.edge.id).sorted()
            }
          )
        }
      }
    }
    return ([], [])
  }

  private func circle(
    _ path: [Vertex], _ length: Int, _ receivers: [Vertex: [Vertex]]
  ) -> [Vertex]? {
    let next = (receivers[path[path.count - 1]] ?? []).sorted(by: before)
    if path.count == length { return next.contains(path[0]) ? path : nil }
    for vertex in next where !path.contains(vertex) && before(path[0], vertex) {
      if let found = circle(path + [vertex], length, receivers) { return found }
    }
    return nil
  }

  private func entry(_ group: Group, _ oracle: WholeCaseOracle) -> [String] {
    var dates: [String: (Int, Int)?] = [:]
    for vertex in group.vertices {
      for step in group.steps[vertex] ?? [] where !group.members.contains(step.to.entity) {
        let date = step.edge.date ?? WholeCaseOracle.workDate(step.edge.target, world)
        let own = date.map { ($0.first, $0.last) }
        if let known = dates[step.to.entity], let known {
          if let own, own < known { dates[step.to.entity] = own }
        } else {
          dates[step.to.entity] = own
        }
      }
    }
    for (key, date) in beginners(group, oracle) {
      if let known = dates[key], let known {
        if let date, date < known { dates[key] = date }
      } else {
        dates[key] = date
      }
    }
    return dates.sorted { one, other in
      let (left, right) = (one.value ?? (.max, .max), other.value ?? (.max, .max))
      return left == right ? WholeCaseOracle.precedes(one.key, other.key) : left < right
    }.map(\.key)
  }

  /// Who made versions that nothing else leads into.
  private func beginners(
    _ group: Group, _ oracle: WholeCaseOracle
  ) -> [(String, (Int, Int)?)] {
    var found: [(String, (Int, Int)?)] = []
    for (version, work) in oracle.work where group.members.contains(work) {
      let hasSeveral = oracle.work.contains { $0.value == work && $0.key != version }
      let into = world.attributions.filter {
        WholeCaseOracle.isFlow($0) && $0.target == version && $0.source != version
      }
      let areBylines = into.allSatisfy {
        ["authored", "published"].contains($0.relation) && !oracle.isMarked($0)
      }
      guard hasSeveral, areBylines else { continue }
      let authors = into.filter { $0.relation == "authored" }
      for byline in authors.isEmpty ? into : authors {
        let maker = oracle.work[byline.source] ?? byline.source
        if group.members.contains(maker) || options.without.contains(byline.source) { continue }
        let date = byline.date ?? WholeCaseOracle.workDate(version, world)
        found.append((maker, date.map { ($0.first, $0.last) }))
      }
    }
    return found
  }
}
