public import HeadwaterModel

/// A rule that every case is looked at by.
public struct AuditRule: Sendable {
  /// `HW001` and so on: stable, and described in `docs/audit.md`.
  public let code: String
  public let severity: AuditSeverity

  /// What its findings are, in a few words.
  public let title: String

  /// - Complexity: O(entities and attributions), where the rule does not say otherwise.
  let check: @Sendable (AuditCase, inout AuditSink) -> Void

  /// All rules, by code.
  public static let all: [AuditRule] = [
    missingEvidence, laterHop, laterSource, lostQuotation, agentHopWithoutAbout, selfCitation,
    sourceWithoutRole, hidingMark, missedDocument, likelyDuplicates, claimWithoutAssertion,
    retractedSource, unansweredDenial, idleVerdict, waitingSuggestions, earlierEvidence,
  ]
}

/// Where rules put what they find: counts all of it, and keeps the first.
struct AuditSink {
  private let limit: Int
  private var code = ""
  private var severity = AuditSeverity.note
  private(set) var counts: [AuditSeverity: Int] = [:]
  private(set) var findings: [AuditFinding] = []

  init(limit: Int) {
    self.limit = limit
  }

  /// Begins with the findings of one rule.
  mutating func begin(_ code: String, _ severity: AuditSeverity) {
    self.code = code
    self.severity = severity
  }

  /// Takes a finding; its sentences are put together only where it is kept.
  mutating func add(
    _ subject: AuditSubject?, related: @autoclosure () -> [AuditSubject] = [],
    _ message: @autoclosure () -> AuditText, fix: @autoclosure () -> AuditText
  ) {
    counts[severity, default: 0] += 1
    guard findings.count < limit else { return }
    findings.append(
      AuditFinding(
        code: code, severity: severity, subject: subject, related: related(),
        message: message(), fix: fix()))
  }
}
