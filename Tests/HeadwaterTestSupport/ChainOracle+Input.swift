/// A kind of entity.
package enum OracleKind: String, CaseIterable, Sendable {
  case organisation, person, group, outlet, document, claim

  package var isWork: Bool { self == .document || self == .claim }

  package var isAgent: Bool { !isWork }
}

/// What an entity says of its own upstream.
package enum OracleUpstream: String, CaseIterable, Sendable {
  case unexplored, origin, undisclosed
}

/// What an attribution says of what lies upstream of its giver.
package enum OracleBasis: String, CaseIterable, Sendable {
  case origin, undisclosed, relayed
}

/// How far an attribution is accepted; only recorded ones count.
package enum OracleStatus: String, CaseIterable, Sendable {
  case recorded, suggested, rejected
}

/// What a relation does.
package enum OracleRole: String, CaseIterable, Sendable {
  case transmission, origination, stance, association

  /// The role of a relation of DESIGN section 3; any other name is an association.
  package init(relation: String) {
    switch relation {
    case "cited_by", "quoted_by", "paraphrased_by", "republished_by", "translated_by",
      "revised_as", "told", "leaked_to", "supplied_data_to":
      self = .transmission
    case "authored", "published", "asserted":
      self = .origination
    case "denied", "disputed", "refuted", "confirmed", "corrected", "retracted",
      "declined_comment_on":
      self = .stance
    default:
      self = .association
    }
  }
}

/// A date as written, with the days that it may stand for.
package struct OracleDate: Hashable, Sendable {
  package var text: String

  /// The first possible day, counted from 1970-01-01.
  package var first: Int

  /// The last possible day, itself included.
  package var last: Int

  package init(text: String, first: Int, last: Int) {
    self.text = text
    self.first = first
    self.last = last
  }

  /// Whether every day of this date comes after every day of `other`.
  package func isDefinitelyAfter(_ other: OracleDate) -> Bool {
    first > other.last
  }
}

/// A node of a case.
package struct OracleEntity: Hashable, Sendable {
  package var key: String
  package var kind: OracleKind
  package var upstream: OracleUpstream
  package var date: OracleDate?

  package init(
    key: String, kind: OracleKind, upstream: OracleUpstream = .unexplored,
    date: OracleDate? = nil
  ) {
    self.key = key
    self.kind = kind
    self.upstream = upstream
    self.date = date
  }
}

/// A directed edge of a case, from giver to receiver.
package struct OracleAttribution: Hashable, Sendable {
  package var id: String
  package var source: String
  package var relation: String

  /// The receiving entity; nil for a stance on another attribution.
  package var target: String?

  /// The attribution that a stance is on; nil where `target` is set.
  package var targetAttribution: String?

  package var about: String?
  package var basis: OracleBasis?
  package var date: OracleDate?
  package var status: OracleStatus

  /// The documents which this is according to.
  package var evidenceDocuments: [String]

  /// What those into one target share that are needed together; nil for an alternative.
  package var joint: String?

  package init(
    id: String, source: String, relation: String, target: String?,
    targetAttribution: String? = nil, about: String? = nil, basis: OracleBasis? = nil,
    date: OracleDate? = nil, status: OracleStatus = .recorded, evidenceDocuments: [String] = [],
    joint: String? = nil
  ) {
    self.id = id
    self.source = source
    self.relation = relation
    self.target = target
    self.targetAttribution = targetAttribution
    self.about = about
    self.basis = basis
    self.date = date
    self.status = status
    self.evidenceDocuments = evidenceDocuments
    self.joint = joint
  }
}

/// A small case: all that the oracle may know.
package struct OracleCase: Hashable, Sendable {
  package var entities: [OracleEntity]
  package var attributions: [OracleAttribution]

  /// Verdicts on which entities are one; chains are asked for of `merged`.
  package var verdicts: [OracleVerdict]

  package init(
    entities: [OracleEntity], attributions: [OracleAttribution], verdicts: [OracleVerdict] = []
  ) {
    self.entities = entities
    self.attributions = attributions
    self.verdicts = verdicts
  }
}

/// What the user asked for besides the subject.
package struct OracleOptions: Hashable, Sendable {
  package var about: String?
  package var anyMatter: Bool
  package var without: Set<String>

  /// The only relations to walk; empty for all.
  package var relations: Set<String>

  package var notAccordingTo: Set<String>
  package var asOf: OracleDate?
  package var establishedOnly: Bool
  package var maxDepth: Int?

  /// Attributions that are no step, by their ids, for what was said of them.
  package var dropped: Set<String> = []

  /// Whether works are asked about as a whole: no claim is put in force.
  package var isDocumentLevel = false

  package init(
    about: String? = nil, anyMatter: Bool = false, without: Set<String> = [],
    relations: Set<String> = [], notAccordingTo: Set<String> = [], asOf: OracleDate? = nil,
    establishedOnly: Bool = false, maxDepth: Int? = nil
  ) {
    self.about = about
    self.anyMatter = anyMatter
    self.without = without
    self.relations = relations
    self.notAccordingTo = notAccordingTo
    self.asOf = asOf
    self.establishedOnly = establishedOnly
    self.maxDepth = maxDepth
  }
}

/// How a chain ends.
package enum OracleEnd: String, CaseIterable, Sendable {
  case origin, undisclosed, unexplored, circular, limit
}

/// One chain: a sequence of entities and its end.
package struct OracleChain: Hashable, Sendable {
  /// The keys, subject first.
  package var entities: [String]

  package var end: OracleEnd
  package var established: Bool
  package var anachronistic: Bool
  package var revisits: Bool

  package init(
    entities: [String], end: OracleEnd, established: Bool, anachronistic: Bool, revisits: Bool
  ) {
    self.entities = entities
    self.end = end
    self.established = established
    self.anachronistic = anachronistic
    self.revisits = revisits
  }
}

/// All chains of a subject.
package struct OracleAnswer: Hashable, Sendable {
  /// The chains, in the order of DESIGN section 4.7.
  package var chains: [OracleChain]

  /// How many attributions were left out for being on another matter.
  package var otherMatters: Int

  /// How often each outcome of a rule was met, by its name in `OracleCoverage`.
  package var coverage: [String: Int]

  package init(chains: [OracleChain], otherMatters: Int, coverage: [String: Int]) {
    self.chains = chains
    self.otherMatters = otherMatters
    self.coverage = coverage
  }

  /// Whether both say the same to a user, however they came to it.
  package func agrees(with other: OracleAnswer) -> Bool {
    chains == other.chains && otherMatters == other.otherMatters
  }
}
