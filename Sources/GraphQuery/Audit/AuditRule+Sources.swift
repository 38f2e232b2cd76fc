import HeadwaterModel

/// Rules on what an attribution or a source leaves unsaid.
extension AuditRule {
  static let agentHopWithoutAbout = AuditRule(
    code: "HW005", severity: .warning, title: "Hop to an agent that does not say on what"
  ) { record, sink in
    for edge in record.edges where edge.isTransmission && edge.about == nil {
      guard let receiver = edge.receiver, record.entities.values[receiver].kind.isAgent,
        record.entities.values[edge.giver].kind.isAgent
      else { continue }
      sink.add(
        .attribution(edge.id),
        "It is not recorded about what \(.told(edge.id)), so that no chain is sure to pass there.",
        fix: """
          Say about which document or claim: headwater edit attribution \(.attribution(edge.id)) \
          --about WORK
          """)
    }
  }

  static let selfCitation = AuditRule(
    code: "HW006", severity: .warning, title: "Attribution from an entity to itself"
  ) { record, sink in
    for edge in record.edges where edge.attribution.role.isFlow && edge.receiver == edge.giver {
      sink.add(
        .attribution(edge.id), related: [record.subject(edge.giver)],
        "\(.attribution(edge.id)) leads from \(.entity(record.id(edge.giver))) to itself: no hop.",
        fix: """
          Correct it with headwater edit attribution \(.attribution(edge.id)) --source KEY or \
          --target KEY, or remove it; between entities that were judged the same it may stay
          """)
    }
  }

  static let sourceWithoutRole = AuditRule(
    code: "HW007", severity: .warning, title: "Source without a name or a role"
  ) { record, sink in
    var isTold = record.entities.values.map(\.isDescribed)
    for name in record.names where !NameWords(name.text).areGeneric { isTold[name.position] = true }
    for edge in record.edges where edge.attribution.role == .association {
      isTold[edge.giver] = true
    }
    for (position, entity) in record.entities.values.enumerated() where !isTold[position] {
      guard entity.naming == .unnamed || entity.naming == .role,
        record.hopsOutOf[position].contains(where: { _ in true })
      else { continue }
      let id = record.id(position)
      sink.add(
        .entity(id),
        "\(.entity(id)) is a source, and neither a name nor a role tells what it can know.",
        fix: """
          Say what is known of its part without naming it: headwater edit entity \(.key(id)) \
          --description TEXT; or record whose insider it is
          """)
    }
  }

  static let claimWithoutAssertion = AuditRule(
    code: "HW011", severity: .warning, title: "Claim that nobody asserts"
  ) { record, sink in
    var isAsserted = record.entities.values.map { _ in false }
    for edge in record.edges where edge.relation == RelationDefinition.asserted {
      if let receiver = edge.receiver { isAsserted[receiver] = true }
    }
    var hasVariant = isAsserted
    for edge in record.edges where edge.relation == RelationDefinition.variantOf {
      guard let receiver = edge.receiver else { continue }
      if isAsserted[edge.giver] { hasVariant[receiver] = true }
      if isAsserted[receiver] { hasVariant[edge.giver] = true }
    }
    for (position, entity) in record.entities.values.enumerated() {
      guard entity.kind == .claim, !hasVariant[position] else { continue }
      let id = record.id(position)
      sink.add(
        .entity(id), "Nobody is recorded as asserting \(.entity(id)), or a variant of it.",
        fix: """
          Record who asserts it: headwater add attribution SOURCE asserted \(.key(id)) \
          --according-to DOCUMENT
          """)
    }
  }
}
