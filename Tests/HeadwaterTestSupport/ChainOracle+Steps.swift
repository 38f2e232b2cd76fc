/// Steps, and the walks that are made of them: DESIGN sections 4.1 to 4.3.
extension ChainOracle.Run {
  /// A step that is taken.
  struct Step {
    var attribution: OracleAttribution
    var giver: String
    var isEstablished: Bool

    /// The end that the step is marked with; nil where it is unmarked.
    var mark: OracleEnd?

    /// The matter at the giver.
    var matter: Matter
  }

  /// One choice of attributions, one per hop, along distinct entities.
  struct Walk {
    /// The keys, subject first; one more than there are hops.
    var entities: [String]

    var attributions: [OracleAttribution]
    var isEstablished: [Bool]

    /// The matter at the last entity.
    var matter: Matter

    var hopCount: Int { attributions.count }

    func extended(by step: Step) -> Walk {
      Walk(
        entities: entities + [step.giver], attributions: attributions + [step.attribution],
        isEstablished: isEstablished + [step.isEstablished], matter: step.matter)
    }
  }

  /// The steps that are taken from the end of `walk`, back into it as well as onwards.
  func steps(from walk: Walk) -> [Step] {
    let receiver = last(of: walk)
    var found: [Step] = []
    for attribution in candidates(into: receiver) {
      let fit = stepClass(attribution, from: receiver, walk.matter)
      guard isWalked(fit) else { continue }
      let step = Step(
        attribution: attribution, giver: attribution.source,
        isEstablished: fit == .yes || (fit == .no && off(.anyMatterIsPossible)),
        mark: mark(of: attribution),
        matter: matter(after: attribution, from: receiver, walk.matter))
      if isByline(attribution), !isBylineTaken(step, from: walk) { continue }
      found.append(step)
    }
    return found
  }

  /// The entity that `walk` has reached.
  func last(of walk: Walk) -> OracleEntity {
    guard let key = walk.entities.last else { preconditionFailure("a walk has a subject") }
    return entity(key)
  }

  /// Whether a step of this class is walked under the options.
  private func isWalked(_ fit: Fit) -> Bool {
    switch fit {
    case .yes:
      return true
    case .maybe:
      guard options.establishedOnly else { return true }
      return note(.establishedOnlySkips, off(.establishedOnly))
    case .no:
      guard options.anyMatter, on(.anyMatter) else { return note(.otherMatter, false) }
      if options.establishedOnly, on(.establishedOnly) { return note(.anyMatterSkipped, false) }
      return note(.anyMatterWalked, true)
    }
  }

  /// The end that a step over `attribution` is marked with.
  func mark(of attribution: OracleAttribution) -> OracleEnd? {
    let own: OracleEnd? =
      switch entity(attribution.source).upstream {
      case .origin: .origin
      case .undisclosed: .undisclosed
      case .unexplored: nil
      }
    switch attribution.basis {
    case .origin where on(.basisOrigin):
      if own == .undisclosed {
        note(.basisOverMark)
        if off(.basisOverMark) { return own }
      }
      return note(.basisOrigin, .origin)
    case .undisclosed where on(.basisUndisclosed):
      if own == .origin {
        note(.basisOverMark)
        if off(.basisOverMark) { return own }
      }
      return note(.basisUndisclosed, .undisclosed)
    case .relayed where on(.basisRelayed):
      return note(own == nil ? .basisRelayed : .relayedOverMark, nil)
    default:
      switch own {
      case .origin where on(.giverOrigin): return note(.giverOrigin, own)
      case .undisclosed where on(.giverUndisclosed): return note(.giverUndisclosed, own)
      default: return note(.unmarked, nil)
      }
    }
  }

  private func isByline(_ attribution: OracleAttribution) -> Bool {
    switch attribution.relation {
    case "authored": note(.bylineAuthored, on(.bylineAuthored))
    case "published": note(.bylinePublished, on(.bylinePublished))
    default: false
    }
  }

  /// Whether the byline `step` is taken: where marked, or where its agent has a further step.
  private func isBylineTaken(_ step: Step, from walk: Walk) -> Bool {
    if step.mark != nil, on(.bylineMarked) { return note(.bylineMarked, true) }
    let further = furtherSteps(of: step, from: walk)
    if further.isEmpty { return note(.bylineNoFurther, off(.bylineNoFurther)) }
    guard on(.bylineFurther) else { return false }
    if further.allSatisfy({ walk.entities.contains($0.attribution.source) }) {
      return note(.bylineFurtherBack, on(.bylineFurtherBack))
    }
    if further.allSatisfy({ mark(of: $0.attribution) != nil }) {
      return note(.bylineFurtherMarked, on(.bylineFurtherMarked))
    }
    if further.allSatisfy({ $0.fit != .yes }) {
      return note(.bylineFurtherPossible, on(.bylineFurtherPossible))
    }
    return note(.bylineFurtherNew, true)
  }

  /// The further steps at the agent of the byline `step`, with the matter so reached.
  private func furtherSteps(
    of step: Step, from walk: Walk
  ) -> [(attribution: OracleAttribution, fit: Fit)] {
    let agent = entity(step.giver)
    let matter = on(.bylineMatterReached) ? step.matter : walk.matter
    let into =
      on(.bylineFurtherFiltered)
      ? candidates(into: agent)
      : world.attributions.filter { isWalkable($0, into: agent) && $0.source != agent.key }
    let classed = into.map { ($0, stepClass($0, from: agent, matter)) }
    return classed.filter { _, fit in
      switch fit {
      case .yes:
        return true
      case .maybe:
        guard options.establishedOnly else { return true }
        return note(.bylineOnlyPossible, off(.bylineFurtherEstablished))
      case .no:
        if options.anyMatter, !options.establishedOnly { return note(.bylineAnyMatter, true) }
        return note(.bylineOtherMatter, off(.bylineFurtherMatter))
      }
    }
  }

  /// Enumerates every walk, choice by choice.
  ///
  /// - Returns: The walks whose steps are all unmarked, the one without hops first, and those
  ///   whose last step alone is marked, with its end.
  func allWalks() -> (unmarked: [Walk], marked: [(walk: Walk, end: OracleEnd)]) {
    let start = Walk(
      entities: [subject.key], attributions: [], isEstablished: [], matter: startMatter())
    var unmarked = [start]
    var marked: [(walk: Walk, end: OracleEnd)] = []
    var next = 0
    while next < unmarked.count {
      let walk = unmarked[next]
      next += 1
      if isAtDepthLimit(walk) { continue }
      for step in steps(from: walk) where !walk.entities.contains(step.giver) {
        let longer = walk.extended(by: step)
        if let end = step.mark {
          marked.append((longer, end))
          if off(.markEndsChain) { unmarked.append(longer) }
        } else {
          unmarked.append(longer)
        }
      }
    }
    return (unmarked, marked)
  }

  /// Whether `walk` may grow no longer.
  func isAtDepthLimit(_ walk: Walk) -> Bool {
    guard let maxDepth = options.maxDepth, on(.maxDepth) else { return false }
    return walk.hopCount >= maxDepth
  }
}
