extension RelationDefinition {
  package static let authored = "authored"
  package static let published = "published"
  package static let asserted = "asserted"
  package static let variantOf = "variant_of"
  package static let revisedAs = "revised_as"
  package static let insiderOf = "insider_of"
  package static let retracted = "retracted"
  package static let corrected = "corrected"
  package static let confirmed = "confirmed"
  package static let disputed = "disputed"

  /// The stances that speak against what they are on.
  package static let against: Set<String> = ["denied", "disputed", "refuted"]

  /// The relations that every case has, in the order in which they are listed.
  package static let builtIn: [RelationDefinition] =
    transmissions + originations + stances + associations

  private static let documents: Set<BaseKind> = [.document]

  private static let handedOver = [
    RelationShape(sources: RelationShape.notClaims, targets: RelationShape.notClaims)
  ]
  private static let betweenDocuments = [RelationShape(sources: documents, targets: documents)]
  private static let byAgents = [
    RelationShape(sources: RelationShape.agents, targets: RelationShape.notClaims)
  ]
  private static let madeByAgents = [
    RelationShape(sources: RelationShape.agents, targets: documents)
  ]
  private static let positions = [
    RelationShape(
      sources: RelationShape.notClaims, targets: RelationShape.everything,
      allowsAttributionTarget: true)
  ]
  private static let ties = [
    RelationShape(sources: RelationShape.agents, targets: RelationShape.agents)
  ]

  private static let transmissions = [
    RelationDefinition(
      name: "cited_by", role: .transmission, forwardPhrase: "cited by", backwardPhrase: "cites",
      shapes: handedOver, prov: "wasDerivedFrom", cito: "isCitedBy",
      followTheMoney: "UnknownLink"),
    RelationDefinition(
      name: "quoted_by", role: .transmission, forwardPhrase: "quoted by",
      backwardPhrase: "quotes", shapes: handedOver, prov: "wasQuotedFrom",
      cito: "providesQuotationFor", followTheMoney: "UnknownLink"),
    RelationDefinition(
      name: "paraphrased_by", role: .transmission, forwardPhrase: "paraphrased by",
      backwardPhrase: "paraphrases", shapes: handedOver, prov: "wasDerivedFrom",
      cito: "isCitedAsSourceDocumentBy", followTheMoney: "UnknownLink"),
    RelationDefinition(
      name: "republished_by", role: .transmission, forwardPhrase: "republished by",
      backwardPhrase: "republishes", shapes: handedOver, prov: "wasDerivedFrom",
      cito: "providesExcerptFor", followTheMoney: "UnknownLink"),
    RelationDefinition(
      name: "translated_by", role: .transmission, forwardPhrase: "translated by",
      backwardPhrase: "translation of", shapes: handedOver, prov: "wasDerivedFrom",
      cito: "isCitedAsSourceDocumentBy", followTheMoney: "UnknownLink"),
    RelationDefinition(
      name: "revised_as", role: .transmission, forwardPhrase: "revised as",
      backwardPhrase: "revision of", shapes: betweenDocuments, prov: "wasRevisionOf",
      cito: "isUpdatedBy", followTheMoney: "UnknownLink"),
    RelationDefinition(
      name: "told", role: .transmission, forwardPhrase: "told", backwardPhrase: "was told by",
      shapes: byAgents, prov: "wasAttributedTo", cito: "providesAssertionFor",
      followTheMoney: "UnknownLink"),
    RelationDefinition(
      name: "leaked_to", role: .transmission, forwardPhrase: "leaked to",
      backwardPhrase: "received a leak from", shapes: handedOver, prov: "wasAttributedTo",
      cito: "providesDataFor", followTheMoney: "UnknownLink"),
    RelationDefinition(
      name: "supplied_data_to", role: .transmission, forwardPhrase: "supplied data to",
      backwardPhrase: "used data from", shapes: handedOver, prov: "wasDerivedFrom",
      cito: "providesDataFor", followTheMoney: "UnknownLink"),
  ]

  private static let originations = [
    RelationDefinition(
      name: authored, role: .origination, forwardPhrase: "authored",
      backwardPhrase: "authored by", shapes: madeByAgents, prov: "wasAttributedTo",
      followTheMoney: "Documentation"),
    RelationDefinition(
      name: published, role: .origination, forwardPhrase: "published",
      backwardPhrase: "published by", shapes: madeByAgents, prov: "wasAttributedTo",
      followTheMoney: "Documentation"),
    RelationDefinition(
      name: asserted, role: .origination, forwardPhrase: "asserted",
      backwardPhrase: "asserted by",
      shapes: [RelationShape(sources: RelationShape.notClaims, targets: [.claim])],
      prov: "wasAttributedTo", followTheMoney: "Note"),
  ]

  private static let stances = [
    stance("denied", "denied", "denied by", cito: "disputes"),
    stance("disputed", "disputed", "disputed by", cito: "disputes"),
    stance("refuted", "refuted", "refuted by", cito: "refutes"),
    stance("confirmed", "confirmed", "confirmed by", cito: "confirms"),
    stance("corrected", "corrected", "corrected by", prov: "wasRevisionOf", cito: "corrects"),
    stance("retracted", "retracted", "retracted by", prov: "wasInvalidatedBy", cito: "retracts"),
    stance("declined_comment_on", "declined to comment on", "no comment from"),
  ]

  private static let associations = [
    tie("insider_of", "insider of", "has insider", followTheMoney: "Employment"),
    tie("employed_by", "employed by", "employs", followTheMoney: "Employment"),
    tie(
      "speaks_for", "speaks for", "has spokesperson", prov: "actedOnBehalfOf",
      followTheMoney: "Representation"),
    tie("member_of", "member of", "has member", followTheMoney: "Membership"),
    RelationDefinition(
      name: "part_of", role: .association, forwardPhrase: "part of", backwardPhrase: "has part",
      shapes: [
        RelationShape(sources: RelationShape.agents, targets: RelationShape.agents),
        RelationShape(sources: documents, targets: documents),
      ], followTheMoney: "UnknownLink"),
    tie("owned_by", "owned by", "owns", followTheMoney: "Ownership"),
    RelationDefinition(
      name: variantOf, role: .association, forwardPhrase: "variant of",
      backwardPhrase: "has variant",
      shapes: [RelationShape(sources: [.claim], targets: [.claim])], prov: "alternateOf"),
  ]

  private static func stance(
    _ name: String, _ forward: String, _ backward: String, prov: String = "wasInfluencedBy",
    cito: String? = nil
  ) -> RelationDefinition {
    RelationDefinition(
      name: name, role: .stance, forwardPhrase: forward, backwardPhrase: backward,
      shapes: positions, prov: prov, cito: cito, followTheMoney: "UnknownLink")
  }

  private static func tie(
    _ name: String, _ forward: String, _ backward: String, prov: String? = nil,
    followTheMoney: String
  ) -> RelationDefinition {
    RelationDefinition(
      name: name, role: .association, forwardPhrase: forward, backwardPhrase: backward,
      shapes: ties, prov: prov, followTheMoney: followTheMoney)
  }
}
