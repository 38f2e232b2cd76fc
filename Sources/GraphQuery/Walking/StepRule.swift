import HeadwaterModel

/// Why a step is possible and not established.
public enum PossibleReason: String, CaseIterable, Hashable, Sendable {
  /// What it names, or a claim of it, is a variant of the claim in force.
  case variant
  /// It names a document of which no claims are recorded.
  case documentWithoutClaims = "document_without_claims"
  /// The document in view draws on the document that it names.
  case drawnOn = "drawn_on"
  /// It names a claim, and no claims of the document in view are recorded.
  case viewWithoutClaims = "view_without_claims"
  /// Nothing is known yet of the matter that is traced.
  case matterUnknown = "matter_unknown"
  /// It names nothing, so it does not show that it backs this matter.
  case namesNothing = "names_nothing"
  /// It is on another matter, and is walked because any matter was asked for.
  case otherMatter = "other_matter"
}

/// Whether an attribution carries the matter.
enum StepStatus: Hashable, Sendable {
  case established
  case possible(PossibleReason)
  /// It is on another matter: no step.
  case none
}

extension FlowEdge {
  /// Whether it says who made a work: a step only where more lies upstream.
  var isByline: Bool {
    relation == RelationDefinition.authored || relation == RelationDefinition.published
  }
}

/// The rules of section 4.1 of the design, on whether a chain may go over an attribution.
struct StepRule {
  let receiver: GraphEntity
  let matter: Matter

  /// Whether the receiver is the subject, traced with nothing known of the matter.
  let isUntouchedAgentSubject: Bool

  func status(
    of edge: FlowEdge, giver: GraphEntity, named: GraphEntity?, facts: inout SideFacts
  ) -> StepStatus {
    if isUntouchedAgentSubject { return .established }
    if let named { return fits(named, facts: &facts) }
    if receiver.kind.isWork { return namelessIntoWork(edge, giver: giver, facts: &facts) }
    if giver.kind == .document, fits(giver, facts: &facts) == .established { return .established }
    return .possible(matter.isEmpty ? .matterUnknown : .namesNothing)
  }

  private func namelessIntoWork(
    _ edge: FlowEdge, giver: GraphEntity, facts: inout SideFacts
  ) -> StepStatus {
    if let claim = matter.claim {
      let makes = [
        RelationDefinition.asserted, RelationDefinition.authored, RelationDefinition.published,
      ]
      if makes.contains(edge.relation) || facts.asserted(giver.id, claim) { return .established }
      return .possible(.namesNothing)
    }
    if let document = matter.document {
      return giver.id == document ? .established : .possible(.namesNothing)
    }
    return .established
  }

  /// *fits(a)* at the receiver.
  private func fits(_ named: GraphEntity, facts: inout SideFacts) -> StepStatus {
    if let claim = matter.claim { return fits(named, claim: claim, facts: &facts) }
    if let document = matter.document {
      return fitsDocument(named, document: document, facts: &facts)
    }
    return receiver.kind.isWork ? .established : .possible(.matterUnknown)
  }

  private func fits(
    _ named: GraphEntity, claim: EntityID, facts: inout SideFacts
  ) -> StepStatus {
    if named.id == claim { return .established }
    let variants = facts.variants(of: claim)
    if named.kind == .claim {
      return variants.contains(named.id) ? .possible(.variant) : .none
    }
    // Not read yet: any answer will do, as it is asked again.
    guard let claims = facts.claims(of: named.id) else { return .none }
    if claims.contains(claim) { return .established }
    if claims.contains(where: variants.contains) { return .possible(.variant) }
    if !claims.isEmpty { return .none }
    guard let document = matter.document else { return .possible(.documentWithoutClaims) }
    let fit = fitsDocument(named, document: document, facts: &facts)
    return fit == .none ? .none : .possible(.documentWithoutClaims)
  }

  /// *fits-document(a, d)* at the receiver.
  private func fitsDocument(
    _ named: GraphEntity, document: EntityID, facts: inout SideFacts
  ) -> StepStatus {
    if named.id == document { return .established }
    if named.kind == .claim {
      if facts.asserted(document, named.id) { return .established }
      guard let claims = facts.claims(of: document) else { return .none }
      return claims.isEmpty ? .possible(.viewWithoutClaims) : .none
    }
    guard facts.draws(document, on: named.id) else { return .none }
    return facts.made(receiver.id, document) ? .established : .possible(.drawnOn)
  }
}
