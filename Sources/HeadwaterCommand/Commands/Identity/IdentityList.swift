import ArgumentParser
import CaseStore
import HeadwaterModel
import JSONText

/// Lists verdicts on identity.
struct IdentityList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List verdicts, in the order in which they were given.",
    discussion: """
      Example:
        headwater identity list --all
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var readOptions: ReadOptions

  @Flag(help: "List those that were replaced or undone as well.")
  var all = false

  @Option(help: "text or json.")
  var format: TextFormat = .text

  func run() throws {
    let file = try caseOptions.open(.readOnly)
    var verdicts: [IdentityRecord] = []
    try readOptions.read(file) { reader in
      try reader.forEachIdentity { verdicts.append($0) }
    }
    let replaced = Set(verdicts.compactMap(\.supersedes))
    func isActive(_ record: IdentityRecord) -> Bool {
      record.verdict != .undone && !replaced.contains(record.id ?? "")
    }
    let shown = verdicts.filter { all || isActive($0) }
    switch format {
    case .json:
      let rows = shown.map { Self.json($0, isActive: isActive($0)) }
      Terminal.write(
        JSONValue.object([("verdicts", .array(rows)), ("cut", .null)]).prettyText + "\n")
    case .text:
      var table = TextTable([])
      for record in shown {
        table.add([
          record.entity, record.verdict.rawValue.replacingUnderscores, record.other,
          record.author ?? "", record.time ?? "", record.reason ?? "",
          isActive(record) ? "" : record.verdict == .undone ? "" : "replaced",
        ])
      }
      Terminal.write(shown.isEmpty ? "No verdicts.\n" : table.text)
    }
  }

  private static func json(_ record: IdentityRecord, isActive: Bool) -> JSONValue {
    .object([
      ("id", .optional(record.id)), ("entity", .text(record.entity)),
      ("other", .text(record.other)), ("verdict", .text(record.verdict.rawValue)),
      ("author", .optional(record.author)), ("time", .optional(record.time)),
      ("reason", .optional(record.reason)), ("supersedes", .optional(record.supersedes)),
      ("isActive", .boolean(isActive)),
    ])
  }
}

extension String {
  /// A code as words: `possibly_same` is "possibly same".
  fileprivate var replacingUnderscores: String {
    String(map { $0 == "_" ? " " : $0 })
  }
}
