public import HeadwaterModel

/// What an audit looks at, and how much of it is listed.
public struct AuditOptions: Sendable {
  /// The codes to look for; empty for all.
  public var only: Set<String> = []

  /// Codes to pass over.
  public var skip: Set<String> = []

  /// What a policy asks of claims.
  public var demands: [AuditDemand] = []

  /// The most findings to list; all are counted.
  public var limit = 1000

  public init() {}

  /// Whether findings of this code are looked for.
  public func isWanted(_ code: String) -> Bool {
    (only.isEmpty || only.contains(code)) && !skip.contains(code)
  }
}

/// Findings on the state of a record: what is missing in it, or at odds with itself.
///
/// It judges the record, never the people in it. Errors come first, then warnings, then notes,
/// each by code (those of a policy after the others, in its order); under one code, findings on
/// entities come by key, and those on attributions as these came into the case.
public struct Audit: Sendable {
  /// The first findings.
  public let findings: [AuditFinding]

  /// How many there are of each severity, listed or not.
  public let counts: [AuditSeverity: Int]

  /// Why it was stopped before it was through; nil where it was not.
  public let stopReason: StopReason?

  /// Audits a case.
  ///
  /// `independence` is asked about claims of which a demand wants figures, each once.
  ///
  /// - Precondition: `independence` is given where a demand wants figures.
  /// Where `stopCheck` says stop, what was found by then is kept.
  ///
  /// - Throws: `reading`.
  /// - Complexity: O(size of the case) time and memory, but for texts: each that is quoted from
  ///   without a version is read once, and searched once for each such quotation.
  public init(
    of reader: some AuditReader, options: AuditOptions = AuditOptions(),
    independence: ClaimFigures.Source? = nil,
    stopCheck: @escaping StopCheck = { nil }
  ) throws(QueryError) {
    var sink = AuditSink(limit: options.limit)
    var stopped: StopReason?
    do throws(QueryError) {
      try Self.run(reader, options, independence, &sink, stopCheck)
    } catch {
      guard let reason = error.stopReason else { throw error }
      stopped = reason
    }
    findings = sink.findings
    counts = sink.counts
    stopReason = stopped
  }

  private static func run(
    _ reader: some AuditReader, _ options: AuditOptions, _ independence: ClaimFigures.Source?,
    _ sink: inout AuditSink, _ stopCheck: @escaping StopCheck
  ) throws(QueryError) {
    let rules = AuditRule.all.filter { options.isWanted($0.code) }
    let demands = options.demands.filter { options.isWanted($0.code) }
    let record = try AuditCase(
      reader, withQuotations: rules.contains { $0.code == AuditRule.lostQuotation.code },
      stopCheck: stopCheck)
    var figures: [EntityID: ClaimFigures] = [:]
    let source: ClaimFigures.Source = { claim throws(QueryError) in
      // The precondition of `init`, which the caller can always keep.
      guard let independence else { preconditionFailure("no figures of independence are given") }
      return try independence(claim)
    }
    for severity in AuditSeverity.allCases {
      for rule in rules where rule.severity == severity {
        try QueryError.check(stopCheck)
        sink.begin(rule.code, rule.severity)
        rule.check(record, &sink)
      }
      for demand in demands where demand.severity == severity {
        sink.begin(demand.code, demand.severity)
        try demand.check(
          record, &figures, independence: source, &sink, stopCheck: stopCheck)
      }
    }
  }

  /// How many findings there are, listed or not.
  public var total: Int { counts.values.reduce(0, +) }
}
