import ArgumentParser
import CaseStore
import JSONText

/// Checks a case.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check a case: file, journal, texts, quotations.",
    discussion: """
      Exits 1 where something is wrong, with one line for each finding.

      Example:
        headwater verify --case harbour.db
      """)

  @OptionGroup var caseOptions: CaseOptions

  @Option(help: "text or json.")
  var format: TextFormat = .text

  func run() throws {
    let report = try caseOptions.open(.readOnly).verify()
    switch format {
    case .json:
      let findings = report.findings.map { finding in
        JSONValue.object([
          ("code", .text(finding.code.rawValue)), ("message", .text(finding.message)),
          ("sequence", finding.sequence.map { .integer($0) } ?? .null),
        ])
      }
      Terminal.write(
        JSONValue.object([("findings", .array(findings)), ("cut", .null)]).prettyText + "\n")
    case .text:
      for finding in report.findings {
        Terminal.write("\(finding.code.rawValue): \(Terminal.visible(finding.message))\n")
      }
      if report.findings.isEmpty { Terminal.write("Nothing wrong was found.\n") }
    }
    if !report.findings.isEmpty { throw ExitCode(ExitStatus.findings.rawValue) }
  }
}
