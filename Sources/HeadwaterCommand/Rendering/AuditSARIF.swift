import ArgumentParser
import HeadwaterModel
import JSONText

/// Findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS).
///
/// The case is the artifact, and entities and attributions are logical locations in it.
struct AuditSARIF {
  private let report: AuditReport
  private let caseFile: String

  init(_ report: AuditReport, caseFile: String) {
    self.report = report
    self.caseFile = caseFile
  }

  var document: JSONValue {
    .object([
      ("$schema", .text("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", .text("2.1.0")), ("runs", .array([run])),
    ])
  }

  private var run: JSONValue {
    let driver = JSONValue.object([
      ("name", .text("headwater")),
      ("version", .text(HeadwaterCommand.configuration.version)),
      ("rules", .array(report.rules.map(rule))),
    ])
    var members: [(String, JSONValue)] = [
      ("tool", .object([("driver", driver)])), ("results", .array(report.findings.map(result))),
    ]
    if report.isCut {
      members.append(
        ("properties", .object([("totalFindings", .integer(Int64(report.total)))])))
    }
    return .object(members)
  }

  private func rule(
    _ rule: (code: String, severity: AuditSeverity, title: String)
  ) -> JSONValue {
    .object([
      ("id", .text(rule.code)), ("shortDescription", .object([("text", .text(rule.title + "."))])),
      ("defaultConfiguration", .object([("level", .text(rule.severity.rawValue))])),
    ])
  }

  private func result(_ finding: AuditReport.Finding) -> JSONValue {
    let subject = finding.subject?.text ?? ""
    let print = ([finding.code, subject] + finding.related.map(\.text)).joined(separator: " ")
    // No two of these may be alike.
    var related: [AuditReport.Subject] = []
    for other in finding.related where !related.contains(other) { related.append(other) }
    return .object([
      ("ruleId", .text(finding.code)),
      (
        "ruleIndex",
        .integer(Int64(report.rules.firstIndex { $0.code == finding.code } ?? -1))
      ),
      ("level", .text(finding.severity.rawValue)),
      ("message", .object([("text", .text("\(finding.message) \(finding.fix)"))])),
      ("locations", .array([location(finding.subject)])),
      ("relatedLocations", .array(related.map(location))),
      ("partialFingerprints", .object([("headwaterFinding/v1", .text(print))])),
      ("properties", .object([("fix", .text(finding.fix))])),
    ])
  }

  private func location(_ subject: AuditReport.Subject?) -> JSONValue {
    let artifact = JSONValue.object([("uri", .text(Self.uri(of: caseFile)))])
    var members: [(String, JSONValue)] = [
      ("physicalLocation", .object([("artifactLocation", artifact)]))
    ]
    if let subject {
      members.append(
        (
          "logicalLocations",
          .array([
            .object([
              ("name", .text(subject.name ?? "")), ("fullyQualifiedName", .text(subject.text)),
              ("kind", .text(subject.word)),
            ])
          ])
        ))
    }
    return .object(members)
  }

  /// The path as a relative reference (RFC 3986), what it may not hold escaped.
  ///
  /// A colon is escaped too, which would make a scheme of what stands before it.
  private static func uri(of path: String) -> String {
    path.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "/"):
        return String(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }.joined()
  }
}
