/// What an attribution ends in.
public enum AttributionTarget: Hashable, Sendable {
  /// An entity, by key.
  case entity(String)
  /// Another attribution, by its id: for a stance on it.
  case attribution(String)
}

/// An attribution as people exchange it, with its evidence.
///
/// The ends are given giver first. Absent text is nil, never empty; properties are sorted by
/// name; evidence keeps its order.
public struct AttributionRecord: Hashable, Sendable {
  /// The stable id; nil lets the case derive one from the content.
  public var id: String?
  /// The giver, by key.
  public var source: String
  /// The relation's name.
  public var relation: String
  /// The receiver, or the attribution that a stance is on.
  public var target: AttributionTarget
  /// The document or claim that it carries or concerns, by key.
  public var about: String?
  /// When it happened.
  public var date: EDTFDate?
  public var grade: Grade?
  /// The terms on which the giver spoke.
  public var terms: SpeakingTerms?
  /// What lies upstream of the giver in this matter; nil leaves it to the giver's own mark.
  public var basis: Basis?
  /// Attributions with one joint key into one target are needed together.
  public var joint: String?
  /// Whether it counts.
  public var status: RecordStatus
  public var note: String?
  public var properties: [Property]
  /// Where it was learnt of; may be empty.
  public var evidence: [EvidenceRecord]

  public init(
    id: String? = nil, source: String, relation: String, target: AttributionTarget,
    about: String? = nil, date: EDTFDate? = nil, grade: Grade? = nil,
    terms: SpeakingTerms? = nil, basis: Basis? = nil, joint: String? = nil,
    status: RecordStatus = .recorded, note: String? = nil, properties: [Property] = [],
    evidence: [EvidenceRecord] = []
  ) {
    self.id = id
    self.source = source
    self.relation = relation
    self.target = target
    self.about = about
    self.date = date
    self.grade = grade
    self.terms = terms
    self.basis = basis
    self.joint = joint
    self.status = status
    self.note = note
    self.properties = properties.sorted { ByteOrder.precedes($0.name, $1.name) }
    self.evidence = evidence
  }
}

/// A grade on a named scale; grades on different scales are never compared.
public struct Grade: Hashable, Sendable {
  public let value: String

  /// The scale, for example `admiralty` or `europol`; nil where none is said.
  public let scale: String?

  public init(value: String, scale: String? = nil) {
    self.value = value
    self.scale = scale
  }

  /// Reads `SCALE:VALUE`, or a value alone.
  package init(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty {
      self.init(value: String(parts[1]), scale: String(parts[0]))
    } else {
      self.init(value: text)
    }
  }

  /// The text that `init(text:)` reads back.
  package var text: String {
    if let scale { return scale + ":" + value }
    return value
  }
}

/// Where an attribution was learnt of.
///
/// The quotation and its surroundings follow the Web Annotation data model's TextQuoteSelector,
/// the positions its TextPositionSelector: Unicode code points, end exclusive.
public struct EvidenceRecord: Hashable, Sendable {
  /// The key of the document that it is according to.
  public var document: String
  /// The version of the document's stored text that the quotation was taken from.
  public var textVersion: String?
  /// The place in the document, such as "¶17".
  public var locator: String?
  /// The exact words.
  public var quote: String?
  /// What stands before the quotation, to tell it from others of the same words.
  public var prefix: String?
  /// What stands behind it.
  public var suffix: String?
  /// Where it starts in the text of that version, in code points.
  public var start: Int64?
  /// Where it ends: the code point behind its last.
  public var end: Int64?
  public var note: String?

  public init(
    document: String, textVersion: String? = nil, locator: String? = nil, quote: String? = nil,
    prefix: String? = nil, suffix: String? = nil, start: Int64? = nil, end: Int64? = nil,
    note: String? = nil
  ) {
    self.document = document
    self.textVersion = textVersion
    self.locator = locator
    self.quote = quote
    self.prefix = prefix
    self.suffix = suffix
    self.start = start
    self.end = end
    self.note = note
  }

  /// Whether it fits the columns of `attributions.csv`: document, locator and quotation alone.
  package var isPlain: Bool {
    textVersion == nil && prefix == nil && suffix == nil && start == nil && end == nil
      && note == nil
  }
}

/// One version of a document's stored text.
public struct TextRecord: Hashable, Sendable {
  /// The document's key.
  public var document: String
  /// The version's name, unique for its document; `1` where none was given.
  public var version: String
  public var mediaType: String
  /// When it was retrieved, as it was given; nil where unknown.
  public var retrieved: String?
  public var content: String

  public init(
    document: String, version: String = "1", mediaType: String = "text/plain",
    retrieved: String? = nil, content: String
  ) {
    self.document = document
    self.version = version
    self.mediaType = mediaType
    self.retrieved = retrieved
    self.content = content
  }
}

/// A verdict on whether two entities are one.
public struct IdentityRecord: Hashable, Sendable {
  /// The stable id; nil lets the case make one.
  public var id: String?
  /// The key of one of the two.
  public var entity: String
  /// The key of the other one.
  public var other: String
  public var verdict: IdentityVerdict
  /// Who gave it.
  public var author: String?
  /// When it was given, as it was said.
  public var time: String?
  public var reason: String?
  /// The id of the verdict that this one replaces.
  public var supersedes: String?

  public init(
    id: String? = nil, entity: String, other: String, verdict: IdentityVerdict,
    author: String? = nil, time: String? = nil, reason: String? = nil, supersedes: String? = nil
  ) {
    self.id = id
    self.entity = entity
    self.other = other
    self.verdict = verdict
    self.author = author
    self.time = time
    self.reason = reason
    self.supersedes = supersedes
  }
}

extension AttributionTarget {
  private static let prefix = "attribution:"

  /// Reads a key, or `attribution:ID`.
  package init(text: String) {
    if text.hasPrefix(Self.prefix) {
      self = .attribution(String(text.dropFirst(Self.prefix.count)))
    } else {
      self = .entity(text)
    }
  }

  /// The text that `init(text:)` reads back.
  package var text: String {
    switch self {
    case .entity(let key): key
    case .attribution(let id): Self.prefix + id
    }
  }
}
