import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// Audits a case.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Find what is missing in a record, or at odds with itself.",
    discussion: """
      It judges the record, never the people in it. docs/audit.md describes each code, and the \
      format of a policy. Whether the file is whole, and whether quotations stand in the version \
      of a text that they name, is what verify checks.

      Exits 1 where there is a finding at or above --fail-on.

      Example:
        headwater audit --fail-on warning --skip HW010
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Option(help: "Look for this code only: HW001, policy/two-origins; may be repeated.")
  var only: [String] = []

  @Option(help: "Pass over this code; may be repeated.")
  var skip: [String] = []

  @Option(help: "Ask of claims what this file asks of them, beside the rest.", completion: .file())
  var policy: String?

  @Option(help: "Exit 1 for findings from this weight on: error, warning, note or never.")
  var failOn: FailOn = .error

  @Option(help: "The most findings to list; all are counted.")
  var limit = 1000

  @Option(help: "Stop after so many seconds, with what was found by then (exit code 2).")
  var maxTime: Double?

  @Option(help: "text, json, csv or sarif (SARIF 2.1.0).")
  var format: Format = .text

  @Option(name: .shortAndLong, help: "Write to this file; default: standard output.")
  var output: String?

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv, sarif
  }

  enum FailOn: String, CaseIterable, ExpressibleByArgument {
    case error, warning, note, never
  }

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1") }
    if let maxTime, maxTime <= 0 { throw ValidationError("--max-time takes seconds above 0") }
  }

  func run() throws {
    let policy = try PolicyFile(path: policy)
    try policy.check(codes: only + skip)
    let file = try caseOptions.open(.readOnly)
    let clock = QuestionClock(maxTime: maxTime, activity: "Auditing")
    defer { clock.finish() }
    let report = try readOptions.read(file) { reader in
      var options = AuditOptions()
      options.only = Set(only)
      options.skip = Set(skip)
      options.limit = limit
      options.demands = try policy.demands(in: reader)
      let audit = try Audit(
        of: reader, options: options,
        independence: { claim throws(QueryError) in
          try ClaimFigures(of: claim, in: reader, stopCheck: clock.stopCheck)
        }, stopCheck: clock.stopCheck)
      return try AuditReport(audit, options: options, in: reader)
    }
    clock.finish()
    try write(report)
    try QuestionClock.exit(for: report.stopReason, known: "the findings are those by then")
    let isFailure = AuditSeverity(rawValue: failOn.rawValue).map { limit in
      report.counts.contains { $0.key >= limit && $0.value > 0 }
    }
    if isFailure ?? false { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  private func write(_ report: AuditReport) throws {
    let output = OutputFile(output)
    switch format {
    case .text: try output.write(report.text(columns: Terminal.columns))
    case .json: try output.write(report.json.prettyText + "\n")
    case .csv: try output.write(report.csv())
    case .sarif:
      try output.write(AuditSARIF(report, caseFile: caseOptions.path).document.prettyText + "\n")
    }
    guard report.isCut else { return }
    Terminal.message(
      "Cut: only the first \(report.findings.count) of \(report.total) findings are listed; "
        + "--limit lists more.")
  }
}
