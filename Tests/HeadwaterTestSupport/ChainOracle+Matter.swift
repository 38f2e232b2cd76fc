/// What a step carries: DESIGN section 4.1.
extension ChainOracle.Run {
  /// The matter that a walk carries: a claim in force, a document in view.
  struct Matter: Hashable {
    var claim: String?
    var view: String?

    /// Whether a matter with neither is `unknown` rather than `whole`.
    var isUnknownOtherwise: Bool

    var isUnknown: Bool { claim == nil && view == nil && isUnknownOtherwise }
  }

  /// An answer to whether a work fits, and with it the class of a step.
  enum Fit {
    case yes, maybe, no
  }

  /// The matter at the subject.
  func startMatter() -> Matter {
    let unknown = subject.kind.isAgent && on(.startUnknown)
    if options.isDocumentLevel {
      return Matter(claim: nil, view: nil, isUnknownOtherwise: unknown)
    }
    if subject.kind == .claim {
      let claim = on(.startClaim) ? subject.key : nil
      return note(.startClaim, Matter(claim: claim, view: nil, isUnknownOtherwise: false))
    }
    if let about = options.about, on(.startAbout) {
      return note(.startAbout, Matter(claim: about, view: nil, isUnknownOtherwise: unknown))
    }
    if subject.kind == .document {
      let wrong = off(.startWhole)
      return note(.startWhole, Matter(claim: nil, view: nil, isUnknownOtherwise: wrong))
    }
    return note(.startUnknown, Matter(claim: nil, view: nil, isUnknownOtherwise: unknown))
  }

  /// How `work` fits the matter that has reached `receiver`.
  func fits(_ work: String, at receiver: OracleEntity, _ matter: Matter) -> Fit {
    if let claim = matter.claim {
      return fitsClaim(work, claim, at: receiver, view: matter.view)
    }
    if let view = matter.view {
      return fitsDocument(work, view, at: receiver)
    }
    if matter.isUnknown {
      return note(.fitsUnknown, on(.fitsUnknown) ? .maybe : .yes)
    }
    return note(.fitsWhole, on(.fitsWhole) ? .yes : .maybe)
  }

  /// How `work` fits the claim in force.
  private func fitsClaim(
    _ work: String, _ claim: String, at receiver: OracleEntity, view: String?
  ) -> Fit {
    if work == claim, on(.fitsClaimEqual) {
      return note(.fitsClaimEqual, .yes)
    }
    if asserts(work, claim), on(.fitsClaimAsserts) {
      return note(.fitsClaimAsserts, .yes)
    }
    if areVariants(work, claim), on(.fitsClaimVariant) {
      return note(.fitsClaimVariant, .maybe)
    }
    if claims(of: work).contains(where: { areVariants($0, claim) }), on(.fitsClaimVariantOfIts) {
      return note(.fitsClaimVariantOfIts, .maybe)
    }
    if entity(work).kind == .claim {
      return note(.fitsClaimOtherClaim, on(.fitsClaimOtherClaim) ? .no : .maybe)
    }
    if !claims(of: work).isEmpty, on(.fitsClaimOtherDocument) {
      return note(.fitsClaimOtherDocument, .no)
    }
    guard let view else {
      return note(.fitsClaimBareNoView, on(.fitsClaimBareNoView) ? .maybe : .no)
    }
    if fitsDocument(work, view, at: receiver) != .no {
      return note(.fitsClaimBareInView, on(.fitsClaimBareInView) ? .maybe : .no)
    }
    return note(.fitsClaimBareOutOfView, on(.fitsClaimBareOutOfView) ? .no : .maybe)
  }

  /// How `work` fits the document in view.
  private func fitsDocument(_ work: String, _ view: String, at receiver: OracleEntity) -> Fit {
    if work == view, on(.fitsDocumentEqual) {
      return note(.fitsDocumentEqual, .yes)
    }
    if asserts(view, work), on(.fitsDocumentAsserts) {
      return note(.fitsDocumentAsserts, .yes)
    }
    if drawsOn(view, work), made(receiver.key, view), on(.fitsDocumentDrawsAndMade) {
      return note(.fitsDocumentDrawsAndMade, .yes)
    }
    if drawsOn(view, work), on(.fitsDocumentDraws) {
      return note(.fitsDocumentDraws, .maybe)
    }
    if entity(work).kind == .claim, claims(of: view).isEmpty, on(.fitsDocumentClaimOfBare) {
      return note(.fitsDocumentClaimOfBare, .maybe)
    }
    return note(.fitsDocumentOther, on(.fitsDocumentOther) ? .no : .maybe)
  }

  /// The work that `attribution` names, if it names any.
  func named(by attribution: OracleAttribution) -> OracleEntity? {
    guard let about = attribution.about else { return note(.namesNothing, nil) }
    if about == attribution.target, on(.aboutReceiverNamesNothing) {
      return note(.aboutReceiver, nil)
    }
    if about == attribution.source, on(.aboutGiverNamesNothing) {
      return note(.aboutGiver, nil)
    }
    let work = entity(about)
    note(work.kind == .claim ? .namesClaim : .namesDocument)
    return work
  }

  /// The class of the step over `attribution` from `receiver`.
  func stepClass(
    _ attribution: OracleAttribution, from receiver: OracleEntity, _ matter: Matter
  ) -> Fit {
    let isAtSubject = receiver.key == subject.key || off(.agentSubjectOnlyThere)
    if receiver.kind.isAgent, isAtSubject, matter.isUnknown, on(.agentSubject) {
      return note(.classAgentSubject, .yes)
    }
    if let work = named(by: attribution), on(.namedMustFit) {
      switch fits(work.key, at: receiver, matter) {
      case .yes: return note(.classNamedYes, .yes)
      case .maybe: return note(.classNamedMaybe, .maybe)
      case .no: return note(.classNamedNo, .no)
      }
    }
    return receiver.kind.isWork
      ? classAtWork(attribution, matter)
      : classAtAgent(attribution, from: receiver, matter)
  }

  /// The class of a step from a work that names nothing.
  private func classAtWork(_ attribution: OracleAttribution, _ matter: Matter) -> Fit {
    if let claim = matter.claim {
      switch attribution.relation {
      case "asserted": return note(.workAsserted, on(.workAsserted) ? .yes : .maybe)
      case "authored" where on(.workAuthored): return note(.workAuthored, .yes)
      case "published" where on(.workPublished): return note(.workPublished, .yes)
      default: break
      }
      if asserts(attribution.source, claim), on(.workGiverAsserts) {
        return note(.workGiverAsserts, .yes)
      }
      return note(.workClaimOther, on(.workClaimOther) ? .maybe : .yes)
    }
    if let view = matter.view {
      if attribution.source == view, on(.workView) { return note(.workView, .yes) }
      return note(.workViewOther, on(.workViewOther) ? .maybe : .yes)
    }
    return note(.workWhole, on(.workWhole) ? .yes : .maybe)
  }

  /// The class of a step from an agent that names nothing.
  private func classAtAgent(
    _ attribution: OracleAttribution, from receiver: OracleEntity, _ matter: Matter
  ) -> Fit {
    guard entity(attribution.source).kind == .document else {
      return note(.agentFromAgent, on(.agentFromAgent) ? .maybe : .yes)
    }
    switch fits(attribution.source, at: receiver, matter) {
    case .yes: return note(.agentFromFitting, on(.agentFromFitting) ? .yes : .maybe)
    case .maybe: return note(.agentFromPossible, .maybe)
    case .no: return note(.agentFromOther, on(.agentFromOther) ? .maybe : .no)
    }
  }

  /// The matter at the giver of `attribution`, reached from `receiver`.
  func matter(
    after attribution: OracleAttribution, from receiver: OracleEntity, _ matter: Matter
  ) -> Matter {
    let giver = entity(attribution.source)
    let work = named(by: attribution)
    var reached = matter
    if options.isDocumentLevel {
      if giver.kind.isWork { return Matter(claim: nil, view: nil, isUnknownOtherwise: false) }
      reached.view = view(after: matter.view, at: giver, from: receiver, naming: work, claim: nil)
      return reached
    }
    reached.claim = claim(after: matter.claim, naming: work)
    reached.view = view(
      after: matter.view, at: giver, from: receiver, naming: work, claim: reached.claim)
    if giver.kind == .document, on(.unknownUntilDocument) {
      if matter.isUnknownOtherwise { note(.matterUnknownEnds) }
      reached.isUnknownOtherwise = false
    }
    if reached.isUnknown { note(.matterUnknownStays) }
    return reached
  }

  private func claim(after claim: String?, naming work: OracleEntity?) -> String? {
    guard let work, work.kind == .claim else { return claim }
    guard let claim else {
      return note(.matterClaimTaken, on(.matterClaimTaken) ? work.key : nil)
    }
    if work.key != claim { note(.matterClaimStays) }
    return on(.matterClaimStays) ? claim : work.key
  }

  private func view(
    after view: String?, at giver: OracleEntity, from receiver: OracleEntity,
    naming work: OracleEntity?, claim: String?
  ) -> String? {
    let document = work?.kind == .document ? work?.key : nil
    if giver.kind == .document {
      if document != nil, claim == nil, on(.documentTakesNamed) {
        return note(.documentTakesNamed, document)
      }
      if document != nil, claim != nil {
        note(.documentNamedBesideClaim)
        if off(.documentNamedBesideClaim) { return document }
      }
      if view != nil { note(.documentDropsView) }
      return on(.documentDropsView) ? nil : view
    }
    if document != nil, on(.agentTakesNamed) {
      return note(.agentTakesNamed, document)
    }
    if receiver.kind == .document, on(.agentTakesReceiver) {
      return note(.agentTakesReceiver, receiver.key)
    }
    if view != nil { note(.agentKeepsView) }
    return on(.agentKeepsView) ? view : nil
  }
}
