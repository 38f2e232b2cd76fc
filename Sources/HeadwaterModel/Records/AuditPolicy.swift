/// How much a finding of an audit weighs; the first is the heaviest.
public enum AuditSeverity: String, CaseIterable, Hashable, Comparable, Sendable {
  /// The record contradicts itself, or what it quotes.
  case error
  /// Something that an answer may hang on is missing or doubtful.
  case warning
  /// Something to know of.
  case note

  private var weight: Int {
    switch self {
    case .error: 2
    case .warning: 1
    case .note: 0
    }
  }

  public static func < (left: AuditSeverity, right: AuditSeverity) -> Bool {
    left.weight < right.weight
  }
}

/// What a newsroom asks of the claims in its cases, beyond what every audit looks at.
public struct AuditPolicy: Hashable, Sendable {
  public var rules: [AuditPolicyRule]

  public init(rules: [AuditPolicyRule]) {
    self.rules = rules
  }
}

/// One rule of a policy.
public struct AuditPolicyRule: Hashable, Sendable {
  /// Which claims a rule is on.
  public enum Claims: Hashable, Sendable {
    case all
    /// Those of these keys.
    case keys([String])
    /// Those that bear this label.
    case label(String)
  }

  /// The rule's name: small letters, digits and `-`; its findings are `policy/CODE`.
  public var code: String
  public var claims: Claims
  public var require: AuditRequirements
  public var severity: AuditSeverity

  public init(
    code: String, claims: Claims, require: AuditRequirements, severity: AuditSeverity = .error
  ) {
    self.code = code
    self.claims = claims
    self.require = require
    self.severity = severity
  }
}

/// What a rule requires of a claim; what is nil or false is not required.
public struct AuditRequirements: Hashable, Sendable {
  /// The least number of origins that are certainly different, on established chains.
  public var independentOrigins: Int?

  /// The least number of established chains that share no entity.
  public var disjointChains: Int?

  /// Whether no single entity may carry all of the claim's established chains.
  public var noSinglePoint = false

  /// Whether each recorded assertion of the claim needs evidence.
  public var evidence = false

  /// Whether a denial of the claim, or of an assertion of it, has to be answered.
  public var noOpenDenial = false

  public init() {}

  /// Whether figures of independence are needed to tell.
  package var needsIndependence: Bool {
    independentOrigins != nil || disjointChains != nil || noSinglePoint
  }

  /// Whether nothing is required.
  package var isEmpty: Bool { !needsIndependence && !evidence && !noOpenDenial }
}
