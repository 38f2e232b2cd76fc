import ArgumentParser
import CaseStore
import JSONText

/// Counts what a case holds.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Count what a case holds.",
    discussion: """
      Example:
        headwater stats --format json
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Option(help: "text or json.")
  var format: TextFormat = .text

  func run() throws {
    let statistics = try readOptions.read(caseOptions.open(.readOnly)) { try $0.statistics() }
    let groups: [(String, [(String, Int)])] = [
      ("entities", statistics.entitiesByKind), ("naming", statistics.entitiesByNaming),
      ("attributions", statistics.attributionsByRelation),
      ("roles", statistics.attributionsByRole), ("status", statistics.attributionsByStatus),
      (
        "other",
        [
          ("evidence", statistics.evidence), ("texts", statistics.texts),
          ("identity verdicts", statistics.identityVerdicts),
          ("change sets", statistics.changeSets), ("bytes", statistics.fileBytes),
        ]
      ),
    ]
    switch format {
    case .json:
      let members = groups.map { group in
        (
          group.0,
          JSONValue.object(group.1.map { ($0.0, .integer(Int64($0.1))) })
        )
      }
      Terminal.write(JSONValue.object(members + [("cut", .null)]).prettyText + "\n")
    case .text:
      var table = TextTable([])
      for group in groups {
        for (name, count) in group.1 { table.add([group.0, name, String(count)]) }
      }
      Terminal.write(table.text)
    }
  }
}

/// The formats of commands that have no more than these.
enum TextFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}
