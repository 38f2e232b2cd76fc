public import HeadwaterModel

/// A rule of a policy, its claims looked up in a case.
public struct AuditDemand: Sendable {
  /// The code of its findings: `policy/` and the rule's own.
  public let code: String
  public let severity: AuditSeverity

  /// The claims that it is on; nil for all.
  public let claims: [EntityID]?
  public let require: AuditRequirements

  public init(_ rule: AuditPolicyRule, claims: [EntityID]?) {
    code = "policy/" + rule.code
    severity = rule.severity
    require = rule.require
    self.claims = claims
  }

  /// Adds one finding for each claim that falls short.
  func check(
    _ record: AuditCase, _ figures: inout [EntityID: ClaimFigures],
    independence: ClaimFigures.Source, _ sink: inout AuditSink, stopCheck: StopCheck
  ) throws(QueryError) {
    let chosen = claims.map { Set($0.compactMap(record.position(of:))) }
    let denials = Denials(record)
    let onClaim = AuditAdjacency(count: record.entities.values.count, record.edges) {
      $0.attribution.role == .stance || $0.relation == RelationDefinition.asserted
        ? $0.receiver : nil
    }
    for (position, entity) in record.entities.values.enumerated() {
      guard entity.kind == .claim, chosen?.contains(position) ?? true else { continue }
      try QueryError.check(stopCheck)
      var shortfall = Shortfall()
      if require.needsIndependence {
        let claim = record.id(position)
        if figures[claim] == nil { figures[claim] = try independence(claim) }
        if let known = figures[claim] { shortfall.note(known, against: require) }
      }
      let around = onClaim[position].map { record.edges[$0] }
      if require.evidence {
        shortfall.noteEvidence(around.filter { $0.relation == RelationDefinition.asserted })
      }
      if require.noOpenDenial {
        shortfall.noteDenials(
          record.denials(ofClaimAmong: around).filter { !denials.isAnswered($0) })
      }
      shortfall.report(record.id(position), &sink)
    }
  }
}

/// What a claim lacks.
private struct Shortfall {
  private var lacks: [AuditText] = []
  private var related: [AuditSubject] = []

  mutating func note(_ figures: ClaimFigures, against require: AuditRequirements) {
    if let wanted = require.independentOrigins, figures.originsLower < wanted {
      lacks.append(
        """
        \(figures.originsLower) of \(wanted) independent origins \
        (\(figures.originsUpper) at most)
        """)
    }
    if let wanted = require.disjointChains, figures.disjointChains < wanted {
      lacks.append("\(figures.disjointChains) of \(wanted) chains that share nobody")
    }
    guard require.noSinglePoint else { return }
    if figures.disjointChains == 0 {
      lacks.append("no chain that leads to an end")
    } else if let first = figures.singlePoints.first {
      lacks.append("\(.entity(first)), which every chain passes")
      related += figures.singlePoints.map { .entity($0) }
    }
  }

  mutating func noteEvidence(_ assertions: [AuditEdge]) {
    let bare = assertions.filter { !$0.hasEvidence }
    if assertions.isEmpty {
      lacks.append("no assertion, and so none with evidence")
    } else if let first = bare.first {
      lacks.append("no evidence that \(.told(first.id))")
      related += bare.map { .attribution($0.id) }
    }
  }

  mutating func noteDenials(_ open: [AuditEdge]) {
    guard let first = open.first else { return }
    lacks.append("a denial without an answer: \(.told(first.id))")
    related += open.map { .attribution($0.id) }
  }

  func report(_ claim: EntityID, _ sink: inout AuditSink) {
    guard let first = lacks.first else { return }
    let all = lacks.dropFirst().reduce(first) { "\($0); \($1)" }
    sink.add(
      .entity(claim), related: related,
      "\(.entity(claim)) falls short of the policy: it has \(all).",
      fix: """
        Look at what it rests on: headwater trace \(.key(claim)); headwater independence \
        \(.key(claim))
        """)
  }
}

extension AuditCase {
  /// Stances against a claim, and against the assertions of it, of what is recorded at the claim.
  fileprivate func denials(ofClaimAmong around: [AuditEdge]) -> [AuditEdge] {
    around.flatMap { edge -> [AuditEdge] in
      if Denials.isDenial(edge) { return [edge] }
      return stances(onAttribution: edge.id).filter(Denials.isDenial)
    }
  }
}
