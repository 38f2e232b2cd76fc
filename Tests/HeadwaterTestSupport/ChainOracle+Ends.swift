/// From walks to chains, their ends and what is said of them: DESIGN sections 4.1, 4.2 and 4.7.
extension ChainOracle.Run {
  /// A sequence of entities with an end, and every choice that leads to it.
  struct Line {
    var end: OracleEnd
    var walks: [Walk]

    /// The keys, subject first; the same for every walk.
    var entities: [String]
  }

  /// The chains in order, and the number of attributions on other matters.
  func answer() -> (chains: [OracleChain], otherMatters: Int) {
    let (unmarked, marked) = allWalks()
    if off(.subjectMarkLast), let end = subjectMark() {
      let chain = OracleChain(
        entities: [subject.key], end: end, established: true, anachronistic: false,
        revisits: false)
      return ([chain], 0)
    }
    var lines = markedLines(marked, beside: unmarked)
    for walks in pools(of: unmarked) {
      if let end = unmarkedEnd(of: walks) {
        add(walks, endingWith: end, to: &lines)
      }
    }
    let chains = lines.map { line in
      OracleChain(
        entities: line.entities, end: line.end, established: isEstablished(line),
        anachronistic: isAnachronistic(line), revisits: revisits(line))
    }
    noteShapes(of: lines)
    return (inOrder(chains), countOtherMatters(unmarked, marked: marked.map(\.walk)))
  }

  /// Adds `walks`, which are along one sequence, to the line of that sequence and end.
  private func add(_ walks: [Walk], endingWith end: OracleEnd, to lines: inout [Line]) {
    guard let entities = walks.first?.entities else { return }
    if on(.oneLine),
      let index = lines.firstIndex(where: { $0.entities == entities && $0.end == end })
    {
      lines[index].walks += walks
    } else {
      lines.append(Line(end: end, walks: walks, entities: entities))
    }
  }

  /// The lines of marked steps, each of its own even where a parallel attribution goes on.
  private func markedLines(
    _ marked: [(walk: Walk, end: OracleEnd)], beside unmarked: [Walk]
  ) -> [Line] {
    var lines: [Line] = []
    for (walk, end) in marked {
      if unmarked.contains(where: { $0.entities == walk.entities }) {
        note(.markedBesideUnmarked)
        if off(.markedLineOfItsOwn) { continue }
      }
      add([walk], endingWith: end, to: &lines)
    }
    return lines
  }

  /// The unmarked walks, those along one sequence together.
  private func pools(of walks: [Walk]) -> [[Walk]] {
    guard on(.endsUnderNoChoice) else { return walks.map { [$0] } }
    var pools: [[Walk]] = []
    for walk in walks {
      if let index = pools.firstIndex(where: { $0.first?.entities == walk.entities }) {
        pools[index].append(walk)
      } else {
        pools.append([walk])
      }
    }
    return pools
  }

  /// How the unmarked sequence of `walks` ends; nil where it goes on.
  private func unmarkedEnd(of walks: [Walk]) -> OracleEnd? {
    let onwards = walks.map { walk in
      steps(from: walk).contains { !walk.entities.contains($0.giver) }
    }
    if onwards.contains(true) {
      if onwards.contains(false) { note(.goesOnUnderOneChoice) }
      guard walks.contains(where: { isAtDepthLimit($0) }) else { return nil }
      return on(.limitEnd) ? .limit : .unexplored
    }
    if walks.contains(where: { isAtDepthLimit($0) }) {
      note(.depthWithoutMore)
      if off(.limitOnlyWithMore) { return .limit }
    }
    let back = walks.map { walk in
      steps(from: walk).filter { walk.entities.contains($0.giver) }
    }
    if back.contains(where: { !$0.isEmpty }) {
      return circularEnd(back)
    }
    if walks.contains(where: { $0.hopCount == 0 }), let end = subjectMark(), on(.subjectMark) {
      return note(end == .origin ? .subjectOrigin : .subjectUndisclosed, end)
    }
    return .unexplored
  }

  /// The end of a sequence from which steps lead back: those of each choice.
  private func circularEnd(_ back: [[Step]]) -> OracleEnd {
    if back.contains(where: \.isEmpty) {
      note(.circularUnderOneChoice)
      if off(.circularUnderOneChoice) { return .unexplored }
    }
    if back.allSatisfy({ steps in steps.allSatisfy { $0.mark != nil } }) {
      note(.circularByMarked)
      if off(.circularByMarked) { return .unexplored }
    }
    return on(.circularEnd) ? .circular : .unexplored
  }

  /// The subject's own mark.
  private func subjectMark() -> OracleEnd? {
    switch subject.upstream {
    case .origin: .origin
    case .undisclosed: .undisclosed
    case .unexplored: nil
    }
  }

  /// Whether attributions can be chosen, one per hop, so that every step is established.
  private func isEstablished(_ line: Line) -> Bool {
    let joint = line.walks.contains { !$0.isEstablished.contains(false) }
    let hops = 0..<(line.entities.count - 1)
    let each = hops.allSatisfy { hop in line.walks.contains { $0.isEstablished[hop] } }
    if joint, line.walks.contains(where: { $0.isEstablished.contains(false) }) {
      note(.establishedByChoice)
    }
    if each, !joint { note(.noJointChoice) }
    note(joint ? .established : .possible)
    return on(.establishedJointly) ? joint : each
  }

  /// Whether some step leads from the end of the line back into it.
  private func revisits(_ line: Line) -> Bool {
    let leadsBack = line.walks.contains { walk in
      steps(from: walk).contains { walk.entities.contains($0.giver) }
    }
    guard leadsBack, on(.revisits) else { return false }
    switch line.end {
    case .origin, .undisclosed: return note(.revisitsFromMarked, on(.revisitsFromMarked))
    case .limit: return note(.revisitsFromLimit, on(.revisitsFromLimit))
    case .circular, .unexplored: return note(.revisitsFromCircular, true)
    }
  }

  /// Counts the attributions that no matter which reached their receiver lets a step go over.
  private func countOtherMatters(_ unmarked: [Walk], marked: [Walk]) -> Int {
    if off(.otherMatters) { return 0 }
    if options.anyMatter, on(.otherMattersNotWithAny) { return note(.otherMattersNotWithAny, 0) }
    let walks = off(.otherMattersUnmarkedOnly) ? unmarked + marked : unmarked
    var count = 0
    for attribution in world.attributions {
      guard let target = attribution.target, isCountable(attribution, into: entity(target)) else {
        continue
      }
      let reaching = walks.filter { $0.entities.last == target }
      if reaching.isEmpty { continue }
      let classes = reaching.map { stepClass(attribution, from: entity(target), $0.matter) }
      if off(.otherMattersOnce) {
        count += classes.count { $0 == .no }
      } else if isOnOtherMatters(classes) {
        count += 1
      }
    }
    return count
  }

  /// Whether `attribution` could have been a step into `receiver` but for its matter.
  private func isCountable(_ attribution: OracleAttribution, into receiver: OracleEntity) -> Bool {
    if attribution.source == attribution.target {
      note(.otherMattersSelf)
      guard off(.otherMattersNotSelf) else { return false }
    }
    guard isWalkable(attribution, into: receiver) else { return false }
    if passesFilters(attribution, into: receiver) { return true }
    return note(.otherMattersFiltered, off(.otherMattersFiltered))
  }

  private func isOnOtherMatters(_ classes: [Fit]) -> Bool {
    if classes.allSatisfy({ $0 == .no }) { return note(.otherMattersCounted, true) }
    if classes.contains(.no) {
      note(.otherMattersUnderSome)
      if off(.otherMattersUnderEvery) { return true }
    }
    if options.establishedOnly, !classes.contains(.yes) {
      note(.otherMattersPossible)
      if off(.otherMattersNotPossible) { return true }
    }
    return false
  }

  /// Counts what the set of lines shows as a whole.
  private func noteShapes(of lines: [Line]) {
    for line in lines {
      switch line.end {
      case .origin: note(.endOrigin)
      case .undisclosed: note(.endUndisclosed)
      case .unexplored: note(.endUnexplored)
      case .circular: note(.endCircular)
      case .limit: note(.endLimit)
      }
      if line.walks.count > 1 { note(.severalChoices) }
      if lines.contains(where: { $0.entities == line.entities && $0.end != line.end }) {
        note(.twoEnds)
      }
      if line.entities.count == 1 {
        note(.noHops)
      } else if subjectMark() != nil {
        note(.subjectMarkPassedOver)
      }
    }
  }
}
