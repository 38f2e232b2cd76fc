import ArgumentParser
import CaseStore
import JSONText

/// Shows who changed what, when and why.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show the journal: who changed what, when, why, and what it was.",
    discussion: """
      Latest first. With a key, the changes of the entity and of what is recorded around it; with \
      attribution:ID, those of one attribution. --format json has each row before and after, so \
      that a change can be undone by hand; other rows are named by their keys.

      Example:
        headwater history smuggling-claim --format json
      """)

  @OptionGroup var caseOptions: CaseOptions

  @Flag(help: "Show who withheld sources are, and what they said.")
  var revealWithheld = false

  @Option(help: "The most changes to list; default: all.")
  var limit: Int?

  @Option(help: "text or json.")
  var format: TextFormat = .text

  @Argument(help: "An entity's key, or attribution:ID; default: everything.")
  var subject: String?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
  }

  private var historySubject: CaseReader.HistorySubject {
    guard let subject else { return .everything }
    let prefix = "attribution:"
    return subject.hasPrefix(prefix)
      ? .attribution(String(subject.dropFirst(prefix.count))) : .entity(subject)
  }

  func run() throws {
    let file = try caseOptions.open(.readOnly)
    var changes = try file.read(revealWithheld: revealWithheld) { reader in
      try reader.history(of: historySubject, limit: limit.map { $0 + 1 })
    }
    let isCut = limit.map { changes.count > $0 } ?? false
    if isCut { changes.removeLast() }
    switch format {
    case .json:
      Terminal.write(
        HistoryText.json(changes, cutAt: isCut ? limit : nil).prettyText + "\n")
    case .text:
      Terminal.write(HistoryText.text(changes, columns: Terminal.columns))
    }
    if isCut, let limit {
      Terminal.message("Cut: only the last \(limit) changes are listed; --limit lists more.")
    }
  }
}
