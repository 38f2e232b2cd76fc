import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// The findings of an audit as they may be shown.
struct AuditReport {
  /// A finding in words.
  struct Finding {
    let code: String
    let severity: AuditSeverity

    /// Nil for the case as a whole.
    let subject: Subject?
    let related: [Subject]
    let message: String
    let fix: String
  }

  /// What a finding is about.
  struct Subject: Hashable {
    /// `entity` or `attribution`.
    let word: String

    /// The key or the id; nil for an entity without a key.
    let name: String?

    /// As commands take it: `KEY`, `attribution:ID`.
    var text: String { word == "entity" ? name ?? "" : "attribution:" + (name ?? "") }
  }

  let findings: [Finding]
  let counts: [AuditSeverity: Int]

  /// The codes that were looked for, in order, with what each says in general.
  let rules: [(code: String, severity: AuditSeverity, title: String)]

  /// Why the audit was stopped; nil where it was not.
  let stopReason: StopReason?

  var total: Int { counts.values.reduce(0, +) }

  var isCut: Bool { findings.count < total }

  /// Puts the findings in words, as `reader` allows.
  init(_ audit: Audit, options: AuditOptions, in reader: CaseReader) throws {
    counts = audit.counts
    stopReason = audit.stopReason
    let wanted =
      AuditRule.all.map { ($0.code, $0.severity, $0.title) }
      + options.demands.map { ($0.code, $0.severity, "Claim that falls short of the policy") }
    rules = wanted.filter { options.isWanted($0.0) }
    let words = try AuditWords(audit.findings, in: reader)
    findings = audit.findings.map { finding in
      Finding(
        code: finding.code, severity: finding.severity,
        subject: finding.subject.map(words.subject), related: finding.related.map(words.subject),
        message: words.sentence(finding.message), fix: words.sentence(finding.fix))
    }
  }

  /// A block for each code: what it says in general, then each finding with what would mend it.
  func text(columns: Int) -> String {
    var lines: [String] = []
    var code: String?
    for finding in findings {
      if finding.code != code {
        if code != nil { lines.append("") }
        code = finding.code
        let title = rules.first { $0.code == finding.code }?.title ?? ""
        lines.append("\(finding.severity.rawValue) \(finding.code) · \(title)")
      }
      lines += Self.paragraph("• ", finding.message, columns)
      lines += Self.paragraph("  → ", finding.fix, columns)
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(summary)
    return lines.map { $0 + "\n" }.joined()
  }

  private static func paragraph(_ mark: String, _ text: String, _ columns: Int) -> [String] {
    let indent = String(repeating: " ", count: mark.count)
    return Terminal.wrap(Terminal.visible(text), columns: columns - mark.count - 2)
      .enumerated().map { "  " + ($0.offset == 0 ? mark : indent) + $0.element }
  }

  private var summary: String {
    if total == 0 { return stopReason == nil ? "Nothing was found." : "Nothing was found so far." }
    let parts = AuditSeverity.allCases.map { Wording.count(counts[$0] ?? 0, $0.rawValue) }
    return parts.joined(separator: ", ") + "."
  }

  /// The answer in JSON.
  var json: JSONValue {
    let counts = AuditSeverity.allCases.map { severity in
      (severity.rawValue, JSONValue.integer(Int64(self.counts[severity] ?? 0)))
    }
    return .object([
      ("findings", .array(findings.map(Self.json))), ("counts", .object(counts)),
      ("cut", QuestionClock.cut(stopReason, limit: isCut ? findings.count : nil)),
    ])
  }

  private static func json(_ finding: Finding) -> JSONValue {
    func json(_ subject: Subject) -> JSONValue {
      .object([(subject.word, .optional(subject.name))])
    }
    return .object([
      ("code", .text(finding.code)), ("severity", .text(finding.severity.rawValue)),
      ("message", .text(finding.message)), ("subject", finding.subject.map(json) ?? .null),
      ("related", .array(finding.related.map(json))), ("fix", .text(finding.fix)),
    ])
  }

  /// One finding a row, for spreadsheets.
  func csv() throws -> String {
    try CSVText.text(
      of: [["code", "severity", "subject", "message", "related", "fix"]]
        + findings.map { finding in
          [
            finding.code, finding.severity.rawValue, finding.subject?.text ?? "", finding.message,
            finding.related.map(\.text).joined(separator: ";"), finding.fix,
          ]
        })
  }
}
