public import HeadwaterModel

/// A sentence that names entities and attributions by number, until somebody knows what to show.
///
/// So no rule sees a key or a name, and what stands for a withheld source is decided in one place.
public struct AuditText: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// A piece of the sentence.
  public enum Part: Hashable, Sendable {
    case words(String)
    /// An entity, as it is called in prose.
    case entity(EntityID)
    /// An entity, as it is typed in a command.
    case key(EntityID)
    /// An attribution, by its id.
    case attribution(AttributionID)
    /// An attribution, told as a sentence: who, what, whom.
    case told(AttributionID)
    /// The date of an entity.
    case date(EntityID)
    /// The date of an attribution.
    case dateOf(AttributionID)
  }

  /// Collects the pieces of a literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    public init(literalCapacity: Int, interpolationCount: Int) {
      parts.reserveCapacity(interpolationCount * 2 + 1)
    }

    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { parts.append(.words(literal)) }
    }

    public mutating func appendInterpolation(_ part: Part) { parts.append(part) }

    public mutating func appendInterpolation(_ words: String) { appendLiteral(words) }

    public mutating func appendInterpolation(_ number: Int) { appendLiteral(String(number)) }

    public mutating func appendInterpolation(_ text: AuditText) { parts += text.parts }
  }

  public let parts: [Part]

  public init(stringLiteral words: String) { parts = [.words(words)] }

  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }
}

/// What a finding is about, or has to do with.
public enum AuditSubject: Hashable, Sendable {
  case entity(EntityID)
  case attribution(AttributionID)
}

/// One thing that an audit found.
public struct AuditFinding: Hashable, Sendable {
  /// `HW001` and so on, or `policy/CODE`.
  public let code: String
  public let severity: AuditSeverity

  /// What it is about; nil for the case as a whole.
  public let subject: AuditSubject?

  /// What else it has to do with; the order carries meaning.
  public let related: [AuditSubject]

  /// One sentence.
  public let message: AuditText

  /// What would mend it: a sentence, with a command where there is one.
  public let fix: AuditText
}
